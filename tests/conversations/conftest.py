from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from bot.conversations.engine_client import EngineClient
from bot.conversations.inbox import open_conversation
from bot.conversations.incoming import Located
from bot.conversations.kept import KeptReplies
from bot.conversations.turn import Turns
from bot.db import Sessions
from bot.facts.seed import Seed
from bot.gateway import kept_replies
from tests.fake_engine import FakeEngine

TOKEN = "shared by gateway and engine"

Client = Callable[..., EngineClient]
MakeTurns = Callable[..., Turns]


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    async with FakeEngine() as engine:
        yield engine


@pytest.fixture
async def client(engine: FakeEngine) -> AsyncIterator[Client]:
    """Makes the engine's client, at the fake engine if not told otherwise."""
    async with aiohttp.ClientSession() as http:

        def make(url: str = engine.url, timeout: float = 20) -> EngineClient:
            return EngineClient(http, url, TOKEN, timeout)

        yield make


@pytest.fixture
def kept(seed: Seed) -> KeptReplies:
    return kept_replies(seed)


def locate(latitude: float, _longitude: float) -> Located:
    """Everything north is Tijuana."""
    return Located("Tijuana", {"casa": 3}) if latitude > 30 else Located()


@pytest.fixture
def make_turns(client: Client, kept: KeptReplies) -> MakeTurns:
    def make(sessions: Sessions, **settings: object) -> Turns:
        return Turns(sessions, client(**settings), kept, locate)

    return make


@pytest.fixture
def turns(make_turns: MakeTurns, database: Sessions) -> Turns:
    return make_turns(database)


@pytest.fixture
def person(database: Sessions) -> str:
    return open_conversation(database, "web")


@pytest.fixture
def another(database: Sessions) -> str:
    return open_conversation(database, "web")
