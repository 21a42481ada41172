import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from actions.answer import ActionAnswer
from actions.change_language import ActionChangeLanguage
from actions.delete_my_data import ActionDeleteMyData
from actions.feedback import ActionFeedback
from actions.find_place import ActionFindPlace
from actions.human import ActionHuman
from actions.menu import ActionMenu
from actions.out_of_scope import ActionOutOfScope
from actions.sources import ActionSources
from actions.unsure import ActionUnsure
from actions.vetted import VettedAction
from bot.db import Sessions
from bot.facts.seed import Seed
from bot.reply import Reply
from tests.actions.turn import Message, reply_to, run, tapped, typed

WORDS = "me llamo Ximena Quetzalcoatl"

EVERY = [
    pytest.param(ActionAnswer, "comar_cost", id="answer"),
    pytest.param(ActionChangeLanguage, "meta_change_language", id="change language"),
    pytest.param(ActionDeleteMyData, "meta_delete_my_data", id="delete my data"),
    pytest.param(ActionFeedback, "meta_thanks", id="feedback"),
    pytest.param(ActionFindPlace, "shelter_find", id="find place"),
    pytest.param(ActionHuman, "meta_human", id="human"),
    pytest.param(ActionMenu, "meta_menu", id="menu"),
    pytest.param(ActionOutOfScope, "meta_out_of_scope", id="out of scope"),
    pytest.param(ActionSources, "meta_sources", id="sources"),
    pytest.param(ActionUnsure, "nlu_fallback", id="unsure"),
]


@pytest.mark.parametrize(("action", "topic"), EVERY)
async def test_every_action_sends_one_structured_message(
    action: type[VettedAction], topic: str, facts: None
) -> None:
    reply, slots = await run(action(), typed(WORDS, topic))
    assert reply.kind != "apology"
    assert [bubble.text for bubble in reply.replies if bubble.text]
    assert slots["language"] == "es"


def missing(file: Path) -> None:
    file.unlink()


def corrupt(file: Path) -> None:
    file.write_bytes(b"not a database, " * 500)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("broken", [missing, corrupt, a_folder])
@pytest.mark.parametrize(("action", "topic"), EVERY)
async def test_a_broken_database_gives_the_apology_with_911(
    action: type[VettedAction],
    topic: str,
    broken: Callable[[Path], None],
    facts: None,
    database_url: str,
    seed: Seed,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken(Path(database_url.removeprefix("sqlite:///")))
    message = typed(WORDS, topic, language=("en", 0.99, 5))
    with caplog.at_level(logging.DEBUG):
        reply = await reply_to(action(), message)
    _assert_apology(reply, "en", seed, caplog)


async def test_an_address_that_is_none_gives_the_apology(
    monkeypatch: pytest.MonkeyPatch, seed: Seed, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("FARO_DATABASE_URL", "nonsense")
    reply = await reply_to(ActionAnswer(), typed(WORDS, "comar_cost"))
    _assert_apology(reply, "es", seed, caplog)


async def test_an_empty_database_gives_the_apology(
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
    seed: Seed,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("FARO_DATABASE_URL", empty_url)
    reply = await reply_to(ActionMenu(), typed(WORDS, "meta_menu"))
    _assert_apology(reply, "es", seed, caplog)


async def test_a_topic_that_is_not_in_the_database_gives_the_apology(
    facts: None, seed: Seed, caplog: pytest.LogCaptureFixture
) -> None:
    reply = await reply_to(ActionAnswer(), typed(WORDS, "comar_dragons"))
    _assert_apology(reply, "es", seed, caplog)


async def test_a_lost_phrase_gives_the_apology(
    facts: None, database: Sessions, seed: Seed, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as session:
        session.execute(text("DELETE FROM phrases"))
    reply = await reply_to(ActionAnswer(), typed(WORDS, "comar_cost"))
    _assert_apology(reply, "es", seed, caplog)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"intent_ranking": [{"name": "comar_cost"}]}, id="no confidence"),
        pytest.param({"intent_ranking": WORDS}, id="ranking is a text"),
        pytest.param({"intent": WORDS}, id="intent is a text"),
        pytest.param({"entities": [{"entity": "city"}]}, id="entity without value"),
        pytest.param({"entities": 7}, id="entities are a number"),
        pytest.param({"language": {"name": "es"}}, id="half a language"),
        pytest.param({"metadata": WORDS}, id="metadata is a text"),
    ],
)
async def test_a_malformed_message_gives_the_apology(
    broken: dict[str, Any],
    facts: None,
    seed: Seed,
    caplog: pytest.LogCaptureFixture,
) -> None:
    message = {**typed(WORDS, "comar_cost"), **broken}
    reply = await reply_to(ActionAnswer(), message)
    _assert_apology(reply, "es", seed, caplog)


