"""Builds the gateway: channels, turns and health, out of settings."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
from aiohttp import web
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.web.page import Page, add_headers
from bot.channels.web.rates import RateLimit
from bot.channels.web.routes import BODY_LIMIT, WebChannel
from bot.channels.web.visitor import Visitors
from bot.conversations.engine_client import EngineClient
from bot.conversations.incoming import Located
from bot.conversations.kept import KeptReplies
from bot.conversations.turn import Turns
from bot.db import Sessions, open_engine, sessions
from bot.facts.answers import published_version
from bot.facts.seed import ASK_HERE, LANGUAGES, Seed, SeedTopic, read_seed
from bot.places.find import near_point
from bot.places.gazetteer import read_gazetteer
from bot.settings import ROOT, Settings, kept_secret

ENGINE = web.AppKey("engine", EngineClient)
SESSIONS = web.AppKey("sessions", Sessions)
ACTIONS_URL = web.AppKey("actions_url", str)

_REFRESH_SECONDS = 60
"""Between two looks at what is published for the copies that the gateway keeps."""
_CHECK_TIMEOUT = aiohttp.ClientTimeout(total=3)

logger = logging.getLogger(__name__)


async def build_app(settings: Settings) -> web.Application:
    """The whole aiohttp application; the database must have been migrated before."""
    app = web.Application(client_max_size=BODY_LIMIT)
    database = open_engine(settings.database_url)
    make_session = sessions(database)
    http = aiohttp.ClientSession()
    engine = EngineClient(
        http,
        settings.engine_url,
        settings.engine_token.get_secret_value(),
        settings.engine_timeout,
    )
    gazetteer = read_gazetteer(ROOT / "facts" / "gazetteer.yml")

    def locate(latitude: float, longitude: float) -> Located:
        city = gazetteer.nearest(latitude, longitude)
        if city is None:
            return Located()
        try:
            with make_session() as session:
                return Located(city.name, near_point(session, latitude, longitude))
        except SQLAlchemyError as error:
            # The message must be stored whatever is wrong with the places.
            logger.error("places not read error=%s", type(error).__name__)
            return Located(city.name)

    seed = read_seed(ROOT / "facts")
    turns = Turns(make_session, engine, kept_replies(seed), locate)
    channel = WebChannel(
        turns=turns,
        sessions=make_session,
        visitors=Visitors(_secret(settings)),
        rates=RateLimit(settings.rate_per_minute),
        origins=frozenset(settings.web_origins),
        page=Page(seed.phrases),
    )
    app[ENGINE], app[SESSIONS] = engine, make_session
    app[ACTIONS_URL] = settings.actions_url

    async def resources(_: web.Application) -> AsyncIterator[None]:
        fresh = asyncio.create_task(
            _keep_fresh(turns, make_session, seed, settings.require_approval)
        )
        yield
        fresh.cancel()
        await http.close()
        database.dispose()

    app.cleanup_ctx.append(resources)
    app.on_response_prepare.append(add_headers)
    app.add_routes(channel.routes())
    app.add_routes([web.get("/health", health), web.get("/ready", ready)])
    return app


async def _keep_fresh(
    turns: Turns, make_session: Sessions, seed: Seed, approved_only: bool
) -> None:
    """Let the kept copies follow what is published, for as long as the app runs."""
    kept = kept_replies(seed)
    while True:
        try:
            danger = await asyncio.to_thread(
                _published_danger, make_session, list(kept.danger), approved_only
            )
            kept = replace(kept, danger={**kept.danger, **danger})
            turns.keep(kept)
        except SQLAlchemyError as error:
            # The copies of before stay: this is what they are for.
            logger.error("copies not refreshed error=%s", type(error).__name__)
        await asyncio.sleep(_REFRESH_SECONDS)


def _published_danger(
    make_session: Sessions, topics: list[str], approved_only: bool
) -> dict[str, dict[str, str]]:
    """By topic and language, the texts that are published in both languages."""
    with make_session() as session:
        found = {
            topic: {
                language: version.text
                for language in LANGUAGES
                if (
                    version := published_version(
                        session, topic, language, approved_only=approved_only
                    )
                )
            }
            for topic in topics
        }
    return {t: texts for t, texts in found.items() if len(texts) == len(LANGUAGES)}


def kept_replies(seed: Seed) -> KeptReplies:
    """The copies that the gateway keeps, from the seed: they need no database."""
    return KeptReplies(
        apology=seed.phrases["apology"],
        first_contact=seed.phrases["first_contact"],
        danger={
            topic.id: _said_about(topic, seed)
            for topic in seed.topics
            if topic.id.startswith("safety_")
        },
    )


def _said_about(topic: SeedTopic, seed: Seed) -> dict[str, str]:
    """The topic's own answer, else its area's "ask here", as with the engine up."""
    answer = seed.answers.get(topic.id) or seed.answers[f"{ASK_HERE}.{topic.area}"]
    return {
        language: answer.text(language).text.replace("{topic}", title)
        for language, title in topic.title.items()
    }


def _secret(settings: Settings) -> str:
    return settings.secret.get_secret_value() or kept_secret(Path(ROOT) / "var")


async def health(_request: web.Request) -> web.Response:
    """200 as long as the process runs."""
    return web.json_response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """200 if database, engine and actions answer, else 503 and which does not."""
    checks = {
        "database": await asyncio.to_thread(_database_answers, request.app[SESSIONS]),
        "engine": await request.app[ENGINE].is_ready(),
        "actions": await _actions_answer(request.app),
    }
    status = 200 if all(checks.values()) else 503
    return web.json_response({"ready": status == 200, **checks}, status=status)


def _database_answers(make_session: Sessions) -> bool:
    try:
        with make_session() as session:
            session.execute(text("SELECT 1 FROM answers LIMIT 1"))
    except Exception as error:
        logger.warning("database not ready error=%s", type(error).__name__)
        return False
    return True


async def _actions_answer(app: web.Application) -> bool:
    try:
        async with app[ENGINE].http.get(
            f"{app[ACTIONS_URL]}/health", timeout=_CHECK_TIMEOUT
        ) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
