"""Reads which one of a list is meant: "la segunda", "option 2", "the last one"."""

import re

from bot.language.comparable import comparable

_NUMBERS = (
    "1 1o 1a 1ro 1ra 1er 1st uno una one primero primera primer first",
    "2 2o 2a 2do 2da 2nd dos two segundo segunda second",
    "3 3o 3a 3ro 3ra 3er 3rd tres three tercero tercera tercer third",
    "4 4o 4a 4to 4ta 4th cuatro four cuarto cuarta fourth",
    "5 5o 5a 5to 5ta 5th cinco five quinto quinta fifth",
    "6 seis six sexto sexta sixth",
    "7 siete seven septimo septima seventh",
    "8 ocho eight octavo octava eighth",
    "9 nueve nine noveno novena ninth",
    "10 diez ten decimo decima tenth",
)
_OF_WORD = {word: n for n, words in enumerate(_NUMBERS, 1) for word in words.split()}
_LAST = frozenset({"ultimo", "ultima", "last"})

_MEANT = re.compile(
    r"^(?:(?:si|yes|ok|no|quiero|quisiera|dame|deme|digo|i want|give me|es|it is|it s)"
    r"\s+)*"
    r"(?:(?:la|el|the|lo de|de)\s+)*"
    r"(?:(?:opcion|option|numero|num|number|no|pregunta|question|tema|topic)\s+)?"
    r"(?P<which>\w+)"
    r"(?:\s+(?:one|opcion|option|pregunta|question))?"
    r"(?:\s+(?:por favor|porfa|please|pls|gracias|thanks))?$"
)


def position(text: str, count: int) -> int | None:
    """0-based place in a list of `count`; None if the text says anything else."""
    found = _MEANT.match(comparable(text))
    if found is None:
        return None
    if found["which"] in _LAST:
        return count - 1 if count else None
    number = _OF_WORD.get(found["which"])
    return number - 1 if number is not None and number <= count else None
