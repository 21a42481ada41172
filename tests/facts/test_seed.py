from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from bot.facts.seed import (
    MORE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    SeedError,
    read_phrases,
)
from tests.facts.sample import Sample, sample_topic

Edit = Callable[[Sample], Any]

TOPIC = "facts/topics.yml: topic comar_cost"
ANSWER = "facts/comar.yml: topic comar_cost"
DATE_HELP = "Write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes."


def problems_of(sample: Sample) -> list[str]:
    with pytest.raises(SeedError) as refused:
        sample.read()
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


def source(changes: dict[str, Any]) -> Edit:
    return lambda sample: sample.answer["sources"][0].update(changes)


ANSWER_REFUSALS: dict[str, tuple[Edit, str]] = {
    "Spanish missing": (
        lambda s: s.answer.pop("es"),
        f"{ANSWER} has no Spanish text. Add `es:` under it.",
    ),
    "English missing": (
        lambda s: s.answer.pop("en"),
        f"{ANSWER} has no English text. Add `en:` under it.",
    ),
    "English empty": (
        lambda s: s.answer["en"].update(text="  \n"),
        f"{ANSWER} has an empty en text. Write it.",
    ),
    "text missing": (
        lambda s: s.answer["es"].pop("text"),
        f"{ANSWER} has no `es.text`. Add it.",
    ),
    "sources missing": (
        lambda s: s.answer.pop("sources"),
        f"{ANSWER} has no `sources`. Add it.",
    ),
    "sources empty": (
        lambda s: s.answer.update(sources=[]),
        f"{ANSWER} has no source. Add at least one under `sources:`.",
    ),
    "sources a word": (
        lambda s: s.answer.update(sources="me"),
        f"{ANSWER}: `sources`: Input should be a valid list. Correct it.",
    ),
    "project as the source of a fact": (
        lambda s: s.answer.update(sources="project"),
        f"{ANSWER} has no source: `project` is only for what Faro says of itself. "
        "List the pages under `sources:`.",
    ),
    "source without a url": (
        lambda s: s.answer["sources"][0].pop("url"),
        f"{ANSWER} has no `sources.0.url`. Add it.",
    ),
    "source without a publisher": (
        source({"publisher": " "}),
        f"{ANSWER}: `sources.0.publisher`: String should have at least 1 character. "
        "Correct it.",
    ),
    "nobody checked it": (
        lambda s: s.answer.update(checked_by=""),
        f"{ANSWER}: `checked_by`: String should have at least 1 character. Correct it.",
    ),
    "url a word": (
        source({"url": "gob.mx/comar"}),
        f"{ANSWER}: `gob.mx/comar` is no web address. Correct `url:`.",
    ),
    "url not of the web": (
        source({"url": "javascript:alert(1)"}),
        f"{ANSWER}: `javascript:alert(1)` is no web address. Correct `url:`.",
    ),
    "source date in words": (
        source({"date": "marzo de 2025"}),
        f"{ANSWER}: source date `marzo de 2025`. {DATE_HELP}",
    ),
    "source date day first": (
        source({"date": "18-02-2022"}),
        f"{ANSWER}: source date `18-02-2022`. {DATE_HELP}",
    ),
    "source date not on the calendar": (
        source({"date": "2026-02-30"}),
        f"{ANSWER}: source date `2026-02-30`. {DATE_HELP}",
    ),
    "source date without quotes": (
        source({"date": date(2022, 2, 18)}),
        f"{ANSWER}: `sources.0.date`: Input should be a valid string. Correct it.",
    ),
    "checked_on no date": (
        lambda s: s.answer.update(checked_on="yesterday"),
        f"{ANSWER}: `checked_on`: Input should be a valid date or datetime, input is "
        "too short. Correct it.",
    ),
    "checked_on missing": (
        lambda s: s.answer.pop("checked_on"),
        f"{ANSWER} has no `checked_on`. Add it.",
    ),
    "review_by before checked_on": (
        lambda s: s.answer.update(review_by=date(2026, 11, 23)),
        f"{ANSWER}: `review_by` must be later than `checked_on`.",
    ),
    "review_by on the same day": (
        lambda s: s.answer.update(review_by=date(2026, 11, 24)),
        f"{ANSWER}: `review_by` must be later than `checked_on`.",
    ),
    "text too long": (
        lambda s: s.answer["es"].update(text="x" * (TEXT_LIMIT + 1)),
        f"{ANSWER}: es `text` has 801 characters, 800 are allowed. "
        "Shorten it or move details to `more`.",
    ),
    "more too long": (
        lambda s: s.answer["en"].update(more="x" * (MORE_LIMIT + 1)),
        f"{ANSWER}: en `more` has 3001 characters, 3000 are allowed. Shorten it.",
    ),
    "more in Spanish only": (
        lambda s: s.answer["en"].pop("more"),
        f"{ANSWER} has `more` in one language only. Add the other.",
    ),
    "unknown key": (
        lambda s: s.answer.update(reviewer="Ana"),
        f"{ANSWER}: unknown key `reviewer`. Remove it or correct it.",
    ),
    "a third language": (
        lambda s: s.answer.update(fr={"text": "Gratuit."}),
        f"{ANSWER}: unknown key `fr`. Remove it or correct it.",
    ),
    "unknown key beside the text": (
        lambda s: s.answer["es"].update(texto="x"),
        f"{ANSWER}: unknown key `es.texto`. Remove it or correct it.",
    ),
}

