import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from itsdangerous import TimestampSigner
from sqlalchemy import select

from bot.channels.web.body import TEXT_LIMIT
from bot.channels.web.routes import BODY_LIMIT
from bot.channels.web.visitor import Visitors
from bot.conversations import cases
from bot.conversations.models import Conversation, Feedback, Message, SaidVersion
from bot.db import Sessions
from bot.facts.models import AnswerVersion
from bot.facts.seed import Seed
from tests.channels.web.browser import Browser
from tests.channels.web.conftest import FRIEND, SECRET, MakeGateway
from tests.conversations.stored import dump, reasons, rows
from tests.fake_engine import FakeEngine, Turn, reply, responds, says


def said(answer: dict[str, Any]) -> str:
    return str(answer["reply"]["replies"][0]["text"])


async def echo(turn: Turn) -> web.Response:
    words = turn["payload"] or turn["text"]
    return web.json_response(reply(words).model_dump(mode="json"))


# The visitor and the token.


async def test_a_visitor_asks_and_is_answered(browser: Browser) -> None:
    status, answer = await browser.send(await browser.visitor(), "¿cuánto cuesta?")
    assert (status, said(answer)) == (200, "Es gratis.")


async def test_a_visitor_needs_no_body(browser: Browser) -> None:
    status, answer = await browser.post("/web/visitors", b"")
    assert status == 200
    assert list(answer) == ["visitor"]


async def test_each_visitor_is_a_conversation_of_its_own(
    browser: Browser, engine: FakeEngine
) -> None:
    for _ in range(2):
        await browser.send(await browser.visitor(), "hola")
    first, second = (turn["conversation"] for turn in engine.asked)
    assert first != second


@pytest.mark.parametrize("language", ["es", "en", None])
async def test_the_language_of_the_page_is_that_of_the_conversation(
    language: str | None, browser: Browser, engine: FakeEngine
) -> None:
    await browser.send(await browser.visitor(language=language), "COMAR")
    assert engine.asked[0]["context"]["language"] == language


def expired(conversation: str) -> str:
    then = int(time.time()) - 31 * 24 * 3600
    with pytest.MonkeyPatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda _: then)
        return Visitors(SECRET).token(conversation)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda conversation: conversation, id="bare"),
        pytest.param(lambda conversation: f"{conversation}.abc.def", id="invented"),
        pytest.param(expired, id="expired"),
        pytest.param(Visitors("another secret").token, id="foreign"),
        pytest.param(lambda _: Visitors(SECRET).token("c1"), id="no conversation"),
    ],
)
async def test_a_token_that_does_not_hold_is_401_and_nothing_is_stored(
    token: Callable[[str], str],
    browser: Browser,
    engine: FakeEngine,
    database: Sessions,
) -> None:
    await browser.visitor()
    [conversation] = rows(database, Conversation)
    status, answer = await browser.send(token(conversation.id), "hola")
    assert (status, answer["error"]) == (401, "visitor")
    assert answer["message"]
    assert rows(database, Message) == []
    assert engine.asked == []


async def test_after_erasing_the_old_token_opens_nothing(
    browser: Browser, database: Sessions
) -> None:
    visitor = await browser.visitor()
    await browser.send(visitor, "hola")
    with database.begin() as session:
        cases.erase(session, session.scalars(select(Conversation.id)).one())
    status, answer = await browser.send(visitor, "hola")
    assert (status, answer["error"]) == (401, "visitor")
    assert "Start anew" in answer["message"]


# The same message again.


async def test_a_repeated_message_gets_the_same_reply(
    browser: Browser, engine: FakeEngine
) -> None:
    engine.answer = says(reply("first"), reply("second"))
    visitor = await browser.visitor()
    first = await browser.send(visitor, "hola", message_id="m1")
    assert await browser.send(visitor, "hola", message_id="m1") == first
    assert await browser.send(visitor, "otra cosa", message_id="m1") == first
    assert len(engine.asked) == 1


async def test_a_repeated_message_gets_the_same_reply_after_a_restart(
    make_gateway: MakeGateway, engine: FakeEngine
) -> None:
    engine.answer = says(reply("first"), reply("second"))
    before, after = await make_gateway(), await make_gateway()
    visitor = await before.visitor()
    first = await before.send(visitor, "hola", message_id="m1")
    assert await after.send(visitor, "hola", message_id="m1") == first
    assert len(engine.asked) == 1


async def test_two_conversations_may_use_the_same_message_id(
    browser: Browser, engine: FakeEngine, database: Sessions
) -> None:
    engine.answer = echo
    for words in ("uno", "dos"):
        _, answer = await browser.send(await browser.visitor(), words, message_id="m1")
        assert said(answer) == words
    assert [row.text for row in rows(database, Message)] == ["uno", "dos"]


