import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pydantic import SecretStr
from sqlalchemy import text

from bot.db import Sessions
from bot.facts.load import load_seed
from bot.facts.seed import LANGUAGES, Seed
from bot.gateway import build_app, kept_replies
from bot.language.danger import named_danger
from bot.settings import Settings
from tests.channels.web.browser import Browser
from tests.fake_engine import FakeEngine

Http = TestClient[Any, Any]
MakeGateway = Callable[..., Awaitable[Http]]


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    async with FakeEngine() as engine:
        yield engine


@pytest.fixture
def gateway(
    aiohttp_client: Callable[..., Awaitable[Http]],
    engine: FakeEngine,
    database_url: str,
) -> MakeGateway:
    """Starts a gateway to which all answers, or other settings say what does not."""

    async def make(**changes: Any) -> Http:
        plain = {
            "database_url": database_url,
            "engine_url": engine.url,
            "actions_url": engine.url,
            "engine_token": SecretStr("shared by both"),
            "secret": SecretStr("a secret of these tests"),
        }
        return await aiohttp_client(await build_app(Settings(**plain | changes)))

    return make


async def ask(http: Http, path: str) -> tuple[int, dict[str, Any]]:
    async with http.get(path) as response:
        return response.status, await response.json()


@pytest.fixture
def nobody(unused_tcp_port: int) -> str:
    """An address at which nothing listens."""
    return f"http://127.0.0.1:{unused_tcp_port}"


@pytest.fixture
def broken_url(tmp_path: Path) -> str:
    (tmp_path / "broken.db").write_bytes(b"not a database, " * 500)
    return f"sqlite:///{tmp_path / 'broken.db'}"


async def test_it_is_ready_when_database_engine_and_actions_answer(
    gateway: MakeGateway,
) -> None:
    status, body = await ask(await gateway(), "/ready")
    assert (status, body) == (
        200,
        {"ready": True, "database": True, "engine": True, "actions": True},
    )


async def test_health_is_200_whatever_is_down(
    gateway: MakeGateway, nobody: str, broken_url: str
) -> None:
    http = await gateway(database_url=broken_url, engine_url=nobody, actions_url=nobody)
    assert await ask(http, "/health") == (200, {"status": "ok"})


def down(body: dict[str, Any]) -> list[str]:
    return [what for what, answers in body.items() if not answers]


@pytest.mark.parametrize("what", ["engine", "actions"])
async def test_it_is_not_ready_and_names_what_cannot_be_reached(
    what: str, gateway: MakeGateway, nobody: str
) -> None:
    status, body = await ask(await gateway(**{f"{what}_url": nobody}), "/ready")
    assert (status, down(body)) == (503, ["ready", what])


@pytest.mark.parametrize("what", ["engine", "actions"])
async def test_it_is_not_ready_and_names_what_answers_with_an_error(
    what: str, gateway: MakeGateway, engine: FakeEngine
) -> None:
    setattr(engine, f"{what}_status", 503)
    status, body = await ask(await gateway(), "/ready")
    assert (status, down(body)) == (503, ["ready", what])


async def test_it_is_not_ready_with_a_broken_database(
    gateway: MakeGateway, broken_url: str
) -> None:
    status, body = await ask(await gateway(database_url=broken_url), "/ready")
    assert (status, down(body)) == (503, ["ready", "database"])


