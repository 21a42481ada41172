"""What is wrong with one changed row of a sheet: row, column and remedy of each."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from bot.facts.content import pair_of
from bot.facts.models import AnswerVersion
from bot.facts.quality import answer_problems
from bot.facts.seed import LANGUAGES, MORE_LIMIT, TEXT_LIMIT, SeedText
from bot.facts.table import Row

DAYS: Final = ("checked_on", "review_by")
LIMITS: Final = {"text": TEXT_LIMIT, "more": MORE_LIMIT}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PLACED = re.compile(r"(?:(es|en)(?: (text|more))?|(text|more)): (.*)", re.DOTALL)

Versions = dict[str, AnswerVersion]
"""One version of each language."""


def row_problems(
    row: Row, seen: Versions, now_said: Versions, today: date
) -> Iterator[str]:
    """All of them; `seen` is what the row was made from, `now_said` what is said."""
    key = row.cells["key"]
    if set(now_said) != set(LANGUAGES):
        yield row.problem(
            "key",
            f"“{key}” has no published answer. Correct the key, or write the answer "
            "with: faro facts draft FILE",
        )
        return
    outdated = list(_version_problems(row, now_said))
    days = _days(row)
    yield from outdated
    yield from _cell_problems(row, days, today)
    if not outdated:
        for problem in _record_problems(row, seen, days):
            yield row.problem(*_placed(key, problem))


def text_of_row(row: Row, language: str) -> SeedText:
    """The words of one language."""
    return SeedText(
        text=row.cells[f"text_{language}"], more=row.cells[f"more_{language}"]
    )


def _version_problems(row: Row, now_said: Versions) -> Iterator[str]:
    for language in LANGUAGES:
        column, number = f"version_{language}", now_said[language].number
        seen = row.cells[column]
        if seen != str(number):
            yield row.problem(
                column,
                f"{row.cells['key']} is at version {number} now, the table "
                f"has {seen if seen.isdecimal() else 'no number'}. Export it again and "
                "put both together.",
            )


def _days(row: Row) -> dict[str, date]:
    """Those that can be read."""
    days = {}
    for column in DAYS:
        with suppress(ValueError):
            days[column] = date.fromisoformat(row.cells[column])
    return days


def _cell_problems(row: Row, days: dict[str, date], today: date) -> Iterator[str]:
    for column in DAYS:
        if column not in days:
            yield row.problem(
                column,
                f"“{row.cells[column]}” is no day, or may be two. Write YYYY-MM-DD.",
            )
    if days.get("checked_on", today) > today:
        yield row.problem(
            "checked_on",
            f"{days['checked_on']} has not come yet. Write the day on which the "
            "sources were read.",
        )
    if len(days) == len(DAYS) and days["review_by"] <= days["checked_on"]:
        yield row.problem("review_by", "must be later than checked_on. Correct one.")
    for part, limit in LIMITS.items():
        texts = {f"{part}_{code}": row.cells[f"{part}_{code}"] for code in LANGUAGES}
        for column, text in texts.items():
            if len(text) > limit:
                yield row.problem(
                    column, f"{len(text)} characters, {limit} are allowed. Shorten it."
                )
            if _CONTROL.search(text):
                yield row.problem(
                    column, "holds a sign that is no letter. Type the text anew."
                )
            if not text and (part == "text" or any(texts.values())):
                yield row.problem(column, "is empty. Write it in both languages.")


def _record_problems(row: Row, seen: Versions, days: dict[str, date]) -> list[str]:
    """Those of the changed text that the text before did not have."""
    before = pair_of(seen["es"], seen["en"])
    texts = {code: text_of_row(row, code) for code in LANGUAGES}
    record = before.model_copy(update={**texts, **days})
    known = answer_problems(row.cells["key"], before)
    return [p for p in answer_problems(row.cells["key"], record) if p not in known]


def _placed(key: str, problem: str) -> tuple[str, str]:
    """The column where the problem stands, as far as its first words say; the rest."""
    if "claim" in problem:
        problem += f" Claims are changed with: faro facts edit {key} FILE"
    match = _PLACED.fullmatch(problem)
    if match is None:
        return next((c for c in DAYS[::-1] if c in problem), "key"), problem
    language, part, both, rest = match.groups()
    if both:
        return f"{both}_es and {both}_en", rest
    if part:
        return f"{part}_{language}", rest
    return f"text_{language} or more_{language}", rest
