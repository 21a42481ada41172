import asyncio
import logging
import re
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from aiohttp import web
from sqlalchemy import text as sql

from bot.conversations import inbox
from bot.conversations.choices import ALWAYS, NotOffered
from bot.conversations.kept import KeptReplies
from bot.conversations.models import Conversation, Message, StoredReply
from bot.conversations.turn import NotStored, Turns
from bot.db import Sessions, open_engine, sessions
from bot.reply import Reply
from tests.conversations.conftest import MakeTurns, locate
from tests.conversations.stored import dump, message, reasons, rows
from tests.fake_engine import FakeEngine, Turn, reply, responds, says

T = TypeVar("T")


async def soon(what: Awaitable[T]) -> T:
    """A broken turn fails the test instead of stopping it for good."""
    return await asyncio.wait_for(what, 10)


async def until_stored(database: Sessions, conversation: str, number: int) -> None:
    """Returns once the message is in the database."""
    id_ = message(conversation, "", number).message_id
    for _ in range(500):
        if id_ in {row.message_id for row in rows(database, Message)}:
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{id_} was not stored")


def texts(said: Reply) -> list[str]:
    return [bubble.text for bubble in said.replies]


def said_by(turn: Turn) -> str:
    return str(turn["payload"] or turn["text"])


async def echo(turn: Turn) -> web.Response:
    return web.json_response(reply(said_by(turn)).model_dump(mode="json"))


# One person's messages, and those of others.


