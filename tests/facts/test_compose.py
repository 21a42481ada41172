from datetime import date

import pytest

from bot.db import Sessions
from bot.facts.answers import find_answer, find_phrases
from bot.facts.compose import (
    answer_bubble,
    answer_text,
    source_notes,
    topic_choices,
)
from bot.facts.load import load_seed
from bot.reply import Bubble, SourceNote
from tests.facts.sample import Sample

REVIEW_DAY = date(2027, 1, 24)
DAY_AFTER = date(2027, 1, 25)


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def said(
    loaded: Sessions,
    topic: str,
    language: str,
    today: date = REVIEW_DAY,
    *,
    more: bool = False,
) -> Bubble:
    with loaded() as session:
        found = find_answer(session, topic, language, today)
        phrases = find_phrases(session, language)
        return answer_bubble(session, found, language, phrases, more=more)


def offered(bubble: Bubble) -> list[tuple[str, str]]:
    return [(choice.id, choice.title) for choice in bubble.choices]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "Es gratis.\n\n"
            "Fuente: Cámara de Diputados. Revisado el 24 de noviembre de 2026.",
        ),
        (
            "en",
            "It is free.\n\nSource: Cámara de Diputados. Checked on 24 November 2026.",
        ),
    ],
)
def test_under_an_answer_stand_its_main_source_and_the_day_it_was_checked(
    loaded: Sessions, language: str, text: str
) -> None:
    assert said(loaded, "comar_cost", language).text == text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Viejo: 24 de noviembre de 2026, la COMAR."),
        ("en", "Old: 24 November 2026, COMAR."),
    ],
)
def test_past_its_review_day_an_answer_says_that_it_is_old(
    loaded: Sessions, language: str, line: str
) -> None:
    assert said(loaded, "comar_cost", language, DAY_AFTER).text.endswith(f".\n{line}")
    assert line not in said(loaded, "comar_cost", language, REVIEW_DAY).text


def test_what_faro_says_of_itself_has_no_source_line(loaded: Sessions) -> None:
    assert said(loaded, "meta_greet", "es", DAY_AFTER).text == "Hola."


@pytest.mark.parametrize(
    ("language", "first_line"),
    [
        ("es", "Pregunte en la COMAR sobre: comar_work es."),
        ("en", "Ask at COMAR about: comar_work en."),
    ],
)
def test_ask_here_names_what_was_asked_by_its_title(
    loaded: Sessions, language: str, first_line: str
) -> None:
    assert said(loaded, "comar_work", language).text.splitlines()[0] == first_line


def test_braces_in_an_own_answer_stay_as_written(
    loaded: Sessions, sample: Sample
) -> None:
    sample.answer["es"]["text"] = "Llaves: {topic} {x}."
    with loaded.begin() as session:
        load_seed(session, sample.read())

    assert said(loaded, "comar_cost", "es").text.startswith("Llaves: {topic} {x}.\n")


def test_more_says_the_longer_text_with_the_same_source_line(loaded: Sessions) -> None:
    assert said(loaded, "comar_cost", "en", more=True).text == (
        "More.\n\nMore: It is free.\n\n"
        "Source: Cámara de Diputados. Checked on 24 November 2026."
    )


def test_more_of_an_answer_that_has_none_says_the_short_text(loaded: Sessions) -> None:
    assert said(loaded, "meta_greet", "en", more=True).text == "Hello."


def test_after_an_answer_come_more_the_next_topics_and_the_menu(
    loaded: Sessions,
) -> None:
    assert offered(said(loaded, "comar_cost", "es")) == [
        ("more", "Leer más"),
        ("comar_work", "comar_work es"),
        ("menu", "Ver temas"),
    ]


@pytest.mark.parametrize(
    ("topic", "more", "choices"),
    [
        ("comar_cost", True, ["comar_work", "menu"]),
        ("comar_work", False, ["menu"]),
        ("meta_greet", False, ["menu"]),
    ],
    ids=["after more", "ask_here", "no more to read"],
)
def test_more_is_offered_only_where_there_is_more_to_read(
    loaded: Sessions, topic: str, more: bool, choices: list[str]
) -> None:
    bubble = said(loaded, topic, "en", more=more)

    assert [choice.id for choice in bubble.choices] == choices


def test_topics_are_offered_in_the_order_given_by_their_titles(
    loaded: Sessions,
) -> None:
    with loaded() as session:
        choices = topic_choices(session, ["meta_greet", "comar_cost"], "en")

    assert [(c.id, c.title) for c in choices] == [
        ("meta_greet", "meta_greet en"),
        ("comar_cost", "comar_cost en"),
    ]


def test_all_sources_are_given_with_the_day_they_were_checked(
    loaded: Sessions, sample: Sample
) -> None:
    with loaded() as session:
        notes = source_notes(
            find_answer(session, "comar_cost", "es", REVIEW_DAY).version
        )

    assert notes == [
        SourceNote(checked_on=date(2026, 11, 24), **source)
        for source in sample.answer["sources"]
    ]


def test_the_text_alone_is_the_text_of_the_message(loaded: Sessions) -> None:
    with loaded() as session:
        found = find_answer(session, "comar_cost", "es", REVIEW_DAY)
        text = answer_text(found, "es", find_phrases(session, "es"))

    assert text == said(loaded, "comar_cost", "es").text
