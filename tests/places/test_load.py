from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Sessions
from bot.places.confirmations import confirm, history
from bot.places.load import PlacesError, load_places, replace_places
from bot.places.models import Place
from tests.places.sample import Sample, sample_office, sample_shelter

Edit = Callable[[Sample], Any]

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
SHELTER = "facts/places/shelters.yml: Casa one"
OFFICE = "facts/places/comar_offices.yml: Tapachula"
DATE_HELP = "write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes. Correct it."


def shelter(**changes: Any) -> Edit:
    return lambda sample: sample.shelters[0].update(changes)


def office(**changes: Any) -> Edit:
    return lambda sample: sample.offices[0].update(changes)


def source(**changes: Any) -> Edit:
    return lambda sample: sample.shelters[0]["source"].update(changes)


REFUSALS: dict[str, tuple[Edit, str]] = {
    "sensitive place with an address": (
        shelter(sensitive=True, address="Calle 5"),
        f"{SHELTER}: a sensitive place has `address`. "
        "Remove it: where it is must never be shown.",
    ),
    "sensitive place with a point": (
        shelter(sensitive=True, point={"latitude": 32.5, "longitude": -117.0}),
        f"{SHELTER}: a sensitive place has `point`. "
        "Remove it: where it is must never be shown.",
    ),
    "sensitive place on the map": (
        shelter(sensitive=True, public=True),
        f"{SHELTER}: a sensitive place has `public`. "
        "Remove it: where it is must never be shown.",
    ),
    "public without a point": (
        shelter(public=True),
        f"{SHELTER}: `public` without `point` or `address`. Remove `public`.",
    ),
    "a point outside Mexico": (
        shelter(point={"latitude": 40.4, "longitude": -103.7}),
        f"{SHELTER}: `point.latitude`: Input should be less than or equal to 32.8. "
        "Correct it.",
    ),
    "a phone that nobody dialled": (
        shelter(phones=[{"number": "+52 664 123 4567"}]),
        f"{SHELTER}: `phones.0.verified_on`: Field required. Correct it.",
    ),
    "a phone that cannot be": (
        shelter(
            phones=[
                {
                    "number": "+52 1",
                    "verified_on": date(2026, 11, 1),
                    "verified_by": "A",
                }
            ]
        ),
        f"{SHELTER}: `phones.0.number`: Value error, write a number that exists, as "
        "+52 and ten digits. Correct it.",
    ),
    "assured by nobody": (
        shelter(assured_date=date(2026, 11, 1)),
        f"{SHELTER}: `assured_date` and `assurer` go together. Write both or none.",
    ),
    "a phone": (
        shelter(phone="664 123 4567"),
        f"{SHELTER}: `phone`: Extra inputs are not permitted. Correct it.",
    ),
    "an unverified address": (
        shelter(address_unverified="Calle 5"),
        f"{SHELTER}: `address_unverified`: Extra inputs are not permitted. Correct it.",
    ),
    "a point": (
        shelter(latitude=32.5),
        f"{SHELTER}: `latitude`: Extra inputs are not permitted. Correct it.",
    ),
    "never to be shown": (
        shelter(show="no"),
        f"{SHELTER}: `show`: Input should be 'yes' or 'with_warning'. Correct it.",
    ),
    "show without quotes": (
        shelter(show=True),
        f"{SHELTER}: `show`: Input should be 'yes' or 'with_warning'. Correct it.",
    ),
    "unknown kind": (
        shelter(kind="hotel"),
        f"{SHELTER}: `kind`: Input should be 'shelter', 'soup_kitchen', 'government' "
        "or 'minors_centre'. Correct it.",
    ),
    "no city": (
        lambda s: s.shelters[0].pop("city"),
        f"{SHELTER}: `city`: Field required. Correct it.",
    ),
    "no source": (
        lambda s: s.shelters[0].pop("source"),
        f"{SHELTER}: `source`: Field required. Correct it.",
    ),
    "no publisher": (
        source(publisher=""),
        f"{SHELTER}: `source.publisher`: String should have at least 1 character. "
        "Correct it.",
    ),
    "source no web address": (
        source(url="javascript:alert(1)"),
        f"{SHELTER}: `source.url`: URL scheme should be 'http' or 'https'. Correct it.",
    ),
    "last_seen in words": (
        shelter(last_seen="mayo de 2025"),
        f"{SHELTER}: `last_seen`: Value error, {DATE_HELP}",
    ),
    "last_seen not on the calendar": (
        shelter(last_seen="2025-13"),
        f"{SHELTER}: `last_seen`: Value error, {DATE_HELP}",
    ),
    "source date not on the calendar": (
        source(date="2025-02-30"),
        f"{SHELTER}: `source.date`: Value error, {DATE_HELP}",
    ),
    "no name": (
        lambda s: s.shelters[1].pop("name"),
        "facts/places/shelters.yml: entry 2: `name`: Field required. Correct it.",
    ),
    "an entry that is a word": (
        lambda s: s.shelters.append("Casa"),  # type: ignore[arg-type]
        "facts/places/shelters.yml: entry 3: ``: Input should be a valid dictionary "
        "or instance of _Shelter. Correct it.",
    ),
    "id twice": (
        lambda s: s.shelters[1].update(id="one"),
        f"{SHELTER}: the id one stands there twice. Delete one.",
    ),
    "closed office": (
        office(status="closed"),
        f"{OFFICE}: `status`: Input should be 'reported_open', 'listed_only', "
        "'not_admitting' or 'none_found'. Correct it.",
    ),
    "open office without an address": (
        lambda s: s.offices[0].pop("address"),
        f"{OFFICE}: an office reported open has no address. "
        "Add `address:` or write `status: listed_only`.",
    ),
    "address in Spanish only": (
        lambda s: s.offices[0]["address"].pop("en"),
        f"{OFFICE}: `address.en`: Field required. Correct it.",
    ),
    "office with a phone": (
        office(phone="962 123 4567"),
        f"{OFFICE}: `phone`: Extra inputs are not permitted. Correct it.",
    ),
    "office with hours": (
        office(hours="9-15"),
        f"{OFFICE}: `hours`: Extra inputs are not permitted. Correct it.",
    ),
    "office twice": (
        lambda s: s.offices.append(sample_office("Tapachula")),
        f"{OFFICE} stands there twice. Delete one.",
    ),
    "file missing": (
        lambda s: s.files.pop("shelters.yml"),
        "facts/places/shelters.yml: the file is missing. Create it.",
    ),
    "file empty": (
        lambda s: s.files.update({"shelters.yml": ""}),
        "facts/places/shelters.yml is empty or does not begin with `key:` lines.",
    ),
    "invalid YAML": (
        lambda s: s.files.update({"comar_offices.yml": "offices: [\n"}),
        "facts/places/comar_offices.yml: line 2 is not valid YAML. "
        "Look for a missing quote, colon or indentation.",
    ),
    "no checked_on": (
        lambda s: s.files["shelters.yml"].pop("checked_on"),
        "facts/places/shelters.yml needs `checked_on: YYYY-MM-DD` "
        "and a list under `places:`.",
    ),
    "offices not a list": (
        lambda s: s.files["comar_offices.yml"].update(offices=None),
        "facts/places/comar_offices.yml needs `checked_on: YYYY-MM-DD` "
        "and a list under `offices:`.",
    ),
}