async def test_a_message_id_cannot_reach_into_another_conversation(
    browser: Browser, engine: FakeEngine, database: Sessions
) -> None:
    engine.answer = echo
    await browser.send(await browser.visitor(), "secreto", message_id="m1")
    theirs = rows(database, Message)[0].message_id
    for id_ in (theirs, theirs.partition(":")[0]):
        _, answer = await browser.send(await browser.visitor(), "x", message_id=id_)
        assert said(answer) == "x"


async def test_a_browser_that_gives_up_finds_its_reply_later(
    browser: Browser, engine: FakeEngine
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def waits(turn: Turn) -> web.Response:
        arrived.set()
        await go_on.wait()
        return await echo(turn)

    engine.answer = waits
    visitor = await browser.visitor()
    impatient = asyncio.create_task(browser.send(visitor, "hola", message_id="m1"))
    await asyncio.wait_for(arrived.wait(), 10)
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    go_on.set()
    again = browser.send(visitor, "hola", message_id="m1")
    status, answer = await asyncio.wait_for(again, 10)
    assert (status, said(answer)) == (200, "hola")
    assert len(engine.asked) == 1


# What may be sent.


@pytest.mark.parametrize(
    ("body", "because"),
    [
        pytest.param({}, "message_id: Field required", id="no id"),
        pytest.param({"message_id": "m"}, "exactly one of", id="nothing said"),
        pytest.param(
            {"message_id": "m", "text": "a", "choice": "menu"},
            "exactly one of",
            id="two things said",
        ),
        pytest.param(
            {"message_id": "m", "text": None}, "exactly one of", id="null text"
        ),
        pytest.param({"message_id": "", "text": "a"}, "message_id: ", id="empty id"),
        pytest.param(
            {"message_id": "m" * 65, "text": "a"}, "message_id: ", id="long id"
        ),
        pytest.param(
            {"message_id": "a b", "text": "a"}, "message_id: ", id="id with a space"
        ),
        pytest.param({"message_id": 7, "text": "a"}, "message_id: ", id="number id"),
        pytest.param({"message_id": "m", "text": 7}, "text: ", id="number text"),
        pytest.param(
            {"message_id": "m", "text": "a" * (TEXT_LIMIT + 1)}, "text: ", id="long"
        ),
        pytest.param(
            {"message_id": "m", "choice": "a" * 121}, "choice: ", id="long choice"
        ),
        pytest.param(
            {"message_id": "m", "txet": "a", "text": "b"}, "txet: ", id="misspelt"
        ),
        pytest.param(
            {"message_id": "m", "location": {"latitude": 1}},
            "location.longitude: Field required",
            id="half a location",
        ),
        pytest.param(
            {"message_id": "m", "location": {"latitude": 91, "longitude": 0}},
            "location.latitude: ",
            id="beyond the pole",
        ),
        pytest.param(
            {"message_id": "m", "location": {"latitude": 0, "longitude": 181}},
            "location.longitude: ",
            id="beyond the date line",
        ),
    ],
)
async def test_a_bad_message_is_400_and_says_what_is_wrong(
    body: dict[str, Any],
    because: str,
    browser: Browser,
    database: Sessions,
) -> None:
    whole = {"visitor": await browser.visitor(), **body}
    status, answer = await browser.post("/web/messages", whole)
    assert (status, answer["error"]) == (400, "body")
    assert because in answer["message"]
    assert rows(database, Message) == []


@pytest.mark.parametrize("path", ["/web/messages", "/web/visitors"])
@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'"text"', b"null", b"\xff\xfe", b'{"visitor": "\\ud83d"}'],
    ids=["half JSON", "a list", "a string", "null", "not UTF-8", "half an emoji"],
)
async def test_what_is_no_object_is_400(
    body: bytes, path: str, browser: Browser
) -> None:
    status, answer = await browser.post(path, body)
    assert (status, answer["error"]) == (400, "body")
    assert answer["message"].startswith("body: ")


async def test_an_unknown_language_of_the_page_is_400(browser: Browser) -> None:
    status, answer = await browser.post("/web/visitors", {"language": "fr"})
    assert status == 400
    assert "'es' or 'en'" in answer["message"]


async def test_an_error_does_not_repeat_what_the_person_wrote(
    browser: Browser,
) -> None:
    words = {"text": ["Ximena"], "Quetzalcoatl": 1}
    status, answer = await browser.send(await browser.visitor(), **words)
    assert status == 400
    assert "Ximena" not in answer["message"]


