"""Reads the examples that the model is trained on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Example:
    """One example sentence."""

    text: str
    topic: str
    language: str


def read_training_data(folder: Path) -> list[Example]:
    """The examples of nlu.yml and nlu/*.yml; ValueError names a block that is wrong."""
    files = [folder / "nlu.yml", *sorted((folder / "nlu").glob("*.yml"))]
    examples = [
        example for file in files if file.exists() for example in _examples(file)
    ]
    if not examples:
        raise ValueError(f"No examples in {folder}/nlu.yml or {folder}/nlu/.")
    return examples


def _examples(file: Path) -> Iterator[Example]:
    read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    for block in read.get("nlu") or []:
        if "intent" in block:
            yield from _block(block, file)


def _block(block: dict[str, Any], file: Path) -> Iterator[Example]:
    topic = block["intent"]
    language = (block.get("metadata") or {}).get("language")
    if language is None:
        raise ValueError(f"{file}: a block of {topic} has no metadata.language.")
    for line in block["examples"].splitlines():
        dash, _, text = line.strip().partition(" ")
        if dash == "-" and text.strip():
            yield Example(text.strip(), topic, language)
        elif dash:
            raise ValueError(f"{file}: {topic}: begin this line with '- ': {line}")
