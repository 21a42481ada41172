"""Tables of the facts: topics have answers, answers versions, versions sources."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime, now


class Topic(Base):
    """One question a person may ask; `id` is intent, topic and answer key."""

    __tablename__ = "topics"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    area: Mapped[str] = mapped_column(String(32), index=True)
    about: Mapped[str]
    title_es: Mapped[str] = mapped_column(String(24))
    title_en: Mapped[str] = mapped_column(String(24))
    next_topics: Mapped[str] = mapped_column(default="")
    position: Mapped[int]

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
    said for each topic of its area that has no answer yet.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("key", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    versions: Mapped[list["AnswerVersion"]] = relationship(
        back_populates="answer", order_by="AnswerVersion.number"
    )


class AnswerVersion(Base):
    """What was said and on which ground; never edited once published, only followed."""

    __tablename__ = "answer_versions"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"))
    number: Mapped[int]
    text: Mapped[str]
    more: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    checked_by: Mapped[str] = mapped_column(String(64))
    review_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answer: Mapped[Answer] = relationship(back_populates="versions")
    sources: Mapped[list["Source"]] = relationship(
        back_populates="version",
        order_by="Source.position",
        cascade="all, delete-orphan",
    )


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


class Phrase(Base):
    """A fixed sentence in one language: apology, privacy line, word for "source"."""

    __tablename__ = "phrases"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    text: Mapped[str]
