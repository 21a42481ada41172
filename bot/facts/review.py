"""The life of an answer: draft, in review, published, retired; who, when and why.

Each function changes one key in the caller's transaction, writes the log, and raises
Refused, with what to do, where it must not be.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.content import new_version, pair_of, says_the_same
from bot.facts.models import (
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    RETIRED,
    WITHDRAWN,
    Answer,
    AnswerVersion,
    Approval,
    Publication,
    Topic,
)
from bot.facts.people import Refused, given, person, same_person
from bot.facts.quality import answer_problems
from bot.facts.seed import (
    ASK_HERE,
    LANGUAGES,
    SeedGround,
    SeedText,
)
from bot.facts.stand import (
    Pair,
    again,
    lock,
    log,
    move,
    next_number,
    pair,
    publish,
)
from bot.language.dates import today


def write_draft(
    session: Session,
    key: str,
    language: str,
    text: SeedText,
    ground: SeedGround,
    by: str,
    *,
    based_on: int | None = None,
) -> AnswerVersion | None:
    """Keep a new text as a draft; the author's earlier draft gives way to it.

    `based_on` is the version that the author had before their eyes; None means the one
    that is published. Returns None if the text is what is published already.
    """
    by = person(by)
    answer = locked(session, key).get(language)
    if answer is None:
        raise Refused(f"There is no language {language}. Use es or en.")
    now_said = pair(session, key).published.get(language)
    if now_said is not None and says_the_same(now_said, ground, text):
        return None
    for old in pair(session, key).drafts.get(language, []):
        if same_person(old.author, by):
            move(session, key, old, WITHDRAWN, by, "draft", "a newer draft")
    version = new_version(
        ground,
        text,
        number=next_number(session, answer),
        author=by,
        state=DRAFT,
        based_on=based_on or (now_said.id if now_said else None),
        answer_id=answer.id,
    )
    session.add(version)
    session.flush()
    log(session, key, version, by, "draft", DRAFT)
    return version


def submit(session: Session, key: str, by: str) -> list[AnswerVersion]:
    """Hand the author's drafts of this key to a reviewer; they must pass the checks."""
    by = person(by)
    locked(session, key)
    stand = pair(session, key)
    mine = {
        language: drafts[-1]
        for language in LANGUAGES
        if (
            drafts := [
                d for d in stand.drafts.get(language, []) if same_person(d.author, by)
            ]
        )
    }
    if not mine:
        raise Refused(f"{by} has no draft of {key}. Type: faro facts draft FILE")
    for language, version in mine.items():
        _require_current(stand, language, version)
        waiting = stand.in_review.get(language)
        if waiting is not None:
            raise Refused(
                f"{key}: the {language} text of {waiting.author} is in review. Approve "
                "it or send it back first."
            )
    _require_quality(stand, {**stand.in_review, **mine})
    for version in mine.values():
        move(session, key, version, IN_REVIEW, by, "submit")
    session.flush()
    return list(mine.values())


def withdraw(session: Session, key: str, by: str) -> None:
    """Give up one's own drafts of this key; they stay to be found in the history."""
    by = person(by)
    locked(session, key)
    mine = [
        draft
        for drafts in pair(session, key).drafts.values()
        for draft in drafts
        if same_person(draft.author, by)
    ]
    if not mine:
        raise Refused(f"{by} has no draft of {key}.")
    for version in mine:
        move(session, key, version, WITHDRAWN, by, "withdraw")
    session.flush()


def send_back(session: Session, key: str, by: str, reason: str) -> None:
    """Give what is in review back to its author, with a reason."""
    by, reason = person(by), given(reason)
    locked(session, key)
    waiting = pair(session, key).in_review
    if not waiting:
        raise Refused(f"Nothing of {key} is in review.")
    for version in waiting.values():
        move(session, key, version, DRAFT, by, "send_back", reason)
    session.flush()


