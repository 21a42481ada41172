"""Writes places as services of the Open Referral HSDS 3 (3.1 and later).

Only what Faro may say leaves the house. A refuge is a service at a virtual location, so
that no program looks for a street to put it on; its city stands in `service_areas`,
because people are told in which city a refuge helps, never where it is. A street point
goes out only if its place is `public`, and names of the team only `with_names`.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.dates import local_date
from bot.places.confirmations import Age, Known, known, latest_of
from bot.places.hsds_terms import (
    ASSURED,
    ELIGIBILITY,
    GROUPS,
    KIND,
    KINDS,
    LANGUAGE,
    LAST_SEEN,
    PUBLIC,
    SENSITIVE,
    SERVICE,
    SOURCE,
    UNKNOWN_ORGANIZATION,
    Json,
    hsds_id,
    mark,
    term,
)
from bot.places.models import Confirmation, Place
from bot.places.wanted import OFFICE, SLEEP

_MEXICO = ZoneInfo("America/Mexico_City")


def services_page(session: Session, now: datetime, *, with_names: bool = False) -> Json:
    """All places that may be named, as the one page of the HSDS API's GET /services."""
    latest = latest_of(session)
    services = [
        _service(place, latest.get(place.id), now, with_names=with_names)
        for place in session.scalars(select(Place))
        if _may_leave(place)
    ]
    services.sort(key=lambda service: str(service["id"]))
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def page_text(page: Json) -> str:
    """The page as a file holds it, readable without a program."""
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _may_leave(place: Place) -> bool:
    """False for what Faro never names: no office, and hidden centres for children."""
    if place.sensitive:
        return place.kind in SLEEP
    return place.status != "none_found"


def _service(
    place: Place, latest: Confirmation | None, now: datetime, *, with_names: bool
) -> Json:
    id_ = hsds_id("service", place.id)
    known_now = known(place.assured_date, latest, now)
    day, by = _assurance(place, latest)
    service: Json = {
        "id": id_,
        "name": place.name,
        "status": _status(place, known_now),
        "organization": _organization(place),
        "eligibility_description": _eligibility(place),
        "last_modified": _last_modified(place, latest),
        "attributes": list(_attributes(place, id_)),
        "service_at_locations": [_at_location(place, id_)],
        "additional_urls": list(_sources(place, id_)),
    }
    if alert := _alert(place, known_now):
        service["alert"] = alert
    if place.phones:
        service["phones"] = list(_phones(place, with_names=with_names))
    if known_now.free:
        service["capacities"] = list(_capacities(id_, known_now))
    if day is not None:
        service["assured_date"] = day.isoformat()
        service["metadata"] = [_assured(id_, day, by if with_names else "", known_now)]
    if place.sensitive:
        service["service_areas"] = [_area(place, id_)]
    else:
        service |= _public_page(place, id_)
    return service


def _public_page(place: Place, id_: str) -> Json:
    """Website and hours; those of a refuge are not said to people either."""
    told: Json = {"url": place.website} if place.website else {}
    if place.schedule("es"):
        told["schedules"] = [_hours(place, id_, code) for code in ("es", "en")]
    return told


def _hours(place: Place, id_: str, language: str) -> Json:
    schedule_id = hsds_id("schedule", place.id, language)
    return {
        "id": schedule_id,
        "service_id": id_,
        "description": place.schedule(language),
        "attributes": [mark(schedule_id, LANGUAGE, "Language", language, "schedule")],
    }


def _status(place: Place, known_now: Known) -> str:
    if known_now.is_closed:
        return "temporarily closed"
    return "inactive" if place.status == "not_admitting" else "active"


def _alert(place: Place, known_now: Known) -> str:
    day = local_date(known_now.at).isoformat() if known_now.at is not None else ""
    if known_now.is_closed:
        return f"Found closed on {day}: ask before you go."
    if known_now.state == "full" and known_now.age is not Age.PAST:
        return f"Reported full on {day}: ask before you go."
    if known_now.age is Age.PAST:
        return _not_confirmed(max(d for d in (day, place.last_seen) if d != "unknown"))
    if known_now.age is not Age.NEVER or place.status == "show":
        return ""
    if place.status == "not_admitting":
        return f"Reported as taking no new cases ({place.source_date})."
    if place.status == "listed_only":
        return "No address is confirmed: ask before you go."
    return _not_confirmed(place.last_seen)


def _not_confirmed(day: str) -> str:
    if day == "unknown":
        return "Not known when it was last confirmed: ask before you go."
    return f"Not confirmed since {day}: ask before you go."


def _assurance(place: Place, latest: Confirmation | None) -> tuple[date | None, str]:
    """The newest day on which somebody made sure, and who."""
    found = [(place.assured_date, place.assurer)] if place.assured_date else []
    if latest is not None:
        found.append((local_date(latest.at), latest.by))
    return max(found, default=(None, ""), key=lambda one: one[0] or date.min)


