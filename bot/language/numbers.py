"""Small numbers as people write them in words, Spanish and English."""

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
)
_OF_WORD = {word: n for n, words in enumerate(_WORDS, 1) for word in words.split()}
_OF_WORD |= {"veinte": 20, "twenty": 20, "treinta": 30, "thirty": 30}

NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_OF_WORD, key=len, reverse=True)) + ")"
"""A regular expression, on folded text, for what `number_of` reads."""


def number_of(word: str) -> int:
    """The number; ValueError if it is none."""
    return _OF_WORD[word] if word in _OF_WORD else int(word)
