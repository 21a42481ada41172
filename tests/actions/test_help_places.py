import pytest

from actions.find_place import ActionFindPlace
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize(
    ("topic", "city", "first"),
    [
        ("services_food", "Tijuana", "Desayunador Salesiano Padre Chava"),
        ("services_legal_help", "Saltillo", "Casa del Migrante de Saltillo"),
        ("services_health", "Tapachula", "Hospitalidad y Solidaridad"),
    ],
)
async def test_help_in_a_city_is_the_answer_and_below_it_its_places(
    topic: str, city: str, first: str, seed: Seed
) -> None:
    message = typed("donde", topic, entities=[("city", city)])
    reply = await reply_to(ActionFindPlace(), message)
    answer, listed = reply.replies
    assert (reply.kind, reply.topic) == ("place", topic)
    assert answer.text.startswith(seed.answers[topic].es.text)
    assert answer.choices == []
    assert first in listed.text
    assert reply.quoted
    urls = [source.url for source in reply.sources]
    assert seed.answers[topic].ground("es").sources[0].url in urls
    assert (topic == "services_food") is ("comida solo a quien duerme" in listed.text)


@pytest.mark.parametrize("before", [{}, {"city": "Tijuana"}])
async def test_help_without_a_city_is_only_the_answer(
    before: dict[str, str], seed: Seed
) -> None:
    message = typed("necesito abogado", "services_legal_help", before=before)
    reply = await reply_to(ActionFindPlace(), message)
    assert (reply.kind, len(reply.replies)) == ("answer", 1)
    assert reply.offered[0].id == "more"
    more = tapped("services_legal_help", entities=[("part", "more")], before=before)
    rest = await reply_to(ActionFindPlace(), more)
    assert rest.replies[0].text.startswith(seed.answers["services_legal_help"].es.more)


async def test_help_in_a_city_where_nothing_is_known_is_the_answer() -> None:
    message = typed("abogado", "services_legal_help", entities=[("city", "Tecate")])
    reply = await reply_to(ActionFindPlace(), message)
    assert (reply.kind, reply.entities) == ("answer", {"city": "Tecate"})