def names(make_session: Sessions) -> set[str]:
    with make_session() as session:
        return set(session.scalars(select(Place.id)))


@pytest.mark.parametrize(("edit", "line"), REFUSALS.values(), ids=REFUSALS)
def test_what_breaks_a_rule_is_refused_with_file_place_and_remedy(
    empty: Sessions, sample: Sample, edit: Edit, line: str
) -> None:
    edit(sample)

    with empty() as session, pytest.raises(PlacesError) as refused:
        load_places(session, sample.write())
    assert line in str(refused.value).splitlines()


def test_problems_of_both_files_are_reported_at_once(
    empty: Sessions, sample: Sample
) -> None:
    sample.shelters[0]["show"] = "no"
    sample.shelters[1].update(sensitive=True, address="Calle 5")
    sample.offices[0]["status"] = "closed"

    with empty() as session, pytest.raises(PlacesError) as refused:
        load_places(session, sample.write())
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "Casa one",
        "Casa two",
        "Tapachula",
    ]


def test_loading_replaces_all_places(empty: Sessions, sample: Sample) -> None:
    with empty.begin() as session:
        assert load_places(session, sample.write()) == 3
    sample.shelters[0] = sample_shelter("three")
    sample.offices.clear()

    with empty.begin() as session:
        assert load_places(session, sample.write()) == 2

    assert names(empty) == {"two", "three"}


