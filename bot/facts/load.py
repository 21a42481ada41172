"""Brings facts/ into the database: a plan first, and newer edits are never lost.

Three texts are compared: the file's, the one that is said now, and the one that came
from the files last. Whatever was changed in the database since then is newer than the
files; if the files were changed as well, somebody must choose.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from bot.facts.content import new_version, says_the_same
from bot.facts.models import (
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    RETIRED,
    WITHDRAWN,
    Answer,
    AnswerVersion,
    Approval,
    LogEntry,
    Phrase,
    Publication,
    Topic,
)
from bot.facts.people import Refused
from bot.facts.seed import LANGUAGES, Seed, SeedAnswer
from bot.facts.stand import PROJECT, Pair, lock, log, move, next_number, pair, publish

Step = Literal["new", "changed", "removed", "newer", "conflict", "same"]


@dataclass
class Loaded:
    """What changed: numbers of new versions, retired answers, answers untouched.

    `newer` and `conflicts` are keys that the database keeps as they are.
    """

    new: int = 0
    retired: int = 0
    unchanged: int = 0
    newer: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What a load would do to each key, in the order of the seed."""

    steps: dict[str, Step]

    def keys(self, step: Step) -> list[str]:
        """The keys that this would happen to."""
        return [key for key, planned in self.steps.items() if planned == step]


def plan_load(session: Session, seed: Seed) -> Plan:
    """Compare; nothing is written.

    "newer": only the database was changed since the last load, which stays.
    "conflict": the file was changed too.
    """
    imported = _last_imported(session)
    stands = published_pairs(session)
    steps: dict[str, Step] = {}
    for key, entry in seed.answers.items():
        now_said, before = stands.get(key, {}), imported.get(key, {})
        if not now_said:
            # A key that people retired stays so until its file says something new.
            kept = _same(before, entry) and _retired_by_hand(session, key)
            steps[key] = "newer" if kept else "new"
        elif _same(now_said, entry):
            steps[key] = "same"
        elif _ids(now_said) == _ids(before):
            steps[key] = "changed"
        else:
            steps[key] = "newer" if _same(before, entry) else "conflict"
    for key in stands.keys() - seed.answers.keys():
        untouched = _ids(stands[key]) == _ids(imported.get(key, {}))
        steps[key] = "removed" if untouched else "newer"
    return Plan(steps)


def load_seed(
    session: Session,
    seed: Seed,
    *,
    overwrite: Collection[str] = (),
    by: str = PROJECT,
    to_review: bool = False,
) -> Loaded:
    """Make the database say what the seed says; loading twice changes nothing.

    Keys in conflict keep the database's text unless they stand in `overwrite`. With
    `to_review`, new texts wait for a named human instead of being said at once. The
    caller commits, so an error leaves the old answers in place.
    """
    _load_topics(session, seed)
    _load_phrases(session, seed)
    for key in sorted(seed.answers):
        lock(session, key)
    plan = plan_load(session, seed)
    unknown = [key for key in overwrite if plan.steps.get(key) != "conflict"]
    if unknown:
        raise Refused(f"{', '.join(unknown)}: no conflict to overwrite.")
    counts = Loaded()
    for key, step in plan.steps.items():
        if step == "conflict" and key in overwrite:
            step = "changed"
        if step in ("new", "changed"):
            counts.new += _bring(session, key, seed.answers[key], by, to_review)
        elif step == "removed":
            counts.retired += _remove(session, key, by)
        elif step == "same":
            counts.unchanged += len(LANGUAGES)
            _sign(session, key, seed.answers[key], by)
        elif step == "newer":
            counts.newer.append(key)
        else:
            counts.conflicts.append(key)
    session.flush()
    return counts


def _bring(
    session: Session, key: str, entry: SeedAnswer, by: str, to_review: bool
) -> int:
    """Write both languages anew and publish them, or let them wait for a reviewer."""
    stand = pair(session, key)
    unsigned = any(entry.ground(code).approved_by is None for code in LANGUAGES)
    waits = to_review and unsigned
    if waits and stand.in_review and not _gives_way(stand, entry):
        return 0
    for version in stand.in_review.values():
        # What a person handed in stays: its reviewer is told that the text has changed.
        if version.author == PROJECT:
            move(session, key, version, WITHDRAWN, by, "import", "newer in facts/")
    answers = lock(session, key)
    versions = {
        language: new_version(
            entry.ground(language),
            entry.text(language),
            number=next_number(session, answers[language]),
            author=entry.ground(language).checked_by,
            state=DRAFT,
            based_on=said.id if (said := stand.published.get(language)) else None,
            answer_id=answers[language].id,
            approvals=_approvals(entry, language),
        )
        for language in LANGUAGES
    }
    session.add_all(versions.values())
    session.flush()
    if waits:
        for version in versions.values():
            move(session, key, version, IN_REVIEW, by, "import")
    else:
        _publish(session, key, versions, entry, by)
    return len(versions)


