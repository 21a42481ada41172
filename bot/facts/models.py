"""Tables of the facts: topics have answers, answers versions, versions sources.

A version is never edited and never deleted: triggers of the database refuse it (see
migrations). Only its state and the publication that it belongs to are written later.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime, now

DRAFT = "draft"
IN_REVIEW = "in_review"
PUBLISHED = "published"
RETIRED = "retired"
WITHDRAWN = "withdrawn"
"""Was never published and will not be: a newer draft or a reviewer took its place."""

LAST_KNOWN = "last_known"
ASK_INSTEAD = "ask_here"


class Topic(Base):
    """One question a person may ask; `id` is intent, topic and answer key.

    `max_age` is the number of days after `checked_on` from which the answer is too old;
    then `past_max_age` says what is said: "last_known" (the old text, marked as old) or
    "ask_here" (whom to ask, instead of it). None: never too old.
    """

    __tablename__ = "topics"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    area: Mapped[str] = mapped_column(String(32), index=True)
    about: Mapped[str]
    title_es: Mapped[str] = mapped_column(String(24))
    title_en: Mapped[str] = mapped_column(String(24))
    next_topics: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    max_age: Mapped[int | None]
    past_max_age: Mapped[str | None] = mapped_column(String(16))

    def title(self, language: str) -> str:
        """What a person taps on, at most 24 characters."""
        return self.title_en if language == "en" else self.title_es

    @property
    def follow_ups(self) -> list[str]:
        """Topics that people ask next, best first."""
        return self.next_topics.split()


class Answer(Base):
    """One text in one language.

    `key` is a topic id, or `ask_here.<area>` for a whole area. The `ask_here` record is
    said for each topic of its area that has no answer to give. `changes` counts what
    was done to the answer; whoever changes something writes it first, which makes the
    next writer wait.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("key", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    changes: Mapped[int] = mapped_column(default=0, server_default="0")
    versions: Mapped[list["AnswerVersion"]] = relationship(
        back_populates="answer", order_by="AnswerVersion.number"
    )


class Publication(Base):
    """One act that changed what is said of a key, in one language or in both.

    `kind`: "publish", "import", "rollback". `only_one` is the reason why one language
    was published without the other; None for a whole pair.
    """

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    only_one: Mapped[str | None]


class AnswerVersion(Base):
    """What was said, or may be, and on which ground.

    `based_on` is the id of the version that was published when this one was written.
    """

    __tablename__ = "answer_versions"
    __table_args__ = (
        UniqueConstraint("answer_id", "number"),
        Index(
            "uq_answer_versions_published",
            "answer_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        Index(
            "uq_answer_versions_in_review",
            "answer_id",
            unique=True,
            sqlite_where=text("state = 'in_review'"),
            postgresql_where=text("state = 'in_review'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    number: Mapped[int]
    text: Mapped[str]
    more: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(64))
    review_by: Mapped[date]
    note: Mapped[str] = mapped_column(default="", server_default="")
    author: Mapped[str] = mapped_column(String(64), server_default="project")
    based_on: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16), index=True)
    publication_id: Mapped[int | None] = mapped_column(
        ForeignKey("publications.id"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer: Mapped[Answer] = relationship(back_populates="versions")
    publication: Mapped[Publication | None] = relationship()
    sources: Mapped[list["Source"]] = relationship(
        back_populates="version",
        order_by="Source.position",
        cascade="all, delete-orphan",
    )
    claims: Mapped[list["Claim"]] = relationship(
        order_by="Claim.position", cascade="all, delete-orphan"
    )
    approvals: Mapped[list["Approval"]] = relationship(order_by="Approval.id")


class Source(Base):
    """A page that a version rests on; `date` is the page's own, as far as known."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("answer_versions.id"))
    position: Mapped[int]
    title: Mapped[str]
    url: Mapped[str]
    publisher: Mapped[str]
    date: Mapped[str] = mapped_column(String(16))
    version: Mapped[AnswerVersion] = relationship(back_populates="sources")


class Claim(Base):
    """One thing that a version states; `sources` are positions from 1, in a text."""

    __tablename__ = "claims"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("answer_versions.id"))
    position: Mapped[int]
    says: Mapped[str]
    sources: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[str] = mapped_column(String(16))
    sure: Mapped[str] = mapped_column(String(8))


class Approval(Base):
    """A named human has checked this version against its sources."""

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("answer_versions.id"), index=True
    )
    by: Mapped[str] = mapped_column(String(64))
    approved_on: Mapped[date]


class LogEntry(Base):
    """Who did what to which version, and why; the table only ever grows.

    The last entry of a version holds its state.
    """

    __tablename__ = "fact_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("answer_versions.id"))
    state: Mapped[str] = mapped_column(String(16), default="")
    reason: Mapped[str] = mapped_column(default="")


class Notice(Base):
    """News of the day, said above the answers that it touches, until it ends.

    `topics` holds topic ids and areas, separated by spaces.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_es: Mapped[str]
    text_en: Mapped[str]
    topics: Mapped[str]
    source_title: Mapped[str]
    source_url: Mapped[str]
    source_publisher: Mapped[str]
    source_date: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def text(self, language: str) -> str:
        """What is said, in one language."""
        return self.text_en if language == "en" else self.text_es


class Phrase(Base):
    """A fixed sentence in one language: apology, privacy line, word for "source"."""

    __tablename__ = "phrases"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
