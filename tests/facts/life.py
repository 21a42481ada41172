"""Short words for the steps in the life of an answer, on the sample's comar_cost."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Sessions
from bot.facts.models import Answer, AnswerVersion, LogEntry
from bot.facts.review import approve, submit, write_draft
from bot.facts.seed import SeedGround, SeedText
from tests.facts.sample import sample_answer

KEY = "comar_cost"
LANGUAGES = ("es", "en")


def ground(**changes: object) -> SeedGround:
    """What the sample's answers rest on."""
    entry = sample_answer("", "")
    return SeedGround.model_validate(
        {k: v for k, v in entry.items() if k not in LANGUAGES} | changes
    )


def draft(
    session: Session,
    language: str,
    text: str,
    by: str = "Ana",
    more: str = "Más.",
    **other: object,
) -> AnswerVersion:
    """A draft with these words, and as much more as the sample has."""
    version = write_draft(
        session,
        KEY,
        language,
        SeedText(text=text, more=more),
        ground(),
        by,
        **other,  # type: ignore[arg-type]
    )
    assert version is not None
    return version


def draft_both(session: Session, word: str, by: str = "Ana") -> None:
    """Drafts of a pair that can be told apart by `word`."""
    draft(session, "es", f"Es gratis, {word}.", by)
    draft(session, "en", f"It is free, {word}.", by)


def published(
    session: Session, word: str, by: str = "Ana", other: str = "Luis"
) -> None:
    """A whole pair from draft to published."""
    draft_both(session, word, by)
    submit(session, KEY, by)
    approve(session, KEY, other)


def said(make_session: Sessions, key: str = KEY) -> dict[str, str]:
    """What is published now, by language."""
    with make_session() as session:
        rows = session.scalars(
            select(AnswerVersion)
            .join(Answer)
            .where(Answer.key == key, AnswerVersion.state == "published")
        )
        return {v.answer.language: v.text for v in rows}


def states(make_session: Sessions, language: str, key: str = KEY) -> list[str]:
    """The states of all versions in order."""
    with make_session() as session:
        rows = session.scalars(
            select(AnswerVersion)
            .join(Answer)
            .where(Answer.key == key, Answer.language == language)
            .order_by(AnswerVersion.number)
        )
        return [version.state for version in rows]


def logged(make_session: Sessions, key: str = KEY) -> list[tuple[str, str, str, str]]:
    """The log as (by, action, state, reason)."""
    with make_session() as session:
        rows = session.scalars(
            select(LogEntry).where(LogEntry.key == key).order_by(LogEntry.id)
        )
        return [(e.by, e.action, e.state, e.reason) for e in rows]
