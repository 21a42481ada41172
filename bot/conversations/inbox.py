"""Stores what comes in and what goes out, each exactly once."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.conversations.before import (
    ANSWERS,
    awaited_topic,
    group_before,
    last_answer,
    left_of_choice,
    other_topics,
    recent_topics,
)
from bot.conversations.incoming import Incoming, Locate, Located
from bot.conversations.models import (
    Case,
    Conversation,
    Feedback,
    Message,
    StoredReply,
)
from bot.conversations.said import keep_said
from bot.db import Sessions, now
from bot.privacy.redaction import redacted
from bot.reply import Reply

_REMEMBERED = 6
"""Replies that a message may refer back to."""


class UnknownConversation(LookupError):
    """The conversation does not exist (any more)."""


@dataclass(frozen=True)
class Received:
    """A stored message: its row, and the reply if it was answered before."""

    row: int
    reply: Reply | None


@dataclass(frozen=True)
class Context:
    """What the next answer needs to know of the conversation.

    `recent` are the topics answered lately, newest first; `left` those of the last
    choice that were not taken; `others` what the last reply might have been about;
    `group` for whom a bed was sought; `places` the ids of those named last; `more` what
    the choice `more` goes on with; `awaits` the topic whose day was just asked for, and
    `date_asked` whether it was asked for lately at all.
    """

    language: str | None
    topic: str | None
    city: str | None
    is_new: bool
    recent: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    group: str = ""
    places: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    awaits: str | None = None
    date_asked: bool = False


def open_conversation(
    sessions: Sessions, channel: str, language: str | None = None
) -> str:
    """Start a conversation and return its opaque id; `language` if it is known."""
    with sessions.begin() as session:
        conversation = Conversation(channel=channel, language=language)
        session.add(conversation)
        session.flush()
        return conversation.id


def receive(sessions: Sessions, incoming: Incoming, locate: Locate) -> Received:
    """Store a message before anything else is done; a repeated one is found again.

    Raises UnknownConversation.
    """
    located = locate(*incoming.location) if incoming.location else Located()
    try:
        with sessions.begin() as session:
            if session.get(Conversation, incoming.conversation_id) is None:
                raise UnknownConversation(incoming.conversation_id)
            message = Message(
                conversation_id=incoming.conversation_id,
                channel=incoming.channel,
                message_id=incoming.message_id,
                kind=incoming.kind,
                # PostgreSQL refuses a NUL, and nobody means one.
                text=redacted((incoming.text or "").replace("\x00", "")),
                choice=incoming.choice,
                city=located.city,
                near=located.near or None,
            )
            session.add(message)
            session.flush()
            return Received(message.id, None)
    except IntegrityError:
        with sessions() as session:
            message = _message(session, incoming)
            return Received(message.id, _reply_of(message))


def _message(session: Session, incoming: Incoming) -> Message:
    return session.scalars(
        select(Message).where(
            Message.channel == incoming.channel,
            Message.message_id == incoming.message_id,
        )
    ).one()


def reply_to(sessions: Sessions, row: int) -> Reply | None:
    """The reply that this message got, if it got one."""
    with sessions() as session:
        message = session.get(Message, row)
        return _reply_of(message) if message is not None else None


def _reply_of(message: Message) -> Reply | None:
    return Reply.model_validate(message.reply.body) if message.reply else None


def stored_message(sessions: Sessions, row: int) -> Message:
    """The message as it was stored, redacted."""
    with sessions() as session:
        return session.get_one(Message, row)


def context(sessions: Sessions, conversation_id: str) -> Context:
    """What is known before the next turn."""
    with sessions() as session:
        conversation = session.get_one(Conversation, conversation_id)
        replies = _last_replies(session, conversation_id, _REMEMBERED)
        last = last_answer(replies)
        return Context(
            language=conversation.language,
            topic=conversation.topic,
            city=conversation.city,
            is_new=not replies,
            recent=recent_topics(replies),
            left=left_of_choice(replies),
            others=other_topics(replies),
            group=group_before(replies),
            places=last.places if last else [],
            more=last.more if last else {},
            awaits=awaited_topic(replies),
            date_asked=any(reply.asks for reply in replies),
        )


def _last_replies(session: Session, conversation_id: str, last: int) -> list[Reply]:
    """Newest first."""
    bodies = session.scalars(
        select(StoredReply.body)
        .join(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(StoredReply.id.desc())
        .limit(last)
    )
    return [Reply.model_validate(body) for body in bodies]


def offered_choices(
    sessions: Sessions, conversation_id: str, last: int = 20
) -> set[str]:
    """Ids of the choices in the last replies: the only ones that can be tapped."""
    with sessions() as session:
        replies = _last_replies(session, conversation_id, last)
        return {choice.id for reply in replies for choice in reply.offered}


def last_reply(sessions: Sessions, conversation_id: str) -> Reply | None:
    """The very last reply."""
    with sessions() as session:
        return next(iter(_last_replies(session, conversation_id, 1)), None)


def finish(sessions: Sessions, row: int, reply: Reply) -> None:
    """Store the reply with all that follows from it, in one transaction."""
    with sessions.begin() as session:
        message = session.get_one(Message, row)
        conversation = session.get_one(Conversation, message.conversation_id)
        topic_before = conversation.topic
        _remember(conversation, reply)
        session.add(
            StoredReply(
                message_row=row,
                body=reply.model_dump(mode="json"),
            )
        )
        if reply.code:
            keep_said(session, reply, now())
        if reply.case is not None:
            _open_case(session, conversation.id, reply.case)
        if reply.feedback is not None and topic_before is not None:
            session.add(
                Feedback(
                    conversation_id=conversation.id,
                    topic=topic_before,
                    helpful=reply.feedback == "helpful",
                )
            )


def _remember(conversation: Conversation, reply: Reply) -> None:
    # What the gateway said by itself, perhaps in both languages, decides none.
    if "apology" not in (reply.kind, reply.case):
        conversation.language = reply.language
    if reply.kind in ANSWERS:
        # Of two answers the last is what "and how much?" is about.
        conversation.topic = reply.topics[-1] if reply.topics else reply.topic
    city = reply.entities.get("city")
    if city:
        conversation.city = city if isinstance(city, str) else city[0]


def _open_case(session: Session, conversation_id: str, reason: str) -> None:
    """One open case per person and reason: an hour's outage is not 60 cases."""
    already = session.scalars(
        select(Case.id).where(
            Case.conversation_id == conversation_id,
            Case.reason == reason,
            Case.closed_at.is_(None),
        )
    ).first()
    if already is None:
        session.add(Case(conversation_id=conversation_id, reason=reason))
