from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.gateway import build_app
from bot.settings import Settings
from tests.channels.web.browser import Browser
from tests.fake_engine import FakeEngine

SECRET = "a secret of these tests"
FRIEND = "https://refugio.example"

Serve = Callable[[TestServer], Awaitable[TestClient[Any, Any]]]
MakeGateway = Callable[..., Awaitable[Browser]]


class Server(TestServer):
    """Like `faro run`, and unlike aiohttp's tests: who hangs up stops no turn."""

    async def _make_runner(self, **settings: Any) -> web.BaseRunner:
        return await super()._make_runner(**settings | {"handler_cancellation": False})


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    async with FakeEngine() as engine:
        yield engine


@pytest.fixture
def make_gateway(
    aiohttp_client: Serve, engine: FakeEngine, database_url: str
) -> MakeGateway:
    """Starts a gateway, with other settings if a test needs them."""

    async def make(
        middleware: Callable[..., Any] | None = None, **changes: Any
    ) -> Browser:
        plain = {
            "database_url": database_url,
            "engine_url": engine.url,
            "actions_url": engine.url,
            "engine_token": SecretStr("token"),
            "engine_timeout": 20,
            "secret": SecretStr(SECRET),
            "web_origins": [FRIEND],
            "rate_per_minute": 60,
        }
        app = await build_app(Settings(**plain | changes))
        if middleware is not None:
            app.middlewares.append(middleware)
        return Browser(await aiohttp_client(Server(app)))

    return make


@pytest.fixture
async def browser(make_gateway: MakeGateway) -> Browser:
    """A browser at a gateway of this test's own."""
    return await make_gateway()
