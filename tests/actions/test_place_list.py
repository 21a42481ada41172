import pytest
from sqlalchemy import select

from actions.find_place import ActionFindPlace
from actions.place_topics import OFFICE_TOPIC, SLEEP_TOPICS
from bot.db import Sessions, now
from bot.facts.seed import Seed
from bot.places.confirmations import confirm
from bot.places.models import Place
from bot.reply import MESSAGE_LIMIT
from tests.actions.asked_places import TIJUANA, asked, listable, pages_of
from tests.actions.turn import reply_to, tapped, typed
from tests.places.rules import broken_rules

pytestmark = pytest.mark.usefixtures("facts")


@pytest.mark.parametrize("city", ["Tijuana", "Monterrey", "Tapachula"])
@pytest.mark.parametrize("language", ["es", "en"])
async def test_houses_that_hide_are_named_to_those_they_take_and_never_located(
    database: Sessions, city: str, language: str
) -> None:
    with database() as session:
        hidden = session.scalars(
            select(Place.name).where(
                Place.city == city,
                Place.sensitive.is_(True),
                Place.serves.contains("lgbtiq"),
            )
        ).all()
    message = typed(
        "donde",
        "shelter_find_lgbt",
        entities=[("city", city)],
        language=(language, 0.99, 5),
    )
    reply = await reply_to(ActionFindPlace(), message)
    refuges = reply.replies[-1].text
    assert hidden
    assert [name for name in hidden if name not in refuges] == []
    assert city not in refuges
    assert "http" not in refuges
    assert not set(hidden) & {c.title for c in reply.offered}


@pytest.mark.parametrize("topic", ["shelter_find", "shelter_find_family"])
async def test_houses_that_hide_are_in_no_other_list(
    topic: str, database: Sessions
) -> None:
    with database() as session:
        hidden = session.scalars(
            select(Place.name).where(Place.city == "Tijuana", Place.sensitive.is_(True))
        ).all()
    said = "".join(
        b.text for r in await pages_of(topic, city="Tijuana") for b in r.replies
    )
    assert len(hidden) >= 3
    assert not [name for name in hidden if name in said]


async def test_more_goes_on_until_all_were_shown_and_none_twice(
    database: Sessions,
) -> None:
    pages = await pages_of("shelter_find", city="Tijuana")
    shown = [id_ for page in pages for id_ in page.places]
    assert all(1 <= len(page.places) <= 3 for page in pages)
    assert sorted(shown) == sorted(p.id for p in listable(database, "Tijuana"))
    for page in pages[:-1]:
        assert [choice.id for choice in page.offered[-2:]] == ["more", "menu"]
    assert [choice.id for choice in pages[-1].offered] == [
        *(f"place:{id_}" for id_ in pages[-1].places),
        "menu",
    ]
    assert pages[1].replies[0].text.startswith("Más lugares en Tijuana.")


async def test_the_places_can_be_tapped_in_their_order_by_names_that_fit() -> None:
    reply = (await pages_of("shelter_find", city="Tijuana"))[0]
    assert [c.id for c in reply.offered[:3]] == [f"place:{id_}" for id_ in reply.places]
    assert all(0 < len(choice.title) <= 24 for choice in reply.offered)


async def test_around_a_shared_location_the_nearest_come_first_with_the_way() -> None:
    near = "casa_del_migrante_en_tijuana=0 desayunador_salesiano_padre_chava=1"
    near += " instituto_madre_asunta=2"
    payload = [*TIJUANA, ("near", near)]
    reply = await reply_to(ActionFindPlace(), tapped("shelter_find", entities=payload))
    text = reply.replies[0].text
    assert reply.places[:2] == [
        "casa_del_migrante_en_tijuana",
        "instituto_madre_asunta",
    ]
    assert "(Scalabrini)\nA menos de 1 km de usted.\n" in text
    assert "Asunta\nA unos 2 km de usted, en línea recta.\n" in text
    assert text.count(" km ") == 2
    assert broken_rules(text, "es", located=True) == []
    if reply.more:
        assert reply.more["near"] == near


async def test_one_place_is_told_whole_and_can_be_reported() -> None:
    message = tapped("shelter_find", entities=[("place", "fm4_paso_libre")])
    reply = await reply_to(ActionFindPlace(), message)
    text = reply.replies[0].text
    assert text.startswith("FM4 Paso Libre, en Guadalajara\n")
    assert "Página: https://fm4pasolibre.org" in text
    assert [c.id for c in reply.offered] == ["closed:fm4_paso_libre", "menu"]
    assert (reply.places, reply.entities) == (
        ["fm4_paso_libre"],
        {"city": "Guadalajara"},
    )


async def test_a_house_that_hides_stays_hidden_when_it_is_told_whole() -> None:
    message = tapped("shelter_find", entities=[("place", "casa_frida_tapachula")])
    reply = await reply_to(ActionFindPlace(), message)
    assert "Tapachula" not in reply.replies[0].text
    assert reply.entities == {}


async def test_a_place_that_was_taken_off_the_list_gets_the_general_answer(
    seed: Seed,
) -> None:
    message = tapped("shelter_find", entities=[("place", "gone")])
    reply = await reply_to(ActionFindPlace(), message)
    assert reply.replies[0].text.startswith(seed.answers["shelter_find"].es.text)


async def test_a_confirmation_is_said_at_once(database: Sessions) -> None:
    with database.begin() as session:
        confirm(session, "espacio_migrante", "open", "Ana", now(), {"women": 12})
        confirm(session, "movimiento_juventud_2000", "closed", "Ana", now())
    text = await asked("shelter_find", "Tijuana")
    assert "Movimiento Juventud 2000" not in text
    block = next(b for b in text.split("\n\n") if b.startswith("Espacio Migrante"))
    assert "Confirmado hace menos de una hora: está abierto." in block
    assert "Lugares libres entonces: 12 para mujeres." in block
    assert text.index("Espacio Migrante") < text.index("Embajadores de Jesús")


# Each list in one language; the web channel is asked in both.
@pytest.mark.parametrize(
    ("topic", "language"),
    list(
        zip(
            [*SLEEP_TOPICS, OFFICE_TOPIC, "services_food", "services_legal_help"],
            ["es", "en"] * 4,
        )
    ),
)
async def test_no_reply_for_any_city_breaks_a_rule_or_is_too_long(
    topic: str, language: str, database: Sessions
) -> None:
    with database() as session:
        cities = sorted(set(session.scalars(select(Place.city))))
    broken = []
    for city in [*cities, "Tecate", "Cancún"]:
        payload: dict[str, str] = {"city": city}
        while payload:
            message = tapped(
                topic, entities=list(payload.items()), before={"language": language}
            )
            reply = await reply_to(ActionFindPlace(), message)
            for bubble in reply.replies:
                broken += broken_rules(bubble.text, language)
                if len(bubble.text) > MESSAGE_LIMIT:
                    broken.append(f"{city}: {len(bubble.text)} characters")
            payload = {"part": "more", **reply.more} if reply.more else {}
            if city in ("Tecate", "Cancún") and int(payload.get("skip", 0)) > 12:
                break
    assert broken == []
