from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Sessions
from bot.facts.compose import notice_source, notice_text
from bot.facts.load import load_seed
from bot.facts.models import Notice
from bot.facts.notices import (
    approve_notice,
    end_notice,
    notice_for,
    notices,
    write_notice,
)
from bot.facts.people import Refused
from tests.facts.life import logged
from tests.facts.sample import Sample, sample_answer, sample_topic

NOW = datetime(2027, 3, 2, 18, 0, tzinfo=UTC)
END = NOW + timedelta(hours=48)
TEXTS = {
    "es": "La COMAR cierra el 30 de noviembre. No vaya ese día.",
    "en": "COMAR is closed on 30 November. Do not go that day.",
}
SOURCE = {
    "title": "Aviso",
    "url": "https://www.gob.mx/comar/aviso",
    "publisher": "COMAR",
    "date": "2027-03-01",
}


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """The sample with two topics about danger."""
    topics = ("safety_extortion", "safety_emergency")
    answer = sample_answer("Llame al 911.", "Call 911.")
    ask_here = sample_answer("Llame al 911: {topic}.", "Call 911: {topic}.")
    sample.files["topics.yml"]["topics"] += [
        {
            key: value
            for key, value in sample_topic(topic, "safety", []).items()
            if "max_age" not in key
        }
        for topic in topics
    ]
    sample.files["safety.yml"] = {
        "area": "safety",
        "ask_here": ask_here,
        "answers": dict.fromkeys(topics, answer),
    }
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def write(session: Session, about: str = "comar", **changes: object) -> Notice:
    values: dict[str, object] = {
        "by": "Ana",
        "texts": TEXTS,
        "topics": about.split(),
        "source": SOURCE,
        "ends_at": END,
        "now": NOW,
    }
    return write_notice(session, **{**values, **changes})  # type: ignore[arg-type]


def say(loaded: Sessions, about: str = "comar", **changes: object) -> int:
    """A notice that is said; returns its number."""
    with loaded.begin() as session:
        number = write(session, about, **changes).id
        approve_notice(session, number, "Luis", NOW)
    return number


def heard(loaded: Sessions, *topics: str, at: datetime = NOW) -> int | None:
    """The number of the notice that is said above an answer to these topics."""
    with loaded() as session:
        notice = notice_for(session, topics, at)
        return None if notice is None else notice.id


def states(loaded: Sessions) -> list[str]:
    with loaded() as session:
        return [
            row.state for row in session.scalars(select(Notice).order_by(Notice.id))
        ]


def refused(loaded: Sessions, step: Callable[[Session], object], words: str) -> None:
    """The step raises with these words, and nothing is changed."""
    before = states(loaded), logged(loaded, "notice.1")
    with pytest.raises(Refused, match=words), loaded.begin() as session:
        step(session)
    assert (states(loaded), logged(loaded, "notice.1")) == before


