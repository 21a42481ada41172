"""Finds the places of a city or a state that may be shown to this person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.places.models import Place

SLEEP = ("shelter", "government")
OFFICE = "comar_office"


def shelters_in(session: Session, city: str, serves: str | None = None) -> list[Place]:
    """Where one can sleep in a city: best known first, then the most recently seen.

    `serves` is "women", "families" or "lgbtiq"; places that say they take this group
    come first, those that take everyone next, those that say nothing about it are left
    out. Sensitive places are never listed.
    """
    places = session.scalars(
        select(Place).where(
            Place.city == city, Place.kind.in_(SLEEP), Place.sensitive.is_(False)
        )
    )
    fitting = [place for place in places if _fit(place, serves) is not None]
    # Python's sort is stable: the last key named here is the first that counts.
    fitting.sort(key=_last_seen, reverse=True)
    return sorted(fitting, key=lambda p: (_fit(p, serves), p.status != "show"))


def _last_seen(place: Place) -> str:
    return "" if place.last_seen == "unknown" else place.last_seen


def _fit(place: Place, serves: str | None) -> int | None:
    groups = place.serves.split()
    if serves is None or serves in groups:
        return 0
    return 1 if "all" in groups else None


def shelter_cities(session: Session, state: str | None = None) -> set[str]:
    """Cities with a place to sleep that may be listed, in one state or in all."""
    query = select(Place.city).where(Place.kind.in_(SLEEP), Place.sensitive.is_(False))
    if state is not None:
        query = query.where(Place.state == state)
    return set(session.scalars(query))


def office_in(session: Session, city: str) -> Place | None:
    """What is known of a COMAR office in this city; None if nothing is."""
    return session.scalars(
        select(Place).where(Place.city == city, Place.kind == OFFICE)
    ).first()


def office_cities(session: Session, state: str | None = None) -> set[str]:
    """Cities where an office is reported open or listed."""
    query = select(Place.city).where(
        Place.kind == OFFICE, Place.status.in_(("reported_open", "listed_only"))
    )
    if state is not None:
        query = query.where(Place.state == state)
    return set(session.scalars(query))