async def test_a_message_is_stored_before_the_engine_is_asked(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    kept: list[str] = []

    async def look(turn: Turn) -> web.Response:
        kept.extend(row.text for row in rows(database, Message))
        return await echo(turn)

    engine.answer = look
    await turns.take(message(person, "hola"))
    assert kept == ["hola"]


async def test_one_persons_messages_are_answered_one_at_a_time_in_order(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str, another: str
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def first_waits(turn: Turn) -> web.Response:
        if said_by(turn) == "uno":
            arrived.set()
            await go_on.wait()
        return await echo(turn)

    def asked() -> list[str]:
        return [said_by(t) for t in engine.asked if t["conversation"] == person]

    engine.answer = first_waits
    waiting = [asyncio.create_task(turns.take(message(person, "uno", 1)))]
    await soon(arrived.wait())
    for number, words in ((2, "dos"), (3, "tres")):
        waiting.append(asyncio.create_task(turns.take(message(person, words, number))))
        await until_stored(database, person, number)
        # Another person's whole turn leaves time enough to ask out of turn.
        await soon(turns.take(message(another, "hola", number)))
    assert asked() == ["uno"]
    go_on.set()
    replies = await soon(asyncio.gather(*waiting))
    assert asked() == ["uno", "dos", "tres"]
    assert [texts(said)[0] for said in replies] == ["uno", "dos", "tres"]
    assert engine.most_of_one == 1


async def test_two_people_are_answered_at_once(
    turns: Turns, engine: FakeEngine, person: str, another: str
) -> None:
    both = asyncio.Barrier(2)

    async def wait_for_the_other(turn: Turn) -> web.Response:
        await both.wait()
        return await echo(turn)

    engine.answer = wait_for_the_other
    replies = await soon(
        asyncio.gather(
            turns.take(message(person, "uno")), turns.take(message(another, "dos"))
        )
    )
    assert [texts(said)[0] for said in replies] == ["uno", "dos"]


async def test_a_failed_turn_does_not_hold_up_the_next(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = responds(500)
    await soon(turns.take(message(person, "uno", 1)))
    engine.answer = echo
    assert texts(await soon(turns.take(message(person, "dos", 2)))) == ["dos"]


# The same message again.


async def test_a_repeated_message_gets_the_same_reply_and_is_not_asked_again(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply("first"), reply("second"))
    first = await turns.take(message(person, "hola"))
    assert await turns.take(message(person, "hola")) == first
    assert len(engine.asked) == 1


async def test_the_same_message_five_times_at_once_is_asked_once(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    engine.answer = says(*(reply(str(number)) for number in range(5)))
    replies = await soon(
        asyncio.gather(*(turns.take(message(person, "hola")) for _ in range(5)))
    )
    assert len(engine.asked) == 1
    assert all(said == replies[0] for said in replies)
    assert len(rows(database, Message)) == len(rows(database, StoredReply)) == 1


async def test_a_repeated_apology_is_the_same_apology(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = responds(500)
    first = await turns.take(message(person, "hola"))
    engine.answer = says(reply())
    assert await turns.take(message(person, "hola")) == first


async def test_a_message_that_got_no_reply_before_a_crash_is_answered_later(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    inbox.receive(database, message(person, "antes de la caída"), locate)
    await turns.take(message(person, "antes de la caída"))
    assert [said_by(turn) for turn in engine.asked] == ["antes de la caída"]
    assert len(rows(database, Message)) == 1


async def test_a_choice_that_comes_again_gets_the_same_reply(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply(choices=[("comar_work", "Trabajo")]), reply("Sí."))
    await turns.take(message(person, "hola", 1))
    first = await turns.take(message(person, None, 2, choice="comar_work"))
    again = await turns.take(message(person, None, 2, choice="comar_work"))
    assert texts(again) == ["Sí."]
    assert again == first


# What the engine is asked.


async def test_the_engine_hears_what_was_remembered(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    remembered = reply(
        kind="place",
        language="en",
        topic="shelter_find",
        entities={"city": "León", "group": "men"},
        places=["casa"],
        asks="shelter_find",
    )
    engine.answer = says(remembered)
    for number in (1, 2):
        await turns.take(message(person, "hola", number))
    nothing = {"recent": [], "left": [], "others": [], "group": "", "places": []}
    nothing |= {"awaits": None, "date_asked": False}
    assert [turn["context"] for turn in engine.asked] == [
        nothing | {"language": None, "topic": None, "city": None},
        nothing
        | {"language": "en", "topic": "shelter_find", "city": "León"}
        | {"recent": ["shelter_find"], "group": "men", "places": ["casa"]}
        | {"awaits": "shelter_find", "date_asked": True},
    ]
    assert {turn["conversation"] for turn in engine.asked} == {person}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("/restart", id="plain"),
        pytest.param(" /restart", id="space"),
        pytest.param("\n\t/restart", id="line and tab"),
        pytest.param("\u200b/restart", id="zero-width space"),
        pytest.param("\ufeff\u200d /restart", id="several marks"),
        pytest.param("\u202e/restart", id="direction mark"),
        pytest.param("//restart", id="two slashes"),
        pytest.param("/ \u200b /restart", id="slashes apart"),
    ],
)
async def test_nobody_commands_the_engine(
    command: str, turns: Turns, engine: FakeEngine, person: str
) -> None:
    await turns.take(message(person, command))
    [turn] = engine.asked
    assert (turn["text"], turn["payload"]) == ("restart", None)


async def test_a_typed_payload_is_only_text(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    await turns.take(message(person, '/meta_change_language{"language": "en"}'))
    [turn] = engine.asked
    assert turn["text"] == 'meta_change_language{"language": "en"}'
    assert turn["payload"] is None


@pytest.mark.parametrize("empty", ["", "  \n", "/", " // ", "\u200b", "\u2060/"])
async def test_a_message_without_words_gets_the_fallback(
    empty: str, turns: Turns, engine: FakeEngine, person: str
) -> None:
    await turns.take(message(person, empty))
    [turn] = engine.asked
    assert (turn["text"], turn["payload"]) == (None, "/meta_out_of_scope")


@pytest.mark.parametrize(
    "secret",
    ["+52 55 1234 5678", "664 123 4567", "ximena@example.org", "A-123-456-789"],
)
async def test_phones_and_case_numbers_never_reach_the_engine_or_the_database(
    secret: str, turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    await turns.take(message(person, f"mi dato es {secret} ¿qué hago?"))
    [turn] = engine.asked
    assert turn["text"].startswith("mi dato es ")
    assert turn["text"].endswith("] ¿qué hago?")
    assert not re.search(r"\d|@", turn["text"])
    assert secret not in dump(database)


async def test_a_location_reaches_the_engine_as_a_city_and_what_is_near(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    point = (32.514947, -117.038247)
    await turns.take(message(person, location=point))
    [turn] = engine.asked
    assert turn["payload"] == '/shelter_find{"city": "Tijuana", "near": "casa=3"}'
    assert "32.5" not in str(engine.asked)
    assert "32.514947" not in dump(database)


async def test_a_location_repeats_the_question_about_places(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply(kind="place", topic="comar_offices"))
    await turns.take(message(person, "oficinas", 1))
    await turns.take(message(person, None, 2, location=(32.5, -117.0)))
    assert engine.asked[1]["payload"].startswith('/comar_offices{"city": "Tijuana"')


async def test_more_goes_on_where_the_last_list_ended(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    listed = reply(
        kind="place",
        topic="shelter_find",
        choices=[("more", "Ver más lugares")],
        more={"city": "Tijuana", "skip": "3"},
    )
    engine.answer = says(listed)
    await turns.take(message(person, "albergue", 1))
    engine.answer = says(reply(kind="meta", topic="meta_thanks"))
    await turns.take(message(person, "gracias", 2))
    await turns.take(message(person, None, 3, choice="more"))
    assert engine.asked[2]["payload"] == (
        '/shelter_find{"part": "more", "city": "Tijuana", "skip": "3"}'
    )


# Choices.

OFFER = [("comar_work", "¿Puedo trabajar?"), ("city:León", "León")]


@pytest.mark.parametrize(
    ("again", "command"),
    [
        pytest.param({"choice": "comar_work"}, "/comar_work", id="tapped"),
        pytest.param({"text": "¿puedo TRABAJAR? "}, "/comar_work", id="title"),
        pytest.param({"text": "1"}, "/comar_work", id="number"),
        pytest.param(
            {"choice": "city:León"}, '/comar_offices{"city": "León"}', id="city"
        ),
        pytest.param({"text": "3"}, "3", id="number that was not shown"),
        pytest.param({"text": "trabajar"}, "trabajar", id="other words"),
    ],
)
async def test_an_offered_choice_is_a_command(
    again: dict[str, str],
    command: str,
    turns: Turns,
    engine: FakeEngine,
    person: str,
) -> None:
    engine.answer = says(reply(kind="place", topic="comar_offices", choices=OFFER))
    await turns.take(message(person, "hola", 1))
    await turns.take(message(person, number=2, **again))
    assert said_by(engine.asked[1]) == command


async def test_a_number_means_the_last_list_only(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply(choices=OFFER), reply())
    await turns.take(message(person, "hola", 1))
    await turns.take(message(person, "gracias", 2))
    await turns.take(message(person, "1", 3))
    assert (engine.asked[2]["text"], engine.asked[2]["payload"]) == ("1", None)


async def test_a_choice_of_an_older_reply_can_still_be_tapped(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply(choices=OFFER), reply())
    await turns.take(message(person, "hola", 1))
    await turns.take(message(person, "gracias", 2))
    await turns.take(message(person, None, 3, choice="comar_work"))
    assert engine.asked[2]["payload"] == "/comar_work"


@pytest.mark.parametrize("choice", sorted(ALWAYS))
async def test_some_choices_are_always_open(
    choice: str, turns: Turns, engine: FakeEngine, person: str
) -> None:
    await turns.take(message(person, choice=choice))
    assert engine.asked[0]["payload"].startswith("/meta_")


@pytest.mark.parametrize(
    "choice", ["comar_work", "more", "restart", "", 'city:x"}', "/menu", "lang:fr"]
)
async def test_a_choice_that_was_not_offered_is_refused_and_nothing_is_stored(
    choice: str, turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    with pytest.raises(NotOffered, match="was not offered"):
        await turns.take(message(person, choice=choice))
    assert rows(database, Message) == []
    assert engine.asked == []


async def test_what_was_offered_to_another_person_is_not_offered(
    turns: Turns, engine: FakeEngine, person: str, another: str
) -> None:
    engine.answer = says(reply(choices=OFFER))
    await turns.take(message(another, "hola"))
    with pytest.raises(NotOffered):
        await turns.take(message(person, choice="comar_work"))


# First contact.


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_first_reply_carries_the_first_contact_line_and_the_second_does_not(
    language: str,
    turns: Turns,
    engine: FakeEngine,
    kept: KeptReplies,
    person: str,
) -> None:
    engine.answer = says(reply("A", language=language), reply("B", language=language))
    first = await turns.take(message(person, "hola", 1))
    second = await turns.take(message(person, "hola", 2))
    assert texts(first) == ["A", kept.first_contact[language]]
    assert texts(second) == ["B"]


async def test_a_first_apology_carries_the_first_contact_line_too(
    turns: Turns, engine: FakeEngine, kept: KeptReplies, person: str
) -> None:
    engine.answer = responds(500)
    first = await turns.take(message(person, "hola", 1))
    second = await turns.take(message(person, "hola", 2))
    assert texts(first)[1:] == [kept.first_contact["es"]]
    assert texts(second) == texts(first)[:1]


# When the engine fails.


@pytest.mark.parametrize("language", ["es", "en"])
async def test_an_engine_error_is_an_apology_in_the_persons_language_and_a_case(
    language: str,
    turns: Turns,
    engine: FakeEngine,
    kept: KeptReplies,
    database: Sessions,
    person: str,
) -> None:
    engine.answer = says(reply(language=language, topic="mpp_status"))
    await turns.take(message(person, "hola", 1))
    engine.answer = responds(502)
    said = await turns.take(message(person, "hola", 2))
    assert (said.kind, texts(said)) == ("apology", [kept.apology[language]])
    assert reasons(database) == ["apology"]
    context = inbox.context(database, person)
    assert (context.language, context.topic) == (language, "mpp_status")


async def test_an_outage_is_one_case_for_a_person(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str, another: str
) -> None:
    engine.answer = responds(500)
    for number in (1, 2, 3):
        await turns.take(message(person, "hola", number))
    await turns.take(message(another, "hola"))
    assert reasons(database) == ["apology", "apology"]


async def test_an_engine_that_hangs_ends_in_the_apology(
    make_turns: MakeTurns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    engine.answer = engine.hangs
    turns = make_turns(database, timeout=0.05)
    said = await soon(turns.take(message(person, "hola")))
    assert said.kind == "apology"


async def test_an_engine_that_is_down_ends_in_the_apology(
    make_turns: MakeTurns, database: Sessions, person: str, unused_tcp_port: int
) -> None:
    turns = make_turns(database, url=f"http://127.0.0.1:{unused_tcp_port}")
    said = await soon(turns.take(message(person, "hola")))
    assert said.kind == "apology"


async def test_danger_is_answered_with_the_engine_down(
    turns: Turns, engine: FakeEngine, kept: KeptReplies, person: str
) -> None:
    engine.answer = responds(500)
    said = await turns.take(message(person, "secuestraron a mi hermano"))
    both = kept.danger["safety_kidnapping"]
    assert said.topic == "safety_kidnapping"
    assert texts(said)[0] == f"{both['es']}\n\n{both['en']}"


async def test_a_reply_in_a_language_without_fixed_sentences_is_not_lost(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply("Olá", language="pt"))
    said = await turns.take(message(person, "oi"))
    assert texts(said)[0] == "Olá"


# When the database fails.


@pytest.fixture
def without_tables(tmp_path: Path) -> Iterator[Sessions]:
    nothing = open_engine(f"sqlite:///{tmp_path / 'nothing.db'}")
    yield sessions(nothing)
    nothing.dispose()


@pytest.mark.parametrize(
    "asked",
    [{"text": "hola"}, {"choice": "comar_cost"}, {"location": (32.5, -117.0)}],
    ids=["text", "choice", "location"],
)
async def test_a_broken_database_is_told_with_a_reply_in_both_languages(
    asked: dict[str, object],
    make_turns: MakeTurns,
    engine: FakeEngine,
    kept: KeptReplies,
    without_tables: Sessions,
) -> None:
    turns = make_turns(without_tables)
    with pytest.raises(NotStored) as failure:
        await turns.take(message("c1", **asked))
    said = failure.value.reply
    assert (said.kind, said.language) == ("apology", "es")
    assert texts(said) == [f"{kept.apology['es']}\n\n{kept.apology['en']}"]
    assert engine.asked == []


async def test_danger_is_answered_with_the_database_down(
    make_turns: MakeTurns, kept: KeptReplies, without_tables: Sessions
) -> None:
    turns = make_turns(without_tables)
    with pytest.raises(NotStored) as failure:
        await turns.take(message("c1", "they kidnapped us"))
    assert failure.value.reply.topic == "safety_kidnapping"
    assert kept.danger["safety_kidnapping"]["en"] in texts(failure.value.reply)[0]


async def test_a_reply_that_could_not_be_stored_is_asked_for_again_under_the_same_id(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    async def breaks_the_database(turn: Turn) -> web.Response:
        rename(database, "replies", "away")
        return await echo(turn)

    await turns.take(message(person, "hola", 1))
    engine.answer = breaks_the_database
    with pytest.raises(NotStored):
        await turns.take(message(person, "¿y ahora?", 2))
    rename(database, "away", "replies")
    engine.answer = echo
    assert texts(await turns.take(message(person, "¿y ahora?", 2))) == ["¿y ahora?"]
    assert len(rows(database, Message)) == 2


def rename(database: Sessions, table: str, new: str) -> None:
    with database.begin() as session:
        session.execute(sql(f"ALTER TABLE {table} RENAME TO {new}"))


async def test_an_erased_conversation_is_unknown(
    turns: Turns, engine: FakeEngine, database: Sessions, person: str
) -> None:
    with database.begin() as session:
        session.delete(session.get_one(Conversation, person))
    with pytest.raises(inbox.UnknownConversation):
        await turns.take(message(person, "hola"))
    assert engine.asked == []


# Nobody's words in the logs.

WORDS = "me llamo Ximena Quetzalcoatl, 55 1234 5678"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(says(reply(WORDS)), id="answered"),
        pytest.param(responds(500, WORDS), id="error"),
        pytest.param(responds(200, f'{{"kind": "{WORDS}"}}'), id="no reply"),
    ],
)
async def test_a_persons_words_are_in_no_log(
    answer: object,
    turns: Turns,
    engine: FakeEngine,
    person: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    engine.answer = answer
    await turns.take(message(person, WORDS))
    assert "answered message=" in caplog.text
    assert "Ximena" not in caplog.text
    assert "5678" not in caplog.text


async def test_a_persons_words_are_in_no_log_of_a_broken_database(
    turns: Turns, database: Sessions, person: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rename(database, "messages", "away")
    with pytest.raises(NotStored) as failure:
        await turns.take(message(person, WORDS))
    assert "database failed error=OperationalError" in caplog.text
    assert "Ximena" not in caplog.text + str(failure.value)


async def test_danger_is_answered_when_only_an_action_has_failed(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply("Perdón.", kind="apology", topic=None, case="apology"))
    said = await turns.take(message(person, "auxilio me quieren matar"))
    assert said.topic == "safety_emergency"
    assert said.replies[0].text != "Perdón."


async def test_an_apology_of_an_action_is_passed_on_where_no_danger_is_named(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    engine.answer = says(reply("Perdón.", kind="apology", topic=None, case="apology"))
    said = await turns.take(message(person, "cuanto cuesta"))
    assert (said.kind, said.replies[0].text) == ("apology", "Perdón.")


async def test_a_nul_in_the_text_is_dropped(
    turns: Turns, engine: FakeEngine, person: str
) -> None:
    await turns.take(message(person, "cuanto\x00 cuesta"))
    [turn] = engine.asked
    assert turn["text"] == "cuanto cuesta"
