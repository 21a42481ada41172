"""Turns an HSDS service at one location into a place, trusting no more than it must.

A phone that nobody of the team dialled is not taken. A place is shown without a warning
only if a named assurer made sure of it lately. What looks like a refuge loses street,
point and page.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from bot.language.comparable import comparable
from bot.places.gazetteer import City, distance_km
from bot.places.hsds_cities import Cities
from bot.places.hsds_file import Address, AtLocation, Location, NotTaken, Service
from bot.places.hsds_reports import assurance, last_seen, sources
from bot.places.hsds_rules import (
    NAME_MOST,
    is_comar,
    kind_of,
    must_hide,
    says_where,
    shown_text,
    web_address,
)
from bot.places.hsds_terms import (
    ELIGIBILITY,
    GROUPS,
    KIND,
    KINDS,
    LANGUAGE,
    PUBLIC,
    SENSITIVE,
    SERVICE,
    UNKNOWN_ORGANIZATION,
)
from bot.places.models import Place
from bot.places.wanted import OFFICE

ASSURED_LASTS = timedelta(days=90)
"""So long somebody's word for a place spares it the warning."""

FARTHEST_KM = 60
"""A point farther from the centre of its city is a slip, or another city."""

_SOUTH, _NORTH, _WEST, _EAST = 14.5, 32.8, -117.2, -86.7
_NAMESPACE = UUID("9e0f7a53-6f0b-5c0e-8d55-30a1b0b6a7c4")
_HIDING = {"women", "lgbtiq", "unaccompanied_minors"}
_MEXICO = {"", "mx", "mex", "mexico"}
_WORD = re.compile(r"[\w'-]{1,40}")
_WORDS_MOST = 30


@dataclass(frozen=True)
class Import:
    """Who sends the file, and what is known before it is read.

    `hidden` are comparable names of refuges that Faro knows; `source_url` and
    `publisher` stand in for what an entry does not say of its own source.
    """

    origin: str
    today: date
    cities: Cities
    hidden: frozenset[str] = frozenset()
    source_url: str = ""
    publisher: str = ""


def place_of(service: Service, spot: AtLocation | None, about: Import) -> Place:
    """The place that this is; raises NotTaken with the reason and a remedy."""
    if service.status != "active":
        raise NotTaken(f"It is {service.status}. Leave it out.")
    location = (spot.location if spot else None) or Location()
    name = shown_text(service.name, "name", NAME_MOST)
    if not name:
        raise NotTaken("It has no name. Fill in `name`.")
    organization = _organization(service)
    kind = _kind(service, name, organization)
    serves = [w for w in _codes(service, ELIGIBILITY) if w in GROUPS]
    hides = _hides(service, location, about, kind, [name, organization], serves)
    if hides and says_where(name):
        raise NotTaken("It is a refuge, and its name tells where. Shorten the name.")
    address = _address(location)
    city = _city(service, address, about.cities)
    point = None if hides else _point(location, city)
    street = "" if hides else _street(location, address)
    day, assurer = assurance(service, about.today)
    fresh = day is not None and about.today - day <= ASSURED_LASTS
    has_where = bool(street or point)
    hours = ("", "") if hides else _hours(service)
    page = service.url if service.url and not hides else ""
    stand_in = (about.source_url, about.publisher)
    found = sources(service, name, stand_in, about.today, hides=hides)
    return Place(
        id=_id(service, spot, about.origin),
        origin=about.origin,
        kind=kind,
        organization=organization,
        name=name,
        city=city.name,
        state=city.state,
        serves=" ".join(dict.fromkeys(serves)),
        services=" ".join(_offered(service)),
        status="show" if fresh and assurer else "with_warning",
        sensitive=hides,
        public=has_where and service.value(PUBLIC) == "yes",
        last_seen=last_seen(service, about.today),
        address_es=street,
        address_en=street,
        schedule_es=hours[0],
        schedule_en=hours[1],
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        website=web_address(page, "url") if page else "",
        assured_date=day if assurer else None,
        assurer=assurer,
        **{f"source_{key}": value for key, value in found[0].items()},
        other_sources=found[1:],
        checked_on=about.today,
    )


def _id(service: Service, spot: AtLocation | None, origin: str) -> str:
    """The same in every import of the file, so that confirmations stay with it."""
    own = spot.id if spot else service.id
    location = spot.location.id if spot and spot.location else None
    parts = [own] if own else [service.id, location]
    if not all(part and part.isprintable() and len(part) <= 200 for part in parts):
        raise NotTaken("It has no usable `id`. Give each service at a location one.")
    return f"{origin}:{uuid5(_NAMESPACE, '/'.join(map(str, parts))).hex[:12]}"