def test_a_refusal_leaves_the_old_places(empty: Sessions, sample: Sample) -> None:
    with empty.begin() as session:
        load_places(session, sample.write())
    sample.shelters.pop()
    sample.offices[0]["status"] = "closed"

    with pytest.raises(PlacesError), empty.begin() as session:
        load_places(session, sample.write())

    assert names(empty) == {"one", "two", "comar:Tapachula"}


def test_a_shelter_keeps_what_the_file_says(empty: Sessions, sample: Sample) -> None:
    sample.shelters[0].update(
        serves=["men", "women"], show="with_warning", address="Calle 5"
    )
    with empty.begin() as session:
        load_places(session, sample.write())

    with empty() as session:
        place = session.get_one(Place, "one")
    assert (place.kind, place.city, place.state) == (
        "shelter",
        "Tijuana",
        "Baja California",
    )
    assert (place.serves, place.services) == ("men women", "beds meals")
    assert (place.status, place.sensitive) == ("with_warning", False)
    assert (place.last_seen, place.checked_on) == ("2025-05-10", date(2026, 11, 24))
    assert (place.address("es"), place.address("en")) == ("Calle 5", "Calle 5")
    assert (place.source_publisher, place.source_date) == ("La Nota", "2025-03")


def test_an_office_keeps_its_address_in_both_languages(
    empty: Sessions, sample: Sample
) -> None:
    with empty.begin() as session:
        load_places(session, sample.write())

    with empty() as session:
        place = session.get_one(Place, "comar:Tapachula")
    assert (place.kind, place.status) == ("comar_office", "reported_open")
    assert place.address("es") == "Calle 1, centro"
    assert place.address("en") == "1 Street, centre"
    assert (place.last_seen, place.checked_on) == ("2025-03", date(2026, 11, 23))


def test_what_else_a_file_knows_of_a_shelter_is_kept(
    empty: Sessions, sample: Sample
) -> None:
    source = {**sample.shelters[0]["source"], "url": "https://example.org/otra"}
    sample.shelters[0].update(
        organization="Orden",
        point={"latitude": 32.5, "longitude": -117.0},
        public=True,
        schedule={"es": "de 8 a 22", "en": "8 to 22"},
        website="https://example.org",
        phones=[
            {
                "number": "+52 (664) 634-1400",
                "verified_on": date(2026, 11, 1),
                "verified_by": "Ana",
            }
        ],
        assured_date=date(2026, 11, 2),
        assurer="Ana",
        services=["COMAR paperwork"],
        other_sources=[source],
    )
    with empty.begin() as session:
        load_places(session, sample.write())

    with empty() as session:
        place = session.get_one(Place, "one")
        [phone] = place.phones
    assert (place.organization, place.origin) == ("Orden", "project")
    assert (place.point, place.public) == ((32.5, -117.0), True)
    assert (place.schedule("es"), place.schedule("en")) == ("de 8 a 22", "8 to 22")
    assert (phone.number, phone.verified_by) == ("+526646341400", "Ana")
    assert (place.assured_date, place.assurer) == (date(2026, 11, 2), "Ana")
    assert place.services == "comar_paperwork"
    assert place.other_sources == [source]


def test_loading_again_keeps_imported_places_and_confirmations(
    empty: Sessions, sample: Sample
) -> None:
    sample.shelters[0]["phones"] = [
        {
            "number": "+52 664 634 1400",
            "verified_on": date(2026, 11, 1),
            "verified_by": "Ana",
        }
    ]
    folder = sample.write()
    with empty.begin() as session:
        load_places(session, folder)
        confirm(session, "one", "open", "Ana", NOW)
        one = session.get_one(Place, "one")
        columns = {c.key: getattr(one, c.key) for c in Place.__mapper__.column_attrs}
        theirs = Place(**{**columns, "id": "them:1", "origin": "them"})
        replace_places(session, "them", [theirs])

    with empty.begin() as session:
        load_places(session, folder)

    assert names(empty) == {"one", "two", "comar:Tapachula", "them:1"}
    with empty() as session:
        assert [c.by for c in history(session, "one")] == ["Ana"]
        assert len(session.get_one(Place, "one").phones) == 1
