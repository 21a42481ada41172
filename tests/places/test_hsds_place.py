from typing import Any

import pytest

from tests.places.hsds_sample import (
    CITIES,
    TODAY,
    UUID,
    Json,
    a_service,
    address,
    at_location,
    mark,
    one,
    take,
    terms,
)


def test_a_service_of_others_becomes_a_place_with_a_warning() -> None:
    place = one(
        a_service(
            last_modified="2026-03-04T10:00:00Z",
            service_at_locations=[at_location(latitude=32.51, longitude=-117.02)],
        )
    )
    assert place.id.startswith("red_norte:")
    assert len(place.id) == len("red_norte:") + 12
    assert {
        key: getattr(place, key)
        for key in (
            *("origin", "kind", "name", "organization", "city", "state", "status"),
            *("serves", "services", "sensitive", "public", "address_es", "address_en"),
            *("point", "website", "last_seen", "source_title", "source_url"),
            *("source_publisher", "source_date", "checked_on", "assured_date"),
        )
    } == {
        "origin": "red_norte",
        "kind": "shelter",
        "name": "Albergue Norte",
        "organization": "Red Norte",
        "city": "Tijuana",
        "state": "Baja California",
        "status": "with_warning",
        "serves": "",
        "services": "",
        "sensitive": False,
        "public": False,
        "address_es": "Calle 5",
        "address_en": "Calle 5",
        "point": (32.51, -117.02),
        "website": "https://example.org/norte",
        "last_seen": "unknown",
        "source_title": "Albergue Norte",
        "source_url": "https://example.org/norte",
        "source_publisher": "Red Norte",
        "source_date": "2026-03-04",
        "checked_on": TODAY,
        "assured_date": None,
    }


def test_what_faro_does_not_take_is_counted() -> None:
    call = {"id": UUID.format(7), "number": "664 123 4567"}
    spot = at_location(phones=[call], schedules=[{"description": "8 to 10"}])
    taken = take(
        a_service(
            phones=[call, call],
            schedules=[{"id": UUID.format(8), "description": "9 to 5"}],
            service_at_locations=[spot | {"phones": [call]}],
            fees_description="free",
            languages=[],
        )
    )
    (place,) = taken.places
    assert place.phones == []
    assert place.schedule_es == place.schedule_en == ""
    assert (taken.phones, taken.schedules) == (4, 2)
    assert taken.unused == {"fees_description": 1, "languages": 1, "postal_code": 1}


@pytest.mark.parametrize(
    ("changes", "status", "assurer", "seen"),
    [
        (
            {"assured_date": "2026-08-26", "assurer_email": "a@b.mx"},
            "show",
            "a@b.mx",
            1,
        ),
        ({"assured_date": "2026-08-25", "assurer_email": "a@b.mx"}, None, "a@b.mx", 1),
        ({"assured_date": "2026-11-20"}, None, "", 1),
        ({"assurer_email": "a@b.mx"}, None, "", 0),
        ({"assured_date": "2026-11-20", "assurer_email": " "}, None, "", 1),
    ],
)
def test_only_a_named_assurer_of_the_last_90_days_spares_the_warning(
    changes: Json, status: str | None, assurer: str, seen: bool
) -> None:
    place = one(a_service(**changes))
    assert place.status == (status or "with_warning")
    assert place.assurer == assurer
    assert (place.assured_date is not None) == bool(assurer)
    assert place.last_seen == (changes["assured_date"] if seen else "unknown")


def test_whoever_assured_it_may_stand_in_the_metadata() -> None:
    entry = {"last_action_type": "assured", "last_action_date": "2026-11-20"}
    service = a_service(
        assured_date="2026-11-20",
        metadata=[
            entry | {"updated_by": "Eva", "last_action_type": "update"},
            entry | {"updated_by": "Luis", "last_action_date": "2020-01-01"},
            entry | {"updated_by": "Ana"},
        ],
    )
    assert one(service).assurer == "Ana"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"name": "Casa del Migrante San José"}, "shelter"),
        ({"name": "Comedor y albergue"}, "shelter"),
        ({"name": "Comedor San José"}, "soup_kitchen"),
        ({"name": "San José Soup Kitchen"}, "soup_kitchen"),
        ({"name": "Clínica Jurídica"}, "legal"),
        ({"name": "Free Clinic"}, "clinic"),
        ({"name": "Casa San José", "attributes": terms("Homeless Shelter")}, "shelter"),
        ({"name": "Casa San José", "description": "We offer food."}, "soup_kitchen"),
        ({"name": "X", "attributes": terms("legal", taxonomy="faro:kind")}, "legal"),
        ({"name": "Casa hogar para niños"}, "minors_centre"),
        ({"name": "Albergue para familias y niños"}, "shelter"),
    ],
)
def test_the_kind_is_told_by_term_name_or_description(changes: Json, kind: str) -> None:
    assert (
        one(a_service(**changes), source_url="https://a.org", publisher="R").kind
        == kind
    )


