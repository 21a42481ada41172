"""The engine (and the action server) as the gateway meets them: real, on loopback."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.reply import Bubble, Choice, Reply

Turn = dict[str, Any]
Answer = Callable[[Turn], Awaitable[web.StreamResponse]]


def reply(text: str = "Es gratis.", **more: Any) -> Reply:
    """What an action might say; `choices` are (id, title)."""
    choices = [Choice(id=id_, title=title) for id_, title in more.pop("choices", [])]
    plain = {"kind": "answer", "topic": "comar_cost", "language": "es"}
    return Reply(replies=[Bubble(text=text, choices=choices)], **plain | more)


def says(*replies: Reply) -> Answer:
    """These replies one after the other; the last one for all that follows."""
    left = list(replies)

    async def answer(_turn: Turn) -> web.Response:
        said = left.pop(0) if len(left) > 1 else left[0]
        return web.json_response(said.model_dump(mode="json"))

    return answer


def responds(status: int = 200, text: str = "{}", kind: str = "json") -> Answer:
    """Whatever a broken engine might answer."""

    async def answer(_turn: Turn) -> web.Response:
        return web.Response(
            status=status, text=text, content_type=f"application/{kind}"
        )

    return answer


class FakeEngine:
    """Records each turn in `asked`; `answer` says or does what the test wants."""

    def __init__(self) -> None:
        self.asked: list[Turn] = []
        self.tokens: list[str] = []
        self.answer: Answer = says(reply())
        self.engine_status = self.actions_status = 200
        self.most_of_one = 0
        self._running: Counter[str] = Counter()
        self._over = asyncio.Event()
        app = web.Application()
        app.add_routes(
            [
                web.post("/webhooks/faro/turn", self._turn),
                web.get("/webhooks/faro/", self._engine_ready),
                web.get("/health", self._actions_ready),
            ]
        )
        self._server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def hangs(self, _turn: Turn) -> web.Response:
        """Nothing, until the test is over."""
        await self._over.wait()
        return web.Response(status=500)

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        turn = await request.json()
        who = turn["conversation"]
        self.asked.append(turn)
        self.tokens.append(request.headers.get("Authorization", ""))
        self._running[who] += 1
        self.most_of_one = max(self.most_of_one, self._running[who])
        try:
            return await self.answer(turn)
        finally:
            self._running[who] -= 1

    async def _engine_ready(self, _request: web.Request) -> web.Response:
        return web.Response(status=self.engine_status)

    async def _actions_ready(self, _request: web.Request) -> web.Response:
        return web.Response(status=self.actions_status)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        await self._server.close()
