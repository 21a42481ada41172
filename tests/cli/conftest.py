from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from pydantic import SecretStr

from bot.gateway import build_app
from bot.settings import Settings
from tests.cli.outside import echo
from tests.fake_engine import FakeEngine

Serve = Callable[[Any], Awaitable[Any]]


@pytest.fixture
async def gateway(aiohttp_server: Serve, database_url: str) -> AsyncIterator[str]:
    """The address of a real gateway before an engine that echoes."""
    async with FakeEngine() as engine:
        engine.answer = echo
        app = await build_app(
            Settings(
                database_url=database_url,
                engine_url=engine.url,
                engine_token=SecretStr("token"),
                secret=SecretStr("a secret of these tests"),
            )
        )
        server = await aiohttp_server(app)
        yield str(server.make_url("/")).rstrip("/")