HIDDEN: list[Json] = [
    {"name": "Refugio para mujeres"},
    {"name": "Women's Shelter"},
    {"name": "Albergue Casa de Niñas"},
    {"name": "Children's Shelter"},
    {"name": "Albergue para familias y niños"},
    {"name": "Albergue LGBTTTIQ+"},
    {"name": "Refugio trans"},
    {"name": "Albergue Norte", "alternate_name": "Casa de la Mujer"},
    {"name": "Albergue Norte", "attributes": terms("Domestic Violence Shelters")},
    {"name": "Clínica Norte", "attributes": terms("víctimas de trata")},
    {"name": "Clínica para víctimas de violencia"},
    {"name": "Albergue Norte", "attributes": terms("Women")},
    {"name": "Albergue", "attributes": terms("women", taxonomy="faro:eligibility")},
    {
        "name": "Albergue",
        "attributes": [mark("sensitive", "yes")],
    },
    {"name": "Albergue Casa Frida"},
    {"name": "Albergue Norte", "organization": {"name": "Casa Frida A.C."}},
    {
        "name": "Refugio para mujeres",
        "attributes": [mark("sensitive", "no")],
    },
]


@pytest.mark.parametrize("changes", HIDDEN)
def test_what_looks_like_a_refuge_loses_street_point_hours_and_page(
    changes: Json,
) -> None:
    hours = [
        {
            "description": "en Calle 5",
            "attributes": [mark("language", language)],
        }
        for language in ("es", "en")
    ]
    service = a_service(
        service_at_locations=[at_location(latitude=32.51, longitude=-117.02)],
        schedules=hours,
    )
    place = one(
        service | changes,
        hidden=frozenset({"casa frida"}),
        source_url="https://example.net/list",
        publisher="Red Norte",
    )
    assert place.sensitive
    assert place.city == "Tijuana"
    assert (place.latitude, place.longitude) == (None, None)
    assert not place.public
    told = (place.address_es, place.address_en, place.schedule_es, place.website)
    assert told == ("", "", "", "")
    assert place.source_url == "https://example.net/list"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Albergue Norte", "attributes": terms("Women", "Men", "Families")},
        {"name": "El Refugio Casa del Migrante"},
        {"name": "Comedor para niños"},
        {"name": "Albergue", "attributes": terms("men", taxonomy="faro:eligibility")},
    ],
)
def test_an_open_place_stays_open(changes: Json) -> None:
    place = one(a_service(**changes), hidden=frozenset({"casa frida"}))
    assert not place.sensitive
    assert place.address_es == "Calle 5"


