"""Finds what may be said: the published answer of a topic, or its area's "ask here"."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from bot.facts.ageing import Age, age_of
from bot.facts.models import (
    ASK_INSTEAD,
    PUBLISHED,
    Answer,
    AnswerVersion,
    Approval,
    Phrase,
    Topic,
)
from bot.facts.seed import ASK_HERE


class UnknownTopic(LookupError):
    """No topic has this id; the database may be older than the model."""


@dataclass(frozen=True)
class Found:
    """A version to say; `own` is False where it is the area's "ask here" record.

    `withheld` is True where the topic has an answer that is too old to be said.
    """

    topic: Topic
    version: AnswerVersion
    own: bool
    age: Age
    withheld: bool = False

    @property
    def stale(self) -> bool:
        """True where somebody should have read the sources again."""
        return self.withheld or self.age != "fresh"

    @property
    def needs_review(self) -> bool:
        """True where the answer is so old that somebody has to be told."""
        return self.withheld or self.age == "too_old"


def find_topic(session: Session, topic_id: str) -> Topic:
    """The topic; raises UnknownTopic."""
    topic = session.get(Topic, topic_id)
    if topic is None:
        raise UnknownTopic(
            f"Topic {topic_id} is not in the database. Type: faro facts load"
        )
    return topic


def find_answer(
    session: Session,
    topic_id: str,
    language: str,
    today: date,
    *,
    approved_only: bool = False,
) -> Found:
    """The topic's own answer, else its area's "ask here"; raises UnknownTopic.

    With `approved_only`, only what a named human has approved.
    """
    topic = find_topic(session, topic_id)
    own = published_version(session, topic_id, language, approved_only=approved_only)
    withheld = False
    if own is not None:
        age = age_of(own, topic, today)
        withheld = age == "too_old" and topic.past_max_age == ASK_INSTEAD
        if not withheld:
            return Found(topic, own, True, age)
    instead = published_version(
        session, f"{ASK_HERE}.{topic.area}", language, approved_only=approved_only
    )
    if instead is not None:
        return Found(topic, instead, False, age_of(instead, None, today), withheld)
    raise UnknownTopic(
        f"Topic {topic_id} has no published {language} answer and its area has no "
        "ask_here record. Type: faro facts ready"
    )


def published_version(
    session: Session, key: str, language: str, *, approved_only: bool = False
) -> AnswerVersion | None:
    """The version of `key` that may be said now, with its sources."""
    query = (
        select(AnswerVersion)
        .join(Answer)
        .where(
            Answer.key == key,
            Answer.language == language,
            AnswerVersion.state == PUBLISHED,
        )
        .options(selectinload(AnswerVersion.sources))
    )
    if approved_only:
        query = query.where(exists().where(Approval.version_id == AnswerVersion.id))
    return session.scalars(query).first()


def find_phrases(session: Session, language: str) -> dict[str, str]:
    """All fixed sentences in this language, by key."""
    rows = session.scalars(select(Phrase).where(Phrase.language == language))
    return {row.key: row.text for row in rows}
