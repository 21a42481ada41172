import pytest

from actions.find_place import ActionFindPlace
from bot.db import Sessions
from bot.facts.seed import Seed
from tests.actions.asked_places import TIJUANA, asked, ids, listable, pages_of
from tests.actions.turn import Entities, reply_to, run, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


async def test_a_city_gets_three_places_with_how_fresh_and_from_whom() -> None:
    message = typed("donde duermo en tijuana", "shelter_find", entities=TIJUANA)
    reply, slots = await run(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert (reply.kind, reply.topic) == ("place", "shelter_find")
    assert text.startswith("Lugares en Tijuana.")
    assert text.count("Último aviso de que funciona:") == 3
    assert "Movimiento Juventud 2000" in text
    assert text.endswith("Revisado el 24 de noviembre de 2026.")
    assert "El País" in [source.publisher for source in reply.sources]
    assert reply.entities == {"city": "Tijuana"}
    assert slots == {
        "language": "es",
        "topic": "shelter_find",
        "city": "Tijuana",
        "asked_human": False,
    }


async def test_the_list_is_in_the_language_of_the_conversation() -> None:
    text = await asked("shelter_find", "Tijuana", "en")
    assert text.startswith("Places in Tijuana.")
    assert text.endswith("Checked on 24 November 2026.")


async def test_an_old_more_where_nothing_is_left_shows_the_places_again() -> None:
    message = tapped(
        "shelter_find", entities=[("part", "more")], before={"city": "Tapachula"}
    )
    reply = await reply_to(ActionFindPlace(), message)
    assert "Hospitalidad y Solidaridad" in reply.replies[0].text


async def test_more_without_a_city_says_the_longer_answer(seed: Seed) -> None:
    message = tapped("shelter_find", entities=[("part", "more")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith(seed.answers["shelter_find"].es.more)


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        pytest.param([], "Tapachula", id="none named: the one said before"),
        pytest.param(TIJUANA, "Tijuana", id="a new one wins"),
        pytest.param(
            [("state", "Puebla"), ("city", "Puebla")], "Puebla", id="city over state"
        ),
    ],
)
async def test_the_city_said_before_counts_until_another_is_named(
    entities: Entities, expected: str
) -> None:
    message = typed(
        "donde", "shelter_find", entities=entities, before={"city": "Tapachula"}
    )
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith(f"Lugares en {expected}.")
    assert reply.entities["city"] == expected


async def test_a_state_lists_its_places_with_their_cities_even_if_a_city_was_said() -> (
    None
):
    message = typed(
        "en chiapas",
        "shelter_find",
        entities=[("state", "Chiapas")],
        before={"city": "Tijuana"},
    )
    reply = await reply_to(ActionFindPlace(), message)
    assert (reply.kind, reply.topic) == ("place", "shelter_find")
    assert reply.replies[0].text.startswith("Lugares en Chiapas (estado).")
    assert "Hospitalidad y Solidaridad, en Tapachula\n" in reply.replies[0].text
    assert {"city:Palenque", "more"} <= {choice.id for choice in reply.offered}
    rest = await pages_of("shelter_find", state="Chiapas")
    cities = {"Tapachula", "Palenque", "Arriaga"}
    said = "".join(page.replies[0].text for page in rest)
    assert not [city for city in cities if f", en {city}\n" not in said]


async def test_offices_of_a_state_are_offered_by_city() -> None:
    message = typed("en chiapas", "comar_offices", entities=[("state", "Chiapas")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith("¿En qué ciudad de Chiapas?")
    assert [choice.id for choice in reply.offered] == [
        *ids(["Palenque", "Tapachula"]),
        "menu",
    ]


async def test_a_state_without_places_says_so() -> None:
    message = typed("en colima", "shelter_find", entities=[("state", "Colima")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith("Faro no tiene lugares para mostrar en Col")
    assert [choice.id for choice in reply.offered] == ["menu"]


@pytest.mark.parametrize("topic", ["shelter_find", "comar_offices"])
async def test_without_a_city_the_general_answer_and_cities_to_tap(
    topic: str, seed: Seed
) -> None:
    reply = await reply_to(ActionFindPlace(), typed("donde", topic))
    offered = [choice.id for choice in reply.offered]
    assert reply.replies[0].text.startswith(seed.answers[topic].es.text)
    assert (reply.kind, reply.topic) == ("answer", topic)
    assert offered[0] == "more"
    assert offered[-1] == "menu"
    assert {"city:Tijuana", "city:Tapachula"} <= set(offered)
    assert reply.sources


async def test_a_city_without_places_lists_the_nearest_of_others_and_says_so() -> None:
    message = typed("donde", "shelter_find", entities=[("city", "Tecate")])
    reply = await reply_to(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert text.startswith("Faro no tiene un lugar para mostrar en Tecate.")
    assert "911" in text
    assert "Estos están en otra ciudad, de la más cercana a la más lejana." in text
    assert ", en Tijuana (otra ciudad, a unos 40 km de Tecate)\n" in text
    assert "city:Tijuana" in {choice.id for choice in reply.offered}
    assert reply.entities == {"city": "Tecate"}
    pages = await pages_of("shelter_find", city="Tecate")
    shown = [id_ for page in pages for id_ in page.places]
    assert len(shown) == len(set(shown)) >= 9


async def test_a_city_that_nobody_knows_is_answered_all_the_same() -> None:
    message = typed("donde", "shelter_find", entities=[("city", "Macondo")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.kind == "place"
    assert "Macondo" in reply.replies[0].text
    assert " km" not in reply.replies[0].text


async def test_an_old_more_in_a_city_whose_places_were_all_shown_goes_elsewhere() -> (
    None
):
    payload = [("part", "more"), ("city", "Saltillo"), ("skip", "9")]
    reply = await reply_to(ActionFindPlace(), tapped("shelter_find", entities=payload))
    assert reply.replies[0].text.startswith(
        "Faro no tiene más lugares para mostrar en Saltillo."
    )
    assert "otra ciudad" in reply.replies[0].text


@pytest.mark.parametrize("name", ["San Luis", "Benito Juárez"])
async def test_a_name_that_several_cities_have_is_asked_back(name: str) -> None:
    message = typed("donde", "shelter_find", entities=[("unclear_city", name)])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.kind == "place"
    assert f"Hay más de un lugar que se llama {name}." in reply.replies[0].text
    cities = [c.id for c in reply.offered if c.id.startswith("city:")]
    assert 2 <= len(cities) <= 9
    others = {"city:Cancún", "city:Ciudad de México"}
    assert all(name in city or city in others for city in cities)
    if name == "San Luis":
        assert set(cities[:2]) == {"city:San Luis Potosí", "city:San Luis Río Colorado"}


async def test_men_are_listed_what_takes_men_and_stay_men_afterwards() -> None:
    message = typed("somos hombres solos", "shelter_find", entities=TIJUANA)
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.entities["group"] == "men"
    assert "Espacio Migrante" not in reply.replies[0].text
    later = typed(
        "y en monterrey",
        "shelter_find",
        entities=[("city", "Monterrey")],
        before={"group": "men"},
    )
    again = await reply_to(ActionFindPlace(), later)
    assert again.entities["group"] == "men"
    food = typed("donde como", "services_food", before={"group": "men"})
    assert "group" not in (await reply_to(ActionFindPlace(), food)).entities


@pytest.mark.parametrize(
    ("topic", "fits", "does_not"),
    [
        ("shelter_find_women", "Border Line Crisis Center", "Espacio Migrante"),
        ("shelter_find_family", "Espacio Migrante", "Border Line Crisis Center"),
        ("shelter_find_lgbt", "Casa del Migrante en Tijuana", "Espacio Migrante"),
    ],
)
async def test_only_places_that_take_the_group_are_listed_with_where_to_ask(
    topic: str, fits: str, does_not: str
) -> None:
    pages = await pages_of(topic, city="Tijuana")
    text = "".join(page.replies[0].text for page in pages)
    assert fits in text
    assert does_not not in text
    first = "".join(bubble.text for bubble in pages[0].replies)
    assert "por seguridad" in first.lower()


async def test_places_for_everyone_count_for_every_group() -> None:
    assert "Jesús el Buen Pastor" in await asked("shelter_find_lgbt", "Tapachula")


@pytest.mark.parametrize("topic", ["shelter_find_minors", "shelter_find"])
async def test_children_alone_get_no_list_of_places(
    topic: str, seed: Seed, database: Sessions
) -> None:
    message = typed("tengo 15 años y viajo solo", topic, entities=TIJUANA)
    reply = await reply_to(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert text.startswith(seed.answers["shelter_find_minors"].es.text)
    assert not [place for place in listable(database, "Tijuana") if place.name in text]