def test_a_notice_is_said_once_another_person_has_approved_it(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        assert write(session).id == 1
    assert heard(loaded, "comar_cost") is None
    with loaded.begin() as session:
        approved = approve_notice(session, 1, " Luis ", NOW)
        assert (approved.author, approved.approved_by) == ("Ana", "Luis")

    assert heard(loaded, "comar_cost") == 1


@pytest.mark.parametrize("by", ["Ana", "ana", " ANA "])
def test_an_author_cannot_approve_their_own_notice(loaded: Sessions, by: str) -> None:
    with loaded.begin() as session:
        write(session)

    refused(loaded, lambda s: approve_notice(s, 1, by, NOW), "Another person must")
    assert heard(loaded, "comar_cost") is None


@pytest.mark.parametrize(
    ("about", "topics", "is_said"),
    [
        ("comar_cost", ["comar_cost"], True),
        ("comar_cost", ["meta_greet", "comar_cost"], True),
        ("comar_cost", ["comar_work"], False),
        ("comar_cost", ["comar_dragons"], False),
        ("comar_cost", [], False),
        ("comar", ["comar_work"], True),
        ("comar", ["meta_greet"], False),
        ("comar", ["safety_extortion"], False),
        ("comar safety_extortion", ["safety_extortion"], True),
        ("comar safety_extortion", ["safety_emergency"], False),
        ("meta_greet", ["meta_greet"], True),
    ],
)
def test_a_notice_is_said_with_the_topics_and_areas_that_it_names(
    loaded: Sessions, about: str, topics: list[str], is_said: bool
) -> None:
    number = say(loaded, about)

    assert heard(loaded, *topics) == (number if is_said else None)


@pytest.mark.parametrize("name", ["safety", "meta", "comar_dragons", "mpp", ""])
def test_a_notice_names_only_topics_and_areas_that_there_are(
    loaded: Sessions, name: str
) -> None:
    refused(
        loaded,
        lambda s: write(s, topics=["comar_cost", name]),
        f"^{name} is no topic and no area .* Areas are comar; all topics stand in",
    )


def test_a_notice_ends_by_itself(loaded: Sessions) -> None:
    number = say(loaded)

    assert heard(loaded, "comar_cost", at=END - timedelta(seconds=1)) == number
    assert heard(loaded, "comar_cost", at=END) is None


def test_one_notice_is_said_at_a_time_and_the_last_approved_takes_over(
    loaded: Sessions,
) -> None:
    first = say(loaded, "comar_cost")
    second = say(loaded, "comar_work", by="Eva")

    assert states(loaded) == ["retired", "published"]
    assert heard(loaded, "comar_cost") is None
    assert heard(loaded, "comar_work") == second
    assert logged(loaded, f"notice.{first}")[-1] == (
        "Luis",
        "replace",
        "retired",
        f"notice {second}",
    )


def test_of_many_approved_at_once_one_is_said(loaded: Sessions) -> None:
    with loaded.begin() as session:
        numbers = [write(session).id for _ in range(8)]

    def approve(number: int) -> None:
        with loaded.begin() as session:
            approve_notice(session, number, "Luis", NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(approve, numbers))

    assert sorted(states(loaded)) == ["published"] + 7 * ["retired"]


@pytest.mark.parametrize(
    ("approved", "state"), [(True, "retired"), (False, "withdrawn")]
)
def test_a_notice_is_taken_back_at_once_by_anybody_who_says_why(
    loaded: Sessions, approved: bool, state: str
) -> None:
    with loaded.begin() as session:
        write(session)
        if approved:
            approve_notice(session, 1, "Luis", NOW)
    refused(loaded, lambda s: end_notice(s, 1, "Ana", " x "), "Give a reason")
    with loaded.begin() as session:
        end_notice(session, 1, "Ana", " la oficina \n abrió ")

    assert heard(loaded, "comar_cost") is None
    assert logged(loaded, "notice.1")[-1] == ("Ana", "end", state, "la oficina abrió")
    refused(loaded, lambda s: end_notice(s, 1, "Ana", "otra vez"), "Notice 1 is not")
    refused(loaded, lambda s: approve_notice(s, 1, "Luis", NOW), "does not wait")


def test_the_log_says_who_wrote_and_who_approved_once(loaded: Sessions) -> None:
    say(loaded)
    refused(loaded, lambda s: approve_notice(s, 1, "Eva", NOW), "does not wait")

    assert logged(loaded, "notice.1") == [
        ("Ana", "submit", "in_review", ""),
        ("Luis", "publish", "published", ""),
    ]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda s: approve_notice(s, 9, "Luis", NOW), "Notice 9 does not wait"),
        (lambda s: approve_notice(s, 1, "project", NOW), "not the name of a person"),
        (lambda s: approve_notice(s, 1, "Luis", END), "1 has ended. Write it again"),
        (lambda s: end_notice(s, 9, "Luis", "por error"), "Notice 9 is not"),
        (lambda s: end_notice(s, 1, "", "por error"), "not the name of a person"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(
    loaded: Sessions, step: Callable[[Session], object], words: str
) -> None:
    with loaded.begin() as session:
        write(session)

    refused(loaded, step, words)


LONG = "La oficina está cerrada. " * 17
NO_SOURCE = {key: text for key, text in SOURCE.items() if key != "publisher"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"by": "Project"}, "not the name of a person"),
        ({"texts": {"es": TEXTS["es"]}}, "no en text. Write it"),
        ({"texts": {"es": " ", "en": TEXTS["en"]}}, "no es text. Write it"),
        ({"texts": {**TEXTS, "es": LONG}}, "es: 424 characters, 400 are allowed"),
        ({"texts": {**TEXTS, "es": "Cierra el 29."}}, "numbers differ: .*'29'.*'30'"),
        (
            {"texts": {**TEXTS, "en": "Call 664 123 4567."}},
            "en: “664 123 4567” is a ph",
        ),
        ({"texts": {"es": "{x}", "en": "{x}"}}, r"es: nothing fills \{x\}"),
        ({"texts": {**TEXTS, "es": "No vayas: tu cita"}}, "es: “vayas” is not “usted”"),
        ({"texts": {**TEXTS, "en": "word " * 29}}, "en: a sentence has 29 words"),
        ({"topics": []}, "Name the topics or areas"),
        ({"source": NO_SOURCE}, "source has no `publisher`. Add it."),
        ({"source": {**SOURCE, "title": " "}}, "source: `title`: .* Correct it"),
        ({"source": {**SOURCE, "url": "gob.mx"}}, "source: “gob.mx” is no web address"),
        ({"source": {**SOURCE, "date": "ayer"}}, "date “ayer”. Write YYYY-MM-DD"),
        ({"source": {**SOURCE, "date": "2027-03-03"}}, "2027-03-03 has not come yet"),
        ({"ends_at": NOW}, "The end is in the past"),
        ({"ends_at": NOW + timedelta(days=14, seconds=1)}, "ends within 14 days"),
    ],
)
def test_a_notice_must_keep_to_the_rules_of_all_texts(
    loaded: Sessions, changes: dict[str, object], words: str
) -> None:
    refused(loaded, lambda s: write(s, **changes), words)


