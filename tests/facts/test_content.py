"""Rules for the project's own texts, whoever writes them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import pytest

from bot.db import Sessions
from bot.facts.ageing import too_old_after
from bot.facts.answers import Found, find_answer, find_phrases
from bot.facts.compose import answer_text, provenance, warning
from bot.facts.models import ASK_INSTEAD, AnswerVersion, Source, Topic
from bot.facts.quality import answer_problems, gaps, reading_problems, text_problems
from bot.facts.seed import (
    ASK_HERE,
    LANGUAGES,
    NEVER_WITHHELD,
    PROJECT_AREA,
    TEXT_LIMIT,
    read_seed,
)
from bot.facts.wording import markdown, phone_numbers
from tests.conftest import FACTS

SEED = read_seed(FACTS)
AREAS = list(dict.fromkeys(topic.area for topic in SEED.topics))
TOPICS = {topic.id: topic for topic in SEED.topics}

MESSAGE_LIMIT = 1024
"""Characters that one WhatsApp message with buttons holds."""
LONG_MESSAGE_LIMIT = 4096
"""Characters that one WhatsApp message without buttons holds."""

When = Literal["fresh", "past_review", "too_old"]


def titles_and_phrases() -> Iterator[tuple[str, str, str]]:
    """Where it stands, language and words of each text that is no answer."""
    for topic in SEED.topics:
        for code, title in topic.title.items():
            yield f"title of {topic.id}", code, title
    for key, phrase in SEED.phrases.items():
        for language, text in phrase.items():
            yield f"phrase {key}", language, text


def shown_publishers() -> list[str]:
    """Those that stand under an answer."""
    return [
        answer.listed_sources[0].publisher
        for answer in SEED.answers.values()
        if answer.listed_sources
    ]


def days(version: AnswerVersion, topic: Topic) -> dict[When, date]:
    """One day of each age that the answer can have."""
    past_review = version.review_by + timedelta(days=1)
    last_day = too_old_after(version, topic)
    if last_day is None:
        return {"fresh": version.checked_on, "past_review": past_review}
    too_old = last_day + timedelta(days=1)
    return {
        "fresh": version.checked_on,
        **({"past_review": past_review} if past_review < too_old else {}),
        "too_old": too_old,
    }


def answers(
    make_session: Sessions,
) -> Iterator[tuple[When, str, Found, dict[str, str]]]:
    """What is said on each topic at each age: age, language, answer, phrases."""
    with make_session() as session:
        for language in LANGUAGES:
            phrases = find_phrases(session, language)
            for topic in TOPICS:
                now_said = find_answer(session, topic, language, date.min)
                for age, day in days(now_said.version, now_said.topic).items():
                    found = find_answer(session, topic, language, day)
                    yield age, language, found, phrases


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_an_answer_of_its_own(topic: str) -> None:
    assert topic in SEED.answers


@pytest.mark.parametrize("area", [area for area in AREAS if area != PROJECT_AREA])
def test_every_area_says_whom_to_ask(area: str) -> None:
    assert f"{ASK_HERE}.{area}" in SEED.answers


@pytest.mark.parametrize("key", SEED.answers)
def test_an_answer_is_good_enough_to_be_read(key: str) -> None:
    assert answer_problems(key, SEED.answers[key]) == []


def test_no_answer_of_the_seed_is_half_a_pair() -> None:
    texts = {key: (answer.es, answer.en) for key, answer in SEED.answers.items()}

    assert [k for k, (es, en) in texts.items() if es.behind or en.behind] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(language, text, id=f"{where} {language}")
        for where, language, text in titles_and_phrases()
    ],
)
def test_titles_and_phrases_are_worded_as_answers_are(language: str, text: str) -> None:
    if language in LANGUAGES:
        assert list(text_problems(text, language)) == []
        assert list(reading_problems(text, language)) == []
    else:
        assert phone_numbers(text) + markdown(text) == []


def test_every_topic_is_answered_at_every_age(database: Sessions) -> None:
    seen = set()
    for age, _, found, _ in answers(database):
        seen.add(age)
        assert found.version.text
        asked_elsewhere = age == "too_old" and found.topic.past_max_age == ASK_INSTEAD
        assert found.withheld is asked_elsewhere
        assert found.own is not asked_elsewhere
        assert found.withheld or found.age == age
    assert seen == {"fresh", "past_review", "too_old"}


def test_danger_and_faro_itself_are_never_withheld(database: Sessions) -> None:
    with database() as session:
        for topic in TOPICS.values():
            if topic.area in NEVER_WITHHELD:
                assert find_answer(session, topic.id, "es", date(2050, 1, 1)).own


def test_an_answer_says_its_age_once_it_is_not_fresh(database: Sessions) -> None:
    for age, language, found, phrases in answers(database):
        line = warning(found, language, phrases)
        has_source = bool(found.version.sources)
        assert bool(line) is (has_source and found.age != "fresh"), (age, found.topic)


@pytest.mark.parametrize(
    ("more", "limit"), [(False, MESSAGE_LIMIT), (True, LONG_MESSAGE_LIMIT)]
)
def test_a_whole_message_fits_on_whatsapp_at_every_age(
    database: Sessions, more: bool, limit: int
) -> None:
    lengths = {
        (found.topic.id, language, age): len(
            answer_text(found, language, phrases, more=more)
        )
        for age, language, found, phrases in answers(database)
    }

    assert len(lengths) >= 4 * len(TOPICS)
    assert {key: n for key, n in lengths.items() if n > limit} == {}


@pytest.mark.parametrize(
    ("area", "age"),
    [(area, "past_review") for area in AREAS if area != PROJECT_AREA]
    + [(area, "too_old") for area in AREAS if area not in NEVER_WITHHELD],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_as_long_as_allowed_fits_with_all_that_is_said_around_it(
    area: str, age: When, language: str
) -> None:
    version = AnswerVersion(
        text="a" * TEXT_LIMIT,
        checked_on=date(2026, 9, 28),
        sources=[Source(publisher=max(shown_publishers(), key=len))],
    )
    phrases = {
        key: text[language] for key, text in SEED.phrases.items() if language in text
    }
    found = Found(Topic(area=area), version, own=True, age=age)
    whole = answer_text(found, language, phrases)

    assert provenance(version, language, phrases) in whole
    assert warning(found, language, phrases) in whole
    assert len(whole) <= MESSAGE_LIMIT


@pytest.mark.parametrize("key", ["apology", "clarify", "page_danger", "page_noscript"])
def test_where_nothing_else_helps_911_is_said_in_every_language(key: str) -> None:
    for text in (*SEED.phrases[key].values(), *SEED.phrases["other_language"].values()):
        assert re.search(r"\b911\b", text)


@pytest.mark.parametrize("key", [k for k, v in SEED.phrases.items() if "es" in v])
def test_a_phrase_has_the_same_gaps_in_both_languages(key: str) -> None:
    phrase = SEED.phrases[key]

    assert gaps(phrase["es"]) == gaps(phrase["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_topics_have_the_same_title(language: Literal["es", "en"]) -> None:
    titles = [topic.title[language] for topic in SEED.topics]

    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_no_topic_offers_itself_as_the_next() -> None:
    assert [topic.id for topic in SEED.topics if topic.id in topic.next] == []
