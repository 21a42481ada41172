import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.conversations.engine_client import EngineError
from bot.conversations.inbox import Context
from tests.conversations.conftest import TOKEN, Client
from tests.fake_engine import Answer, FakeEngine, Turn, reply, responds, says

WORDS = "me llamo Ximena Quetzalcoatl"
CONTEXT = Context(
    "en",
    "mpp_status",
    "Tijuana",
    is_new=False,
    recent=["mpp_status"],
    left=["mpp_process"],
    others=["us_cbp_one"],
    group="men",
    places=["casa"],
    more={"skip": "3"},
    awaits="comar_deadline",
    date_asked=True,
)


async def test_text_goes_out_with_what_is_known_of_the_conversation(
    engine: FakeEngine, client: Client
) -> None:
    await client().ask("c1", CONTEXT, text=WORDS)
    assert engine.asked == [
        {
            "conversation": "c1",
            "text": WORDS,
            "payload": None,
            "context": {
                "language": "en",
                "topic": "mpp_status",
                "city": "Tijuana",
                "recent": ["mpp_status"],
                "left": ["mpp_process"],
                "others": ["us_cbp_one"],
                "group": "men",
                "places": ["casa"],
                "awaits": "comar_deadline",
                "date_asked": True,
            },
        }
    ]


async def test_a_command_goes_out_as_a_command(
    engine: FakeEngine, client: Client
) -> None:
    await client().ask("c1", CONTEXT, payload="/meta_menu")
    [turn] = engine.asked
    assert (turn["text"], turn["payload"]) == (None, "/meta_menu")


async def test_the_engine_is_shown_the_token(
    engine: FakeEngine, client: Client
) -> None:
    await client().ask("c1", CONTEXT, text="hola")
    assert engine.tokens == [f"Bearer {TOKEN}"]


async def test_the_reply_arrives_whole(engine: FakeEngine, client: Client) -> None:
    said = reply(
        "¿Cuál? 🙏",
        choices=[("comar_cost", "Cuánto cuesta")],
        alternatives=[("comar_work", 0.2)],
        entities={"city": ["Tijuana", "Mexicali"]},
        quoted=[3],
        case="human",
        feedback="helpful",
    )
    engine.answer = says(said)
    assert await client().ask("c1", CONTEXT, text="hola") == said


async def hangs_up(_turn: Turn) -> web.StreamResponse:
    raise asyncio.CancelledError


def bubbles(*texts: str) -> Answer:
    empty = reply().model_dump(mode="json")
    empty["replies"] = [{"text": text, "choices": []} for text in texts]

    async def answer(_turn: Turn) -> web.Response:
        return web.json_response(empty)

    return answer


@pytest.mark.parametrize(
    ("answer", "because"),
    [
        pytest.param(responds(401, WORDS), "engine answered 401", id="wrong token"),
        pytest.param(responds(500, WORDS), "engine answered 500", id="error"),
        pytest.param(responds(502, WORDS), "engine answered 502", id="no action"),
        pytest.param(responds(504, WORDS), "engine answered 504", id="slow action"),
        pytest.param(
            responds(201, reply(WORDS).model_dump_json()),
            "engine answered 201",
            id="a reply with another status",
        ),
        pytest.param(responds(200, WORDS), "no reply", id="not JSON"),
        pytest.param(responds(200, WORDS, "xml"), "not reached", id="a page"),
        pytest.param(responds(200, ""), "no reply", id="nothing"),
        pytest.param(responds(200, "[]"), "no reply", id="a list"),
        pytest.param(responds(200, f'{{"text": "{WORDS}"}}'), "no reply", id="strange"),
        pytest.param(responds(200, f'"{WORDS}"'), "no reply", id="a string"),
        pytest.param(bubbles(), "empty", id="no bubble"),
        pytest.param(bubbles("", " \n"), "empty", id="empty bubbles"),
        pytest.param(hangs_up, "not reached", id="hangs up"),
    ],
)
async def test_whatever_is_no_reply_is_an_engine_error_without_the_persons_words(
    answer: Answer, because: str, engine: FakeEngine, client: Client
) -> None:
    engine.answer = answer
    with pytest.raises(EngineError, match=because) as error:
        await client().ask("c1", CONTEXT, text=WORDS)
    assert "Ximena" not in str(error.value)
    assert len(engine.asked) == 1


async def test_nobody_waits_for_an_engine_that_hangs(
    engine: FakeEngine, client: Client
) -> None:
    engine.answer = engine.hangs
    async with asyncio.timeout(10):
        with pytest.raises(EngineError, match=r"^engine timed out$"):
            await client(timeout=0.05).ask("c1", CONTEXT, text=WORDS)


async def test_nobody_waits_for_an_engine_that_stops_half_way(
    engine: FakeEngine, client: Client
) -> None:
    over = asyncio.Event()

    async def half(_turn: Turn) -> web.Response:
        return web.Response(body=beginning(over), content_type="application/json")

    engine.answer = half
    async with asyncio.timeout(10):
        with pytest.raises(EngineError, match=r"^engine timed out$"):
            await client(timeout=0.05).ask("c1", CONTEXT, text=WORDS)
    over.set()


async def beginning(over: asyncio.Event) -> AsyncIterator[bytes]:
    yield b'{"kind": "answer", '
    await over.wait()


async def test_an_engine_that_is_down_is_an_engine_error(
    client: Client, unused_tcp_port: int
) -> None:
    down = client(url=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(EngineError, match=r"^engine not reached: ") as error:
        await down.ask("c1", CONTEXT, text=WORDS)
    assert "Ximena" not in str(error.value)


@pytest.mark.parametrize(("status", "is_ready"), [(200, True), (503, False)])
async def test_the_engine_is_ready_once_it_says_so(
    status: int, is_ready: bool, engine: FakeEngine, client: Client
) -> None:
    engine.engine_status = status
    assert await client().is_ready() is is_ready


async def test_an_engine_that_is_down_is_not_ready(
    client: Client, unused_tcp_port: int
) -> None:
    assert not await client(url=f"http://127.0.0.1:{unused_tcp_port}").is_ready()
