"""`faro run`, `faro gateway`, `faro train`."""

import asyncio
import logging
import secrets
import signal
import sys
import time
from urllib.parse import urlsplit

import aiohttp
import click
from aiohttp import web
from pydantic import SecretStr

from bot.cli.database import is_empty, load_all, ready_database
from bot.cli.facts.seed import say_kept
from bot.cli.model import (
    ENGINE_PYTHON,
    MODEL,
    TrainingError,
    engine_environment,
    is_current,
    train_if_needed,
)
from bot.cli.processes import Child, PortTaken, require_free
from bot.facts.ready import required_first
from bot.gateway import build_app
from bot.privacy.logs import quiet_logging
from bot.settings import ROOT, Settings, settings

_READY_SECONDS = 180


@click.command()
@click.option("--force", is_flag=True, help="Train even if nothing has changed.")
def train(*, force: bool) -> None:
    """Train the language model if data, domain, config or a component changed."""
    _train(force=force)


def _train(*, force: bool = False) -> None:
    if not ENGINE_PYTHON.exists():
        raise click.ClickException(
            "The engine environment is missing. Type: make setup"
        )
    if not is_current() or force:
        click.echo("Training the language model (about ten minutes the first time)…")
    try:
        trained = train_if_needed(force=force)
    except TrainingError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Trained." if trained else "The language model is up to date.")


@click.command()
def run() -> None:
    """Start everything: database, model, engine, actions and the gateway."""
    quiet_logging()
    _database()
    _train()
    chosen = _with_token(settings())
    try:
        _require_ports(chosen)
    except PortTaken as error:
        raise click.ClickException(str(error)) from error
    asyncio.run(_run_all(chosen))


@click.command()
def gateway() -> None:
    """Start only the gateway; engine and actions run elsewhere (FARO_ENGINE_URL…)."""
    quiet_logging()
    chosen = settings()
    if not chosen.engine_token.get_secret_value():
        raise click.ClickException(
            "FARO_ENGINE_TOKEN is not set. Give gateway and engine the same token."
        )
    try:
        require_free(chosen.host, chosen.port, "FARO_PORT")
    except PortTaken as error:
        raise click.ClickException(str(error)) from error
    _database()
    asyncio.run(_run_all(chosen, children=[]))


def _database() -> None:
    make_session = ready_database()
    if is_empty(make_session):
        click.echo("Loading the vetted answers…")
    approved_only = settings().require_approval
    loaded, places = load_all(make_session, to_review=approved_only)
    click.echo(
        f"Answers: {loaded.new} new, {loaded.unchanged} unchanged. Places: {places}."
    )
    say_kept(loaded)
    if approved_only:
        with make_session() as session:
            missing = required_first(session)
        if missing:
            raise click.ClickException(
                "FARO_REQUIRE_APPROVAL is set, and these answers are never withheld, "
                f"so a named human must approve them first: {', '.join(missing)}. "
                "Type: faro facts ready"
            )


def _with_token(chosen: Settings) -> Settings:
    """Gateway and engine start together, so a token for this run is enough."""
    if chosen.engine_token.get_secret_value():
        return chosen
    token = SecretStr(secrets.token_urlsafe(32))
    return chosen.model_copy(update={"engine_token": token})


def _require_ports(chosen: Settings) -> None:
    require_free(chosen.host, chosen.port, "FARO_PORT")
    for url, name in (
        (chosen.engine_url, "FARO_ENGINE_URL"),
        (chosen.actions_url, "FARO_ACTIONS_URL"),
    ):
        parts = urlsplit(url)
        require_free(parts.hostname or "127.0.0.1", parts.port or 80, name)


def engine_child(chosen: Settings) -> Child:
    """Stock `rasa run`, on loopback, with our channel and nothing else."""
    parts = urlsplit(chosen.engine_url)
    command = [
        *(str(ENGINE_PYTHON), "-m", "rasa", "run"),
        *("--model", str(MODEL)),
        *("--interface", parts.hostname or "127.0.0.1"),
        *("--port", str(parts.port or 5005)),
        *("--credentials", "credentials.yml", "--endpoints", "endpoints.yml"),
        *("--logging-config-file", "logging.yml"),
    ]
    environment = engine_environment(
        FARO_ENGINE_TOKEN=chosen.engine_token.get_secret_value(),
        FARO_ACTIONS_URL=chosen.actions_url,
        # The engine gives up first, so that it can say why.
        FARO_ENGINE_TURN_TIMEOUT=str(max(0.5, chosen.engine_timeout - 1)),
    )
    return Child("engine", command, environment, ROOT, chosen.log_folder / "engine.log")


def actions_child(chosen: Settings) -> Child:
    """Stock action server, on loopback."""
    parts = urlsplit(chosen.actions_url)
    command = [
        *(sys.executable, "-m", "rasa_sdk", "--actions", "actions"),
        *("--port", str(parts.port or 5055)),
        *("--logging-config_file", "logging.yml"),
    ]
    environment = engine_environment(
        SANIC_HOST=parts.hostname or "127.0.0.1",
        FARO_DATABASE_URL=chosen.database_url,
        FARO_REQUIRE_APPROVAL=str(int(chosen.require_approval)),
    )
    return Child(
        "actions", command, environment, ROOT, chosen.log_folder / "actions.log"
    )


async def _run_all(chosen: Settings, children: list[Child] | None = None) -> None:
    chosen.log_folder.mkdir(parents=True, exist_ok=True)
    if children is None:
        children = [engine_child(chosen), actions_child(chosen)]
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(kind, stop.set)
    runner = web.AppRunner(await build_app(chosen), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, chosen.host, chosen.port).start()
    tasks = [asyncio.create_task(child.keep_running()) for child in children]
    tasks.append(asyncio.create_task(_announce(chosen)))
    try:
        await stop.wait()
    finally:
        click.echo("Stopping…")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(child.stop() for child in children))
        await runner.cleanup()


async def _announce(chosen: Settings) -> None:
    """Wait until everything answers, then print where the chat is."""
    host = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104
    address = f"http://{host}:{chosen.port}"
    started = time.monotonic()
    click.echo("Starting engine and actions (about ten seconds)…")
    async with aiohttp.ClientSession() as http:
        while time.monotonic() - started < _READY_SECONDS:
            async with http.get(f"{address}/ready") as response:
                if response.status == 200:
                    click.echo(f"\nFaro is ready.\n  Chat page: {address}/")
                    click.echo('  Ask here:  .venv/bin/faro ask "¿qué es la COMAR?"')
                    click.echo("  Stop:      Ctrl-C")
                    return
            await asyncio.sleep(0.5)
    logging.getLogger(__name__).error(
        "Not ready after %s s. Look into %s", _READY_SECONDS, chosen.log_folder
    )
