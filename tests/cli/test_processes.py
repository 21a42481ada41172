import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import processes
from bot.cli.processes import Child, PortTaken, require_free

MakeChild = Callable[..., Child]

# A process that starts another one, which listens on the port given and waits.
PARENT = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", sys.argv[1], *sys.argv[2:]]).wait()
"""
# One that ends as soon as the other one listens.
CRASHING = """
import subprocess, sys
left = subprocess.Popen(
    [sys.executable, "-c", sys.argv[1], *sys.argv[2:]], stdout=subprocess.PIPE
)
left.stdout.readline()
print("crashing", flush=True)
"""
LISTENER = """
import signal, socket, sys, time
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening", flush=True)
time.sleep(600)
"""


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator[MakeChild]:
    """Children of python code; whatever is left of their groups is ended."""
    made: list[Child] = []

    def make(code: str, *arguments: str, **environment: str) -> Child:
        command = [sys.executable, "-c", code, *arguments]
        log = tmp_path / "child.log"
        made.append(Child("helper", command, environment, tmp_path, log))
        return made[-1]

    yield make
    for child in made:
        if child.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)


async def said(child: Child, word: str, times: int = 1) -> None:
    """Wait until the child has written a word so often."""
    async with asyncio.timeout(20):
        while True:
            with suppress(FileNotFoundError):
                if child.log.read_text(encoding="utf-8").split().count(word) >= times:
                    return
            await asyncio.sleep(0.02)


async def freed(port: int) -> None:
    """Wait until nobody listens there any more."""
    async with asyncio.timeout(5):
        while True:
            with suppress(PortTaken):
                require_free("127.0.0.1", port, "X")
                return
            await asyncio.sleep(0.02)


async def cancelled(task: "asyncio.Task[None]", child: Child) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    # Whatever ran at that moment must be waited for before the event loop goes.
    if child.process is not None and child.process.returncode is None:
        await child.stop()


async def test_a_process_that_ends_is_started_again_and_that_is_logged(
    make_child: MakeChild, caplog: pytest.LogCaptureFixture
) -> None:
    child = make_child("print('up', flush=True); raise SystemExit(3)")
    task = asyncio.create_task(child.keep_running())
    await said(child, "up", times=2)
    await cancelled(task, child)
    assert "helper ended code=3" in caplog.text
    assert str(child.log) in caplog.text


async def test_a_process_that_runs_is_not_started_again(make_child: MakeChild) -> None:
    child = make_child("print('up', flush=True); import time; time.sleep(600)")
    task = asyncio.create_task(child.keep_running())
    await said(child, "up")
    await asyncio.sleep(0.1)
    await cancelled(task, child)
    assert child.log.read_text(encoding="utf-8").split() == ["up"]


async def test_a_process_gets_its_own_environment_and_folder_and_no_input(
    make_child: MakeChild, tmp_path: Path
) -> None:
    code = "import os,sys; print(sys.stdin.read(), os.environ['A'], os.getcwd(), 'end')"
    child = make_child(code, A="given")
    task = asyncio.create_task(child.keep_running())
    await said(child, "end")
    await cancelled(task, child)
    text = child.log.read_text(encoding="utf-8")
    assert text.split()[:2] == ["given", str(tmp_path)]


@pytest.mark.parametrize(
    "manner",
    [
        pytest.param("willing", id="one that ends when asked"),
        pytest.param("stubborn", id="one that does not listen"),
    ],
)
async def test_stop_ends_what_the_process_has_started_too(
    manner: str, make_child: MakeChild, unused_tcp_port: int
) -> None:
    child = make_child(PARENT, LISTENER, str(unused_tcp_port), manner)
    task = asyncio.create_task(child.keep_running())
    await said(child, "listening")
    await cancelled(task, child)
    assert child.process is not None
    assert child.process.returncode is not None
    await freed(unused_tcp_port)


async def test_what_a_crashed_process_has_left_behind_is_ended(
    make_child: MakeChild, unused_tcp_port: int
) -> None:
    child = make_child(CRASHING, LISTENER, str(unused_tcp_port))
    task = asyncio.create_task(child.keep_running())
    await said(child, "crashing")
    await freed(unused_tcp_port)
    await cancelled(task, child)


async def test_a_process_that_does_not_listen_is_ended_by_force(
    make_child: MakeChild, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_STOP_SECONDS", 0.1)
    child = make_child(LISTENER, str(unused_tcp_port), "stubborn")
    task = asyncio.create_task(child.keep_running())
    await said(child, "listening")
    await cancelled(task, child)
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


async def test_stopping_what_was_never_started_is_no_error(
    make_child: MakeChild,
) -> None:
    await make_child("").stop()


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


HOSTS = [
    "127.0.0.1",
    "localhost",
    pytest.param("::1", marks=pytest.mark.skipif(not has_ipv6(), reason="no IPv6")),
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_taken_port_is_named_with_the_setting_to_change(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            require_free(host, port, "FARO_PORT")
    assert f"Port {port} on {host} is in use" in str(caught.value)
    assert "set FARO_PORT to another port" in str(caught.value)


@pytest.mark.parametrize("host", HOSTS)
def test_a_free_port_is_free_and_stays_free(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as other:
        port = other.getsockname()[1]
    for _ in range(2):
        require_free(host, port, "FARO_PORT")
