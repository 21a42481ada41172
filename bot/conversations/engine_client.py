"""Asks the engine over HTTP: one turn in, one structured reply out, or EngineError."""

from dataclasses import dataclass

import aiohttp
from pydantic import ValidationError

from bot.conversations.inbox import Context
from bot.reply import Reply


class EngineError(Exception):
    """No usable reply from the engine; the text says why, not the person's words."""


@dataclass(frozen=True)
class EngineClient:
    """`timeout` seconds bound the whole turn: nobody waits for a hanging engine."""

    http: aiohttp.ClientSession
    url: str
    token: str
    timeout: float

    async def ask(
        self,
        conversation_id: str,
        context: Context,
        *,
        text: str | None = None,
        payload: str | None = None,
    ) -> Reply:
        """One turn; exactly one of `text` and `payload`. Raises EngineError."""
        body = {
            "conversation": conversation_id,
            "text": text,
            "payload": payload,
            "context": {
                "language": context.language,
                "topic": context.topic,
                "city": context.city,
                "recent": context.recent,
                "left": context.left,
                "others": context.others,
                "group": context.group,
                "places": context.places,
                "awaits": context.awaits,
                "date_asked": context.date_asked,
            },
        }
        try:
            async with self.http.post(
                f"{self.url}/webhooks/faro/turn",
                json=body,
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=aiohttp.ClientTimeout(total=self.timeout),
            ) as response:
                if response.status != 200:
                    raise EngineError(f"engine answered {response.status}")
                reply = Reply.model_validate(await response.json())
        except TimeoutError as error:
            raise EngineError("engine timed out") from error
        except aiohttp.ClientError as error:
            raise EngineError(f"engine not reached: {type(error).__name__}") from error
        except (ValidationError, ValueError) as error:
            raise EngineError("engine sent something that is no reply") from error
        if not any(bubble.text.strip() for bubble in reply.replies):
            raise EngineError("engine sent a reply that is empty")
        return reply

    async def is_ready(self) -> bool:
        """True once the engine has its model."""
        try:
            async with self.http.get(
                f"{self.url}/webhooks/faro/", timeout=aiohttp.ClientTimeout(total=3)
            ) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
