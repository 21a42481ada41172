"""Where a key stands: what is said, what is on its way, and the log of how it came so.

Whoever changes a key writes its row first (`lock`), so two people at once come one
after the other, on SQLite and on PostgreSQL.
"""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from bot.facts.content import copied
from bot.facts.models import (
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    RETIRED,
    Answer,
    AnswerVersion,
    LogEntry,
    Publication,
)
from bot.facts.seed import LANGUAGES
from bot.tasks import finish_tasks

PROJECT = "project"
"""Who loads facts/: nobody in person, so it can never approve."""
PAST_MAX_AGE = "past_max_age"
"""The kind of task for an answer that is too old to be said."""


@dataclass(frozen=True)
class Pair:
    """Where a key stands: for each language what is said, and what is on its way."""

    key: str
    published: dict[str, AnswerVersion]
    in_review: dict[str, AnswerVersion]
    drafts: dict[str, list[AnswerVersion]]

    @property
    def out_of_date(self) -> list[str]:
        """Languages that did not follow the other one.

        Either the other one was published alone, or a newer text of it is on its way
        and there is none for this language.
        """
        newest = max(
            (v.publication_id or 0 for v in self.published.values()), default=0
        )
        behind = {c for c, v in self.published.items() if v.publication_id != newest}
        coming = {c for c in LANGUAGES if c in self.in_review or self.drafts.get(c)}
        if coming and coming != set(LANGUAGES):
            behind |= set(LANGUAGES) - coming
        return sorted(behind)


def pair(session: Session, key: str) -> Pair:
    """Where the key stands now; empty if nothing was ever written for it."""
    versions = session.scalars(
        select(AnswerVersion)
        .join(Answer)
        .where(
            Answer.key == key, AnswerVersion.state.in_([DRAFT, IN_REVIEW, PUBLISHED])
        )
        .options(
            selectinload(AnswerVersion.answer),
            selectinload(AnswerVersion.sources),
            selectinload(AnswerVersion.claims),
            selectinload(AnswerVersion.approvals),
        )
        .order_by(AnswerVersion.number, Answer.language.desc())
        .execution_options(populate_existing=True)
    ).all()
    found = Pair(key, {}, {}, {})
    for version in versions:
        language = version.answer.language
        if version.state == DRAFT:
            found.drafts.setdefault(language, []).append(version)
        elif version.state == IN_REVIEW:
            found.in_review[language] = version
        else:
            found.published[language] = version
    return found


def publish(
    session: Session,
    publication: Publication,
    stand: Pair,
    versions: list[AnswerVersion],
    reason: str = "",
) -> None:
    """Make these versions what is said from now on; those before them retire."""
    session.flush()
    for version in versions:
        before = stand.published.get(version.answer.language)
        if before is not None and before is not version:
            move(session, stand.key, before, RETIRED, publication.by, publication.kind)
    # One version at a time may be published, so the old ones go first.
    session.flush()
    for version in versions:
        version.publication = publication
        move(
            session,
            stand.key,
            version,
            PUBLISHED,
            publication.by,
            publication.kind,
            reason,
        )
    session.flush()
    finish_tasks(session, PAST_MAX_AGE, stand.key)


def history(session: Session, key: str) -> list[LogEntry]:
    """All that was done to the key, the oldest first."""
    query = select(LogEntry).where(LogEntry.key == key).order_by(LogEntry.id)
    return list(session.scalars(query))


def lock(session: Session, key: str) -> dict[str, Answer]:
    """The key's answers by language, made if missing; the next writer waits here."""
    for _ in range(2):
        session.execute(
            update(Answer)
            .where(Answer.key == key, Answer.language == LANGUAGES[0])
            .values(changes=Answer.changes + 1)
            .execution_options(synchronize_session=False)
        )
        rows = session.scalars(
            select(Answer)
            .where(Answer.key == key)
            .execution_options(populate_existing=True)
        ).all()
        if len(rows) == len(LANGUAGES):
            break
        known = {row.language for row in rows}
        missing = [
            Answer(key=key, language=code) for code in LANGUAGES if code not in known
        ]
        try:
            with session.begin_nested():
                session.add_all(missing)
        except IntegrityError:
            # Somebody else has made them in this moment: wait for them, then read.
            continue
    return {row.language: row for row in rows}


def next_number(session: Session, answer: Answer) -> int:
    """The number of the answer's next version; call it with the key locked."""
    numbers = session.scalars(
        select(AnswerVersion.number)
        .where(AnswerVersion.answer_id == answer.id)
        .order_by(AnswerVersion.number.desc())
        .limit(1)
    ).first()
    return (numbers or 0) + 1


def again(session: Session, version: AnswerVersion) -> AnswerVersion:
    """The same text on the same ground as a new version, approvals included."""
    copy = copied(
        version,
        number=next_number(session, version.answer),
        author=version.author,
        state=DRAFT,
        based_on=version.id,
        answer_id=version.answer_id,
    )
    session.add(copy)
    session.flush()
    return copy


def move(
    session: Session,
    key: str,
    version: AnswerVersion,
    state: str,
    by: str,
    action: str,
    reason: str = "",
) -> None:
    """Give a version its next state, and write down who did it."""
    version.state = state
    session.flush()
    log(session, key, version, by, action, state, reason)


def log(
    session: Session,
    key: str,
    version: AnswerVersion,
    by: str,
    action: str,
    state: str,
    reason: str = "",
) -> None:
    """Write down what was done to a version; its `state` is the one it has now."""
    session.add(
        LogEntry(
            by=by,
            action=action,
            key=key,
            version_id=version.id,
            state=state,
            reason=reason,
        )
    )
