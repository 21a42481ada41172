"""Runs the `faro` command as a person does: a process of its own."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import ROOT

FARO = (sys.executable, "-c", "from bot.cli import main; main()")


@dataclass(frozen=True)
class Finished:
    """What the command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The output of `faro ask --jsonl`."""
        return [json.loads(line) for line in self.out.split("\n") if line]


async def faro(
    *arguments: str, stdin: str | bytes = "", root: Path = ROOT, **settings: str
) -> Finished:
    """Run it in `root` with only these settings, and never on the real database."""
    process = await asyncio.create_subprocess_exec(
        *FARO,
        *arguments,
        cwd=root,
        env=clean_environment(**settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    given = stdin.encode() if isinstance(stdin, str) else stdin
    try:
        async with asyncio.timeout(60):
            out, err = await process.communicate(given)
    finally:
        if process.returncode is None:
            process.kill()
    return Finished(process.returncode or 0, out.decode(), err.decode())


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment without anybody's own FARO_ settings."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("FARO_")}
    nowhere = {"FARO_DATABASE_URL": "sqlite:////dev/null/no.db"}
    return {**own, "LC_ALL": "C.UTF-8", **nowhere, **settings}


def jsonl(*lines: dict[str, Any]) -> str:
    """The input of `faro ask --jsonl`."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
