from datetime import date

import pytest

from actions.sources import ActionSources
from bot.facts.seed import Seed
from tests.actions.conftest import Publish, Withdraw
from tests.actions.turn import reply_to, run, typed

pytestmark = pytest.mark.usefixtures("facts")


async def test_all_sources_of_the_last_answer_are_listed(seed: Seed) -> None:
    message = typed(
        "de donde sale eso", "meta_sources", before={"topic": "comar_deadline"}
    )
    reply, slots = await run(ActionSources(), message)
    sources = seed.answers["comar_deadline"].listed_sources
    text = reply.replies[0].text
    titles = {topic.id: topic.title["es"] for topic in seed.topics}
    assert (reply.kind, reply.topic) == ("meta", "meta_sources")
    assert titles["comar_deadline"] in text.splitlines()[0]
    assert all(f"• {s.title} ({s.publisher}," in text for s in sources)
    assert all(f")\n{s.url}" in text for s in sources)
    assert [note.url for note in reply.sources] == [source.url for source in sources]
    assert [choice.id for choice in reply.offered] == ["comar_deadline", "menu"]
    assert "topic" not in slots


async def test_a_topic_without_an_answer_shows_the_sources_of_whom_to_ask(
    seed: Seed, withdraw: Withdraw
) -> None:
    withdraw("comar_work")
    message = typed("fuentes", "meta_sources", before={"topic": "comar_work"})
    reply = await reply_to(ActionSources(), message)
    expected = seed.answers["ask_here.comar"].listed_sources
    assert [note.url for note in reply.sources] == [source.url for source in expected]


async def test_sources_are_said_in_the_language_of_the_conversation() -> None:
    message = typed(
        "where is this from",
        "meta_sources",
        language=("en", 0.99, 4),
        before={"topic": "comar_deadline", "language": "en"},
    )
    text = (await reply_to(ActionSources(), message)).replies[0].text
    assert text.startswith("The answer about “")
    assert "18 February 2022" in text


async def test_sources_of_an_old_answer_are_marked_as_old(
    publish: Publish, yesterday: date
) -> None:
    publish("comar_deadline", checked_on=date(2020, 1, 5), review_by=yesterday)
    message = typed("fuentes", "meta_sources", before={"topic": "comar_deadline"})
    reply = await reply_to(ActionSources(), message)
    assert reply.stale
    assert "5 de enero de 2020" in reply.replies[0].text


@pytest.mark.parametrize(
    ("topic", "city", "publisher"),
    [
        pytest.param("shelter_find", "Tijuana", "Uniradio Baja", id="shelters"),
        pytest.param("comar_offices", "Tijuana", "Zeta Tijuana", id="an office"),
    ],
)
async def test_after_places_the_sources_of_these_places_are_listed(
    topic: str, city: str, publisher: str
) -> None:
    message = typed("fuentes", "meta_sources", before={"topic": topic, "city": city})
    reply = await reply_to(ActionSources(), message)
    text = reply.replies[0].text
    assert text.startswith("De aquí sale lo que Faro dice de ")
    assert "revisado el 24" in text
    assert publisher in text
    assert publisher in [note.publisher for note in reply.sources]
    assert all(note.url in text for note in reply.sources)


@pytest.mark.parametrize(
    ("topic", "city"),
    [
        pytest.param("shelter_find", "Tecate", id="a city without places"),
        pytest.param("comar_cost", "Tijuana", id="an answer without places"),
    ],
)
async def test_without_places_the_sources_of_the_answer_are_listed(
    topic: str, city: str, seed: Seed
) -> None:
    message = typed("fuentes", "meta_sources", before={"topic": topic, "city": city})
    reply = await reply_to(ActionSources(), message)
    expected = seed.answers[topic].listed_sources
    assert [note.url for note in reply.sources] == [source.url for source in expected]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param({}, id="no answer yet"),
        pytest.param({"topic": "meta_privacy"}, id="what Faro says of itself"),
    ],
)
async def test_without_outside_sources_it_says_how_faro_knows(
    before: dict[str, str], seed: Seed
) -> None:
    message = typed("fuentes", "meta_sources", before=before)
    reply = await reply_to(ActionSources(), message)
    assert reply.replies[0].text == seed.answers["meta_sources"].es.text
    assert reply.sources == []
