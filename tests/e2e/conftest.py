"""The real three processes, as `faro run` starts them, on free loopback ports."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

BIN = ROOT / ".venv" / "bin"
READY_SECONDS = 180


class Faro:
    """A running Faro that a test may ask, hurt and heal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        engine, actions, gateway = (_free_port() for _ in range(3))
        self.url = f"http://127.0.0.1:{gateway}"
        self.environment = {
            **os.environ,
            "FARO_PORT": str(gateway),
            "FARO_ENGINE_URL": f"http://127.0.0.1:{engine}",
            "FARO_ACTIONS_URL": f"http://127.0.0.1:{actions}",
            "FARO_DATABASE_URL": f"sqlite:///{folder / 'faro.db'}",
            "FARO_LOG_FOLDER": str(folder / "log"),
            "FARO_SECRET": "a secret for this test only",
            "FARO_ENGINE_TIMEOUT": "4",
        }
        self._output = (folder / "run.log").open("ab")
        self._process = subprocess.Popen(
            [BIN / "faro", "run"],
            cwd=ROOT,
            env=self.environment,
            stdout=self._output,
            stderr=self._output,
        )

    def ask(self, *lines: dict[str, Any], concurrency: int = 4) -> list[dict[str, Any]]:
        """Replies to contract lines, by `faro ask --jsonl`."""
        asked = subprocess.run(
            [*self._ask_command(), "--concurrency", str(concurrency)],
            input="".join(json.dumps(line) + "\n" for line in lines),
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return [json.loads(line) for line in asked.stdout.splitlines()]

    def say(self, text: str) -> dict[str, Any]:
        """The reply to one message of a new person."""
        return self.ask({"conversation": "one", "text": text})[0]

    def _ask_command(self) -> list[str]:
        return [str(BIN / "faro"), "ask", "--jsonl", "--url", self.url]

    def command(self, *arguments: str) -> str:
        """What another `faro` command prints, on the same database."""
        return subprocess.run(
            [BIN / "faro", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def ready(self) -> dict[str, Any]:
        """What /ready says now."""
        try:
            with urllib.request.urlopen(f"{self.url}/ready", timeout=10) as response:
                return dict(json.load(response))
        except urllib.error.HTTPError as error:
            return dict(json.load(error))
        except OSError:
            return {"ready": False}

    def wait_ready(self) -> None:
        """Until everything answers; fails with the logs."""
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if self.ready()["ready"]:
                return
            assert self._process.poll() is None, self.logs()[-3000:]
            time.sleep(0.3)
        pytest.fail(self.logs()[-3000:])

    def kill(self, name: str) -> None:
        """End a process and all that it started, at once."""
        os.killpg(self._leader(name), signal.SIGKILL)

    def freeze(self, name: str) -> None:
        """Make a process hang: it accepts connections and never answers."""
        os.killpg(self._leader(name), signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on."""
        os.killpg(self._leader(name), signal.SIGCONT)

    def _leader(self, name: str) -> int:
        mark = {"engine": "rasa\0run", "actions": "rasa_sdk"}[name]
        for entry in Path("/proc").iterdir():
            if not (entry.name.isdecimal() and _is_child(entry, self._process.pid)):
                continue
            if mark in (entry / "cmdline").read_text(errors="replace"):
                return int(entry.name)
        pytest.fail(f"{name} is not running")

    def logs(self) -> str:
        """All that any of the processes has written so far."""
        files = [self.folder / "run.log", *(self.folder / "log").glob("*")]
        return "".join(file.read_text(errors="replace") for file in files)

    def stop(self) -> int:
        """As Ctrl-C does; returns the exit code."""
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(30)
        finally:
            self._process.kill()
            self._output.close()


def _is_child(entry: Path, parent: int) -> bool:
    try:
        return f"PPid:\t{parent}\n" in (entry / "status").read_text()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def faro(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faro]:
    running = Faro(tmp_path_factory.mktemp("e2e"))
    try:
        running.wait_ready()
        yield running
    finally:
        running.stop()
