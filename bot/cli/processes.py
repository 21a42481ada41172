"""Starts engine and action server, keeps them running, stops them together."""

import asyncio
import logging
import os
import signal
import socket
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

_STOP_SECONDS = 8.0
_RESTART_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)


class PortTaken(Exception):
    """Another program listens where one of ours should; the text names the port."""


@dataclass
class Child:
    """One process of ours, restarted with growing pauses whenever it ends."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    folder: Path
    log: Path
    process: Process | None = field(default=None, init=False)

    async def keep_running(self) -> None:
        """Run until cancelled; the pause starts over once it has run for a minute."""
        failures = 0
        while True:
            started = asyncio.get_running_loop().time()
            with self.log.open("ab") as log:
                self.process = await self._start(log)
                code = await self.process.wait()
            # What it started may live on and would hold its port.
            _signal_group(self.process, signal.SIGKILL)
            if asyncio.get_running_loop().time() - started > 60:
                failures = 0
            pause = _RESTART_SECONDS[min(failures, len(_RESTART_SECONDS) - 1)]
            failures += 1
            logger.error(
                "%s ended code=%s; starting it again in %.0f s. Its log: %s",
                self.name,
                code,
                pause,
                self.log,
            )
            await asyncio.sleep(pause)

    async def _start(self, log: IO[bytes]) -> Process:
        return await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # A group of its own: Ctrl-C reaches only us, and we stop it in order.
            start_new_session=True,
        )

    async def stop(self) -> None:
        """Ask the whole group to end, and end it after a while."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        _signal_group(process, signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        # Also if it has ended: what it started may not have.
        _signal_group(process, signal.SIGKILL)
        await process.wait()


def _signal_group(process: Process, kind: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, kind)


def require_free(host: str, port: int, setting: str) -> None:
    """Raise PortTaken, naming the setting to change, if the port is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} on {host} is in use by another program (perhaps Faro "
                f"runs already). Stop it, or set {setting} to another port."
            ) from error
