"""What the command talks to: an engine that echoes, a gateway that misbehaves."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from aiohttp import web

from bot.reply import Bubble, Choice, Reply, SourceNote

SOURCE = SourceNote(
    title="Ley",
    url="https://example.org/ley",
    publisher="Diputados",
    date="2022",
    checked_on="2026-11-24",
)


async def echo(turn: dict[str, Any]) -> web.Response:
    """Says what the engine was asked; "dos" is about two topics at once."""
    said = turn["payload"] or turn["text"]
    topics = ["comar_cost", "comar_work"] if said == "dos" else ["comar_deadline"]
    reply = Reply(
        kind="answer",
        topic=topics[0],
        topics=topics,
        language="es",
        confidence=0.93,
        alternatives=[("comar_late_application", 0.03)],
        entities={"city": "Tijuana"},
        replies=[
            Bubble(
                text=f"Usted dijo: {said}",
                choices=[Choice(id="comar_cost", title="Cuánto cuesta")],
            )
        ],
        sources=[SOURCE],
        quoted=[],
    )
    return web.json_response(reply.model_dump(mode="json"))


Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


class OtherGateway:
    """Speaks the web channel's protocol; a test says how a message is answered."""

    def __init__(self, answer: Answer | None = None) -> None:
        self._answer = answer or self.echo
        self._numbers = count(1)
        self._running: Counter[str] = Counter()
        self.most_of_one = 0
        self.most_at_once = 0
        self.ids: list[str] = []

    def app(self) -> web.Application:
        """The two routes."""
        app = web.Application()
        app.add_routes(
            [
                web.post("/web/visitors", self._visitor),
                web.post("/web/messages", self._message),
            ]
        )
        return app

    async def echo(self, body: dict[str, Any]) -> web.Response:
        """A reply with the same text; a little late, so that turns can overlap."""
        await asyncio.sleep(0.01)
        return said(body["text"])

    async def _visitor(self, _request: web.Request) -> web.Response:
        return web.json_response({"visitor": f"v{next(self._numbers)}"})

    async def _message(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.ids.append(body["message_id"])
        self._running[body["visitor"]] += 1
        self.most_of_one = max(self.most_of_one, self._running[body["visitor"]])
        self.most_at_once = max(self.most_at_once, self._running.total())
        try:
            return await self._answer(body)
        finally:
            self._running[body["visitor"]] -= 1


def said(text: str) -> web.Response:
    """A reply in the web channel's form."""
    return web.json_response({"reply": {"replies": [{"text": text, "choices": []}]}})
