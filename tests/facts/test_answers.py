from datetime import date

import pytest

from bot.db import Sessions
from bot.facts.answers import (
    UnknownTopic,
    find_answer,
    find_phrases,
    find_topic,
    published_version,
)
from bot.facts.load import load_seed
from tests.facts.sample import Sample

TODAY = date(2026, 11, 24)


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


@pytest.mark.parametrize(
    ("language", "text"), [("es", "Es gratis."), ("en", "It is free.")]
)
def test_a_topic_is_answered_with_its_own_text(
    loaded: Sessions, language: str, text: str
) -> None:
    with loaded() as session:
        found = find_answer(session, "comar_cost", language, TODAY)

    assert (found.own, found.topic.id, found.version.text) == (True, "comar_cost", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Pregunte en la COMAR sobre: {topic}."),
        ("en", "Ask at COMAR about: {topic}."),
    ],
)
def test_a_topic_without_an_answer_gets_the_ask_here_of_its_area(
    loaded: Sessions, language: str, text: str
) -> None:
    with loaded() as session:
        found = find_answer(session, "comar_work", language, TODAY)

    assert (found.own, found.topic.id, found.version.text) == (
        False,
        "comar_work",
        text,
    )


def test_a_retired_answer_is_no_longer_said(loaded: Sessions, sample: Sample) -> None:
    sample.files["comar.yml"]["answers"] = {}
    with loaded.begin() as session:
        load_seed(session, sample.read())

    with loaded() as session:
        assert not find_answer(session, "comar_cost", "es", TODAY).own


def test_the_newest_version_is_said(loaded: Sessions, sample: Sample) -> None:
    sample.answer["es"]["text"] = "No cuesta nada."
    with loaded.begin() as session:
        load_seed(session, sample.read())

    with loaded() as session:
        found = find_answer(session, "comar_cost", "es", TODAY)
    assert (found.version.number, found.version.text) == (2, "No cuesta nada.")


def test_an_unknown_topic_is_named_with_what_to_type(loaded: Sessions) -> None:
    with loaded() as session:
        for look_up in (find_topic, lambda s, t: find_answer(s, t, "es", TODAY)):
            with pytest.raises(UnknownTopic, match=r"comar_price.*faro facts load"):
                look_up(session, "comar_price")


def test_a_topic_that_nothing_answers_is_an_unknown_topic(
    loaded: Sessions, sample: Sample
) -> None:
    sample.files["meta.yml"]["answers"] = {}
    with loaded.begin() as session:
        load_seed(session, sample.read())

    with loaded() as session, pytest.raises(UnknownTopic, match="faro facts ready"):
        find_answer(session, "meta_greet", "es", TODAY)


def test_a_language_without_texts_is_never_answered_in_another(
    loaded: Sessions,
) -> None:
    with loaded() as session:
        assert published_version(session, "comar_cost", "fr") is None
        with pytest.raises(UnknownTopic):
            find_answer(session, "comar_cost", "fr", TODAY)


def test_sources_can_be_read_after_the_session_is_closed(loaded: Sessions) -> None:
    with loaded() as session:
        found = find_answer(session, "comar_cost", "es", TODAY)

    assert [source.publisher for source in found.version.sources] == [
        "Cámara de Diputados",
        "La Nota",
    ]


def test_phrases_come_in_the_language_asked_for(loaded: Sessions) -> None:
    with loaded() as session:
        assert find_phrases(session, "es")["choice_more"] == "Leer más"
        assert find_phrases(session, "en")["choice_more"] == "Read more"
        assert find_phrases(session, "pt") == {
            "other_language": "Só espanhol e inglês."
        }
