"""The gateway's door into Rasa: bearer token, one JSON object a turn, no text logged.

Why not Rasa's own `rest` channel: no token protects it, it lets the caller choose the
conversation, returns an empty list when the action server is down, and logs the
person's text when a client gives up.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import (
    CollectingOutputChannel,
    InputChannel,
    UserMessage,
)
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine import action_result
from bot.language.defuse import defused

_CONTEXT = (
    *("language", "topic", "city", "recent", "left", "others"),
    *("group", "places", "awaits", "date_asked"),
)
"""Topics, a city, ids of places, for whom a bed is: Rasa keeps it, so no words."""

logger = logging.getLogger(__name__)


class GatewayInput(InputChannel):
    """`POST /webhooks/faro/turn` → what the action returned as `custom`, or an error.

    Body: {"conversation", "text" or "payload", "context"}. 401 wrong token, 400 bad
    body, 502 no reply (the action server is down or raised), 504 nothing within
    `turn_timeout` seconds. Only `payload` may be a Rasa command; `text` is defused.
    """

    @classmethod
    def name(cls) -> str:
        """The path under /webhooks/."""
        return "faro"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Read credentials.yml; ValueError names what is missing or too weak."""
        action_result.install()
        credentials = credentials or {}
        token = str(credentials.get("token") or "")
        if len(token) < 16:
            raise ValueError(
                "credentials.yml: bot.engine.channel.GatewayInput needs a `token` of "
                "at least 16 characters. Set FARO_ENGINE_TOKEN, the same for gateway "
                "and engine."
            )
        return cls(token, float(credentials.get("turn_timeout") or 6))

    def __init__(self, token: str, turn_timeout: float) -> None:
        self._authorization = f"Bearer {token}".encode()
        self._turn_timeout = turn_timeout

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """The two routes that Rasa's server mounts."""
        blueprint = Blueprint("gateway_input", "bot.engine.channel")

        @blueprint.route("/", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is not None and agent.is_ready():
                return response.json({"status": "ready"})
            return response.json({"status": "no model"}, status=503)

        @blueprint.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            given = request.headers.get("authorization", "").encode()
            if not hmac.compare_digest(given, self._authorization):
                return response.json({"error": "wrong token"}, status=401)
            collected = CollectingOutputChannel()
            try:
                message = self._message(request.body, collected)
            except (ValueError, KeyError, TypeError, AttributeError):
                return response.json({"error": "bad body"}, status=400)
            status, body = await self._run(on_new_message, message, collected)
            return response.json(body, status=status)

        return blueprint

    def _message(self, body: bytes, collected: CollectingOutputChannel) -> UserMessage:
        turn = json.loads(body)
        payload = turn.get("payload")
        text = payload if payload is not None else defused(str(turn["text"]))
        context = turn.get("context") or {}
        return UserMessage(
            text,
            collected,
            str(turn["conversation"]),
            input_channel=self.name(),
            metadata={key: context.get(key) for key in _CONTEXT},
        )

    async def _run(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        message: UserMessage,
        collected: CollectingOutputChannel,
    ) -> tuple[int, dict[str, Any]]:
        try:
            await asyncio.wait_for(on_new_message(message), self._turn_timeout)
        except asyncio.TimeoutError:
            logger.warning("turn timed out conversation=%s", message.sender_id)
            return 504, {"error": "timeout"}
        except Exception as error:
            # The error may quote what the person wrote, so only its class is told.
            logger.error(
                "turn failed conversation=%s error=%s",
                message.sender_id,
                type(error).__name__,
            )
            return 500, {"error": type(error).__name__}
        replies = [m["custom"] for m in collected.messages if "custom" in m]
        if not replies:
            return 502, {"error": "no reply"}
        return 200, replies[-1]