def _assured(id_: str, day: date, by: str, known_now: Known) -> Json:
    return {
        "id": hsds_id("assured", id_, day.isoformat()),
        "resource_id": id_,
        "resource_type": "service",
        "last_action_date": day.isoformat(),
        "last_action_type": ASSURED,
        "field_name": "status",
        "previous_value": "",
        "replacement_value": known_now.state or "open",
        "updated_by": by,
    }


def _last_modified(place: Place, latest: Confirmation | None) -> str:
    checked = datetime.combine(place.checked_on, time(0), _MEXICO)
    newest = checked if latest is None else max(checked, latest.at)
    return newest.astimezone(_MEXICO).isoformat(timespec="seconds")


def _organization(place: Place) -> Json:
    if not place.organization:
        id_ = hsds_id("organization of", place.id)
        return {"id": id_, "name": place.name, "description": UNKNOWN_ORGANIZATION}
    return {
        "id": hsds_id("organization", place.organization),
        "name": place.organization,
        "description": place.organization,
    }


def _eligibility(place: Place) -> str:
    groups = [GROUPS.get(word, word) for word in place.serves.split()]
    return f"Takes {', '.join(groups)}." if groups else "Not known whom it takes."


def _attributes(place: Place, id_: str) -> Iterator[Json]:
    yield term(id_, KIND, place.kind, KINDS.get(place.kind, place.kind))
    for word in dict.fromkeys(place.serves.split()):
        yield term(id_, ELIGIBILITY, word, GROUPS.get(word, word))
    for word in dict.fromkeys(place.services.split()):
        yield term(id_, SERVICE, word, word.replace("_", " "))
    yield mark(id_, "faro:id", "Identifier in Faro", place.id)
    yield mark(id_, LAST_SEEN, "Last report seen", place.last_seen)
    yield mark(id_, SENSITIVE, "Must stay hidden", _yes(place.sensitive))
    if not place.sensitive:
        yield mark(id_, PUBLIC, "May be linked on a map", _yes(place.public))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _at_location(place: Place, id_: str) -> Json:
    location_id = hsds_id("location", place.id)
    location: Json = {
        "id": location_id,
        "location_type": "virtual" if place.sensitive else "physical",
    }
    if not place.sensitive:
        location |= {"name": place.name, "addresses": [_address(place, location_id)]}
        if place.public and place.point is not None:
            location["latitude"], location["longitude"] = place.point
    return {
        "id": hsds_id("service at location", place.id),
        "service_id": id_,
        "location_id": location_id,
        "location": location,
    }


def _address(place: Place, location_id: str) -> Json:
    """City and state; the street only if it may be said, else it is empty."""
    told = place.kind != OFFICE or place.status == "reported_open"
    return {
        "id": hsds_id("address", place.id),
        "location_id": location_id,
        "address_1": place.address("es") if told else "",
        "city": place.city,
        "state_province": place.state,
        "postal_code": "",
        "country": "MX",
        "address_type": "physical",
    }


def _area(place: Place, id_: str) -> Json:
    name = f"{place.city}, {place.state}"
    return {"id": hsds_id("area", place.id), "service_id": id_, "name": name}


def _phones(place: Place, *, with_names: bool) -> Iterator[Json]:
    for phone in sorted(place.phones, key=lambda phone: phone.number):
        by = f" by {phone.verified_by}" if with_names else ""
        yield {
            "id": hsds_id("phone", place.id, phone.number),
            "number": phone.number,
            "type": "voice",
            "description": f"Dialled on {phone.verified_on}{by}.",
        }


def _capacities(id_: str, known_now: Known) -> Iterator[Json]:
    assert known_now.at is not None
    for group, beds in sorted((known_now.free or {}).items()):
        yield {
            "id": hsds_id("capacity", id_, group),
            "service_id": id_,
            "unit": {"id": hsds_id("unit", "bed"), "name": "bed"},
            "available": beds,
            "description": f"Free beds for {GROUPS.get(group, group)}",
            "updated": known_now.at.isoformat(timespec="milliseconds"),
        }


def _sources(place: Place, id_: str) -> Iterator[Json]:
    """The pages behind a place, the main one first."""
    main = {
        name: str(getattr(place, f"source_{name}"))
        for name in ("title", "url", "publisher", "date")
    }
    for number, source in enumerate((main, *(place.other_sources or []))):
        url_id = hsds_id("url", place.id, str(number))
        yield {
            "id": url_id,
            "service_id": id_,
            "label": f"{source['publisher']}, {source['date']}: {source['title']}",
            "url": source["url"],
            "attributes": list(_source_marks(url_id, source.items())),
        }


def _source_marks(url_id: str, parts: Iterable[tuple[str, str]]) -> Iterator[Json]:
    for name, value in parts:
        if name != "url":
            yield mark(url_id, SOURCE, name, value, "url")
