"""Counts the children that a message speaks of: "con mis dos niños", "my baby"."""

import re

from bot.language.comparable import comparable
from bot.language.numbers import NUMBER, number_of

_MANY = (
    r"(?:hij[oa]s|nin[oa]s|chamacos|chamos|chiquillos|bebes|menores|peques|pelaos|cipotes"
    r"|patojos|kids|children|sons|daughters|babies|minors)"
)
_ONE = (
    r"(?:hij[oa]|nin[oa]|bebe|bebita|bebito|chamaco|chamo|nene|nena|cipote|patojo"
    r"|kid|child|son|daughter|baby)"
)
_COUNTED = re.compile(
    rf"\b(?P<number>{NUMBER}) (?:(?:pequen[oa]s|little|small|young) )?{_MANY}\b"
    r"|\b(?:mi|my|un|una|a|nuestr[oa]|our) (?:(?:pequen[oa]|little) )?"
    rf"(?P<one>{_ONE})\b"
)


def children_in(text: str) -> int | None:
    """How many; None if none are spoken of, or no number is given."""
    counts = [
        number_of(found["number"]) if found["number"] else 1
        for found in _COUNTED.finditer(comparable(text))
    ]
    return sum(counts) or None
