"""`faro ask`: one question typed, or many as JSON lines, by the web channel."""

import asyncio
import json
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import click
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.settings import settings

_TIMEOUT = aiohttp.ClientTimeout(total=60)
_ASKED = ("text", "choice", "location")


class Unreachable(Exception):
    """The gateway cannot be reached: exit code 1."""


class BadInput(Exception):
    """A line that cannot be asked: exit code 2."""


class Location(BaseModel):
    """Degrees."""

    model_config = ConfigDict(extra="forbid")

    latitude: float
    longitude: float


class Line(BaseModel):
    """One input line of the contract."""

    model_config = ConfigDict(extra="forbid")

    conversation: str
    text: str | None = None
    choice: str | None = None
    location: Location | None = None

    @model_validator(mode="after")
    def _one(self) -> "Line":
        if sum(getattr(self, name) is not None for name in _ASKED) != 1:
            raise ValueError("give exactly one of text, choice and location")
        return self


@dataclass
class Conversation:
    """The lines of one conversation with their numbers, asked one after the other."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    visitor: str | None = None


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="JSON lines from standard input.")
@click.option(
    "--concurrency",
    default=4,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Conversations at once, with --jsonl.",
)
@click.option("--url", default=None, help="Address of the gateway.")
def ask(text: str | None, *, jsonl: bool, concurrency: int, url: str | None) -> None:
    """Ask the running assistant, as a person on the chat page would.

    Exit code 0: every line got a reply; 1: the gateway cannot be reached; 2: bad input.
    """
    address = (url or _own_address()).rstrip("/")
    try:
        if jsonl:
            lines = read_lines(sys.stdin.buffer)
            problems = asyncio.run(_ask_all(address, lines, concurrency))
        elif text is not None:
            problems = asyncio.run(_ask_one(address, text))
        else:
            raise click.UsageError('Give a question: faro ask "¿qué es la COMAR?"')
    except BadInput as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Unreachable as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(2)


def _own_address() -> str:
    chosen = settings()
    host = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104
    return f"http://{host}:{chosen.port}"


def read_lines(stream: Iterable[bytes]) -> list[tuple[int, Line]]:
    """All lines that are not blank, each with its number in the input.

    Raises BadInput with the number of the first bad one.
    """
    lines = []
    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        try:
            lines.append((number, Line.model_validate_json(raw)))
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in detail["loc"])
            raise BadInput(
                f"line {number}: {where + ': ' if where else ''}{detail['msg']}. "
                'Write {"conversation": "c1", "text": "…"}, or choice, or location.'
            ) from error
    return lines


async def _ask_one(address: str, text: str) -> list[str]:
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as http:
        gateway = Gateway(http, address)
        line = Line(conversation="terminal", text=text)
        answer = await gateway.ask(1, line, await gateway.new_visitor())
    for bubble in answer["replies"]:
        click.echo(bubble["text"])
        for number, choice in enumerate(bubble["choices"], start=1):
            click.echo(f"  [{number}] {choice['title']}")
        click.echo()
    return []


async def _ask_all(
    address: str, lines: list[tuple[int, Line]], concurrency: int
) -> list[str]:
    """Print one line for each input line, in order; returns what could not be asked."""
    conversations: dict[str, Conversation] = {}
    loop = asyncio.get_running_loop()
    answers: dict[int, asyncio.Future[dict[str, Any] | str]] = {}
    for number, line in lines:
        talk = conversations.setdefault(line.conversation, Conversation())
        talk.lines.append((number, line))
        answers[number] = loop.create_future()
    slots = asyncio.Semaphore(concurrency)
    connector = aiohttp.TCPConnector(limit=concurrency)
    async with aiohttp.ClientSession(timeout=_TIMEOUT, connector=connector) as http:
        gateway = Gateway(http, address)
        tasks = [
            asyncio.create_task(_converse(gateway, talk, slots, answers))
            for talk in conversations.values()
        ]
        try:
            return [
                problem
                async for problem in _printed(answers, lines)
                if problem is not None
            ]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            # One error is enough: asyncio would print those that nobody waits for.
            for answer in answers.values():
                answer.cancel()


async def _converse(
    gateway: "Gateway",
    talk: Conversation,
    slots: asyncio.Semaphore,
    answers: dict[int, "asyncio.Future[dict[str, Any] | str]"],
) -> None:
    async with slots:
        for number, line in talk.lines:
            try:
                if talk.visitor is None:
                    talk.visitor = await gateway.new_visitor()
                answer = await gateway.ask(number, line, talk.visitor)
                answers[number].set_result(answer)
            except BadInput as error:
                answers[number].set_result(str(error))
            except Unreachable as error:
                answers[number].set_exception(error)
                return


async def _printed(
    answers: dict[int, "asyncio.Future[dict[str, Any] | str]"],
    lines: list[tuple[int, Line]],
) -> AsyncIterator[str | None]:
    for number, line in lines:
        answer = await answers[number]
        if isinstance(answer, str):
            yield answer
            continue
        out = {"conversation": line.conversation, **answer}
        sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        yield None


class Gateway:
    """The web channel, from outside."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self._http = http
        self._address = address

    async def new_visitor(self) -> str:
        """A token for a new conversation."""
        status, body = await self._post("/web/visitors", {})
        if status != 200 or "visitor" not in body:
            raise Unreachable(f"{self._address} gave no conversation: {body}")
        return str(body["visitor"])

    async def ask(self, number: int, line: Line, visitor: str) -> dict[str, Any]:
        """One reply in the contract's form; raises BadInput with the line's number."""
        body = line.model_dump(exclude_none=True, exclude={"conversation"})
        body |= {"visitor": visitor, "message_id": uuid.uuid4().hex}
        started = time.perf_counter()
        status, answer = await self._post("/web/messages", body)
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        if "reply" not in answer:
            raise BadInput(f"line {number}: {answer.get('message', status)}")
        reply = dict(answer["reply"])
        if len(reply.get("topics", [])) < 2:
            reply.pop("topics", None)
        return {**reply, "elapsed_ms": elapsed}

    async def _post(
        self, path: str, body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        for pause in (0.5, 1, 2, 5, 10, 20, 30, None):
            status, answer = await self._post_once(path, body)
            if status != 429 or pause is None:
                return status, answer
            await asyncio.sleep(pause)
        raise AssertionError

    async def _post_once(
        self, path: str, body: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        try:
            async with self._http.post(self._address + path, json=body) as response:
                answer = await response.json()
                if not isinstance(answer, dict):
                    raise ValueError("not an object")
                return response.status, answer
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Unreachable(
                f"No answer from Faro at {self._address} ({type(error).__name__}). "
                "Start it with: make run"
            ) from error
