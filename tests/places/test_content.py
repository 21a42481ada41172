"""Rules for the project's own places, whoever adds one.

The research behind them holds phones, unverified addresses and places that must not be
shown. None of it may come here, so a place may hold only what is listed below.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from bot.facts.seed import read_phrases
from bot.places.gazetteer import read_gazetteer
from tests.conftest import FACTS

FILES = sorted((FACTS / "places").iterdir())
SHELTERS = yaml.safe_load((FACTS / "places" / "shelters.yml").read_text("utf-8"))
OFFICES = yaml.safe_load((FACTS / "places" / "comar_offices.yml").read_text("utf-8"))
CITIES = yaml.load(  # the safe loader's quick twin
    (FACTS / "gazetteer.yml").read_text("utf-8"), yaml.CSafeLoader
)
GAZETTEER = read_gazetteer(FACTS / "gazetteer.yml")

SHELTER_KEYS = {
    "id",
    "name",
    "city",
    "state",
    "kind",
    "serves",
    "services",
    "last_seen",
    "show",
    "sensitive",
    "address",
    "organization",
    "point",
    "public",
    "schedule",
    "website",
    "source",
    "other_sources",
}
OFFICE_KEYS = {"city", "state", "status", "address", "source"}
SOURCE_KEYS = {"title", "url", "publisher", "date"}
CITY_KEYS = {
    "name",
    "state",
    "latitude",
    "longitude",
    "aliases",
    "word",
    "ambiguous",
    "word_aliases",
}

NEVER = re.compile(r"phone|tel[eé]f|whatsapp|unverified|e-?mail|hours|capacity")
"""Parts of the names of what the research holds and Faro never says."""

CONTACT = re.compile(
    r"\+?\d(?:[\s().–-]*\d){6,}|\bext\b|\btel\b|tel:|wa\.me|\w@\w", re.IGNORECASE
)


def by_name(entries: list[dict[str, Any]], label: str) -> list[Any]:
    return [pytest.param(entry, id=entry[label]) for entry in entries]


PLACES = by_name(SHELTERS["places"], "name") + by_name(OFFICES["offices"], "city")


def keys(content: Any) -> set[str]:
    """All keys of a file, at any depth."""
    if isinstance(content, dict):
        return set(content) | {k for value in content.values() for k in keys(value)}
    if isinstance(content, list):
        return {k for value in content for k in keys(value)}
    return set()


def sentences(entry: Any) -> list[str]:
    """All that a person may read of a place: neither web addresses nor dates."""
    if isinstance(entry, dict):
        return [
            text
            for key, value in entry.items()
            if key not in {"url", "website", "date", "last_seen", "point"}
            for text in sentences(value)
        ]
    if isinstance(entry, list):
        return [text for value in entry for text in sentences(value)]
    return [str(entry)]


def contacts(text: str) -> list[str]:
    matches = phonenumbers.PhoneNumberMatcher(
        text, "MX", leniency=phonenumbers.Leniency.POSSIBLE
    )
    return [m.raw_string for m in matches] + CONTACT.findall(text)


def test_there_are_no_files_but_those_that_are_checked_here() -> None:
    assert [file.name for file in FILES] == ["comar_offices.yml", "shelters.yml"]


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_a_shelter_holds_only_what_may_be_shown(entry: dict[str, Any]) -> None:
    assert set(entry) <= SHELTER_KEYS
    assert set(entry["source"]) == SOURCE_KEYS
    assert entry["show"] in {"yes", "with_warning"}


@pytest.mark.parametrize("entry", by_name(OFFICES["offices"], "city"))
def test_an_office_holds_only_what_may_be_shown(entry: dict[str, Any]) -> None:
    assert set(entry) <= OFFICE_KEYS
    assert set(entry["source"]) == SOURCE_KEYS
    assert entry["status"] != "closed"


@pytest.mark.parametrize("entry", by_name(OFFICES["offices"], "city"))
def test_an_office_has_an_address_only_if_it_is_reported_open(
    entry: dict[str, Any],
) -> None:
    assert ("address" in entry) == (entry["status"] == "reported_open")


@pytest.mark.parametrize("entry", PLACES)
def test_no_place_has_a_phone_or_an_e_mail(entry: dict[str, Any]) -> None:
    assert [hit for text in sentences(entry) for hit in contacts(text)] == []


# The phrases say how a number that somebody dialled is said; they hold none themselves.
HOLDING_FACTS = [f for f in sorted(FACTS.rglob("*.yml")) if f.name != "phrases.yml"]


@pytest.mark.parametrize(
    "file", [pytest.param(file, id=file.name) for file in HOLDING_FACTS]
)
def test_no_file_of_facts_has_a_key_for_what_faro_never_says(file: Path) -> None:
    assert [
        key
        for key in keys(yaml.safe_load(file.read_text("utf-8")))
        if NEVER.search(str(key).lower())
    ] == []


@pytest.mark.parametrize("entry", by_name(CITIES["cities"], "name"))
def test_a_city_is_only_a_name_and_a_point(entry: dict[str, Any]) -> None:
    assert set(entry) <= CITY_KEYS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_comment_holds_a_phone(file: Path) -> None:
    comments = re.findall(r"#.*", file.read_text("utf-8"))

    assert [
        hit
        for text in comments
        for hit in re.findall(r"\d{3,}[ -]\d{3,}", text)
        if not re.fullmatch(r"20\d\d", hit)
    ] == []


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_a_sensitive_place_has_no_address(entry: dict[str, Any]) -> None:
    if entry.get("sensitive"):
        assert not {"address", "point", "public", "schedule"} & set(entry)
        # Its city would say where it is, wherever it is named.
        assert entry["city"] not in entry["name"] or entry["kind"] == "minors_centre"


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_a_point_lies_in_its_city(entry: dict[str, Any]) -> None:
    if point := entry.get("point"):
        nearest = GAZETTEER.nearest(point["latitude"], point["longitude"])
        assert nearest is not None
        assert nearest.name == entry["city"]


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_a_place_for_children_alone_is_sensitive(entry: dict[str, Any]) -> None:
    if entry["kind"] == "minors_centre":
        assert entry["sensitive"] is True


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_a_place_only_for_women_or_lgbt_people_has_no_address(
    entry: dict[str, Any],
) -> None:
    if entry["serves"] and set(entry["serves"]) <= {"women", "lgbtiq"}:
        assert "address" not in entry


@pytest.mark.parametrize("entry", PLACES)
def test_a_place_is_in_a_city_that_faro_knows_and_in_its_state(
    entry: dict[str, Any],
) -> None:
    states = {city["name"]: city["state"] for city in CITIES["cities"]}

    assert states.get(entry["city"]) == entry["state"]
    assert entry["city"] in GAZETTEER


@pytest.mark.parametrize("entry", PLACES)
def test_nothing_was_seen_after_the_day_it_was_checked(entry: dict[str, Any]) -> None:
    checked_on: date = min(SHELTERS["checked_on"], OFFICES["checked_on"])
    dates = [entry["source"]["date"], entry.get("last_seen", "unknown")]

    assert [d for d in dates if d != "unknown" and d > checked_on.isoformat()] == []


@pytest.mark.parametrize("word", ["all", "men", "women", "families", "lgbtiq"])
def test_whom_a_place_takes_can_be_said(word: str) -> None:
    assert set(read_phrases(FACTS)[f"who_{word}"]) == {"es", "en"}


@pytest.mark.parametrize("entry", by_name(SHELTERS["places"], "name"))
def test_whom_a_place_takes_is_a_word_that_faro_knows(entry: dict[str, Any]) -> None:
    known = {"all", "men", "women", "families", "lgbtiq", "unaccompanied_minors"}

    assert set(entry["serves"]) <= known


@pytest.mark.parametrize("entry", by_name(CITIES["cities"], "name"))
def test_a_city_lies_in_mexico_in_a_state_of_the_list(entry: dict[str, Any]) -> None:
    assert 14.5 < entry["latitude"] < 32.8
    assert -117.2 < entry["longitude"] < -86.7
    states = {state["name"] for state in CITIES["states"]} | {"Ciudad de México"}
    assert entry["state"] in states


def test_no_name_or_alias_means_two_cities() -> None:
    names = [
        name.casefold()
        for city in CITIES["cities"]
        for name in [city["name"], *city.get("aliases", [])]
    ]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    "text",
    ["664 123 4567", "Calle 5, tel 6823812", "casa@example.org", "+52 55 1234 5678"],
)
def test_the_check_for_contacts_sees_them(text: str) -> None:
    assert contacts(text)


@pytest.mark.parametrize(
    "text", ["Calle 10 número 167, C.P. 09360", "Movimiento Juventud 2000"]
)
def test_the_check_for_contacts_leaves_addresses_alone(text: str) -> None:
    assert contacts(text) == []
