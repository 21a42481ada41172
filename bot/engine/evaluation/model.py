"""Loads the trained model as `rasa run` would, and asks it without logging a word."""

from __future__ import annotations

import asyncio
import logging
import warnings
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent

from bot.engine.evaluation.outcome import Parse


def load_model(path: Path) -> Parse:
    """A function from text to Rasa's parse result; FileNotFoundError if untrained."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing. Train it with: make train")
    # Rasa's default would print every message that it parses.
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    with warnings.catch_warnings():
        # Thirty of them, about libraries that Rasa pins; they would hide the figures.
        warnings.simplefilter("ignore")
        agent = Agent.load(str(path))
    loop = asyncio.new_event_loop()

    def parse(text: str) -> dict[str, Any]:
        return loop.run_until_complete(agent.parse_message(text))

    return parse


def fingerprint_of_model(path: Path) -> str:
    """What the model was trained from, as `faro train` noted it beside the model."""
    mark = path.with_name(path.name.removesuffix(".tar.gz") + ".fingerprint")
    return mark.read_text(encoding="utf-8").strip()[:12] if mark.exists() else "unknown"