FILE_REFUSALS: dict[str, tuple[Edit, str]] = {
    "unknown topic": (
        lambda s: s.files["comar.yml"]["answers"].update(comar_price=s.answer),
        "facts/comar.yml: topic comar_price is not a topic of the area comar. "
        "Add it to facts/topics.yml or correct the id.",
    ),
    "topic of another area": (
        lambda s: s.files["comar.yml"]["answers"].update(meta_greet=s.answer),
        "facts/comar.yml: topic meta_greet is not a topic of the area comar. "
        "Add it to facts/topics.yml or correct the id.",
    ),
    "ask_here of another area": (
        lambda s: s.files["comar.yml"]["answers"].update({"ask_here.us": s.answer}),
        "facts/comar.yml: topic ask_here.us is not a topic of the area comar. "
        "Add it to facts/topics.yml or correct the id.",
    ),
    "ask_here missing": (
        lambda s: s.files["comar.yml"].pop("ask_here"),
        "facts/comar.yml: topic ask_here.comar: `entry`: Input should be a valid "
        "dictionary or instance of SeedAnswer. Correct it.",
    ),
    "answers not by topic": (
        lambda s: s.files["comar.yml"].update(answers=["comar_cost"]),
        "facts/comar.yml: write each topic's id under `answers:`.",
    ),
    "unknown key of a file": (
        lambda s: s.files["comar.yml"].update(answer={}),
        "facts/comar.yml: unknown key `answer`. Remove it.",
    ),
    "wrong area": (
        lambda s: s.files["comar.yml"].update(area="mpp"),
        "facts/comar.yml: `area` must be comar.",
    ),
    "file missing": (
        lambda s: s.files.pop("comar.yml"),
        "facts/comar.yml: the file is missing. Create it.",
    ),
    "file empty": (
        lambda s: s.files.update({"comar.yml": "# soon\n"}),
        "facts/comar.yml is empty or does not begin with `key:` lines.",
    ),
    "file a list": (
        lambda s: s.files.update({"comar.yml": "- comar_cost\n"}),
        "facts/comar.yml is empty or does not begin with `key:` lines.",
    ),
    "file not UTF-8": (
        lambda s: s.files.update({"comar.yml": "area: México".encode("latin-1")}),
        "facts/comar.yml is not saved as UTF-8. Save it again as UTF-8.",
    ),
    "invalid YAML": (
        lambda s: s.files.update({"comar.yml": "area: comar\nanswers: 'open\n"}),
        "facts/comar.yml: line 3 is not valid YAML. "
        "Look for a missing quote, colon or indentation.",
    ),
    "answer twice": (
        lambda s: s.files.update(
            {"comar.yml": yaml.safe_dump(s.files["comar.yml"]) + "area: comar\n"}
        ),
        "`area` stands there twice. Delete one.",
    ),
    "topics file missing": (
        lambda s: s.files.pop("topics.yml"),
        "facts/topics.yml: the file is missing. Create it.",
    ),
    "topics not a list": (
        lambda s: s.files.update({"topics.yml": "topics:\n"}),
        "facts/topics.yml: list the topics under `topics:`.",
    ),
    "phrases file missing": (
        lambda s: s.files.pop("phrases.yml"),
        "facts/phrases.yml: the file is missing. Create it.",
    ),
    "phrase in English only": (
        lambda s: s.phrases["stale"].pop("es"),
        "facts/phrases.yml: stale has no es text. Add `es:` under it.",
    ),
    "phrase in Spanish only": (
        lambda s: s.phrases["stale"].pop("en"),
        "facts/phrases.yml: stale has no en text. Add `en:` under it.",
    ),
    "phrase without words": (
        lambda s: s.phrases["stale"].update(en=None),
        "facts/phrases.yml: stale has an empty en text. Write it.",
    ),
    "phrase without languages": (
        lambda s: s.phrases.update(stale="Viejo"),
        "facts/phrases.yml: stale: write `es:` and `en:` under it.",
    ),
}

