import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.db import Sessions
from bot.places.confirmations import confirm
from bot.places.hsds import page_text, services_page
from bot.places.hsds_cities import read_cities
from bot.places.hsds_import import hidden_names, take_file
from bot.places.hsds_place import Import
from bot.places.models import Place
from bot.places.wanted import CHILDREN, OFFICE, SLEEP
from tests.conftest import FACTS
from tests.places.sample import sample_office, sample_shelter, sample_source

Load = Callable[..., Sessions]
Service = dict[str, Any]

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
PHONE = {
    "number": "+52 664 123 4567",
    "verified_on": date(2026, 11, 1),
    "verified_by": "Marisol",
}

# What the schemas of HSDS 3 require, and the types of what we write.
REQUIRED: dict[str, dict[str, Any]] = {
    "service": {"id": UUID, "name": str, "status": str},
    "organization": {"id": UUID, "name": str, "description": str},
    "service_at_locations": {"id": UUID},
    "location": {"id": UUID, "location_type": str},
    "addresses": {
        "id": UUID,
        "address_1": str,
        "city": str,
        "state_province": str,
        "postal_code": str,
        "country": str,
        "address_type": str,
    },
    "phones": {"id": UUID, "number": str},
    "schedules": {"id": UUID, "description": str},
    "attributes": {"id": UUID, "link_id": UUID, "link_entity": str},
    "taxonomy_term": {"id": UUID, "name": str, "description": str},
    "additional_urls": {"id": UUID, "url": str},
    "service_areas": {"id": UUID, "name": str},
    "capacities": {"id": UUID, "unit": dict, "available": int, "updated": str},
    "unit": {"id": UUID, "name": str},
    "metadata": {
        "id": UUID,
        "last_action_date": str,
        "last_action_type": str,
        "field_name": str,
        "previous_value": str,
        "replacement_value": str,
        "updated_by": str,
    },
}


def lacks(shape: str, record: Service) -> list[str]:
    """What the standard asks of a record and of all that it holds, and is not there."""
    found = []
    for name, kind in REQUIRED[shape].items():
        value = record.get(name)
        if kind is UUID and isinstance(value, str):
            assert str(UUID(value)) == value
        elif not isinstance(value, kind):
            found.append(f"{shape}.{name}: {value!r}")
    for name, value in record.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                found += lacks(name, inner)
    return found


def services(sessions: Sessions, at: datetime = NOW, **options: Any) -> list[Service]:
    with sessions() as session:
        page = services_page(session, at, **options)
    assert page["total_items"] == page["size"] == len(page["contents"])
    return page["contents"]  # type: ignore[no-any-return]


def one(sessions: Sessions, **options: Any) -> Service:
    (service,) = services(sessions, **options)
    return service


def written(service: Service) -> str:
    return json.dumps(service, ensure_ascii=False)


def located(service: Service) -> Service:
    (spot,) = service["service_at_locations"]
    return spot["location"]  # type: ignore[no-any-return]


def marks(service: Service) -> dict[str, str]:
    attributes = service["attributes"]
    return {a["link_type"]: a["value"] for a in attributes if "link_type" in a}


def codes(service: Service, taxonomy: str) -> list[str]:
    terms = [a.get("taxonomy_term", {}) for a in service["attributes"]]
    return [term["code"] for term in terms if term.get("taxonomy") == taxonomy]


def test_the_projects_places_have_what_the_standard_requires(
    database: Sessions,
) -> None:
    with database.begin() as session:
        confirm(session, "casa_tochan", "open", "Ana", NOW, {"women": 3})
    found = services(database)
    assert len(found) > 80
    assert [problem for service in found for problem in lacks("service", service)] == []
    ids = [service["id"] for service in found]
    assert ids == sorted(set(ids))
    attributes = [a["id"] for service in found for a in service["attributes"]]
    assert len(attributes) == len(set(attributes))


