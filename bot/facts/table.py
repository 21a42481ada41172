"""Reads a table that a spreadsheet saved as CSV, or says in which row it is wrong."""

import csv
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import zip_longest

_DELIMITERS = ",;\t"
"""Spreadsheets write semicolons where the comma is for decimals, as in Spanish."""
_COUNTRY_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")


class SheetError(Exception):
    """The table cannot be taken; `problems` names row, column and remedy of each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """The number that a spreadsheet shows beside the row, and the cells by column."""

    number: int
    cells: dict[str, str]

    def problem(self, column: str, text: str) -> str:
        """Where it is, and what."""
        return f"row {self.number}, column {column}: {text}"


def read_rows(content: str, columns: Collection[str]) -> list[Row]:
    """All rows that are not empty; raises SheetError if one of `columns` is missing.

    Cells come without space around them and with line feeds alone.
    """
    # PostgreSQL refuses a NUL, and nobody means one.
    lines = _lines(content.removeprefix("\ufeff").replace("\x00", ""))
    head = [name.strip() for name in next(lines, (1, []))[1]]
    wrong = [name for name in columns if head.count(name) != 1]
    if wrong:
        raise SheetError(
            [
                f"row 1: the column {name} stands there {head.count(name)} times. "
                "Take the first row from a new export."
                for name in wrong
            ]
        )
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in lines:
        cells = [re.sub(r"\r\n?", "\n", cell).strip() for cell in line]
        # Spreadsheets leave out empty cells at the end, or add some.
        if any(cells[len(head) :]) or set(head[len(cells) :]) & set(columns):
            if any(cells):
                problems.append(
                    f"row {number}: {len(cells)} cells, the first row has {len(head)}. "
                    "Look for a quote that is missing."
                )
        elif any(cells):
            named = zip_longest(head, cells[: len(head)], fillvalue="")
            rows.append(Row(number, dict(named)))
    if problems:
        raise SheetError(problems)
    return rows


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    first = content.partition("\n")[0]
    table = csv.reader(
        StringIO(content, newline=""),
        delimiter=max(_DELIMITERS, key=first.count),
        strict=True,
    )
    number = 0
    try:
        for line in table:
            number += 1
            yield number, line
    except csv.Error as error:
        raise SheetError(
            [
                f"row {number + 1}: cannot be read as CSV ({error}). Close each quote, "
                "and write a quote inside a cell twice."
            ]
        ) from error


def read_day(cell: str, before: date) -> date:
    """The day in a cell that held `before`; raises ValueError.

    A spreadsheet turns YYYY-MM-DD into the form of its country. That form is taken
    where it is one day only, or may be the day that stood there before.
    """
    match = _COUNTRY_DAY.fullmatch(cell)
    if match is None:
        return date.fromisoformat(cell)
    one, two, year = (int(part) for part in match.groups())
    days = set()
    for day, month in ((one, two), (two, one)):
        with suppress(ValueError):
            days.add(date(year + 2000 * (year < 100), month, day))
    if before in days:
        return before
    if len(days) != 1:
        raise ValueError(cell)
    return days.pop()
