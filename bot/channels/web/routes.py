"""The web channel: the page at `/`, `POST /web/visitors`, `POST /web/messages`."""

import asyncio
import ipaddress
import logging
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from pydantic import ValidationError

from bot.channels.web.body import MessageBody, VisitorBody
from bot.channels.web.page import Page
from bot.channels.web.rates import RateLimit
from bot.channels.web.visitor import BadToken, Visitors
from bot.conversations.choices import NotOffered
from bot.conversations.inbox import UnknownConversation, open_conversation
from bot.conversations.incoming import Incoming
from bot.conversations.turn import NotStored, Turns
from bot.db import Sessions
from bot.reply import Reply

CHANNEL = "web"
STATIC = Path(__file__).parent / "static"
BODY_LIMIT = 320 * 1024

_INTERNAL = {"quoted", "notice", "case", "feedback", "places", "more", "asks"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class WebChannel:
    """What the routes need; `origins` are the other sites that may call them."""

    turns: Turns
    sessions: Sessions
    visitors: Visitors
    rates: RateLimit
    origins: frozenset[str]
    page: Page

    def routes(self) -> list[web.AbstractRouteDef]:
        """The routes that the gateway mounts."""
        return [
            web.get("/", self.chat_page),
            web.static("/static", STATIC),
            web.post("/web/visitors", self.new_visitor),
            web.post("/web/messages", self.message),
        ]

    async def chat_page(self, request: web.Request) -> web.Response:
        """The chat page; never cached, so that a new version arrives with a reload."""
        wanted = request.query.get("lang", request.headers.get("Accept-Language", ""))
        language = "en" if wanted.lower().startswith("en") else "es"
        return web.Response(
            text=self.page.html(language),
            content_type="text/html",
            headers={"Cache-Control": "no-store"},
        )

    async def new_visitor(self, request: web.Request) -> web.Response:
        """A new conversation and the token for it."""
        if not self._origin_allowed(request):
            return _error(403, "origin", "This site may not use this chat.")
        if not self._within_rate(request, f"new {request.remote}"):
            return _too_many()
        try:
            body = VisitorBody.model_validate_json(await request.read() or b"{}")
        except ValidationError as error:
            return _error(400, "body", _explained(error))
        except web.HTTPRequestEntityTooLarge:
            return _too_long()
        conversation = await asyncio.to_thread(
            open_conversation, self.sessions, CHANNEL, body.language
        )
        return web.json_response({"visitor": self.visitors.token(conversation)})

    async def message(self, request: web.Request) -> web.Response:
        """One message in, its reply out; sending it again gives the same reply."""
        if not self._origin_allowed(request):
            return _error(403, "origin", "This site may not use this chat.")
        try:
            body = MessageBody.model_validate_json(await request.read())
            conversation = self.visitors.conversation(body.visitor)
        except ValidationError as error:
            return _error(400, "body", _explained(error))
        except BadToken:
            return _error(401, "visitor", "The token is not valid. Ask for a new one.")
        except web.HTTPRequestEntityTooLarge:
            return _too_long()
        if not self._within_rate(request, conversation):
            return _too_many()
        return await self._answered(_incoming(body, conversation))

    async def _answered(self, incoming: Incoming) -> web.Response:
        try:
            reply = await self.turns.take(incoming)
        except NotOffered as error:
            return _error(409, "choice", f"{error}. Send one of the choices shown.")
        except UnknownConversation:
            return _error(401, "visitor", "This conversation was erased. Start anew.")
        except NotStored as failure:
            body = {"reply": _public(failure.reply), "retry": True}
            return web.json_response(body, status=503)
        return web.json_response({"reply": _public(reply)})

    def _origin_allowed(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is None or origin in self.origins:
            return True
        return origin.partition("://")[2] == request.host

    def _within_rate(self, request: web.Request, key: str) -> bool:
        return _is_loopback(request.remote) or self.rates.allows(key)


def _incoming(body: MessageBody, conversation: str) -> Incoming:
    location = body.location
    return Incoming(
        channel=CHANNEL,
        # A browser chooses its ids itself, so they only count within its conversation.
        message_id=f"{conversation}:{body.message_id}",
        conversation_id=conversation,
        text=body.text,
        choice=body.choice,
        location=(location.latitude, location.longitude) if location else None,
    )


def _public(reply: Reply) -> dict[str, object]:
    return reply.model_dump(mode="json", exclude=_INTERNAL)


def _is_loopback(address: str | None) -> bool:
    try:
        return address is not None and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _too_many() -> web.Response:
    return _error(429, "rate", "Too many messages. Wait a minute and send it again.")


def _too_long() -> web.Response:
    # In JSON like every error: the page takes aiohttp's own text for a lost answer.
    return _error(413, "body", "The message is too long. Send it in parts.")


def _error(status: int, what: str, next_step: str) -> web.Response:
    return web.json_response({"error": what, "message": next_step}, status=status)


def _explained(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "body"
    return f"{where}: {first['msg']}"
