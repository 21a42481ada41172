import asyncio
import signal
import socket
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.cli.run import actions_child, engine_child
from bot.settings import ROOT, Settings
from tests.cli.command import FARO, clean_environment, faro

TOKEN = "only-for-the-engine"

CHOSEN = Settings(
    engine_token=SecretStr(TOKEN),
    engine_url="http://127.0.0.1:6005",
    actions_url="http://127.0.0.1:6055",
    database_url="sqlite:////tmp/password-in-the-address.db",
    engine_timeout=5,
)


def test_the_engine_gets_its_token_where_no_other_user_can_read_it() -> None:
    child = engine_child(CHOSEN)
    assert child.environment["FARO_ENGINE_TOKEN"] == TOKEN
    assert TOKEN not in " ".join(child.command)


def test_the_engine_listens_where_the_gateway_looks_and_asks_the_actions() -> None:
    child = engine_child(CHOSEN)
    command = " ".join(child.command)
    assert "--interface 127.0.0.1 --port 6005" in command
    assert child.environment["FARO_ACTIONS_URL"] == "http://127.0.0.1:6055"


def test_the_engine_gives_up_before_the_gateway_does() -> None:
    timeout = engine_child(CHOSEN).environment["FARO_ENGINE_TURN_TIMEOUT"]
    assert 0 < float(timeout) < CHOSEN.engine_timeout


def test_the_actions_use_the_same_database_and_listen_on_loopback() -> None:
    child = actions_child(CHOSEN)
    assert child.environment["FARO_DATABASE_URL"] == CHOSEN.database_url
    assert child.environment["SANIC_HOST"] == "127.0.0.1"
    assert "--port 6055" in " ".join(child.command)
    assert CHOSEN.database_url not in " ".join(child.command)


async def test_a_gateway_without_a_token_says_which_setting_is_missing(
    tmp_path: Path,
) -> None:
    done = await faro("gateway")
    assert done.code == 1
    assert done.err.startswith("Error: FARO_ENGINE_TOKEN is not set.")


async def test_a_gateway_on_a_taken_port_says_which_setting_to_change(
    database_url: str,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = await faro(
            "gateway",
            FARO_PORT=port,
            FARO_ENGINE_TOKEN=TOKEN,
            FARO_DATABASE_URL=database_url,
        )
    assert done.code == 1
    assert "set FARO_PORT to another port" in done.err
    assert "Traceback" not in done.err


async def healthy(address: str) -> bool:
    async with aiohttp.ClientSession() as http, asyncio.timeout(30):
        while True:
            try:
                async with http.get(f"{address}/health") as response:
                    return response.status == 200
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
async def test_a_gateway_starts_from_nothing_and_stops_when_asked(
    kind: signal.Signals, tmp_path: Path, unused_tcp_port: int
) -> None:
    process = await asyncio.create_subprocess_exec(
        *FARO,
        "gateway",
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env=clean_environment(
            FARO_PORT=str(unused_tcp_port),
            FARO_ENGINE_TOKEN=TOKEN,
            FARO_ENGINE_URL="http://127.0.0.1:1",
            FARO_ACTIONS_URL="http://127.0.0.1:1",
            FARO_SECRET="of these tests",
            FARO_DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}",
            FARO_LOG_FOLDER=str(tmp_path / "log"),
        ),
    )
    try:
        assert await healthy(f"http://127.0.0.1:{unused_tcp_port}")
        process.send_signal(kind)
        out, _ = await asyncio.wait_for(process.communicate(), 20)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0
    assert "Loading the vetted answers" in out.decode()
