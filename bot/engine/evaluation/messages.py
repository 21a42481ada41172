"""Reads the held-out messages: what a person may write, and what is right then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from bot.engine.evaluation.keywords import has_keyword

OUT_OF_SCOPE = "meta_out_of_scope"
"""The topic of what Faro has no answers about."""

_NEEDED = ("topic", "language", "style", "text")


@dataclass(frozen=True)
class Message:
    """A message with the topic that a careful reader gives it, and others as good."""

    text: str
    topic: str
    language: str
    style: str
    also: frozenset[str] = frozenset()
    author: str | None = None
    keyword: bool | None = None

    @property
    def accepted(self) -> frozenset[str]:
        """The topics that count as right."""
        return self.also | {self.topic}

    @property
    def area(self) -> str:
        """The first word of a topic's id names its area."""
        return self.topic.partition("_")[0]

    @property
    def length(self) -> str:
        """Few, some or many words: few leave little to go by."""
        words = len(self.text.split())
        if words <= 4:
            return "1-4 words"
        return "5-14 words" if words <= 14 else "15+ words"

    @property
    def key(self) -> str:
        """Names text and label: a run finds the same message in an older one by it."""
        label = " ".join([self.language, *sorted(self.accepted)])
        return blake2b(f"{label}\n{self.text}".encode(), digest_size=5).hexdigest()


@dataclass(frozen=True)
class ShortMessage:
    """One to three words and their language; "any" fits Spanish and English."""

    text: str
    language: str


def read_messages(
    path: Path, keywords: Mapping[str, list[str]] | None = None
) -> list[Message]:
    """The held-out messages; ValueError names the entry that is wrong.

    `keywords` (topic → stems) fills `keyword` where the file does not say it.
    """
    messages = [
        _message(entry, f"{path}, entry {number}", keywords or {})
        for number, entry in enumerate(_entries(path), 1)
    ]
    seen: set[str] = set()
    for message in messages:
        if message.key in seen:
            raise ValueError(
                f"{path}: {message.text!r} stands there twice for {message.topic}. "
                "Delete one."
            )
        seen.add(message.key)
    return messages


def read_short(path: Path) -> list[ShortMessage]:
    """Very short messages for the language alone; none if the file is not there."""
    if not path.exists():
        return []
    return [ShortMessage(entry["text"], entry["language"]) for entry in _entries(path)]


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is missing. It holds the messages that the model is measured on; "
            "docs/evaluation.md says how they look."
        )
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list):
        raise ValueError(f"{path} must be a list of messages.")
    return entries


def _message(
    entry: dict[str, Any], where: str, keywords: Mapping[str, list[str]]
) -> Message:
    missing = [name for name in _NEEDED if not isinstance(entry.get(name), str)]
    if missing:
        raise ValueError(f"{where}: write {', '.join(missing)} as text.")
    keyword = entry.get("keyword")
    stems = keywords.get(entry["topic"])
    if keyword is None and stems:
        keyword = has_keyword(entry["text"], stems)
    return Message(
        **{name: entry[name] for name in _NEEDED},
        also=frozenset(_names(entry.get("also"), where)),
        author=entry.get("author"),
        keyword=keyword,
    )


def _names(also: Iterable[str] | None, where: str) -> list[str]:
    if isinstance(also, str):
        raise ValueError(f"{where}: `also` must be a list of topics: [{also}].")
    return list(also or [])
