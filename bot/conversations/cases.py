"""What humans do with cases: look, close, erase the conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from bot.conversations.models import (
    Case,
    Conversation,
    Feedback,
    Message,
    StoredReply,
)
from bot.db import now


class UnknownCase(LookupError):
    """No case has this number."""


@dataclass(frozen=True)
class Line:
    """One turn of a conversation, as staff may read it (redacted)."""

    at: datetime
    said: str
    answered: str


def open_cases(session: Session) -> list[Case]:
    """Cases that nobody has closed, the oldest first."""
    query = select(Case).where(Case.closed_at.is_(None)).order_by(Case.opened_at)
    return list(session.scalars(query))


def find_case(session: Session, number: int) -> Case:
    """The case; raises UnknownCase."""
    case = session.get(Case, number)
    if case is None:
        raise UnknownCase(f"There is no case {number}. Type: faro cases")
    return case


def conversation_lines(session: Session, conversation_id: str) -> list[Line]:
    """All turns in order."""
    messages = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.id)
    )
    return [
        Line(
            at=message.received_at,
            said=message.text or message.choice or message.city or f"({message.kind})",
            answered=_summary(message.reply),
        )
        for message in messages
    ]


def _summary(reply: StoredReply | None) -> str:
    if reply is None:
        return "(no reply)"
    return f"{reply.body['kind']} {reply.body.get('topic') or ''}".strip()


def close(case: Case) -> None:
    """Nothing more is to be done."""
    case.closed_at = now()


def erase(session: Session, conversation_id: str) -> int:
    """Delete all that is kept of a conversation; returns the number of messages."""
    rows = select(Message.id).where(Message.conversation_id == conversation_id)
    session.execute(delete(StoredReply).where(StoredReply.message_row.in_(rows)))
    erased = session.execute(
        delete(Message).where(Message.conversation_id == conversation_id)
    )
    for table in (Case, Feedback):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    return cast(CursorResult[Any], erased).rowcount