def test_it_is_one_page_of_the_api(load: Load) -> None:
    with load([sample_shelter("one"), sample_shelter("two")])() as session:
        page = services_page(session, NOW)
    assert [service["name"] for service in page.pop("contents")] == [
        "Casa two",
        "Casa one",
    ]
    assert page == {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
    }


def test_nothing_to_write_is_an_empty_page(empty: Sessions) -> None:
    with empty() as session:
        page = services_page(session, NOW)
    assert page["empty"] is True
    assert page["contents"] == []


def test_writing_twice_gives_equal_bytes_readable_without_a_program(
    database: Sessions,
) -> None:
    texts = []
    for _ in range(2):
        with database() as session:
            texts.append(page_text(services_page(session, NOW)))
    assert texts[0] == texts[1]
    assert "Jardín de las Mariposas" in texts[0]


def test_a_shelter_says_what_it_is_whom_it_takes_and_who_reported_it(
    load: Load,
) -> None:
    service = one(
        load(
            [
                sample_shelter(
                    "one",
                    organization="Hermanas",
                    serves=["women", "unaccompanied_minors"],
                    services=["beds", "phone calls"],
                    address="Calle 5",
                    website="https://example.org/casa",
                    schedule={"es": "de 8 a 10", "en": "8 to 10"},
                    other_sources=[sample_source() | {"title": "Otra"}],
                )
            ]
        )
    )
    assert lacks("service", service) == []
    assert service["name"] == "Casa one"
    assert service["organization"]["name"] == "Hermanas"
    assert service["status"] == "active"
    assert "alert" not in service
    assert service["url"] == "https://example.org/casa"
    assert service["eligibility_description"] == (
        "Takes women, children and adolescents who travel alone."
    )
    assert codes(service, "faro:kind") == ["shelter"]
    assert codes(service, "faro:eligibility") == ["women", "unaccompanied_minors"]
    assert codes(service, "faro:service") == ["beds", "phone_calls"]
    assert marks(service) == {
        "faro:id": "one",
        "faro:last_seen": "2025-05-10",
        "faro:sensitive": "no",
        "faro:public": "no",
    }
    assert [hours["description"] for hours in service["schedules"]] == [
        "de 8 a 10",
        "8 to 10",
    ]
    assert [page["label"] for page in service["additional_urls"]] == [
        "La Nota, 2025-03: Nota",
        "La Nota, 2025-03: Otra",
    ]
    assert service["last_modified"] == "2026-11-24T00:00:00-06:00"
    (address,) = located(service)["addresses"]
    assert (
        address.items()
        >= {
            "address_1": "Calle 5",
            "city": "Tijuana",
            "state_province": "Baja California",
            "country": "MX",
        }.items()
    )


def test_an_organization_that_nobody_named_is_not_invented(load: Load) -> None:
    organization = one(load([sample_shelter("one")]))["organization"]
    assert organization["name"] == "Casa one"
    assert organization["description"].startswith("Not known")


def refuge(**changes: Any) -> Place:
    """A refuge whose row holds, against all rules, where it is."""
    source = {f"source_{key}": value for key, value in sample_source().items()}
    values: dict[str, Any] = {
        "id": "refuge",
        "kind": "shelter",
        "name": "Casa Luz",
        "city": "Reynosa",
        "state": "Tamaulipas",
        "serves": "women",
        "status": "show",
        "sensitive": True,
        "public": True,
        "last_seen": "2025-02",
        "address_es": "Calle Secreta 5",
        "address_en": "5 Secret Street",
        "schedule_es": "toque en Calle Secreta",
        "schedule_en": "ring in Secret Street",
        "latitude": 26.0921,
        "longitude": -98.2773,
        "website": "https://casaluz.example.org",
        "checked_on": date(2026, 11, 1),
    }
    return Place(**values | source | changes)


