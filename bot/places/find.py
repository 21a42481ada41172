"""Finds the places that may be shown to this person, best first.

Nearest first where the street is known; centres of cities put only cities in order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from math import cos, radians
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.places.confirmations import Age, Known, known, latest_of
from bot.places.gazetteer import Gazetteer, distance_km
from bot.places.models import Confirmation, Place
from bot.places.wanted import OFFICE, SLEEP, Wanted

NEAR_KM = 50
"""A place farther than this is not near anybody."""

_KM_PER_DEGREE = 111.0


@dataclass(frozen=True)
class Found:
    """A place with what is confirmed of it, and whole kilometres if they are known."""

    place: Place
    known: Known = field(default_factory=Known)
    km: int | None = None


class Listing:
    """Places in order, of which only those that are taken are read whole.

    `cities` are theirs, in the same order, each once.
    """

    def __init__(self, session: Session, entries: list["_Entry"]) -> None:
        self._session = session
        self._entries = entries
        self.cities = list(dict.fromkeys(entry.city for entry in entries))

    def __len__(self) -> int:
        return len(self._entries)

    def __add__(self, other: "Listing") -> "Listing":
        return Listing(self._session, [*self._entries, *other._entries])

    def take(self, skip: int, count: int) -> list[Found]:
        """The next `count` behind those that were shown."""
        wanted = self._entries[skip : skip + count]
        ids = [entry.id for entry in wanted]
        rows = self._session.scalars(select(Place).where(Place.id.in_(ids)))
        places = {place.id: place for place in rows}
        return [Found(places[entry.id], entry.known, entry.km) for entry in wanted]


def in_city(
    session: Session,
    city: str,
    wanted: Wanted,
    now: datetime,
    near: Mapping[str, int] | None = None,
) -> Listing:
    """The places of a city: nearest first where `near` (id to km) knows, then the rest.

    Places around that lie across the city's border are listed too.
    """
    here = Place.city == city
    where = or_(here, Place.id.in_(near)) if near else here
    return _listing(session, where, wanted, now, near or {})


def in_state(session: Session, state: str, wanted: Wanted, now: datetime) -> Listing:
    """The places of a state, best known first."""
    return _listing(session, Place.state == state, wanted, now, {})


def elsewhere(
    session: Session,
    city: str,
    wanted: Wanted,
    now: datetime,
    gazetteer: Gazetteer,
    at_least: int,
) -> Listing:
    """Places of the nearest other cities, by the distance of the cities."""
    found = Listing(session, [])
    for other in gazetteer.by_distance(city, cities_with(session, wanted)):
        found += in_city(session, other, wanted, now)
        if len(found) >= at_least:
            break
    return found


def near_point(
    session: Session, latitude: float, longitude: float, most: int = 60
) -> dict[str, int]:
    """Places around a point whose street is known: id to whole kilometres, nearest
    first.

    Zero means less than one. Whole ones, so that they do not tell where the person is.
    """
    reach = NEAR_KM / _KM_PER_DEGREE
    # A degree of longitude is shorter: three quarters at least, everywhere in Mexico.
    wide = reach / 0.75
    rows: Iterable[Any] = session.execute(
        select(Place.id, Place.latitude, Place.longitude).where(
            Place.latitude.between(latitude - reach, latitude + reach),
            Place.longitude.between(longitude - wide, longitude + wide),
            Place.sensitive.is_(False),
        )
    )
    east = cos(radians(latitude))

    def roughly(row: Any) -> float:
        _, lat, lon = row
        return float((lat - latitude) ** 2 + ((lon - longitude) * east) ** 2)

    nearest = (
        (id_, distance_km(latitude, longitude, lat, lon))
        for id_, lat, lon in nsmallest(most, rows, key=roughly)
    )
    return {id_: int(km) for id_, km in nearest if km <= NEAR_KM}


def one_place(session: Session, place_id: str, now: datetime) -> Found | None:
    """One place, also a sensitive one, with what is confirmed of it."""
    place = session.get(Place, place_id)
    if place is None:
        return None
    latest = latest_of(session, [place_id]).get(place_id)
    return Found(place, known(place.assured_date, latest, now))


def every_place(session: Session, now: datetime) -> list[Found]:
    """All that may be listed, by state, city and name."""
    query = select(Place).where(Place.sensitive.is_(False))
    places = list(session.scalars(query.order_by(Place.state, Place.city, Place.name)))
    return _known_open(session, places, now)


def refuges_in(
    session: Session, city: str, wanted: Wanted, now: datetime
) -> list[Found]:
    """Sensitive places of a city that take a group: they may be named, never located.

    A house for LGBTIQ+ people is named only to those who ask for one.
    """
    query = select(Place).where(
        Place.city == city,
        Place.sensitive.is_(True),
        Place.kind.in_(SLEEP),
    )
    rows = session.scalars(query.order_by(Place.name))
    groups = set(wanted.groups)

    def is_for(serves: set[str]) -> bool:
        return bool(groups & (serves & {"lgbtiq"} or serves))

    return _known_open(
        session, [place for place in rows if is_for(set(place.serves.split()))], now
    )


def _known_open(session: Session, places: list[Place], now: datetime) -> list[Found]:
    """All but those that somebody found closed."""
    latest = latest_of(session)
    found = [
        Found(place, known(place.assured_date, latest.get(place.id), now))
        for place in places
    ]
    return [one for one in found if not one.known.is_closed]


def cities_with(session: Session, wanted: Wanted, state: str | None = None) -> set[str]:
    """Cities with a place that may be listed, in one state or in all.

    Of COMAR offices only those that are reported open or listed count; what was found
    closed does not.
    """
    newest = select(func.max(Confirmation.id)).group_by(Confirmation.place_id)
    closed = select(Confirmation.place_id).where(
        Confirmation.id.in_(newest), Confirmation.state == "closed"
    )
    query = select(Place.city).where(
        wanted.condition, Place.sensitive.is_(False), Place.id.not_in(closed)
    )
    if OFFICE in wanted.kinds:
        query = query.where(Place.status.in_(("reported_open", "listed_only")))
    if state is not None:
        query = query.where(Place.state == state)
    return set(session.scalars(query.distinct()))


def office_in(session: Session, city: str, now: datetime) -> Found | None:
    """What is known of a COMAR office in this city, closed or not; None if nothing."""
    query = select(Place.id).where(Place.city == city, Place.kind == OFFICE)
    office = session.scalars(query).first()
    return one_place(session, office, now) if office is not None else None


class _Entry(NamedTuple):
    """A place before it is read whole."""

    rank: tuple[float, ...]
    id: str
    city: str
    known: Known
    km: int | None


class _Confirmed(NamedTuple):
    state: str
    free: Mapping[str, int]
    at: datetime


def _listing(
    session: Session,
    where: ColumnElement[bool],
    wanted: Wanted,
    now: datetime,
    near: Mapping[str, int],
) -> Listing:
    others = aliased(Confirmation)
    newest = select(func.max(others.id)).where(others.place_id == Place.id)
    latest = Confirmation.id == newest.scalar_subquery()
    rows = session.execute(
        select(
            *(Place.id, Place.city, Place.kind, Place.status, Place.serves),
            *(Place.assured_date, Confirmation.state, Confirmation.free),
            Confirmation.at,
        )
        .outerjoin(Confirmation, latest)
        .where(where, wanted.condition, Place.sensitive.is_(False))
        # Among equals the most recently seen.
        .order_by(Place.last_seen == "unknown", Place.last_seen.desc(), Place.name)
    )
    entries = []
    for id_, city, kind, status, serves, assured, state, free, at in rows:
        fit = _fit(serves, wanted.groups)
        what = _NOTHING
        if assured is not None or at is not None:
            last = _Confirmed(state, free, at) if at is not None else None
            what = known(assured, last, now)
        if fit is None or what.is_closed:
            continue
        km = near.get(id_)
        rank = (
            what.state == "full" and what.age is Age.HOURS,
            fit,
            float("inf") if km is None else km,
            kind not in wanted.kinds,
            what.age in (Age.NEVER, Age.PAST),
            status != "show",
        )
        entries.append(_Entry(rank, id_, city, what, km))
    entries.sort(key=itemgetter(0))
    return Listing(session, entries)


_NOTHING = Known()


def _fit(serves_words: str, groups: Iterable[str]) -> int | None:
    """0: says it takes one of the groups; 1: takes all; 2: says nothing; None: others.

    Who takes families takes women with children, but a place for men takes none.
    """
    wanted = set(groups)
    if not wanted:
        return 0
    serves = set(serves_words.split())
    if wanted & serves:
        return 0
    if "all" in serves:
        return 1
    return None if serves else 2