def _organization(service: Service) -> str:
    known = service.organization
    if known is None or not known.name or known.description == UNKNOWN_ORGANIZATION:
        return ""
    return shown_text(known.name, "organization's name", NAME_MOST)


def _kind(service: Service, name: str, organization: str) -> str:
    codes = _codes(service, KIND)
    if OFFICE in codes or is_comar(name, organization):
        raise NotTaken("It is an office of COMAR, which only the project lists.")
    kind = codes[0] if codes else ""
    if not codes:
        texts = (f"{name} {_foreign_terms(service)}", service.description or "")
        kind = next(filter(None, map(kind_of, texts)), "")
    if kind not in KINDS:
        raise NotTaken(
            f"It has no kind that Faro lists. Add an attribute of the taxonomy {KIND} "
            f"with one of the codes {', '.join(k for k in KINDS if k != OFFICE)}."
        )
    return kind


def _codes(service: Service, taxonomy: str) -> list[str]:
    return [t.code for t in service.terms if t.taxonomy == taxonomy and t.code]


def _foreign_terms(service: Service) -> str:
    """The words of other taxonomies; a full stop keeps one term from the next."""
    terms = (t for t in service.terms if not (t.taxonomy or "").startswith("faro:"))
    return " ".join(f"{t.name or ''} {t.code or ''}" for t in terms)


def _hides(
    service: Service,
    location: Location,
    about: Import,
    kind: str,
    names: list[str],
    serves: list[str],
) -> bool:
    """In doubt yes: by mark, by names and terms, or because Faro hides it already."""
    names = [*names, service.alternate_name or "", location.name or ""]
    marked = service.value(SENSITIVE)
    if marked == "yes" or must_hide(kind, " . ".join(names), _foreign_terms(service)):
        return True
    said = [f" {comparable(name)} " for name in names]
    if any(f" {refuge} " in name for refuge in about.hidden for name in said):
        return True
    return marked != "no" and bool(serves) and set(serves) <= _HIDING


def _address(location: Location) -> Address:
    """The street address, else whatever address there is."""
    found = location.addresses or []
    streets = [one for one in found if one.address_type in ("physical", None)]
    return next(iter([*streets, *found]), Address())


def _city(service: Service, address: Address, cities: Cities) -> City:
    if comparable(address.country or "") not in _MEXICO:
        raise NotTaken("It is not in Mexico. Leave it out.")
    city, state = address.city or "", address.state_province or ""
    areas = [area.name or "" for area in service.service_areas or []]
    if not city.strip() and len(areas) == 1:
        # A refuge has no address: its area is "Tijuana, Baja California".
        city, _, state = areas[0].rpartition(", ")
    if not comparable(city):
        raise NotTaken("It has no city. Fill in `addresses` with city and state.")
    return cities.find(city, state)


def _street(location: Location, address: Address) -> str:
    if location.location_type in ("virtual", "postal"):
        return ""
    if address.address_type not in ("physical", None):
        return ""
    lines = [part for part in (address.address_1, address.address_2) if part]
    return shown_text(", ".join(lines), "address")


def _point(location: Location, city: City) -> tuple[float, float] | None:
    latitude, longitude = location.latitude, location.longitude
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise NotTaken("It has half a point. Give latitude and longitude, or none.")
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        raise NotTaken("Its point is outside Mexico. Correct it or take it out.")
    away = distance_km(latitude, longitude, city.latitude, city.longitude)
    if away > FARTHEST_KM:
        raise NotTaken(
            f"Its point is {away:.0f} km from {city.name}. Correct the point or the "
            "city."
        )
    return latitude, longitude


def _offered(service: Service) -> list[str]:
    words = [w for w in _codes(service, SERVICE) if _WORD.fullmatch(w)]
    return list(dict.fromkeys(words))[:_WORDS_MOST]


def _hours(service: Service) -> tuple[str, str]:
    """Only if they are told in both languages: one alone would be read by nobody."""
    told = {
        schedule.value(LANGUAGE): schedule.description or ""
        for schedule in service.schedules or []
    }
    es, en = (shown_text(told.get(code, ""), "schedule") for code in ("es", "en"))
    return (es, en) if es and en else ("", "")
