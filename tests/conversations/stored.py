"""Looks into the database behind the program's back."""

from typing import Any, TypeVar

from sqlalchemy import select

from bot.conversations.incoming import Incoming
from bot.conversations.models import Case
from bot.db import Base, Sessions

Row = TypeVar("Row", bound=Base)


def message(
    conversation: str, text: str | None = None, number: int = 1, **other: Any
) -> Incoming:
    """Message `number` of a conversation."""
    id_ = f"{conversation}:m{number}"
    return Incoming("web", id_, conversation, text=text, **other)


def rows(sessions: Sessions, table: type[Row]) -> list[Row]:
    """All rows of a table."""
    with sessions() as session:
        return list(session.scalars(select(table)))


def reasons(sessions: Sessions) -> list[str]:
    """Why cases were opened."""
    return [case.reason for case in rows(sessions, Case)]


def dump(sessions: Sessions) -> str:
    """All that the database's tables hold, as text."""
    with sessions() as session:
        raw: Any = session.connection().connection.driver_connection
        return "\n".join(raw.iterdump())
