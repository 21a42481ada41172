"""Numbers as people write them in words, Spanish and English."""

_WORDS = (
    "un uno una a an one",
    "dos two 2do par couple",
    "tres three",
    "cuatro four",
    "cinco five",
    "seis six",
    "siete seven",
    "ocho eight",
    "nueve nine",
    "diez ten",
    "once eleven",
    "doce twelve",
    "trece thirteen",
    "catorce fourteen",
    "quince fifteen",
    "dieciseis sixteen",
    "diecisiete seventeen",
    "dieciocho eighteen",
    "diecinueve nineteen",
)
_TENS = (
    "veinte twenty",
    "treinta thirty",
    "cuarenta forty fourty",
    "cincuenta fifty",
    "sesenta sixty",
    "setenta seventy",
    "ochenta eighty",
    "noventa ninety",
)
_TWENTIES = "uno dos tres cuatro cinco seis siete ocho nueve"
_ORDINALS = (
    "primero primer primera first",
    "segundo second",
    "tercero tercer third",
    "cuarto fourth",
    "quinto fifth",
    "sexto sixth",
    "septimo seventh",
    "octavo eighth",
    "noveno ninth",
    "decimo tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
_ONES = range(1, 10)


def _counting() -> dict[str, int]:
    found = {w: n for n, words in enumerate(_WORDS, 1) for w in words.split()}
    found |= {f"veinti{w}": 20 + n for n, w in enumerate(_TWENTIES.split(), 1)}
    found |= {"veintiun": 21, "veintiuna": 21}
    for ten, names in enumerate(_TENS, 2):
        spanish, *english = names.split()
        found[spanish] = ten * 10
        for one in _ONES:
            word, name = _TWENTIES.split()[one - 1], _WORDS[one - 1].split()
            found[f"{spanish} y {word}"] = ten * 10 + one
            for written in english:
                found[written] = ten * 10
                found[f"{written} {name[-1] if one != 2 else 'two'}"] = ten * 10 + one
    for one in range(6, 10):
        found[f"diez y {_TWENTIES.split()[one - 1]}"] = 10 + one
    found |= {"treinta y un": 31, "treinta y una": 31, "cien": 100, "hundred": 100}
    return found


def _ordering() -> dict[str, int]:
    found = {w: n for n, words in enumerate(_ORDINALS, 1) for w in words.split()}
    for one in _ONES:
        found[f"twenty {_ORDINALS[one - 1].split()[-1]}"] = 20 + one
    return found | {"twentieth": 20, "thirtieth": 30, "thirty first": 31}


_OF_WORD = _counting()
_OF_ORDINAL = _ordering()


def _one_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


NUMBER = rf"(?:\d{{1,3}}|{_one_of(_OF_WORD)})"
"""A regular expression, on folded text, for what `number_of` reads."""

# Not "a" nor "par": "a de mayo" is no day.
_OF_DAY = {
    word: n
    for word, n in (_OF_WORD | _OF_ORDINAL).items()
    if n <= 31 and word not in ("a", "an", "un", "una", "par", "couple", "2do")
}

DAY_WORD = rf"(?:{_one_of(_OF_DAY)})"
"""The same for words that name a day of a month: "tres", "primero", "third"."""

ORDINAL = rf"(?:{_one_of(_OF_ORDINAL)})"
"""The part of them that can be nothing but an order: "primero", "twenty third"."""


def number_of(word: str) -> int:
    """The number; ValueError if it is none."""
    return _OF_WORD[word] if word in _OF_WORD else int(word)


def day_number(words: str) -> int:
    """ "3", "3 rd", "1 ro", "tres", "third" → the number; ValueError if it is none."""
    return _OF_DAY[words] if words in _OF_DAY else int(words.split()[0])
