from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from actions.vetted import open_sessions
from bot.db import Sessions
from bot.facts.load import load_seed
from bot.facts.review import retire
from bot.facts.seed import Seed
from bot.language.dates import today
from bot.settings import settings

Publish = Callable[..., None]
Withdraw = Callable[[str], None]


@pytest.fixture(autouse=True)
def settings_read_anew() -> Iterator[None]:
    settings.cache_clear()
    open_sessions.cache_clear()
    yield
    if open_sessions.cache_info().currsize:
        open_sessions().kw["bind"].dispose()
    settings.cache_clear()
    open_sessions.cache_clear()


@pytest.fixture
def facts(
    settings_read_anew: None, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database that the actions use, with the project's own facts."""
    monkeypatch.setenv("FARO_DATABASE_URL", database_url)


@pytest.fixture
def publish(facts: None, database: Sessions, seed: Seed) -> Publish:
    """Publishes an answer of the seed anew, with something changed in it."""

    def change(key: str, **changes: Any) -> None:
        entry = seed.answers[key].model_copy(update=changes)
        answers = {**seed.answers, key: entry}
        with database.begin() as session:
            load_seed(session, Seed(seed.topics, answers, seed.phrases))

    return change


@pytest.fixture
def withdraw(facts: None, database: Sessions) -> Withdraw:
    """Takes a topic's answer back, as a caseworker does."""

    def take_back(key: str) -> None:
        with database.begin() as session:
            retire(session, key, "Luis", "la regla cambió")

    return take_back


@pytest.fixture
def yesterday() -> date:
    return today() - timedelta(days=1)