def test_a_refuge_is_named_with_its_city_and_never_located(empty: Sessions) -> None:
    with empty.begin() as session:
        session.add(refuge())
    service = one(empty)
    assert located(service).keys() == {"id", "location_type"}
    assert located(service)["location_type"] == "virtual"
    assert [area["name"] for area in service["service_areas"]] == [
        "Reynosa, Tamaulipas"
    ]
    assert marks(service)["faro:sensitive"] == "yes"
    for secret in ("Secret", "26.09", "98.27", "casaluz", "faro:public"):
        assert secret not in written(service)
    assert lacks("service", service) == []


@pytest.mark.parametrize(
    "place",
    [
        refuge(kind=CHILDREN),
        refuge(kind=OFFICE, sensitive=False, status="none_found"),
    ],
    ids=["hidden centre for children", "office that was not found"],
)
def test_what_is_never_named_to_people_stays_in_the_house(
    empty: Sessions, place: Place
) -> None:
    with empty.begin() as session:
        session.add(place)
    assert services(empty) == []


@pytest.mark.parametrize(
    ("status", "street", "says", "alert"),
    [
        ("reported_open", "Calle 1, centro", "active", "Not confirmed since 2025-03: "),
        ("listed_only", "", "active", "No address is confirmed: "),
        ("not_admitting", "", "inactive", "Reported as taking no new cases (2025-03)."),
    ],
)
def test_a_comar_office_has_an_address_only_if_reported_open(
    load: Load, status: str, street: str, says: str, alert: str
) -> None:
    service = one(load(offices=[sample_office("Tapachula", status=status)]))
    assert located(service)["addresses"][0]["address_1"] == street
    assert service["status"] == says
    assert service["alert"].startswith(alert)
    assert codes(service, "faro:kind") == ["comar_office"]


def test_a_point_leaves_only_if_it_was_published_for_anybody(load: Load) -> None:
    point = {"latitude": 32.52, "longitude": -117.01}
    both = [
        sample_shelter("one", point=point, public=True),
        sample_shelter("two", point=point),
        sample_shelter("three"),
    ]
    points = {
        service["name"]: (
            located(service).get("latitude"),
            marks(service)["faro:public"],
        )
        for service in services(load(both))
    }
    assert points == {
        "Casa one": (32.52, "yes"),
        "Casa two": (None, "no"),
        "Casa three": (None, "no"),
    }


def test_nobody_of_the_team_is_named_unless_it_is_asked_for(load: Load) -> None:
    loaded = load(
        [
            sample_shelter("one", phones=[PHONE]),
            sample_shelter("two", assured_date=date(2026, 11, 3), assurer="Leonor"),
        ]
    )
    with loaded.begin() as session:
        confirm(session, "one", "open", "Marisol", NOW, note="preguntar por Brígida")
    everything = written({"all": services(loaded)})
    assert "+526641234567" in everything
    assert "Dialled on 2026-11-01." in everything
    for name in ("Marisol", "Leonor", "Brígida"):
        assert name not in everything
    named = services(loaded, with_names=True)
    assert {
        service["name"]: service["metadata"][0]["updated_by"] for service in named
    } == {"Casa one": "Marisol", "Casa two": "Leonor"}
    assert "Dialled on 2026-11-01 by Marisol." in written({"all": named})
    assert "Brígida" not in written({"all": named})


