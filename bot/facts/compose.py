"""Turns a version into what a person reads: text, provenance line, what to tap next."""

from sqlalchemy.orm import Session

from bot.facts.answers import Found, find_topic
from bot.facts.models import AnswerVersion, Notice, Topic
from bot.language.dates import local_date, said_date, said_partial_date
from bot.reply import Bubble, Choice, SourceNote

Phrases = dict[str, str]


def provenance(version: AnswerVersion, language: str, phrases: Phrases) -> str:
    """The line under an answer: main source and day checked; empty without a source."""
    if not version.sources:
        return ""
    return phrases["provenance"].format(
        publisher=version.sources[0].publisher,
        date=said_date(version.checked_on, language),
    )


def warning(found: Found, language: str, phrases: Phrases) -> str:
    """What is said of an answer's age, and whom to ask; empty while it is fresh."""
    if found.age == "fresh" or not found.version.sources:
        return ""
    phrase = "too_old" if found.age == "too_old" else "stale"
    return phrases[phrase].format(
        date=said_date(found.version.checked_on, language),
        whom=phrases[f"whom_{found.topic.area}"],
    )


def answer_text(
    found: Found, language: str, phrases: Phrases, *, more: bool = False
) -> str:
    """The short text, or the longer one, with its provenance and its age.

    That it is too old is said before the text, that it may be old after it.
    """
    version = found.version
    text = (version.more or version.text) if more else version.text
    if not found.own:
        text = text.replace("{topic}", found.topic.title(language))
    old = warning(found, language, phrases)
    line = provenance(version, language, phrases)
    if found.age == "too_old":
        parts = [old, text, line]
    else:
        parts = [text, "\n".join(part for part in (line, old) if part)]
    return "\n\n".join(part for part in parts if part)


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
    *,
    more: bool = False,
) -> Bubble:
    """One answer as one message."""
    return Bubble(
        text=answer_text(found, language, phrases, more=more),
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


def notice_text(notice: Notice, language: str, phrases: Phrases) -> str:
    """The news of the day as a message of its own, with its source."""
    line = phrases["notice_source"].format(
        publisher=notice.source_publisher,
        date=said_partial_date(notice.source_date, language, phrases["date_unknown"]),
    )
    return f"{phrases['notice'].format(text=notice.text(language))}\n\n{line}"


def notice_source(notice: Notice) -> SourceNote:
    """Where the news comes from; it was checked when it was written."""
    return SourceNote(
        title=notice.source_title,
        url=notice.source_url,
        publisher=notice.source_publisher,
        date=notice.source_date,
        checked_on=local_date(notice.created_at),
    )
