import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.cli import main
from bot.gateway import build_app
from bot.settings import Settings, settings
from tests.cli.command import Finished
from tests.cli.outside import echo
from tests.fake_engine import FakeEngine

Serve = Callable[[Any], Awaitable[Any]]
Typed = Callable[..., Finished]


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


@pytest.fixture
def typed(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Typed]:
    """`faro …` on the database of this test, without the second that a start takes."""

    def done(*arguments: str, code: int = 0, **options: str) -> Finished:
        for name in [name for name in os.environ if name.startswith("FARO_")]:
            monkeypatch.delenv(name)
        for name, value in ({"FARO_DATABASE_URL": empty_url} | options).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        monkeypatch.setattr(sys, "argv", ["faro", *arguments])
        capsys.readouterr()
        exit_code = 0
        try:
            main()
        except SystemExit as exit_:
            exit_code = int(exit_.code or 0)
        finished = Finished(exit_code, *capsys.readouterr())
        assert finished.code == code, finished.err
        return finished

    yield done
    settings.cache_clear()
