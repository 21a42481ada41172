import pytest
from sqlalchemy import select

from actions.find_place import ActionFindPlace
from bot.db import Sessions
from bot.facts.seed import Seed
from bot.places.models import Place
from tests.actions.turn import Entities, reply_to, run, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")

TIJUANA: Entities = [("city", "Tijuana")]


def ids(choices: list[str]) -> list[str]:
    return [f"city:{city}" for city in choices]


async def asked(topic: str, city: str, language: str = "es") -> str:
    message = typed(
        "donde", topic, entities=[("city", city)], language=(language, 0.99, 5)
    )
    return (await reply_to(ActionFindPlace(), message)).replies[0].text


def listable(database: Sessions, city: str) -> list[Place]:
    with database() as session:
        return list(
            session.scalars(
                select(Place).where(
                    Place.city == city,
                    Place.sensitive.is_(False),
                    Place.kind.in_(("shelter", "government")),
                )
            )
        )


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


async def test_places_that_hide_are_never_listed(database: Sessions) -> None:
    first = await asked("shelter_find_lgbt", "Tijuana")
    message = tapped("shelter_find_lgbt", entities=[*TIJUANA, ("part", "more")])
    rest = (await reply_to(ActionFindPlace(), message)).replies[0].text
    with database() as session:
        hidden = session.scalars(
            select(Place.name).where(Place.city == "Tijuana", Place.sensitive.is_(True))
        ).all()
    assert len(hidden) >= 3
    assert not [name for name in hidden if name in first + rest]


async def test_more_shows_the_places_that_were_left_out(database: Sessions) -> None:
    first = await reply_to(
        ActionFindPlace(), typed("donde", "shelter_find", entities=TIJUANA)
    )
    message = tapped(
        "shelter_find", entities=[("part", "more")], before={"city": "Tijuana"}
    )
    rest = await reply_to(ActionFindPlace(), message)
    assert [choice.id for choice in first.offered] == ["more", "menu"]
    assert [choice.id for choice in rest.offered] == ["menu"]
    for place in listable(database, "Tijuana"):
        shown = [place.name in reply.replies[0].text for reply in (first, rest)]
        assert shown.count(True) == 1, place.name


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


async def test_a_state_offers_its_cities_with_places_even_if_a_city_was_said() -> None:
    message = typed(
        "en chiapas",
        "shelter_find",
        entities=[("state", "Chiapas")],
        before={"city": "Tijuana"},
    )
    reply = await reply_to(ActionFindPlace(), message)
    assert (reply.kind, reply.topic) == ("place", "shelter_find")
    assert reply.replies[0].text.startswith("¿En qué ciudad de Chiapas?")
    assert [choice.id for choice in reply.offered] == [
        *ids(["Arriaga", "Palenque", "Salto de Agua"]),
        *ids(["San Cristóbal de las Casas", "Tapachula"]),
        "menu",
    ]


async def test_a_state_offers_its_cities_with_offices() -> None:
    message = typed("comar", "comar_offices", entities=[("state", "Chiapas")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.topic == "comar_offices"
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


async def test_a_city_without_places_offers_the_nearest_that_have_some() -> None:
    message = typed("donde", "shelter_find", entities=[("city", "Tecate")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith("Faro no tiene un lugar para mostrar en")
    assert "911" in reply.replies[0].text
    assert [choice.id for choice in reply.offered] == [
        *ids(["Tijuana", "Mexicali", "San Luis Río Colorado"]),
        "menu",
    ]


async def test_a_city_that_nobody_knows_is_answered_all_the_same() -> None:
    message = typed("donde", "shelter_find", entities=[("city", "Macondo")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.kind == "place"
    assert "Macondo" in reply.replies[0].text
    assert len(reply.offered) == 4


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
    text = await asked(topic, "Tijuana")
    assert fits in text
    assert does_not not in text
    assert "no publican dónde están, por seguridad" in text


async def test_places_for_everyone_count_for_every_group() -> None:
    assert "Jesús el Buen Pastor" in await asked("shelter_find_lgbt", "Tapachula")


async def test_children_alone_get_no_list_of_places(
    seed: Seed, database: Sessions
) -> None:
    message = typed("tengo 15 años", "shelter_find_minors", entities=TIJUANA)
    reply = await reply_to(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert text.startswith(seed.answers["shelter_find_minors"].es.text)
    assert not [place for place in listable(database, "Tijuana") if place.name in text]


@pytest.mark.parametrize(
    ("city", "said", "offers_other_cities"),
    [
        pytest.param(
            "Tapachula",
            "COMAR en Tapachula. Reportado por Cuarto Poder (30 de septiembre de 2025)"
            "; confirme antes de viajar:\nCentro de Multiservicios, Libramiento Sur",
            False,
            id="reported open",
        ),
        pytest.param(
            "Palenque",
            "Una lista nombra una oficina de la COMAR en Palenque (julio de 2021)",
            True,
            id="only listed",
        ),
        pytest.param(
            "Ciudad Juárez",
            "En Ciudad Juárez se reportó (fecha no conocida) que la COMAR no recibía",
            True,
            id="not admitting",
        ),
        pytest.param(
            "Puebla",
            "Faro no encontró una oficina de la COMAR en Puebla.",
            True,
            id="none found",
        ),
        pytest.param(
            "Tecate",
            "Faro no encontró una oficina de la COMAR en Tecate.",
            True,
            id="nothing known",
        ),
    ],
)
async def test_an_office_is_said_as_surely_as_it_is_known(
    city: str, said: str, *, offers_other_cities: bool
) -> None:
    message = typed("comar", "comar_offices", entities=[("city", city)])
    reply = await reply_to(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert (reply.kind, reply.topic) == ("place", "comar_offices")
    assert text.startswith(said)
    assert ("Otras ciudades con oficina" in text) is offers_other_cities
    others = [choice.id for choice in reply.offered if choice.id.startswith("city:")]
    assert len(others) == (3 if offers_other_cities else 0)
    assert f"city:{city}" not in others


@pytest.mark.parametrize("city", ["Palenque", "Puebla"])
async def test_what_is_known_of_an_office_names_its_source(city: str) -> None:
    message = typed("comar", "comar_offices", entities=[("city", city)])
    reply = await reply_to(ActionFindPlace(), message)
    [source] = reply.sources
    assert f"Fuentes: {source.publisher}. Revisado el" in reply.replies[0].text


async def test_other_cities_with_an_office_come_nearest_first() -> None:
    message = typed("comar", "comar_offices", entities=[("city", "Tecate")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.offered[0].id == "city:Tijuana"


async def test_a_tapped_city_is_answered_in_the_language_of_the_conversation() -> None:
    message = tapped("comar_offices", entities=TIJUANA, before={"language": "en"})
    reply = await reply_to(ActionFindPlace(), message)
    assert "Proyecto Salesiano premises" in reply.replies[0].text


async def test_what_the_law_says_for_a_city_without_an_office_has_a_source() -> None:
    message = typed("comar", "comar_offices", entities=[("city", "Tecate")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.sources
    assert "Fuente: " in reply.replies[0].text
