import pytest
from sqlalchemy import select

from actions.find_place import ActionFindPlace
from actions.place_topics import OFFICE_TOPIC, SLEEP_TOPICS
from bot.db import Sessions, now
from bot.facts.seed import Seed
from bot.places.confirmations import confirm
from bot.places.models import Place
from bot.reply import MESSAGE_LIMIT, Reply
from tests.actions.turn import Entities, reply_to, run, tapped, typed
from tests.places.rules import broken_rules

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


async def pages_of(topic: str, **entities: str) -> list[Reply]:
    """The first page, and all that "more" brings."""
    message = typed("donde", topic, entities=list(entities.items()))
    pages = [await reply_to(ActionFindPlace(), message)]
    while pages[-1].more:
        assert len(pages) < 40
        payload = {"part": "more", **pages[-1].more}
        message = tapped(topic, entities=list(payload.items()))
        pages.append(await reply_to(ActionFindPlace(), message))
    return pages


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
