"""How old an answer is, counted from the day on which its sources were read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from bot.facts.models import PUBLISHED, Answer, AnswerVersion, Topic

Age = Literal["fresh", "past_review", "too_old"]


def age_of(version: AnswerVersion, topic: Topic | None, today: date) -> Age:
    """ "too_old" past the topic's `max_age`, else "past_review" past `review_by`.

    Records that belong to no topic are never too old.
    """
    last_day = too_old_after(version, topic)
    if last_day is not None and today > last_day:
        return "too_old"
    return "past_review" if today > version.review_by else "fresh"


def too_old_after(version: AnswerVersion, topic: Topic | None) -> date | None:
    """The last day on which the answer may be said plainly; None for ever."""
    if topic is None or topic.max_age is None:
        return None
    return version.checked_on + timedelta(days=topic.max_age)


@dataclass(frozen=True)
class Ageing:
    """A key whose older text passes a limit: which, and on which day it is reached."""

    key: str
    age: Age
    checked_on: date
    review_by: date
    last_day: date | None
    past_max_age: str | None


def ageing(session: Session, today: date, days: int = 0) -> list[Ageing]:
    """Keys past a limit `days` from now, the worst first."""
    day = today + timedelta(days=days)
    topics = {topic.id: topic for topic in session.scalars(select(Topic))}
    versions = session.scalars(
        select(AnswerVersion)
        .join(Answer)
        .where(AnswerVersion.state == PUBLISHED)
        .options(contains_eager(AnswerVersion.answer))
        .order_by(AnswerVersion.checked_on, Answer.key)
    )
    found: dict[str, Ageing] = {}
    for version in versions:
        key = version.answer.key
        topic = topics.get(key)
        age = age_of(version, topic, day)
        if age == "fresh" or key in found:
            continue
        found[key] = Ageing(
            key,
            age,
            version.checked_on,
            version.review_by,
            too_old_after(version, topic),
            topic.past_max_age if topic is not None else None,
        )
    return sorted(
        found.values(),
        key=lambda entry: (
            entry.age != "too_old",
            entry.last_day or entry.review_by,
            entry.key,
        ),
    )
