"""News of the day: one reviewed sentence or two, said above the answers it touches."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from pydantic import ValidationError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.facts.models import (
    IN_REVIEW,
    PUBLISHED,
    RETIRED,
    WITHDRAWN,
    LogEntry,
    Notice,
    Topic,
)
from bot.facts.people import Refused, given, person, same_person
from bot.facts.quality import (
    gaps,
    is_good_link,
    pair_problems,
    reading_problems,
    text_problems,
)
from bot.facts.seed import LANGUAGES, NEVER_WITHHELD, SeedSource, explain
from bot.language.dates import is_partial_date

TEXT_LIMIT: Final = 400
LONGEST_DAYS: Final = 14
"""After that it is no news any more: change the answers."""


def write_notice(
    session: Session,
    by: str,
    texts: dict[str, str],
    topics: list[str],
    source: dict[str, str],
    ends_at: datetime,
    now: datetime,
) -> Notice:
    """Hand a notice to a reviewer; raises Refused with every problem found."""
    by = person(by)
    texts = {code: texts.get(code, "").strip() for code in LANGUAGES}
    problems = [
        *_text_problems(texts),
        *_topic_problems(session, topics),
        *_time_problems(ends_at, now),
    ]
    page = _checked_source(source, now, problems)
    if page is None or problems:
        raise Refused("\n".join(problems))
    notice = Notice(
        text_es=texts["es"],
        text_en=texts["en"],
        topics=" ".join(dict.fromkeys(topics)),
        source_title=page.title,
        source_url=page.url,
        source_publisher=page.publisher,
        source_date=page.date,
        author=by,
        state=IN_REVIEW,
        created_at=now,
        ends_at=ends_at,
    )
    session.add(notice)
    _log(session, notice, by, "submit")
    return notice


def approve_notice(session: Session, number: int, by: str, now: datetime) -> Notice:
    """Say it from the next message on, until it ends; what was said so far ends now."""
    by = person(by)
    notice, said = _locked(session, number)
    if notice is None or notice.state != IN_REVIEW:
        raise Refused(f"Notice {number} does not wait for an approval.")
    if same_person(notice.author, by):
        raise Refused(f"{by} wrote notice {number}. Another person must approve it.")
    if notice.ends_at <= now:
        raise Refused(f"Notice {number} has ended. Write it again with a later end.")
    for old in said:
        old.state = RETIRED
        _log(session, old, by, "replace", f"notice {number}")
    notice.state = PUBLISHED
    notice.approved_by = by
    _log(session, notice, by, "publish")
    return notice


def end_notice(session: Session, number: int, by: str, reason: str) -> Notice:
    """Take it back, before or after it was said; raises Refused if it is over."""
    by, reason = person(by), given(reason)
    notice, _ = _locked(session, number)
    if notice is None:
        raise Refused(f"Notice {number} is not being said and waits for nobody.")
    notice.state = RETIRED if notice.state == PUBLISHED else WITHDRAWN
    _log(session, notice, by, "end", reason)
    return notice


def notices(session: Session) -> list[Notice]:
    """All that wait for review or were approved and not ended by hand, newest first.

    One of them may have ended by itself: see its `ends_at`.
    """
    query = select(Notice).where(Notice.state.in_([IN_REVIEW, PUBLISHED]))
    return list(session.scalars(query.order_by(Notice.id.desc())))


def notice_for(session: Session, topics: Iterable[str], now: datetime) -> Notice | None:
    """The notice that touches one of these topics now.

    An area in the notice stands for all its topics, except that `safety_*` topics must
    be named one by one: nothing goes before what to do in danger without need.
    """
    notice = session.scalars(
        select(Notice)
        .where(Notice.state == PUBLISHED, Notice.ends_at > now)
        .order_by(Notice.id.desc())
    ).first()
    if notice is None:
        return None
    touched = set(notice.topics.split())
    for topic_id in topics:
        topic = session.get(Topic, topic_id)
        if topic is not None and (topic.id in touched or topic.area in touched):
            return notice
    return None


def _locked(session: Session, number: int) -> tuple[Notice | None, list[Notice]]:
    """The notice, None if it is over or never was; and the others that are said.

    The first notice is written before, so that two people at once come one after the
    other, whichever notices they mean.
    """
    first = select(func.min(Notice.id)).scalar_subquery()
    session.execute(
        update(Notice)
        .where(Notice.id == first)
        .values(state=Notice.state)
        .execution_options(synchronize_session=False)
    )
    query = select(Notice).where(Notice.state.in_([IN_REVIEW, PUBLISHED]))
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    asked = next((row for row in rows if row.id == number), None)
    return asked, [r for r in rows if r.state == PUBLISHED and r is not asked]


def _text_problems(texts: dict[str, str]) -> list[str]:
    problems = []
    for language, text in texts.items():
        if not text:
            problems.append(f"The notice has no {language} text. Write it.")
            continue
        if len(text) > TEXT_LIMIT:
            problems.append(
                f"{language}: {len(text)} characters, {TEXT_LIMIT} are allowed."
            )
        found = [*text_problems(text, language), *reading_problems(text, language)]
        problems += [f"{language}: {problem}" for problem in found]
        problems += [
            f"{language}: nothing fills {gap}. Take it out." for gap in gaps(text)
        ]
    if all(texts.values()):
        problems += pair_problems(texts["es"], texts["en"])
    return problems


def _topic_problems(session: Session, topics: list[str]) -> list[str]:
    rows = session.execute(select(Topic.id, Topic.area)).all()
    areas = {row.area for row in rows} - set(NEVER_WITHHELD)
    known = {row.id for row in rows} | areas
    if not topics:
        return ["Name the topics or areas that the notice is about."]
    return [
        f"{name} is no topic and no area that a notice can be about. Areas are "
        f"{', '.join(sorted(areas))}; all topics stand in facts/topics.yml."
        for name in topics
        if name not in known
    ]


def _checked_source(
    source: dict[str, str], now: datetime, problems: list[str]
) -> SeedSource | None:
    try:
        page = SeedSource.model_validate(source)
    except ValidationError as error:
        problems += explain("source", error)
        return None
    if not is_good_link(page.url):
        problems.append(f"source: “{page.url}” is no web address. Correct it.")
    if not is_partial_date(page.date):
        problems.append(f"source: date “{page.date}”. Write YYYY-MM-DD or unknown.")
    elif page.date != "unknown" and page.date > now.date().isoformat():
        problems.append(f"source: {page.date} has not come yet. Correct the date.")
    return page


def _time_problems(ends_at: datetime, now: datetime) -> list[str]:
    if ends_at <= now:
        return ["The end is in the past. Give a later one."]
    if ends_at - now > timedelta(days=LONGEST_DAYS):
        return [
            f"A notice ends within {LONGEST_DAYS} days. Give an earlier end, and "
            "change the answers by then."
        ]
    return []


def _log(
    session: Session, notice: Notice, by: str, action: str, reason: str = ""
) -> None:
    session.flush()
    session.add(
        LogEntry(
            by=by,
            action=action,
            key=f"notice.{notice.id}",
            state=notice.state,
            reason=reason,
        )
    )
    session.flush()