TOPIC_REFUSALS: dict[str, tuple[Edit, str]] = {
    "topic twice": (
        lambda s: s.files["topics.yml"]["topics"].append(
            sample_topic("comar_cost", "comar", [])
        ),
        f"{TOPIC} stands there twice. Delete one.",
    ),
    "Spanish title missing": (
        lambda s: s.topic["title"].pop("es"),
        f"{TOPIC} has no es title. Add `es:`.",
    ),
    "English title empty": (
        lambda s: s.topic["title"].update(en=" "),
        f"{TOPIC} has no en title. Add `en:`.",
    ),
    "title too long": (
        lambda s: s.topic["title"].update(en="x" * (TITLE_LIMIT + 1)),
        f"{TOPIC}: the en title has 25 characters, 24 fit on a button. Shorten it.",
    ),
    "title in a third language": (
        lambda s: s.topic["title"].update(fr="Prix"),
        f"{TOPIC}: `title.fr`: Input should be 'es' or 'en'. Correct it.",
    ),
    "unknown next": (
        lambda s: s.topic.update(next=["comar_price"]),
        f"{TOPIC}: `next` names comar_price, which is no topic. "
        "Correct the id or remove it.",
    ),
    "no next": (
        lambda s: s.topic.pop("next"),
        f"{TOPIC} has no `next`. Add it.",
    ),
    "unknown key of a topic": (
        lambda s: s.topic.update(prio=1),
        f"{TOPIC}: unknown key `prio`. Remove it or correct it.",
    ),
    "topic without an id": (
        lambda s: s.topic.pop("id"),
        "facts/topics.yml: topic number 1 has no `id`. Add it.",
    ),
    "topic a word": (
        lambda s: s.files["topics.yml"]["topics"].append("comar_price"),
        "facts/topics.yml: topic 4: `entry`: Input should be a valid dictionary or "
        "instance of SeedTopic. Correct it.",
    ),
}


def test_a_complete_folder_is_read_as_it_stands(sample: Sample) -> None:
    seed = sample.read()

    assert [topic.id for topic in seed.topics] == [
        "comar_cost",
        "comar_work",
        "meta_greet",
    ]
    assert set(seed.answers) == {"comar_cost", "ask_here.comar", "meta_greet"}
    assert seed.answers["comar_cost"].text("es").text == "Es gratis."
    assert seed.answers["comar_cost"].text("en").text == "It is free."
    assert seed.answers["meta_greet"].listed_sources == []
    assert seed.phrases["choice_more"] == {"es": "Leer más", "en": "Read more"}


