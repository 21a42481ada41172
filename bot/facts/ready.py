"""What an organisation must still do before its answers go to people, by area."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.ageing import Age, age_of
from bot.facts.load import published_pairs
from bot.facts.models import DRAFT, IN_REVIEW, Answer, AnswerVersion, Topic
from bot.facts.seed import ASK_HERE, LANGUAGES, NEVER_WITHHELD, PROJECT_AREA

CHECKLIST = (
    "Open each source. Does it still exist, and does it say what the claim says?",
    "Is there a newer rule, notice or ruling than the source?",
    "Read both languages aloud. Do they say the same, and would your mother "
    "understand them?",
    "Is what to do first in the first lines? Is whom to ask still true here?",
    "Could the text hurt somebody: who reads it over a shoulder, who acts on it late?",
    "Is nothing promised, and nothing that only a lawyer can decide?",
)
"""What a reviewer looks at before signing an answer."""
_REVIEWED = "in review"


@dataclass
class Standing:
    """One key: what is said, whether a human signed it, what is wrong with it."""

    key: str
    published: bool = False
    approved_by: str | None = None
    waiting: str | None = None
    age: Age = "fresh"
    only_one: str | None = None
    publishers: int = 0

    @property
    def missing(self) -> Iterator[str]:
        """What must still be done, in plain words."""
        if not self.published:
            yield "has no published answer"
        elif self.approved_by is None:
            yield "nobody has approved it"
        # A draft on top of a published answer may stay one for ever.
        if self.waiting == _REVIEWED or (self.waiting and not self.published):
            yield f"a {'newer ' if self.published else ''}text is {self.waiting}"
        if self.age == "too_old":
            yield "too old"
        elif self.age == "past_review":
            yield "past its review day"
        if self.only_one is not None:
            yield f"one language is behind ({self.only_one})"


@dataclass
class AreaStanding:
    """All keys of an area."""

    area: str
    keys: list[Standing] = field(default_factory=list)

    @property
    def ready(self) -> int:
        """Keys with nothing left to do."""
        return sum(not list(standing.missing) for standing in self.keys)


def standings(session: Session, today: date) -> list[AreaStanding]:
    """Every topic and every "ask here", by area, in the order of the topics."""
    topics = session.scalars(select(Topic).order_by(Topic.position)).all()
    pairs = published_pairs(session)
    waiting = _waiting(session)
    areas: dict[str, AreaStanding] = {}
    for topic in topics:
        if topic.area not in areas:
            areas[topic.area] = AreaStanding(topic.area)
            key = f"{ASK_HERE}.{topic.area}"
            if topic.area != PROJECT_AREA:
                areas[topic.area].keys.append(
                    _standing(key, None, pairs.get(key, {}), waiting, today)
                )
        areas[topic.area].keys.append(
            _standing(topic.id, topic, pairs.get(topic.id, {}), waiting, today)
        )
    return list(areas.values())


def required_first(session: Session) -> list[str]:
    """Keys that must be approved before only approved answers are said.

    They are never withheld: what to do in danger, what Faro says of itself, and whom
    to ask where there is no answer.
    """
    return [
        standing.key
        for area in standings(session, date.min)
        for standing in area.keys
        if (area.area in NEVER_WITHHELD or standing.key.startswith(ASK_HERE))
        and standing.approved_by is None
    ]


def _standing(
    key: str,
    topic: Topic | None,
    pair: dict[str, AnswerVersion],
    waiting: dict[str, str],
    today: date,
) -> Standing:
    standing = Standing(key, waiting=waiting.get(key))
    if set(pair) != set(LANGUAGES):
        return standing
    standing.published = True
    in_order = [pair[language] for language in LANGUAGES]
    signed = [v.approvals[-1].by for v in in_order if v.approvals]
    if len(signed) == len(pair):
        standing.approved_by = ", ".join(dict.fromkeys(signed))
    ages = [age_of(version, topic, today) for version in pair.values()]
    standing.age = max(ages, key=("fresh", "past_review", "too_old").index)
    acts = {v.publication.id: v.publication for v in pair.values() if v.publication}
    if len(acts) > 1:
        standing.only_one = acts[max(acts)].only_one or "no reason given"
    standing.publishers = len(
        {source.publisher for version in pair.values() for source in version.sources}
    )
    return standing


def _waiting(session: Session) -> dict[str, str]:
    """By key, how far its newer text is; the farthest if there are several."""
    rows = session.execute(
        select(Answer.key, AnswerVersion.state)
        .join(AnswerVersion.answer)
        .where(AnswerVersion.state.in_([DRAFT, IN_REVIEW]))
    )
    found: dict[str, str] = {}
    for key, state in rows:
        if state == IN_REVIEW or key not in found:
            found[key] = _REVIEWED if state == IN_REVIEW else "a draft"
    return found
