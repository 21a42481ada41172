"""The trained model, loaded once, as `rasa run` would load it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog

ROOT = Path(__file__).resolve().parents[2]

# Rasa's default would print every message that it parses.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

Parse = Callable[[str], "dict[str, Any]"]


@pytest.fixture(scope="session")
def parse() -> Parse:
    """Text → what the assistant understood."""
    from rasa.core.agent import Agent

    os.chdir(ROOT)
    agent = Agent.load(str(ROOT / "models" / "faro.tar.gz"))
    loop = asyncio.new_event_loop()

    def understood(text: str) -> dict[str, Any]:
        return loop.run_until_complete(agent.parse_message(text))

    return understood
