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
def agent() -> Any:
    """The trained model, as `rasa run` would load it."""
    from rasa.core.agent import Agent

    os.chdir(ROOT)
    return Agent.load(str(ROOT / "models" / "faro.tar.gz"))


@pytest.fixture(scope="session")
def parse_after(agent: Any) -> Callable[..., dict[str, Any]]:
    """Text and what the gateway says of the conversation → what was understood."""
    from rasa.core.channels.channel import UserMessage

    loop = asyncio.new_event_loop()

    def understood(text: str, **known: Any) -> dict[str, Any]:
        message = UserMessage(text, metadata=known)
        return dict(loop.run_until_complete(agent.processor.parse_message(message)))

    return understood


@pytest.fixture(scope="session")
def parse(parse_after: Callable[..., dict[str, Any]]) -> Parse:
    """Text alone → what the assistant understood."""
    return lambda text: parse_after(text)