@pytest.mark.parametrize(
    ("state", "ago", "place", "status", "alert"),
    [
        ("open", 1, {"show": "with_warning"}, "active", None),
        ("open", 24 * 29, {"show": "with_warning"}, "active", None),
        ("open", 24 * 40, {}, "active", "Not confirmed since 2026-10-15: ask before"),
        (
            "open",
            24 * 40,
            {"last_seen": "unknown"},
            "active",
            "Not confirmed since 2026-10-15: ask before",
        ),
        ("full", 1, {}, "active", "Reported full on 2026-11-24: ask before you go."),
        ("full", 24 * 40, {}, "active", "Not confirmed since 2026-10-15: ask before"),
        ("closed", 24 * 400, {}, "temporarily closed", "Found closed on 2025-10-20:"),
        (None, 0, {}, "active", None),
        (None, 0, {"show": "with_warning"}, "active", "Not confirmed since 2025-05-10"),
        (
            None,
            0,
            {"show": "with_warning", "last_seen": "unknown"},
            "active",
            "Not known when it was last confirmed: ask before you go.",
        ),
    ],
)
def test_what_was_confirmed_becomes_status_and_alert(
    load: Load,
    state: str | None,
    ago: int,
    place: dict[str, Any],
    status: str,
    alert: str | None,
) -> None:
    loaded = load([sample_shelter("one", **place)])
    at = NOW - timedelta(hours=ago)
    if state is not None:
        with loaded.begin() as session:
            confirm(session, "one", state, "Ana", at)
    service = one(loaded)
    assert service["status"] == status
    assert service.get("alert", "").startswith(alert or "")
    assert ("alert" in service) == (alert is not None)
    assert ("assured_date" in service) == (state is not None)


def test_beds_are_written_with_their_moment_while_they_are_fresh(load: Load) -> None:
    loaded = load([sample_shelter("one")])
    with loaded.begin() as session:
        confirm(session, "one", "open", "Ana", NOW, {"women": 12, "families": 0})
    service = one(loaded)
    assert [
        (beds["description"], beds["available"], beds["unit"]["name"], beds["updated"])
        for beds in service["capacities"]
    ] == [
        ("Free beds for families", 0, "bed", "2026-11-24T18:00:00.000+00:00"),
        ("Free beds for women", 12, "bed", "2026-11-24T18:00:00.000+00:00"),
    ]
    assert service["last_modified"] == "2026-11-24T12:00:00-06:00"
    assert "capacities" not in one(loaded, at=NOW + timedelta(hours=13))


@pytest.mark.parametrize(
    ("assured", "newest", "by"),
    [
        (date(2026, 11, 20), "2026-11-20", "Leo"),
        (date(2026, 11, 1), "2026-11-10", "Ana"),
    ],
)
def test_the_assured_date_is_the_newest_day_that_somebody_made_sure(
    load: Load, assured: date, newest: str, by: str
) -> None:
    loaded = load([sample_shelter("one", assured_date=assured, assurer="Leo")])
    with loaded.begin() as session:
        confirm(session, "one", "open", "Ana", datetime(2026, 11, 10, 18, tzinfo=UTC))
    service = one(loaded, with_names=True)
    assert service["assured_date"] == newest
    (entry,) = service["metadata"]
    assert (
        entry.items()
        >= {
            "last_action_date": newest,
            "last_action_type": "assured",
            "updated_by": by,
        }.items()
    )


# A phone, a word for it and a point that is not public need people who can be asked.
NOT_TAKEN = {"id", "origin", "status", "assured_date", "assurer", "checked_on"}
SHOWN = [
    column.key for column in Place.__table__.columns if column.key not in NOT_TAKEN
]


def test_what_is_written_and_taken_back_says_the_same(database: Sessions) -> None:
    with database.begin() as session:
        content = page_text(services_page(session, NOW)).encode()
        about = Import(
            "another",
            NOW.date(),
            read_cities(FACTS / "gazetteer.yml"),
            hidden_names(session, "another"),
        )
        taken = take_file(content, about)
        ours = session.scalars(
            select(Place).where(
                Place.kind != OFFICE, Place.sensitive.is_(False) | Place.kind.in_(SLEEP)
            )
        )
        expected = [said(place) for place in ours]
    assert all("COMAR" in reason for reason in taken.refused)
    assert len(expected) > 80
    assert sorted(map(said, taken.places)) == sorted(expected)


def said(place: Place) -> str:
    values = {key: getattr(place, key) for key in SHOWN}
    if not place.public:
        values |= {"latitude": None, "longitude": None}
    return json.dumps(values, ensure_ascii=False, default=str)