REFUSALS: dict[str, tuple[Any, str]] = {
    "no object": (7, "entry 1: It is no object. Correct the file."),
    "no name": ({"id": "7", "status": "active"}, "`name`: Field required. Correct"),
    "empty name": (a_service("  "), "It has no name. Fill in `name`."),
    "name is a number": (a_service(name=5), "`name`: Input should be a valid string"),
    "no status": (a_service(status=None), "`status`: Input should be 'active'"),
    "defunct": (a_service(status="defunct"), "It is defunct. Leave it out."),
    "closed": (a_service(status="temporarily closed"), "It is temporarily closed."),
    "no id": (
        a_service(
            service_at_locations=[at_location() | {"id": None, "location": None}]
        ),
        "It has no",
    ),
    "long id": (
        a_service(service_at_locations=[at_location() | {"id": "x" * 201}]),
        "It has no usable `id`.",
    ),
    "name with a break": (a_service("Albergue\nNorte"), "holds control characters."),
    "name turned around": (a_service("Albergue \u202eNorte"), "control characters."),
    "broken letter": (a_service("Albergue \ud800"), "holds control characters."),
    "long name": (a_service("Albergue " + "x" * 112), "longer than 120 characters."),
    "name with a link": (a_service("Albergue www.x.com"), "The name holds a link."),
    "name with a page": (a_service("Albergue casa.org.mx"), "The name holds a link."),
    "wide link": (a_service("Albergue ｗｗｗ.casa"), "The name holds a link."),
    "name with e-mail": (a_service("Albergue a@b.xyz"), "holds an e-mail address"),
    "name with account": (a_service("Albergue @norte"), "holds an e-mail address"),
    "name with phone": (a_service("Albergue 664 123 4567"), "holds a phone number."),
    "name with US phone": (a_service("Albergue +1 619 555 0123"), "a phone number."),
    "name with phone of Guatemala": (
        a_service("Albergue 2232 1234"),
        "a phone number.",
    ),
    "address with phone": (
        a_service(
            service_at_locations=[at_location(1, [address(address_1="664-123-4567")])]
        ),
        "The address holds a phone number.",
    ),
    "organization with link": (
        a_service(organization={"name": "Red https://x"}),
        "The organization's name holds a link.",
    ),
    "no kind": (a_service("Casa San José"), "It has no kind that Faro lists. Add"),
    "unknown kind": (
        a_service(attributes=terms("hotel", taxonomy="faro:kind")),
        "It has no kind that Faro lists.",
    ),
    "COMAR by kind": (
        a_service(attributes=terms("comar_office", taxonomy="faro:kind")),
        "It is an office of COMAR, which only the project lists.",
    ),
    "COMAR by name": (a_service("Albergue de la COMAR"), "It is an office of COMAR"),
    "COMAR by organization": (
        a_service(organization={"name": "Comisión Mexicana de Ayuda a Refugiados"}),
        "It is an office of COMAR",
    ),
    "not in Mexico": (
        a_service(service_at_locations=[at_location(1, [address(country="US")])]),
        "It is not in Mexico.",
    ),
    "no city": (
        a_service(service_at_locations=[at_location(1, [])]),
        "It has no city.",
    ),
    "no location": (a_service(service_at_locations=[]), "It has no city."),
    "unknown city": (
        a_service(service_at_locations=[at_location(1, [address(city="Tijuanna ")])]),
        "“Tijuanna ” is no city of facts/gazetteer.yml. Write Tijuana.",
    ),
    "far-off city": (
        a_service(service_at_locations=[at_location(1, [address(city="Macondo")])]),
        "Write the municipality's name.",
    ),
    "city of another state": (
        a_service(
            service_at_locations=[at_location(1, [address(state_province="Sonora")])]
        ),
        "“Tijuana” is in Baja California, not in Sonora.",
    ),
    "no state": (
        a_service(
            service_at_locations=[at_location(1, [address(state_province=None)])]
        ),
        "It has no state. Fill in `state_province`.",
    ),
    "unknown state": (
        a_service(
            service_at_locations=[at_location(1, [address(state_province="Sonorra")])]
        ),
        "“Sonorra” is no state of Mexico. Write Sonora.",
    ),
    "point outside Mexico": (
        a_service(service_at_locations=[at_location(latitude=0, longitude=0)]),
        "Its point is outside Mexico.",
    ),
    "point of another city": (
        a_service(service_at_locations=[at_location(latitude=19.4, longitude=-99.1)]),
        "km from Tijuana.",
    ),
    "half a point": (
        a_service(service_at_locations=[at_location(latitude=32.5)]),
        "It has half a point.",
    ),
    "point in words": (
        a_service(
            service_at_locations=[at_location(latitude="32.5", longitude=-117.0)]
        ),
        "`service_at_locations.0.location.latitude`: Input should be a valid number",
    ),
    "assured tomorrow": (a_service(assured_date="2026-11-25"), "lies in the future."),
    "assured some day": (
        a_service(assured_date="last week"),
        "`assured_date` is no day.",
    ),
    "assured in a month": (
        a_service(assured_date="2026-11"),
        "`assured_date` is no day.",
    ),
    "modified some day": (a_service(last_modified="new"), "`last_modified` is no day."),
    "seen next year": (
        a_service(attributes=[mark("last_seen", "2027")]),
        "`faro:last_seen` lies in the future.",
    ),
    "page is a script": (a_service(url="javascript:alert(1)"), "is no web address."),
    "page of somebody": (a_service(url="https://a:b@example.org/"), "a user name."),
    "page with strange signs": (
        a_service(url="https://exаmple.org/"),
        "strange signs.",
    ),
    "no source": (a_service(url=None), "It names no source. Give --source-url"),
    "refuge with own page only": (a_service("Refugio de mujeres"), "names no source."),
    "refuge whose name tells where": (
        a_service("Refugio de mujeres, calle 5"),
        "It is a refuge, and its name tells where.",
    ),
}