@pytest.mark.parametrize("message", [None, {}], ids=["none", "empty"])
async def test_an_empty_message_still_gets_a_reply(
    message: Message | None, facts: None
) -> None:
    reply = await reply_to(ActionAnswer(), message)
    assert reply.topic == "meta_out_of_scope"


async def test_an_apology_keeps_what_the_conversation_is_about(facts: None) -> None:
    _, slots = await run(ActionAnswer(), typed(WORDS, "comar_dragons"))
    assert "topic" not in slots


def _assert_apology(
    reply: Reply, language: str, seed: Seed, caplog: pytest.LogCaptureFixture
) -> None:
    assert (reply.kind, reply.topic, reply.case) == ("apology", None, "apology")
    assert reply.language == language
    assert [bubble.text for bubble in reply.replies] == [
        seed.phrases["apology"][language]
    ]
    assert "911" in reply.replies[0].text
    assert "action failed" in caplog.text
    assert "conversation-1" in caplog.text
    assert not [word for word in WORDS.split()[2:] if word in caplog.text]


FOREIGN = [
    pytest.param("pt", "O Faro só lê espanhol e inglês.", id="Portuguese"),
    pytest.param("fr", "Faro lit seulement", id="French"),
    pytest.param("ht", "Faro li panyòl ak angle sèlman.", id="Haitian Creole"),
]


@pytest.mark.parametrize(("code", "line"), FOREIGN)
async def test_another_language_gets_a_line_of_its_own_and_the_menu(
    code: str, line: str, facts: None
) -> None:
    message = typed("quanto custa", "comar_cost", language=(code, 0.99, 6))
    reply = await reply_to(ActionAnswer(), message)
    assert (reply.kind, reply.topic) == ("meta", "meta_change_language")
    assert reply.replies[0].text.startswith(line)
    assert "911" in reply.replies[0].text
    assert {"safety_emergency", "human", "lang:en"} <= {c.id for c in reply.offered}


@pytest.mark.parametrize(("code", "line"), FOREIGN)
async def test_danger_in_another_language_keeps_what_to_do(
    code: str, line: str, facts: None, seed: Seed
) -> None:
    message = typed("socorro", "safety_kidnapping", language=(code, 0.99, 6))
    reply = await reply_to(ActionAnswer(), message)
    text = reply.replies[0].text
    assert (reply.kind, reply.topic) == ("answer", "safety_kidnapping")
    assert text.startswith(line)
    assert seed.answers["safety_kidnapping"].es.text in text


@pytest.mark.parametrize(
    "guess",
    [
        pytest.param(("pt", 0.6, 6), id="not sure"),
        pytest.param(("pt", 0.9, 3), id="few words"),
        pytest.param(("pt", 0.99, 1), id="one word"),
        pytest.param(("de", 0.99, 6), id="never heard of"),
    ],
)
async def test_an_unsure_guess_of_another_language_changes_nothing(
    guess: tuple[str, float, int], facts: None
) -> None:
    reply = await reply_to(ActionAnswer(), typed("x", "comar_cost", language=guess))
    assert (reply.kind, reply.topic) == ("answer", "comar_cost")


async def test_a_tap_is_never_taken_for_another_language(facts: None) -> None:
    reply = await reply_to(ActionAnswer(), tapped("comar_cost"))
    assert reply.kind == "answer"
