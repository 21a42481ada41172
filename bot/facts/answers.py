"""Finds what may be said: the published answer of a topic, or its area's "ask here"."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.facts.load import PUBLISHED
from bot.facts.models import Answer, AnswerVersion, Phrase, Topic
from bot.facts.seed import ASK_HERE


class UnknownTopic(LookupError):
    """No topic has this id; the database may be older than the model."""


@dataclass(frozen=True)
class Found:
    """A version to say; `own` is False where it is the area's "ask here" record."""

    topic: Topic
    version: AnswerVersion
    own: bool


def find_topic(session: Session, topic_id: str) -> Topic:
    """The topic; raises UnknownTopic."""
    topic = session.get(Topic, topic_id)
    if topic is None:
        raise UnknownTopic(
            f"Topic {topic_id} is not in the database. Type: faro facts load"
        )
    return topic


def find_answer(session: Session, topic_id: str, language: str) -> Found:
    """The topic's own answer, else its area's "ask here"; raises UnknownTopic."""
    topic = find_topic(session, topic_id)
    for key, own in ((topic_id, True), (f"{ASK_HERE}.{topic.area}", False)):
        version = published_version(session, key, language)
        if version is not None:
            return Found(topic, version, own)
    raise UnknownTopic(
        f"Topic {topic_id} has no published {language} answer and its area has no "
        "ask_here record. Type: faro facts check"
    )


def published_version(
    session: Session, key: str, language: str
) -> AnswerVersion | None:
    """The version of `key` that may be said now, with its sources."""
    return session.scalars(
        select(AnswerVersion)
        .join(Answer)
        .where(
            Answer.key == key,
            Answer.language == language,
            AnswerVersion.state == PUBLISHED,
        )
        .options(selectinload(AnswerVersion.sources))
    ).first()


def find_phrases(session: Session, language: str) -> dict[str, str]:
    """All fixed sentences in this language, by key."""
    rows = session.scalars(select(Phrase).where(Phrase.language == language))
    return {row.key: row.text for row in rows}
