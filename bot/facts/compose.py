"""Turns a version into what a person reads: text, provenance line, what to tap next."""

from datetime import date

from sqlalchemy.orm import Session

from bot.facts.answers import Found, find_topic
from bot.facts.models import AnswerVersion, Topic
from bot.language.dates import said_date
from bot.reply import Bubble, Choice, SourceNote

Phrases = dict[str, str]


def is_stale(version: AnswerVersion, today: date) -> bool:
    """True past the day by which somebody should have read the sources again."""
    return today > version.review_by


def provenance(
    version: AnswerVersion, language: str, phrases: Phrases, today: date
) -> str:
    """The lines under an answer: main source, day checked, a warning if it is old."""
    if not version.sources:
        return ""
    day = said_date(version.checked_on, language)
    lines = [
        phrases["provenance"].format(publisher=version.sources[0].publisher, date=day)
    ]
    if is_stale(version, today):
        lines.append(phrases["stale"].format(date=day))
    return "\n".join(lines)


def answer_text(
    found: Found, language: str, phrases: Phrases, today: date, *, more: bool = False
) -> str:
    """The short text, or the longer one, with its provenance."""
    version = found.version
    text = (version.more or version.text) if more else version.text
    if not found.own:
        text = text.replace("{topic}", found.topic.title(language))
    line = provenance(version, language, phrases, today)
    return f"{text}\n\n{line}" if line else text


def answer_choices(
    session: Session, found: Found, language: str, phrases: Phrases, *, more: bool
) -> list[Choice]:
    """What to tap after an answer: the rest of it, the next questions, the menu."""
    choices = []
    if found.own and found.version.more and not more:
        choices.append(Choice(id="more", title=phrases["choice_more"]))
    choices += topic_choices(session, found.topic.follow_ups, language)
    return [*choices, Choice(id="menu", title=phrases["choice_menu"])]


def topic_choices(session: Session, ids: list[str], language: str) -> list[Choice]:
    """Topics as things to tap, by their titles."""
    topics: list[Topic] = [find_topic(session, topic_id) for topic_id in ids]
    return [Choice(id=topic.id, title=topic.title(language)) for topic in topics]


def answer_bubble(
    session: Session,
    found: Found,
    language: str,
    phrases: Phrases,
    today: date,
    *,
    more: bool = False,
) -> Bubble:
    """One answer as one message."""
    return Bubble(
        text=answer_text(found, language, phrases, today, more=more),
        choices=answer_choices(session, found, language, phrases, more=more),
    )


def source_notes(version: AnswerVersion) -> list[SourceNote]:
    """The version's sources for the structured reply."""
    return [
        SourceNote(
            title=source.title,
            url=source.url,
            publisher=source.publisher,
            date=source.date,
            checked_on=version.checked_on,
        )
        for source in version.sources
    ]