async def test_it_is_not_ready_with_a_database_that_was_not_migrated(
    gateway: MakeGateway, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    status, body = await ask(await gateway(database_url=url), "/ready")
    assert (status, down(body)) == (503, ["ready", "database"])


async def test_it_names_all_that_is_down(
    gateway: MakeGateway, nobody: str, broken_url: str
) -> None:
    http = await gateway(database_url=broken_url, engine_url=nobody, actions_url=nobody)
    status, body = await ask(http, "/ready")
    assert (status, down(body)) == (503, ["ready", "database", "engine", "actions"])


async def test_it_becomes_ready_when_the_engine_has_its_model(
    gateway: MakeGateway, engine: FakeEngine
) -> None:
    engine.engine_status = 503
    http = await gateway()
    assert (await ask(http, "/ready"))[0] == 503
    engine.engine_status = 200
    assert (await ask(http, "/ready"))[0] == 200


async def test_the_page_and_a_turn_are_served(
    gateway: MakeGateway, engine: FakeEngine
) -> None:
    http = await gateway()
    async with http.get("/") as page:
        assert (page.status, page.content_type) == (200, "text/html")
    async with http.post("/web/visitors", json={}) as response:
        visitor = (await response.json())["visitor"]
    body = {"visitor": visitor, "message_id": "m1", "text": "hola"}
    async with http.post("/web/messages", json=body) as response:
        assert response.status == 200
    assert engine.tokens == ["Bearer shared by both"]


@pytest.mark.parametrize(
    ("readable", "payload"),
    [
        (True, '/shelter_find{"city": "Tijuana", "near": "casa_del_migrante_en_tij'),
        (False, '/shelter_find{"city": "Tijuana"}'),
    ],
)
async def test_a_shared_location_is_answered_whatever_is_wrong_with_the_places(
    gateway: MakeGateway,
    engine: FakeEngine,
    database: Sessions,
    *,
    readable: bool,
    payload: str,
) -> None:
    if not readable:
        with database.begin() as session:
            session.execute(text("ALTER TABLE places RENAME COLUMN latitude TO gone"))
    browser = Browser(await gateway())
    visitor = await browser.visitor()
    point = {"latitude": 32.5207, "longitude": -117.0043}
    status, _ = await browser.send(visitor, location=point)
    assert status == 200
    [turn] = engine.asked
    assert turn["payload"].startswith(payload)
    assert "32.52" not in str(engine.asked)


async def test_a_hanging_engine_is_not_waited_for_longer_than_the_settings_say(
    gateway: MakeGateway, engine: FakeEngine, seed: Seed
) -> None:
    engine.answer = engine.hangs
    http = await gateway(engine_timeout=0.05)
    async with http.post("/web/visitors", json={"language": "es"}) as response:
        visitor = (await response.json())["visitor"]
    body = {"visitor": visitor, "message_id": "m1", "text": "hola"}
    async with asyncio.timeout(5), http.post("/web/messages", json=body) as response:
        said = (await response.json())["reply"]
    assert said["replies"][0]["text"] == seed.phrases["apology"]["es"]


async def test_the_page_is_served_with_everything_down(
    gateway: MakeGateway, nobody: str, broken_url: str
) -> None:
    http = await gateway(database_url=broken_url, engine_url=nobody, actions_url=nobody)
    async with http.get("/") as page:
        assert page.status == 200
        assert "tel:911" in await page.text()


DANGERS = {
    "safety_suicide": "quiero suicidarme",
    "safety_kidnapping": "me secuestraron",
    "safety_violence_women": "mi esposo me golpea",
    "safety_trafficking": "nos obligan a trabajar",
    "safety_emergency": "auxilio",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "text"), DANGERS.items())
def test_every_danger_that_can_be_named_has_a_kept_answer(
    topic: str, text: str, language: str, seed: Seed
) -> None:
    assert named_danger(text) == topic
    kept = kept_replies(seed).apologise(language, text)
    said = kept.replies[0].text
    assert kept.topic == topic
    assert "911" in said
    assert "{topic}" not in said
    if own := seed.answers.get(topic):
        assert said == own.text(language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_danger_without_an_answer_of_its_own_gets_the_areas(
    language: str, seed: Seed
) -> None:
    answers = {k: a for k, a in seed.answers.items() if k != "safety_kidnapping"}
    kept = kept_replies(Seed(seed.topics, answers, seed.phrases))
    [topic] = [t for t in seed.topics if t.id == "safety_kidnapping"]
    area = seed.answers["ask_here.safety"].text(language).text
    said = kept.danger["safety_kidnapping"][language]
    assert said == area.replace("{topic}", topic.title[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kept_apology_names_the_emergency_number(language: str, seed: Seed) -> None:
    kept = kept_replies(seed).apologise(language)
    assert kept.replies[0].text == seed.phrases["apology"][language]
    assert "911" in kept.replies[0].text


async def test_the_copies_follow_what_is_published(
    gateway: MakeGateway, database: Sessions, seed: Seed, nobody: str
) -> None:
    entry = seed.answers["safety_kidnapping"]
    newer = entry.es.model_copy(update={"text": "Llame al 911. Texto nuevo."})
    answers = {
        **seed.answers,
        "safety_kidnapping": entry.model_copy(update={"es": newer}),
    }
    with database.begin() as session:
        load_seed(session, Seed(seed.topics, answers, seed.phrases))
    browser = Browser(await gateway(engine_url=nobody))
    visitor = await browser.visitor()

    async with asyncio.timeout(10):
        while True:
            _, answer = await browser.send(visitor, "me secuestraron")
            said = answer["reply"]["replies"][0]["text"]
            if newer.text in said:
                break
            assert entry.es.text in said
