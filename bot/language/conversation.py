"""Decides a reply's language from a guess about one message and what came before."""

import re
from dataclasses import dataclass

from bot.language.comparable import comparable

SPOKEN = ("es", "en")
"""Languages that every answer exists in."""

DEFAULT = "es"
"""A new conversation starts in Spanish until a message shows otherwise."""

RECOGNISED = ("pt", "fr", "ht")
"""Languages that get a line of their own: that Faro reads Spanish and English."""

# Of the 209 one- and two-word messages of tests/language_short.yml that belong to one
# language, the guesses above this were all right; "Tijuana" and "ok" stay below it.
_SURE = 0.85
_SURE_FOREIGN_SHORT = 0.95
_SURE_FOREIGN_LONG = 0.8


@dataclass(frozen=True)
class Guess:
    """What the identifier thinks of one message: code, probability, number of words."""

    language: str
    confidence: float
    words: int


def next_language(current: str | None, guess: Guess | None) -> str:
    """The language to reply in; keeps `current` unless the guess is sure.

    `current` is None at the first message: then a sentence needs less proof, since
    there is nothing to lose.
    """
    held = current if current in SPOKEN else None
    if guess is None or guess.language not in SPOKEN or guess.words == 0:
        return held or DEFAULT
    needed = 0.6 if held is None and guess.words >= 3 else _SURE
    return guess.language if guess.confidence >= needed else held or DEFAULT


def foreign_language(guess: Guess | None) -> str | None:
    """Code of a recognised language that Faro does not speak, if the guess is sure."""
    if guess is None or guess.language not in RECOGNISED or guess.words < 2:
        return None
    needed = _SURE_FOREIGN_LONG if guess.words >= 4 else _SURE_FOREIGN_SHORT
    return guess.language if guess.confidence >= needed else None


# "No, in English" and "I don't understand. English please" ask for English.
_CLAUSE_END = re.compile(r"[.,;:!?¡¿\n]+")
_NAME = r"\b(?P<name>espanol|castellano|spanish|ingles|english)\b"
# "Change from English to Spanish" asks for the second.
_LEFT = re.compile(rf"\b(?:de|del|from) {_NAME}(?= (?:a|al|to)\b)")
_NAMED = re.compile(
    r"(?P<no>\b(?:no|not|dont|don t|cant|can t|never|sin|poco|little|nada de|ni)\b"
    # "¿No hablan inglés?" and "can't you speak English?" ask for it.
    r"(?! (?:you|hablas|hablan|tienes|tienen|puedes|pueden|hay)\b)"
    r"(?!(?<=^no) (?:habla|tiene|puede)\b)"
    rf"(?:\s\w+){{0,5}}?\s)?{_NAME}"
    r"(?P<poor> (?:is|es) (?:\w+ )?(?:no|not|bad|poor|limited|mal[oa]|poco)\b"
    r"| no (?:hablo|entiendo|se|puedo|leo)\b| no$)?"
)
_OF_NAME = {"espanol": "es", "castellano": "es", "spanish": "es"}


def asked_language(text: str) -> str | None:
    """The language a request names: "en" for "habla ingles?", "no hablo español"."""
    for clause in _CLAUSE_END.split(text):
        found = _NAMED.search(_LEFT.sub("", comparable(clause)))
        if found is None:
            continue
        language = _OF_NAME.get(found["name"], "en")
        if found["no"] or found["poor"]:
            return "en" if language == "es" else "es"
        return language
    return None
