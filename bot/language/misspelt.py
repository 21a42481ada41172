"""Finds the known name behind a misspelt one: same sound, or one letter off."""

import re

from bot.language.comparable import comparable

# Spanish spells one sound in several ways, and people write what they hear:
# "Tihuana", "Nuebo Laredo", "Tenosike", "Ermosillo". First rule first.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"qu(?=[ei])", "k"),
        (r"gu(?=[ei])", "g"),
        (r"c(?=[eiy])|z", "s"),
        (r"ch", "#"),
        (r"c|q", "k"),
        (r"#", "ch"),
        (r"v", "b"),
        (r"g(?=[ei])|x", "j"),
        (r"ll", "y"),
        (r"(?:(?<!c)h|j|g)?u(?=[aeio])", "w"),
        (r"(?<!c)h", ""),
        (r"m(?=[bp])", "n"),
        (r"(.)\1", r"\1"),
    )
)

_SOUND_ALONE = 5
_ONE_OFF = 7
"""Letters of a key from which one wrong letter leaves no doubt; below, none may be."""


def sound_of(word: str) -> str:
    """A key that is equal for spellings that sound alike in Spanish."""
    key = comparable(word)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key.replace(" ", "")


class Spellings:
    """Known names, found by sound or by one letter left out, added or mistaken."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names: dict[tuple[int, str], set[str]] = {}
        for spelling, meaning in names.items():
            for key in _keys(spelling):
                self._names.setdefault(key, set()).add(meaning)

    def meant(self, words: str) -> str | None:
        """The one name that `words` may stand for; None if there is none or two."""
        found: set[str] = set()
        for key in _keys(words):
            found |= self._names.get(key, set())
        return found.pop() if len(found) == 1 else None


def _keys(words: str) -> list[tuple[int, str]]:
    """Number of words and sound; long ones also without each letter but the first.

    Two words that are one letter apart share one of these.
    """
    sound, count = sound_of(words), len(words.split())
    if len(sound) < _SOUND_ALONE:
        return []
    shorter = [sound[:i] + sound[i + 1 :] for i in range(1, len(sound))]
    return [
        (count, sound),
        *((count, key) for key in shorter if len(key) >= _ONE_OFF - 1),
    ]