async def test_a_long_story_is_heard(browser: Browser, engine: FakeEngine) -> None:
    story = "ñ🙏" * (TEXT_LIMIT // 2)
    visitor = await browser.visitor()
    body = {"visitor": visitor, "message_id": "m", "text": story}
    raw = json.dumps(body, ensure_ascii=False).encode()
    status, _ = await browser.post("/web/messages", raw)
    assert status == 200
    assert engine.asked[0]["text"] == story


@pytest.mark.parametrize("path", ["/web/messages", "/web/visitors"])
async def test_a_huge_body_is_413_in_json_like_every_error(
    path: str, browser: Browser
) -> None:
    status, answer = await browser.post(path, b" " * (BODY_LIMIT + 1))
    assert (status, answer["error"]) == (413, "body")


async def test_a_choice_that_was_not_offered_is_409(
    browser: Browser, engine: FakeEngine, database: Sessions
) -> None:
    status, answer = await browser.send(await browser.visitor(), choice="comar_work")
    assert (status, answer["error"]) == (409, "choice")
    assert answer["message"].endswith("Send one of the choices shown.")
    assert rows(database, Message) == []
    assert engine.asked == []


async def test_an_offered_choice_is_answered(
    browser: Browser, engine: FakeEngine
) -> None:
    engine.answer = says(reply(choices=[("comar_work", "Trabajo")]))
    visitor = await browser.visitor()
    await browser.send(visitor, "hola")
    status, _ = await browser.send(visitor, choice="comar_work")
    assert status == 200
    assert engine.asked[1]["payload"] == "/comar_work"


@pytest.mark.parametrize(
    ("point", "payload"),
    [
        ((14.9, -92.26), '/shelter_find{"city": "Tapachula"}'),
        ((48.85, 2.35), "/shelter_find"),
    ],
    ids=["Tapachula", "Paris"],
)
async def test_a_shared_location_becomes_its_city_and_nothing_else_is_kept(
    point: tuple[float, float],
    payload: str,
    browser: Browser,
    engine: FakeEngine,
    database: Sessions,
) -> None:
    latitude, longitude = point[0] + 0.0043217, point[1] + 0.0043217
    where = {"latitude": latitude, "longitude": longitude, "accuracy": 12}
    status, _ = await browser.send(await browser.visitor(), location=where)
    assert status == 200
    assert engine.asked[0]["payload"] == payload
    everything = json.dumps(engine.asked) + dump(database)
    for degrees in (latitude, longitude):
        assert str(abs(degrees))[:9] not in everything


# What comes back.


async def test_what_is_internal_never_leaves(
    browser: Browser, engine: FakeEngine, database: Sessions
) -> None:
    with database() as session:
        version = session.scalars(select(AnswerVersion.id)).first()
    internal = {
        "quoted": [version],
        "notice": None,
        "case": "human",
        "feedback": "helpful",
    }
    engine.answer = says(reply(**internal))
    visitor = await browser.visitor()
    for id_ in ("m1", "m2", "m2"):
        _, answer = await browser.send(visitor, "hola", message_id=id_)
        assert set(answer) == {"reply"}
        assert set(answer["reply"]) == {
            *("kind", "topic", "topics", "language", "confidence", "alternatives"),
            *("entities", "replies", "sources", "stale", "code"),
        }
    # They were not lost on the way in.
    assert len(rows(database, SaidVersion)) == 2
    assert reasons(database) == ["human"]
    assert [row.helpful for row in rows(database, Feedback)] == [True]


async def test_an_engine_that_fails_is_an_apology_for_the_person(
    browser: Browser, engine: FakeEngine, seed: Seed, database: Sessions
) -> None:
    engine.answer = responds(500)
    visitor = await browser.visitor(language="en")
    status, answer = await browser.send(visitor, "hello")
    assert (status, answer["reply"]["kind"]) == (200, "apology")
    assert said(answer) == seed.phrases["apology"]["en"]
    assert reasons(database) == ["apology"]


async def test_a_database_that_fails_is_a_reply_and_a_request_to_send_again(
    browser: Browser, engine: FakeEngine, seed: Seed, database: Sessions
) -> None:
    visitor = await browser.visitor()
    with database.begin() as session:
        session.connection().exec_driver_sql("ALTER TABLE messages RENAME TO away")
    status, answer = await browser.send(visitor, "hola", message_id="m1")
    assert (status, answer["retry"]) == (503, True)
    assert seed.phrases["apology"]["es"] in said(answer)
    assert not {"quoted", "notice", "case", "feedback"} & set(answer["reply"])
    with database.begin() as session:
        session.connection().exec_driver_sql("ALTER TABLE away RENAME TO messages")
    status, answer = await browser.send(visitor, "hola", message_id="m1")
    assert (status, said(answer)) == (200, "Es gratis.")


# Other sites.

ORIGINS = [
    pytest.param("https://evil.example", 403, id="foreign"),
    pytest.param("null", 403, id="null"),
    pytest.param("", 403, id="empty"),
    pytest.param(FRIEND, 200, id="friend"),
    pytest.param(f"{FRIEND}.evil.example", 403, id="looks like a friend"),
    pytest.param(FRIEND.replace("https", "http"), 403, id="friend without TLS"),
]


@pytest.mark.parametrize(("origin", "status"), ORIGINS)
async def test_only_our_page_and_named_sites_may_start_a_chat(
    origin: str, status: int, browser: Browser, database: Sessions
) -> None:
    found, _ = await browser.post("/web/visitors", {}, Origin=origin)
    assert found == status
    assert len(rows(database, Conversation)) == (1 if status == 200 else 0)


@pytest.mark.parametrize(("origin", "status"), ORIGINS)
async def test_only_our_page_and_named_sites_may_send_messages(
    origin: str, status: int, browser: Browser, engine: FakeEngine
) -> None:
    body = {"visitor": await browser.visitor(), "message_id": "m", "text": "hola"}
    found, answer = await browser.post("/web/messages", body, Origin=origin)
    assert found == status
    assert answer.get("error") == (None if status == 200 else "origin")
    assert len(engine.asked) == (1 if status == 200 else 0)


async def test_our_own_page_may(browser: Browser) -> None:
    own = str(browser.http.make_url("")).rstrip("/")
    assert (await browser.post("/web/visitors", {}, Origin=own))[0] == 200


# Too many.

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def from_outside(request: web.Request, handler: Handler) -> web.StreamResponse:
    """As if the request came from the address that it names, not from loopback."""
    remote = request.headers.get("X-Test-Remote", "203.0.113.5")
    return await handler(request.clone(remote=remote))


async def test_too_many_messages_of_one_visitor_are_429_and_not_stored(
    make_gateway: MakeGateway, database: Sessions
) -> None:
    browser = await make_gateway(middleware=from_outside, rate_per_minute=2)
    visitor = await browser.visitor()
    answers = [await browser.send(visitor, "hola") for _ in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[2][1]["error"] == "rate"
    assert "Wait a minute" in answers[2][1]["message"]
    assert len(rows(database, Message)) == 2


async def test_one_visitor_does_not_use_up_the_limit_of_another(
    make_gateway: MakeGateway,
) -> None:
    browser = await make_gateway(middleware=from_outside, rate_per_minute=2)
    visitors = [await browser.visitor(), await browser.visitor()]
    for visitor in visitors * 2:
        assert (await browser.send(visitor, "hola"))[0] == 200


async def test_too_many_new_conversations_from_one_address_are_429(
    make_gateway: MakeGateway, database: Sessions
) -> None:
    browser = await make_gateway(middleware=from_outside, rate_per_minute=2)
    remotes = ["203.0.113.5", "203.0.113.5", "203.0.113.5", "2001:db8::5"]
    found = [
        (await browser.post("/web/visitors", {}, **{"X-Test-Remote": remote}))[0]
        for remote in remotes
    ]
    assert found == [200, 200, 429, 200]
    assert len(rows(database, Conversation)) == 3


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.8.8.8", "::1"])
async def test_the_operator_on_loopback_has_no_limit(
    remote: str, make_gateway: MakeGateway
) -> None:
    browser = await make_gateway(middleware=from_outside, rate_per_minute=1)
    for _ in range(3):
        headers = {"X-Test-Remote": remote}
        assert (await browser.post("/web/visitors", {}, **headers))[0] == 200


async def test_nothing_is_exempt_that_only_looks_like_loopback(
    make_gateway: MakeGateway,
) -> None:
    browser = await make_gateway(middleware=from_outside, rate_per_minute=1)
    forged = {
        "X-Test-Remote": "203.0.113.5",
        "X-Forwarded-For": "127.0.0.1",
        "Host": "localhost",
    }
    found = [(await browser.post("/web/visitors", {}, **forged))[0] for _ in range(2)]
    assert found == [200, 429]


async def test_a_persons_words_are_in_no_log(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    visitor = await browser.visitor()
    await browser.send(visitor, "me llamo Ximena, 55 1234 5678")
    await browser.send(visitor, text=["Ximena"])
    await browser.send(visitor, choice="Ximena")
    assert "answered message=" in caplog.text
    assert "Ximena" not in caplog.text
    assert visitor not in caplog.text
