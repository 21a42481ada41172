"""Things that a person of the team should do: each once, until it is done.

Plumbing, because rooms raise tasks and must not import each other.
"""

from datetime import datetime

from sqlalchemy import Index, String, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, UtcDateTime, now


class Task(Base):
    """`kind` says what is to be done, `subject` to what: a key, a place."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index(
            "uq_tasks_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(128))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def open_tasks(session: Session) -> list[Task]:
    """What is still to be done, the oldest first."""
    query = select(Task).where(Task.done_at.is_(None)).order_by(Task.id)
    return list(session.scalars(query))


def raise_task(session: Session, kind: str, subject: str) -> None:
    """Ask for it, unless it is asked for already. The caller commits."""
    # The index decides, so that two who ask in the same moment do not fail.
    values = {"kind": kind, "subject": subject, "raised_at": now()}
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sqlite.insert(Task).values(values).on_conflict_do_nothing())
    else:
        session.execute(postgresql.insert(Task).values(values).on_conflict_do_nothing())


def finish_tasks(session: Session, kind: str, subject: str) -> None:
    """It is done, if it was asked for. The caller commits."""
    session.execute(
        update(Task)
        .where(Task.kind == kind, Task.subject == subject, Task.done_at.is_(None))
        .values(done_at=now())
    )