def test_all_that_is_wrong_with_a_notice_is_said_at_once(loaded: Sessions) -> None:
    with pytest.raises(Refused) as error, loaded() as session:
        write(session, "mpp", texts={}, source={}, ends_at=NOW)

    # Two texts, one topic, the end, and the four parts of a source.
    assert len(str(error.value).splitlines()) == 8


def test_a_notice_may_last_fourteen_days_and_its_source_have_no_date(
    loaded: Sessions,
) -> None:
    source = {**SOURCE, "date": "unknown", "title": " Aviso "}
    number = say(loaded, source=source, ends_at=NOW + timedelta(days=14))

    with loaded() as session:
        kept = session.get_one(Notice, number)
        assert (kept.source_title, kept.source_date) == ("Aviso", "unknown")
    assert heard(loaded, "comar_cost", at=NOW + timedelta(days=13)) == number


def test_those_said_or_waiting_are_listed_the_newest_first(loaded: Sessions) -> None:
    say(loaded)
    with loaded.begin() as session:
        write(session)
        over = write(session).id
        end_notice(session, over, "Ana", "por error")

    with loaded() as session:
        assert [notice.id for notice in notices(session)] == [2, 1]


@pytest.mark.parametrize(
    ("language", "date", "text"),
    [
        (
            "es",
            "2027-03-01",
            f"Aviso: {TEXTS['es']}\n\nFuente: COMAR, 1 de marzo de 2027.",
        ),
        ("en", "unknown", f"Notice: {TEXTS['en']}\n\nSource: COMAR, no date."),
    ],
)
def test_a_notice_is_said_with_its_source(
    loaded: Sessions, language: str, date: str, text: str
) -> None:
    number = say(loaded, source={**SOURCE, "date": date})
    phrases = {
        "es": {
            "notice": "Aviso: {text}",
            "notice_source": "Fuente: {publisher}, {date}.",
            "date_unknown": "sin fecha",
        },
        "en": {
            "notice": "Notice: {text}",
            "notice_source": "Source: {publisher}, {date}.",
            "date_unknown": "no date",
        },
    }[language]

    with loaded() as session:
        notice = session.get_one(Notice, number)
        assert notice_text(notice, language, phrases) == text
        assert notice_source(notice).model_dump(mode="json") == {
            **SOURCE,
            "date": date,
            "checked_on": "2027-03-02",
        }
