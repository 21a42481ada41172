"""One turn: store, redact, ask the engine, store the reply.

One at a time for a person.
"""

import asyncio
import logging
import time
from weakref import WeakValueDictionary

from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import inbox
from bot.conversations.before import place_topic
from bot.conversations.choices import (
    ALWAYS,
    NotOffered,
    city_payload,
    confirmed,
    payload,
    tapped,
)
from bot.conversations.engine_client import EngineClient, EngineError
from bot.conversations.incoming import Incoming, Locate
from bot.conversations.kept import KeptReplies
from bot.conversations.models import Message
from bot.conversations.said import new_code
from bot.db import Sessions
from bot.language.danger import named_danger
from bot.language.defuse import defused
from bot.reply import Reply

logger = logging.getLogger(__name__)


class NotStored(Exception):
    """The database failed: `reply` may be shown, but the message must be sent again."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("the database could not store the message or the reply")
        self.reply = reply


class Turns:
    """Takes messages of all channels; a person's messages are answered in order."""

    def __init__(
        self,
        sessions: Sessions,
        engine: EngineClient,
        kept: KeptReplies,
        locate: Locate,
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._kept = kept
        self._locate = locate
        # Locks vanish with the last turn that holds them.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def keep(self, kept: KeptReplies) -> None:
        """Use these copies from now on: what is published may have changed."""
        self._kept = kept

    async def take(self, incoming: Incoming) -> Reply:
        """The reply to a message; the same one if the message comes again.

        Raises NotOffered for a choice that was not offered (nothing is stored then),
        inbox.UnknownConversation, and NotStored, which holds a reply all the same.
        Whatever else fails ends in the apology.
        """
        try:
            return await self._take(incoming)
        except SQLAlchemyError as error:
            logger.error("database failed error=%s", type(error).__name__)
            reply = self._kept.apologise(None, incoming.text or "")
            raise NotStored(reply) from None

    async def _take(self, incoming: Incoming) -> Reply:
        lock = self._locks.setdefault(incoming.conversation_id, asyncio.Lock())
        if incoming.choice is not None:
            await self._check_offered(incoming)
        received = await asyncio.to_thread(
            inbox.receive, self._sessions, incoming, self._locate
        )
        if received.reply is not None:
            return received.reply
        async with lock:
            # The same message may have waited here twice.
            reply = await asyncio.to_thread(
                inbox.reply_to, self._sessions, received.row
            )
            return reply or await self._answer(received.row)

    async def _check_offered(self, incoming: Incoming) -> None:
        if incoming.choice in ALWAYS:
            return
        offered = await asyncio.to_thread(
            inbox.offered_choices, self._sessions, incoming.conversation_id
        )
        if incoming.choice not in offered:
            raise NotOffered(
                f"choice {incoming.choice!r} was not offered in this conversation"
            )

    async def _answer(self, row: int) -> Reply:
        started = time.perf_counter()
        message = await asyncio.to_thread(inbox.stored_message, self._sessions, row)
        context = await asyncio.to_thread(
            inbox.context, self._sessions, message.conversation_id
        )
        try:
            reply = await self._ask(message, context)
        except EngineError as error:
            logger.error("no reply message=%s reason=%s", row, error)
            reply = self._kept.apologise(context.language, message.text)
        if reply.kind == "apology" and named_danger(message.text):
            # An action's apology does not know what the text names; the gateway does.
            reply = self._kept.apologise(reply.language, message.text)
        if context.is_new:
            reply = self._kept.greeted(reply)
        reply = reply.model_copy(update={"code": new_code()})
        await asyncio.to_thread(inbox.finish, self._sessions, row, reply)
        logger.info(
            "answered message=%s kind=%s topic=%s lang=%s ms=%.0f",
            row,
            reply.kind,
            reply.topic,
            reply.language,
            (time.perf_counter() - started) * 1000,
        )
        return reply

    async def _ask(self, message: Message, context: inbox.Context) -> Reply:
        conversation = message.conversation_id
        command = await asyncio.to_thread(self._command, message, context)
        if command is not None:
            return await self._engine.ask(conversation, context, payload=command)
        text = defused(message.text)
        return await self._engine.ask(conversation, context, text=text)

    def _command(self, message: Message, context: inbox.Context) -> str | None:
        """What Rasa shall obey; None for free text, which it shall understand."""
        places = place_topic(context.recent)
        if message.kind == "location":
            return city_payload(message.city, places, message.near)
        if message.choice is not None:
            return payload(message.choice, context.topic, places, context.more)
        if not _visible(defused(message.text)):
            return "/meta_out_of_scope"
        last = inbox.last_reply(self._sessions, message.conversation_id)
        offered = [(c.id, c.title) for c in last.offered] if last is not None else []
        choice = tapped(message.text, offered) or confirmed(message.text, last)
        if choice is None:
            return None
        return payload(choice, context.topic, places, context.more)


def _visible(text: str) -> str:
    """What a person could see of it: no spaces, no marks of zero width."""
    return "".join(char for char in text if char.isprintable()).strip()