def approve(
    session: Session, key: str, by: str, *, only_one: str | None = None
) -> list[AnswerVersion]:
    """Publish what is in review, or sign what is published; by another than the author.

    Half of a pair is published only with a reason (`only_one`).
    """
    by = person(by)
    locked(session, key)
    stand = pair(session, key)
    if not stand.in_review:
        return _sign(session, stand, by)
    for language, version in stand.in_review.items():
        if same_person(version.author, by):
            raise Refused(
                f"{key}: {by} wrote the {language} text. Another person must approve "
                "it."
            )
        _require_current(stand, language, version)
    left = [c for c in LANGUAGES if c not in stand.in_review]
    together = list(stand.in_review.values())
    if left and left[0] not in stand.published:
        raise Refused(f"{key} has no {left[0]} text. Both languages must be there.")
    if left and _follows(stand, stand.in_review):
        # The other language was published alone before: now the pair is whole again.
        together.append(again(session, stand.published[left[0]]))
        left = []
    if left and not (only_one or "").strip():
        raise Refused(
            f"{key}: only one language is in review, so the {left[0]} text would be "
            "out of date. Draft it too, or give a reason for publishing one."
        )
    _require_quality(stand, stand.in_review)
    publication = Publication(
        key=key, kind="publish", by=by, only_one=given(only_one) if left else None
    )
    session.add(publication)
    for version in stand.in_review.values():
        version.approvals.append(Approval(by=by, approved_on=today()))
    publish(session, publication, stand, together, only_one or "")
    return list(stand.in_review.values())


def _follows(stand: Pair, coming: Iterable[str]) -> bool:
    """True if the one language coming is the one that was left behind the other."""
    [late] = coming
    [leading] = [code for code in LANGUAGES if code != late]
    acts = [
        stand.published[code].publication_id or 0 if code in stand.published else 0
        for code in (late, leading)
    ]
    return 0 < acts[0] < acts[1]


def _sign(session: Session, stand: Pair, by: str) -> list[AnswerVersion]:
    unsigned = [v for v in stand.published.values() if not v.approvals]
    if not unsigned:
        raise Refused(f"Nothing of {stand.key} waits for an approval.")
    for version in unsigned:
        for name in (version.author, version.checked_by):
            if same_person(name, by):
                raise Refused(
                    f"{stand.key}: {by} wrote or checked this text. Another person "
                    "must approve it."
                )
    for version in unsigned:
        version.approvals.append(Approval(by=by, approved_on=today()))
        log(session, stand.key, version, by, "approve", PUBLISHED)
    session.flush()
    return unsigned


def retire(session: Session, key: str, by: str, reason: str) -> None:
    """Say it no more, in both languages: the area's "ask here" takes its place."""
    by, reason = person(by), given(reason)
    locked(session, key)
    if key.startswith(ASK_HERE):
        raise Refused(f"{key} is what is said when nothing else is. Replace it.")
    if key.startswith(("safety_", "meta_")):
        raise Refused(f"{key} must always have an answer. Publish a better one.")
    published = pair(session, key).published
    if not published:
        raise Refused(f"Nothing of {key} is published.")
    for version in published.values():
        move(session, key, version, RETIRED, by, "retire", reason)
    session.flush()


def locked(session: Session, key: str) -> dict[str, Answer]:
    """As `lock`, for a key that must exist; raises Refused."""
    name = key.removeprefix(f"{ASK_HERE}.")
    query = select(Topic.id).where((Topic.id == name) | (Topic.area == name))
    if session.scalars(query.limit(1)).first() is None:
        raise Refused(f"{key} is no topic. All topics stand in facts/topics.yml.")
    return lock(session, key)


def _require_current(stand: Pair, language: str, version: AnswerVersion) -> None:
    said = stand.published.get(language)
    if said is not None and said.id != version.based_on:
        raise Refused(
            f"{stand.key}: the {language} text was changed after {version.author} "
            f"began (version {said.number} by {said.author}). Look at it with faro "
            f"facts checklist {stand.key}, put both together and draft "
            f"again. Nothing is lost: the draft is version {version.number}."
        )


def _require_quality(stand: Pair, coming: dict[str, AnswerVersion]) -> None:
    key, versions = stand.key, {**stand.published, **coming}
    missing = [code for code in LANGUAGES if code not in versions]
    if missing:
        raise Refused(f"{key} has no {missing[0]} text. Draft it too.")
    for version in versions.values():
        if version.checked_on > today():
            raise Refused(
                f"{key}: `checked_on` {version.checked_on} is in the future. Write the "
                "day on which the sources were read."
            )
    # A text that is left behind may say other figures, until somebody follows it up.
    left = [code for code in LANGUAGES if code not in coming]
    behind = left[0] if left and not _follows(stand, coming) else None
    record = pair_of(versions["es"], versions["en"], behind)
    problems = answer_problems(key, record)
    if problems:
        raise Refused("\n".join(f"{key}: {problem}" for problem in problems))
