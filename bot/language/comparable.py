"""Folds away what phones and haste add: case, accents, marks, stretched letters."""

import re
import unicodedata

# Letters only: 1000 is not 10.
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_NOT_WORD = re.compile(r"[^\w]+")


def without_accents(text: str) -> str:
    """Drop combining marks, so that "Cómo" and "como" meet; "ñ" becomes "n" too.

    Phones in English have no "ñ", so people write "ano" for "año" anyway.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def comparable(text: str) -> str:
    """Lower-case words, one space apart; "¡¡AYUUUDA!!" and "ayuda" come out equal."""
    folded = without_accents(text).casefold()
    words = _NOT_WORD.sub(" ", folded).replace("_", " ")
    return " ".join(_STRETCHED.sub(r"\1", words).split())