@pytest.mark.parametrize(
    ("edit", "line"), ANSWER_REFUSALS.values(), ids=ANSWER_REFUSALS
)
def test_an_incomplete_answer_is_refused_with_file_topic_and_remedy(
    sample: Sample, edit: Edit, line: str
) -> None:
    edit(sample)

    assert problems_of(sample) == [line]


@pytest.mark.parametrize(("edit", "line"), FILE_REFUSALS.values(), ids=FILE_REFUSALS)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_remedy(
    sample: Sample, edit: Edit, line: str
) -> None:
    edit(sample)

    assert any(found.endswith(line) for found in problems_of(sample))


@pytest.mark.parametrize(("edit", "line"), TOPIC_REFUSALS.values(), ids=TOPIC_REFUSALS)
def test_an_incomplete_topic_is_refused_with_file_topic_and_remedy(
    sample: Sample, edit: Edit, line: str
) -> None:
    edit(sample)

    assert line in problems_of(sample)


def test_several_problems_are_all_reported_at_once(sample: Sample) -> None:
    sample.topic["title"].pop("es")
    sample.answer["en"].pop("more")
    sample.answer["sources"][0]["date"] = "ayer"
    sample.answer["review_by"] = date(2020, 1, 1)
    sample.files["meta.yml"]["answers"]["meta_greet"].pop("en")
    sample.phrases["stale"].pop("en")

    assert problems_of(sample) == [
        f"{TOPIC} has no es title. Add `es:`.",
        f"{ANSWER}: source date `ayer`. {DATE_HELP}",
        f"{ANSWER}: `review_by` must be later than `checked_on`.",
        f"{ANSWER} has `more` in one language only. Add the other.",
        "facts/meta.yml: topic meta_greet has no English text. Add `en:` under it.",
        "facts/phrases.yml: stale has no en text. Add `en:` under it.",
    ]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            lambda s: s.answer["es"].update(text="x" * TEXT_LIMIT), id="longest text"
        ),
        pytest.param(
            lambda s: s.answer["es"].update(more="x" * MORE_LIMIT), id="longest more"
        ),
        pytest.param(
            lambda s: s.topic["title"].update(es="x" * TITLE_LIMIT), id="longest title"
        ),
        pytest.param(
            lambda s: s.answer.update(review_by=date(2026, 11, 25)), id="the next day"
        ),
        pytest.param(source({"date": "2025"}), id="a year"),
        pytest.param(source({"date": "2025-03"}), id="a month"),
        pytest.param(source({"date": "2024-02-29"}), id="a leap day"),
        pytest.param(
            lambda s: [s.answer[code].pop("more") for code in ("es", "en")],
            id="no more in either language",
        ),
        pytest.param(
            lambda s: s.files["comar.yml"].update(answers=None), id="no answers yet"
        ),
    ],
)
def test_what_is_just_allowed_is_read(sample: Sample, edit: Edit) -> None:
    edit(sample)

    assert len(sample.read().topics) == 3


def test_spaces_around_a_text_are_not_part_of_it(sample: Sample) -> None:
    sample.answer["es"]["text"] = "\n  Es gratis.  \n"

    assert sample.read().answers["comar_cost"].es.text == "Es gratis."


def test_a_line_for_other_languages_needs_no_spanish_or_english(sample: Sample) -> None:
    assert sample.read().phrases["other_language"] == {"pt": "Só espanhol e inglês."}


def test_phrases_are_read_although_the_answers_are_broken(sample: Sample) -> None:
    sample.files["comar.yml"] = "area: 'open"

    assert read_phrases(sample.write())["choice_more"]["es"] == "Leer más"


def test_broken_phrases_are_refused_on_their_own_too(sample: Sample) -> None:
    sample.phrases["stale"].pop("en")

    with pytest.raises(SeedError, match="stale has no en text"):
        read_phrases(sample.write())