def _gives_way(stand: Pair, entry: SeedAnswer) -> bool:
    """True if what waits for review came from facts/ and says something else."""
    return all(v.author == PROJECT for v in stand.in_review.values()) and not _same(
        stand.in_review, entry
    )


def _publish(
    session: Session,
    key: str,
    versions: dict[str, AnswerVersion],
    entry: SeedAnswer,
    by: str,
) -> None:
    """Both languages in one act; one that is behind the other in an act before it."""
    reason = None
    for language, version in versions.items():
        behind = entry.text(language).behind
        if behind is not None:
            reason = behind.because
            act = Publication(key=key, kind="import", by=by)
            session.add(act)
            publish(session, act, pair(session, key), [version])
    act = Publication(key=key, kind="import", by=by, only_one=reason)
    session.add(act)
    rest = [v for c, v in versions.items() if entry.text(c).behind is None]
    publish(session, act, pair(session, key), rest)


def _remove(session: Session, key: str, by: str) -> int:
    published = pair(session, key).published
    for version in published.values():
        move(session, key, version, RETIRED, by, "import", "not in facts/ any more")
    return len(published)


def _sign(session: Session, key: str, entry: SeedAnswer, by: str) -> None:
    """Keep an approval that the file has and the database has not."""
    for language, version in pair(session, key).published.items():
        if not version.approvals:
            version.approvals.extend(_approvals(entry, language))
            if version.approvals:
                log(session, key, version, by, "approve", PUBLISHED)


def _approvals(entry: SeedAnswer, language: str) -> list[Approval]:
    ground = entry.ground(language)
    if ground.approved_by is None or ground.approved_on is None:
        return []
    return [Approval(by=ground.approved_by, approved_on=ground.approved_on)]


def _same(versions: dict[str, AnswerVersion], entry: SeedAnswer) -> bool:
    return set(versions) == set(LANGUAGES) and all(
        says_the_same(version, entry.ground(language), entry.text(language))
        for language, version in versions.items()
    )


def _ids(versions: dict[str, AnswerVersion]) -> set[int]:
    return {version.id for version in versions.values()}


def published_pairs(session: Session) -> dict[str, dict[str, AnswerVersion]]:
    """By key and language, what is said now, with all that it rests on."""
    return _by_key(session, AnswerVersion.state == PUBLISHED)


def _last_imported(session: Session) -> dict[str, dict[str, AnswerVersion]]:
    """By key and language, the newest version that came from facts/ and was said."""
    # One that waited for a reviewer was published by that person, not by the load.
    brought = exists().where(
        LogEntry.version_id == AnswerVersion.id,
        LogEntry.action == "import",
        LogEntry.state.in_([IN_REVIEW, PUBLISHED]),
    )
    return _by_key(session, brought & AnswerVersion.publication_id.is_not(None))


def _by_key(
    session: Session, condition: ColumnElement[bool]
) -> dict[str, dict[str, AnswerVersion]]:
    versions = session.scalars(
        select(AnswerVersion)
        .join(AnswerVersion.answer)
        .outerjoin(AnswerVersion.publication)
        .where(condition)
        .options(
            contains_eager(AnswerVersion.answer),
            selectinload(AnswerVersion.sources),
            selectinload(AnswerVersion.claims),
            selectinload(AnswerVersion.approvals),
        )
        .order_by(AnswerVersion.number, Answer.language.desc())
        .execution_options(populate_existing=True)
    )
    found: dict[str, dict[str, AnswerVersion]] = {}
    for version in versions:
        found.setdefault(version.answer.key, {})[version.answer.language] = version
    return found


def _retired_by_hand(session: Session, key: str) -> bool:
    last = session.scalars(
        select(LogEntry).where(LogEntry.key == key).order_by(LogEntry.id.desc())
    ).first()
    return last is not None and last.action == "retire"


def _load_topics(session: Session, seed: Seed) -> None:
    for position, topic in enumerate(seed.topics):
        session.merge(
            Topic(
                id=topic.id,
                area=topic.area,
                about=topic.about,
                title_es=topic.title["es"],
                title_en=topic.title["en"],
                next_topics=" ".join(topic.next),
                position=position,
                max_age=topic.max_age,
                past_max_age=topic.past_max_age,
            )
        )
    known = [topic.id for topic in seed.topics]
    session.execute(delete(Topic).where(Topic.id.not_in(known)))


def _load_phrases(session: Session, seed: Seed) -> None:
    session.execute(delete(Phrase))
    session.add_all(
        Phrase(key=key, language=language, text=text, position=10 * number + place)
        for number, (key, texts) in enumerate(seed.phrases.items())
        for place, (language, text) in enumerate(texts.items())
    )
