"""Takes the places of an HSDS file: a plan first, then all of them for one origin."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.comparable import comparable
from bot.places.hsds_file import (
    AtLocation,
    HsdsError,
    NotTaken,
    Service,
    read_entries,
    unused_fields,
)
from bot.places.hsds_place import Import, place_of
from bot.places.load import replace_places
from bot.places.models import PROJECT, Place

_ORIGIN = re.compile(r"[a-z0-9_-]{2,30}")
_RESERVED = (PROJECT, "comar")
"""Of the project's own places: these begin the identifiers of its offices too."""

_COMPARED = [
    column.key
    for column in Place.__table__.columns
    if column.key not in ("id", "origin", "checked_on")
]


@dataclass
class Taken:
    """What a file gives: places, the entries refused with reasons, what is left out."""

    places: list[Place] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    phones: int = 0
    schedules: int = 0
    unused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Plan:
    """What an import does: places, and for changed ones the columns.

    `also` are pairs of a place and one of another origin with its name and city.
    """

    new: list[Place]
    changed: list[tuple[Place, list[str]]]
    same: list[Place]
    gone: list[tuple[str, str]]
    also: list[tuple[Place, str]]


def require_origin(origin: str) -> None:
    """Raise HsdsError unless this may be the name of where places come from."""
    if not _ORIGIN.fullmatch(origin):
        raise HsdsError(
            "An origin is 2 to 30 small letters, digits, _ and -. Write it so."
        )
    if origin in _RESERVED:
        raise HsdsError(
            f"{origin} is the project's own origin. Name whoever made the file."
        )


def hidden_names(session: Session, origin: str) -> frozenset[str]:
    """Comparable names of the refuges that others named; they hide in any file."""
    names = session.scalars(
        select(Place.name).where(Place.sensitive.is_(True), Place.origin != origin)
    )
    return frozenset(filter(None, map(comparable, names)))


def take_file(content: bytes, about: Import) -> Taken:
    """Read and judge a file; raises HsdsError if it holds no services at all.

    One entry that cannot be taken stops no other.
    """
    require_origin(about.origin)
    taken = Taken()
    ids: set[str] = set()
    for entry in read_entries(content):
        try:
            service = entry.service()
        except NotTaken as reason:
            taken.refused.append(f"{entry.called}: {reason}")
            continue
        _count(service, taken)
        spots: list[AtLocation | None] = [*(service.service_at_locations or [])]
        for spot in spots or [None]:
            try:
                place = place_of(service, spot, about)
                if place.id in ids:
                    raise NotTaken("It stands there twice. Delete one.")
            except NotTaken as reason:
                taken.refused.append(f"{entry.called}: {reason}")
                continue
            ids.add(place.id)
            taken.places.append(place)
    return taken


def plan_import(session: Session, origin: str, places: list[Place]) -> Plan:
    """Compare with what came from this origin before; nothing is written."""
    rows = session.execute(
        select(Place.__table__).where(Place.origin == origin).order_by(Place.id)
    )
    before = {row["id"]: dict(row) for row in rows.mappings()}
    new, same = [], []
    changed = []
    for place in places:
        old = before.get(place.id)
        if old is None:
            new.append(place)
        elif columns := [key for key in _COMPARED if getattr(place, key) != old[key]]:
            changed.append((place, columns))
        else:
            same.append(place)
    kept = {place.id for place in places}
    gone = [(id_, old["name"]) for id_, old in before.items() if id_ not in kept]
    return Plan(new, changed, same, gone, list(_also(session, origin, places)))


def apply_import(session: Session, origin: str, taken: Taken) -> None:
    """Let the origin have these places and no others. The caller commits."""
    require_origin(origin)
    replace_places(session, origin, taken.places)


def _also(
    session: Session, origin: str, places: list[Place]
) -> Iterator[tuple[Place, str]]:
    others = session.execute(
        select(Place.id, Place.name, Place.city)
        .where(Place.origin != origin)
        .order_by(Place.id)
    )
    known = {(comparable(name), city): id_ for id_, name, city in others}
    for place in places:
        other = known.get((comparable(place.name), place.city))
        if other is not None:
            yield place, other


def _count(service: Service, taken: Taken) -> None:
    """What the file says and Faro does not take."""
    taken.unused += unused_fields(service)
    for holder in _holders(service):
        taken.phones += len(getattr(holder, "phones", None) or [])
        if holder is not service:
            taken.schedules += len(getattr(holder, "schedules", None) or [])
    taken.schedules += sum(not s.attributes for s in service.schedules or [])


def _holders(service: Service) -> Iterator[Any]:
    yield service
    if service.organization:
        yield service.organization
    for spot in service.service_at_locations or []:
        yield spot
        if spot.location:
            yield spot.location
