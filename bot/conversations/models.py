"""Tables of the conversations: a person is an opaque id, texts are kept redacted."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime, now


def new_id() -> str:
    """An id that nobody can guess and that says nothing about the person."""
    return secrets.token_urlsafe(16)


class Conversation(Base):
    """One person on one channel, with the little that the next answer needs to know."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(16))
    language: Mapped[str | None] = mapped_column(String(8))
    topic: Mapped[str | None] = mapped_column(String(64))
    city: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Message(Base):
    """An inbound message. `text` is redacted; `choice` is what was tapped; `city` comes
    from a shared location, whose coordinates are not kept; `near` are the places around
    it, nearest first, by id with whole kilometres.
    """

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("channel", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id"), index=True
    )
    channel: Mapped[str] = mapped_column(String(16))
    message_id: Mapped[str] = mapped_column(String(128))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(default="")
    choice: Mapped[str | None] = mapped_column(String(128))
    city: Mapped[str | None] = mapped_column(String(64))
    near: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    reply: Mapped["StoredReply | None"] = relationship(
        back_populates="message", cascade="all, delete-orphan"
    )


class StoredReply(Base):
    """What was said to a message, whole, so that a repeated message gets the same."""

    __tablename__ = "replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_row: Mapped[int] = mapped_column(ForeignKey("messages.id"), unique=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    message: Mapped[Message] = relationship(back_populates="reply")


class Said(Base):
    """Which versions one reply said, by the code that the person can show.

    It refers to no conversation: it outlives the person's data and says nothing of
    them. `said_at` is cut to the minute, so that it fits no log line.
    """

    __tablename__ = "said"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(16))
    topics: Mapped[str] = mapped_column(default="")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    versions: Mapped[list["SaidVersion"]] = relationship()


class SaidVersion(Base):
    """One answer version in one reply."""

    __tablename__ = "said_versions"

    code: Mapped[str] = mapped_column(ForeignKey("said.code"), primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("answer_versions.id"), primary_key=True
    )


class Case(Base):
    """Something that a human should look at: `human`, `delete_my_data`, `apology`."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id"), index=True
    )
    reason: Mapped[str] = mapped_column(String(32))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Feedback(Base):
    """Whether the answer on a topic helped."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id"), index=True
    )
    topic: Mapped[str | None] = mapped_column(String(64))
    helpful: Mapped[bool]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
