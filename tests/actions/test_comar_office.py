import pytest

from actions.find_place import ActionFindPlace
from bot.db import Sessions, now
from bot.places.confirmations import confirm
from tests.actions.asked_places import TIJUANA
from tests.actions.turn import reply_to, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


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
            "Una lista nombra una oficina de la COMAR en Palenque (11 de marzo de "
            "2026)",
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


async def test_an_office_that_was_found_closed_gives_way_to_the_nearest_others(
    database: Sessions,
) -> None:
    with database.begin() as session:
        confirm(session, "comar:Tijuana", "closed", "Ana", now())
    message = typed("comar", "comar_offices", entities=[("city", "Tijuana")])
    reply = await reply_to(ActionFindPlace(), message)
    assert "Proyecto Salesiano" not in reply.replies[0].text
    assert "estaba cerrada" in reply.replies[0].text
    offered = [choice.id for choice in reply.offered]
    assert len(offered) == 4
    assert "city:Tijuana" not in offered
    near = typed("comar", "comar_offices", entities=[("city", "Tecate")])
    assert "city:Tijuana" not in [
        choice.id for choice in (await reply_to(ActionFindPlace(), near)).offered
    ]


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
