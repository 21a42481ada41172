"""What caseworkers found out about places, and how long it may be said.

A confirmation is said at once. Then it decays: beds within hours, "open" and "full"
within days, until all that is left is the day since when nobody has confirmed it.
"Closed" does not decay: a place that was found closed stays hidden until somebody finds
it open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.places.models import STATES, Confirmation, Place
from bot.tasks import finish_tasks

_MEXICO = ZoneInfo("America/Mexico_City")

BEDS_LAST = timedelta(hours=12)
"""Free beds are gone by the next evening: after this their number is not said."""

HOURS_LAST = timedelta(hours=48)
"""So long the age is said in hours, and "full" is said as if it were so now."""

DAYS_LAST = timedelta(days=30)
"""So long a place counts as confirmed at all."""

GROUPS = ("men", "women", "families", "lgbtiq", "all")
REPORTED = {"closed": "place_closed", "full": "place_full"}
"""Kinds of the tasks that reports of people raise."""


class Refused(Exception):
    """The confirmation cannot be recorded; the text says why and what next."""


class Age(Enum):
    """How fresh the latest confirmation is."""

    NEVER = "nobody confirmed it"
    HOURS = "said as it is now, with its age in hours"
    DAYS = "said with its age in days"
    PAST = "only the day since when it is not confirmed"


@dataclass(frozen=True)
class Known:
    """What the latest confirmation of a place still tells at a moment."""

    age: Age = Age.NEVER
    state: str | None = None
    free: Mapping[str, int] | None = None
    at: datetime | None = None
    passed: timedelta = timedelta()

    def on_paper(self) -> "Known":
        """What stays true when it is read later: only the day of the confirmation."""
        return self if self.at is None else replace(self, age=Age.PAST, free=None)

    @property
    def is_closed(self) -> bool:
        """True however long ago it was found closed."""
        return self.state == "closed"


class Latest(Protocol):
    """What of the latest confirmation decides."""

    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def free(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102


def known(assured_date: date | None, latest: Latest | None, now: datetime) -> Known:
    """What may still be said of the latest confirmation, or of the assured date."""
    assured = _end_of(assured_date)
    if assured is not None and (latest is None or latest.at < assured):
        passed = max(now - assured, timedelta())
        age = Age.DAYS if passed <= DAYS_LAST else Age.PAST
        return Known(age, "open", None, assured, passed)
    if latest is None:
        return Known()
    passed = max(now - latest.at, timedelta())
    if passed <= HOURS_LAST:
        age = Age.HOURS
    elif passed <= DAYS_LAST:
        age = Age.DAYS
    else:
        age = Age.PAST
    beds_count = latest.state == "open" and passed <= BEDS_LAST
    free = dict(latest.free) if beds_count else None
    return Known(age, latest.state, free or None, latest.at, passed)


def _end_of(day: date | None) -> datetime | None:
    """The assured day is known by the day only, so it is never said in hours."""
    return datetime.combine(day, time(23, 59), _MEXICO) if day is not None else None


def confirm(
    session: Session,
    place_id: str,
    state: str,
    by: str,
    at: datetime,
    free: Mapping[str, int] | None = None,
    note: str = "",
) -> Confirmation:
    """Record what somebody found; it is said from the next message on.

    `free` are free beds by group. What people reported of this place is settled by it.
    Raises Refused. The caller commits.
    """
    free = dict(free or {})
    if not by.strip():
        raise Refused("A confirmation needs the name of who made sure: --by NAME.")
    if state not in STATES:
        raise Refused(f"{state} is no state. Write one of: {', '.join(STATES)}.")
    if free and state != "open":
        raise Refused(f"A place that is {state} has no free beds. Leave --free out.")
    for group, beds in free.items():
        if group not in GROUPS:
            raise Refused(f"{group} is no group. Write one of: {', '.join(GROUPS)}.")
        if not 0 <= beds <= 999:
            raise Refused(f"{beds} is no number of beds. Write 0 to 999.")
    if session.get(Place, place_id) is None:
        raise Refused(
            f"There is no place {place_id}. All ids: faro places list, or with a city: "
            "faro places list --city Tijuana."
        )
    confirmation = Confirmation(
        place_id=place_id, state=state, free=free, note=note, by=by.strip(), at=at
    )
    session.add(confirmation)
    session.flush()
    for kind in REPORTED.values():
        finish_tasks(session, kind, place_id)
    return confirmation


def latest_of(
    session: Session, ids: Iterable[str] | None = None
) -> dict[str, Confirmation]:
    """The latest confirmation of each of these places, or of all, that has one."""
    newest = select(func.max(Confirmation.id)).group_by(Confirmation.place_id)
    if ids is not None:
        newest = newest.where(Confirmation.place_id.in_(list(ids)))
    found = session.scalars(select(Confirmation).where(Confirmation.id.in_(newest)))
    return {confirmation.place_id: confirmation for confirmation in found}


def history(session: Session, place_id: str) -> list[Confirmation]:
    """All that was recorded of a place, newest first."""
    query = select(Confirmation).where(Confirmation.place_id == place_id)
    return list(session.scalars(query.order_by(Confirmation.id.desc())))
