"""The gateway's door into Rasa, over a real socket."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.engine.channel import GatewayInput

TOKEN = "a-token-of-enough-length"
TURN = "/webhooks/faro/turn"
Handler = Callable[[UserMessage], Awaitable[None]]


class Agent:
    def is_ready(self) -> bool:
        return True


class Door:
    """The channel on a loopback port; `handler` stands for Rasa behind it."""

    def __init__(self) -> None:
        self.handler: Handler | None = None
        self.port = 0
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        # Sanic rewrites its own source at start, which works once in a process.
        threading.Thread(target=self._serve, args=(started,), daemon=True).start()
        assert started.wait(10)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        started.set()
        self._loop.run_forever()

    async def _open(self) -> None:
        channel = GatewayInput.from_credentials({"token": TOKEN, "turn_timeout": 0.3})
        app = Sanic("door", configure_logging=False)
        app.ctx.agent = Agent()
        blueprint = channel.blueprint(self._handle)
        app.blueprint(blueprint, url_prefix="/webhooks/faro")
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        server = await app.create_server(sock=listener, return_asyncio_server=True)
        await server.startup()

    async def _handle(self, message: UserMessage) -> None:
        assert self.handler is not None
        await self.handler(message)


@pytest.fixture(scope="module")
def door() -> Door:
    return Door()


Post = Callable[..., "tuple[int, Any]"]


@pytest.fixture
def post(door: Door) -> Post:
    def posted(handler: Handler, body: Any, token: str = TOKEN) -> tuple[int, Any]:
        door.handler = handler
        data = body if isinstance(body, str) else json.dumps(body)
        request = urllib.request.Request(
            f"http://127.0.0.1:{door.port}{TURN}",
            data.encode(),
            {"Authorization": f"Bearer {token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    return posted


def answering(seen: list[UserMessage]) -> Handler:
    async def handler(message: UserMessage) -> None:
        seen.append(message)
        await message.output_channel.send_custom_json("x", {"kind": "answer"})

    return handler


def turn(**more: Any) -> dict[str, Any]:
    return {"conversation": "c", "text": "hola", "payload": None, **more}


def test_a_turn_gives_the_one_structured_reply(post: Post) -> None:
    seen: list[UserMessage] = []
    assert post(answering(seen), turn()) == (200, {"kind": "answer"})
    assert (seen[0].text, seen[0].sender_id) == ("hola", "c")


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x"])
def test_a_wrong_token_is_refused(post: Post, token: str) -> None:
    seen: list[UserMessage] = []
    assert post(answering(seen), turn(), token=token)[0] == 401
    assert seen == []


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"text": "no conversation"}'])
def test_a_bad_body_is_refused(post: Post, body: str) -> None:
    assert post(answering([]), body)[0] == 400


@pytest.mark.parametrize("text", ["/restart", " /restart", "\u200b/restart", "//x"])
def test_typed_text_is_never_a_command(post: Post, text: str) -> None:
    seen: list[UserMessage] = []
    post(answering(seen), turn(text=text))
    assert "/" not in seen[0].text


def test_a_payload_is_a_command(post: Post) -> None:
    seen: list[UserMessage] = []
    post(answering(seen), turn(text=None, payload="/comar_cost"))
    assert seen[0].text == "/comar_cost"


def test_only_what_is_not_personal_of_the_context_gets_through(post: Post) -> None:
    seen: list[UserMessage] = []
    post(answering(seen), turn(context={"language": "en", "phone": "555"}))
    known = seen[0].metadata or {}
    assert {key: value for key, value in known.items() if value} == {"language": "en"}
    assert set(known) == {
        *("language", "topic", "city", "recent", "left", "others"),
        *("group", "places", "awaits", "date_asked"),
    }


def test_no_reply_is_an_error_and_not_an_empty_list(post: Post) -> None:
    async def silent(message: UserMessage) -> None:
        return None

    assert post(silent, turn())[0] == 502


def test_a_hanging_turn_ends_in_time(post: Post) -> None:
    async def hanging(message: UserMessage) -> None:
        await asyncio.sleep(30)

    assert post(hanging, turn())[0] == 504


def test_what_a_failing_turn_says_is_not_told_or_logged(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(message: UserMessage) -> None:
        raise RuntimeError(f"could not handle {message.text}")

    status, body = post(failing, turn(text="zariguella morada"))
    assert (status, body) == (500, {"error": "RuntimeError"})
    assert "zariguella" not in caplog.text


@pytest.mark.parametrize("credentials", [None, {}, {"token": "short"}])
def test_a_missing_or_weak_token_names_the_setting(credentials: Any) -> None:
    with pytest.raises(ValueError, match="FARO_ENGINE_TOKEN"):
        GatewayInput.from_credentials(credentials)
