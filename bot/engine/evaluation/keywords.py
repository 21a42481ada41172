"""Tells whether a message names its topic by a key word, or only describes it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bot.language.comparable import comparable


def read_keywords(path: Path) -> dict[str, list[str]]:
    """Topic → stems of the words that give it away; nothing if there is no file."""
    if not path.exists():
        return {}
    read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {topic: [str(stem) for stem in stems or []] for topic, stems in read.items()}


def has_keyword(text: str, stems: list[str]) -> bool:
    """True if a word of `text` begins with one of `stems`, accents and case aside."""
    folded = [comparable(stem) for stem in stems]
    starts = "|".join(re.escape(stem) for stem in folded if stem)
    return bool(starts) and bool(re.search(rf"\b(?:{starts})", comparable(text)))
