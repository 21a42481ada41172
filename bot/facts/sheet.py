"""Answers as a table for translators and lawyers, and back as drafts.

One row a key. Only the columns in CHANGEABLE are read back; the version columns say
which text the person had before their eyes, so an older copy never replaces a newer
text.
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.content import ground_of, pair_of
from bot.facts.load import published_pairs
from bot.facts.models import Answer, AnswerVersion
from bot.facts.people import Refused, person
from bot.facts.review import write_draft
from bot.facts.seed import LANGUAGES
from bot.facts.sheet_checks import DAYS, Versions, row_problems, text_of_row
from bot.facts.table import Row, SheetError, read_day, read_rows

CHANGEABLE: Final = ("text_es", "text_en", "more_es", "more_en", *DAYS)
COLUMNS: Final = ("key", "version_es", "version_en", *CHANGEABLE, "sources", "claims")


def write_sheet(session: Session, keys: Collection[str] = ()) -> str:
    """The published pairs as CSV; all if no keys are named. Raises Refused."""
    pairs = {
        key: pair
        for key, pair in sorted(published_pairs(session).items())
        if set(pair) == set(LANGUAGES)
    }
    unknown = [key for key in keys if key not in pairs]
    if unknown:
        raise Refused(
            f"{', '.join(unknown)}: no published answer. All topics stand in "
            "facts/topics.yml; faro facts ready says which have none."
        )
    out = StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    table.writerows(_cells(key, pairs[key]) for key in pairs if not keys or key in keys)
    return out.getvalue()


def read_sheet(
    session: Session, content: str, by: str, today: date
) -> list[AnswerVersion]:
    """Drafts for every changed row, all or none; raises SheetError and Refused."""
    by = person(by)
    pairs = published_pairs(session)
    problems: list[str] = []
    changed: list[tuple[Row, Versions]] = []
    first: dict[str, int] = {}
    for row in read_rows(content, COLUMNS[:-2]):
        key = row.cells["key"]
        if key in first:
            problems.append(
                row.problem("key", f"{key} is in row {first[key]} too. Delete one.")
            )
        first.setdefault(key, row.number)
        seen = _seen(session, row, pairs.get(key, {}))
        row = _with_days(row, seen)
        if seen and not _changed(row, seen):
            continue
        found = list(row_problems(row, seen, pairs.get(key, {}), today))
        problems += found
        if not found:
            changed.append((row, seen))
    if problems:
        raise SheetError(problems)
    return [draft for row, seen in changed for draft in _drafts(session, row, seen, by)]


def _cells(key: str, pair: Versions) -> dict[str, str]:
    es, en = pair["es"], pair["en"]
    ground = pair_of(es, en)
    return {
        "key": key,
        "version_es": str(es.number),
        "version_en": str(en.number),
        "text_es": es.text,
        "text_en": en.text,
        "more_es": es.more,
        "more_en": en.more,
        "checked_on": ground.checked_on.isoformat(),
        "review_by": ground.review_by.isoformat(),
        "sources": "\n".join(
            f"{number}. {s.title} ({s.publisher}, {s.date}) {s.url}"
            for number, s in enumerate(ground.listed_sources, start=1)
        ),
        "claims": "\n".join(
            f"{claim.says} [{', '.join(map(str, claim.sources))}]"
            for claim in ground.claims
        ),
    }


def _seen(session: Session, row: Row, now_said: Versions) -> Versions:
    """What the person had before their eyes, be it said still or not; else empty."""
    seen: Versions = {}
    for language in LANGUAGES:
        number = row.cells[f"version_{language}"]
        version = now_said.get(language)
        if version is None or str(version.number) != number:
            version = session.scalars(
                select(AnswerVersion)
                .join(Answer)
                .where(
                    Answer.key == row.cells["key"],
                    Answer.language == language,
                    AnswerVersion.number == _number(number),
                )
            ).first()
        if version is not None:
            seen[language] = version
    return seen if set(seen) == set(LANGUAGES) else {}


def _number(cell: str) -> int:
    return int(cell) if re.fullmatch(r"[0-9]{1,6}", cell) else 0


def _with_days(row: Row, seen: Versions) -> Row:
    """Its days as YYYY-MM-DD, as far as they can be read."""
    cells = dict(row.cells)
    before = _cells("", seen) if seen else {}
    for column in DAYS:
        try:
            was = date.fromisoformat(before.get(column, "0001-01-01"))
            cells[column] = read_day(cells[column], was).isoformat()
        except ValueError:
            continue
    return replace(row, cells=cells)


def _changed(row: Row, seen: Versions) -> list[str]:
    before = _cells("", seen)
    return [name for name in CHANGEABLE if row.cells[name] != before[name].strip()]


def _drafts(
    session: Session, row: Row, pair: Versions, by: str
) -> Iterator[AnswerVersion]:
    """One for each language whose text changed; for both where a day did."""
    changed = _changed(row, pair)
    days: dict[str, object] = {}
    if set(DAYS) & set(changed):
        days = {column: date.fromisoformat(row.cells[column]) for column in DAYS}
    if "checked_on" in changed:
        days["checked_by"] = by
    key = row.cells["key"]
    for language, version in pair.items():
        ground = ground_of(version).model_copy(update=days)
        text = text_of_row(row, language)
        draft = write_draft(
            session, key, language, text, ground, by, based_on=version.id
        )
        if draft is not None:
            yield draft
