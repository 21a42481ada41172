"""Finds the countries of origin that a message names, by country or nationality."""

import re
from collections.abc import Mapping

from bot.language.comparable import comparable, without_accents


class Countries:
    """Names by ISO 3166 code, as words/countries.yml holds them."""

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        patterns = [
            f"(?P<{code}>{'|'.join(map(_pattern, spellings))})"
            for code, spellings in names.items()
        ]
        self._any = re.compile(rf"\b(?:{'|'.join(patterns)})\b")

    def named_in(self, text: str) -> list[tuple[str, int, int]]:
        """(code, start, end) of each, in order."""
        folded = "".join(without_accents(char)[:1] or char for char in text.lower())
        return [
            (str(found.lastgroup), found.start(), found.end())
            for found in self._any.finditer(folded)
        ]


def _pattern(spelling: str) -> str:
    stem = re.escape(comparable(spelling)).replace(r"\ ", " ")
    return rf"{stem}\w*" if spelling.endswith("*") else stem