@pytest.mark.parametrize(("service", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_cannot_be_taken_is_refused_with_number_and_remedy(
    service: Any, reason: str
) -> None:
    taken = take(service, a_service("Albergue Sur", 2))
    (refused,) = taken.refused
    assert refused.startswith("entry 1")
    assert reason in refused
    assert [place.name for place in taken.places] == ["Albergue Sur"]


def test_a_refusal_names_the_entry_in_one_line() -> None:
    (refused,) = take(a_service("Sin\nnada", 3)).refused
    assert refused.startswith(f"entry 1 ({UUID.format(503)}) Sin?nada: The name holds")


@pytest.mark.parametrize(
    ("city", "state", "canonical"),
    [
        ("tijuana", "baja california", "Tijuana"),
        ("TJ", "B.C.", "Tijuana"),
        ("Nogales", "Sonora", "Nogales"),
        ("Nogales", "Veracruz de Ignacio de la Llave", "Nogales (Veracruz)"),
        ("Ciudad de Mexico", "CDMX", "Ciudad de México"),
    ],
)
def test_cities_are_found_by_any_spelling_in_their_state(
    city: str, state: str, canonical: str
) -> None:
    assert CITIES.find(city, state).name == canonical


def test_words_of_ours_are_taken_and_unknown_ones_are_not() -> None:
    whom = terms("men", "families", "martians", "men", taxonomy="faro:eligibility")
    what = terms("beds", "two words", "children's_activities", taxonomy="faro:service")
    seen = mark("last_seen", "2025-03")
    place = one(a_service(attributes=[*whom, *what, seen]))
    assert place.serves == "men families"
    assert place.services == "beds children's_activities"
    assert place.last_seen == "2025-03"


def test_no_more_words_are_taken_than_people_could_read() -> None:
    many = terms(*(f"word{n}" for n in range(40)), taxonomy="faro:service")
    assert len(one(a_service(attributes=many)).services.split()) == 30


@pytest.mark.parametrize(
    ("street", "marked", "public"),
    [("Calle 5", "yes", True), ("Calle 5", "no", False), ("", "yes", False)],
)
def test_a_place_is_on_the_map_only_by_mark_and_with_a_place_to_go_to(
    street: str, marked: str, public: bool
) -> None:
    spots = [at_location(1, [address(address_1=street)])]
    service = a_service(service_at_locations=spots, attributes=[mark("public", marked)])
    assert one(service).public is public


@pytest.mark.parametrize(
    ("languages", "told"), [(("es", "en"), ("de es", "de en")), (("es",), ("", ""))]
)
def test_hours_are_taken_only_in_both_languages(
    languages: tuple[str, ...], told: tuple[str, str]
) -> None:
    hours = [
        {"description": f"de {code}", "attributes": [mark("language", code)]}
        for code in languages
    ]
    place = one(a_service(schedules=hours))
    assert (place.schedule_es, place.schedule_en) == told


def test_sources_that_are_told_are_kept_and_judged() -> None:
    def page(
        title: str, url: str = "https://example.org/nota", publisher: str = "La Nota"
    ) -> Json:
        parts = {"title": title, "publisher": publisher, "date": "2025-03"}
        marks = [mark("source", text) | {"label": name} for name, text in parts.items()]
        return {"id": UUID.format(6), "url": url, "attributes": marks}

    plain = {"id": UUID.format(6), "url": "https://example.org/otra"}
    place = one(a_service(additional_urls=[plain, page("Nota"), page("Otra")]))
    assert (place.source_title, place.source_publisher) == ("Nota", "La Nota")
    assert (place.source_url, place.source_date) == (
        "https://example.org/nota",
        "2025-03",
    )
    assert [source["title"] for source in place.other_sources] == ["Otra"]
    for wrong in (
        page("Nota en www.x.com"),
        page("Nota", "javascript:alert(1)"),
        page("Nota", publisher="Llame al 664 123 4567"),
    ):
        assert len(take(a_service(additional_urls=[wrong])).refused) == 1


def test_an_assurer_is_no_long_text() -> None:
    service = a_service(assured_date="2026-11-20", assurer_email="x" * 65)
    assert one(service).assurer == ""


def test_a_mailing_address_gives_the_city_and_no_street() -> None:
    postal = address(address_type="postal", address_1="Apartado 7")
    assert (
        one(a_service(service_at_locations=[at_location(1, [postal])])).address_es == ""
    )
    both = one(a_service(service_at_locations=[at_location(1, [postal, address()])]))
    assert both.address_es == "Calle 5"
    virtual = one(
        a_service(service_at_locations=[at_location(location_type="virtual")])
    )
    assert virtual.address_es == ""


def test_the_options_stand_in_for_a_source_that_is_not_told() -> None:
    place = one(
        a_service(url=None), source_url="https://example.net/list", publisher="Lista"
    )
    assert (place.source_url, place.source_publisher) == (
        "https://example.net/list",
        "Lista",
    )
    assert place.source_date == "unknown"
