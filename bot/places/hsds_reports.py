"""Who says so and since when: what an HSDS service tells of its own making."""

from collections.abc import Iterator
from datetime import date

from bot.language.dates import is_partial_date
from bot.places.hsds_file import NotTaken, Service
from bot.places.hsds_rules import NAME_MOST, shown_text, web_address
from bot.places.hsds_terms import ASSURED, LAST_SEEN, SOURCE

_ASSURER_MOST = 64


def assurance(service: Service, today: date) -> tuple[date | None, str]:
    """The day on which somebody made sure, and who, if it is said."""
    if not service.assured_date:
        return None, ""
    day = date.fromisoformat(_day(service.assured_date, "assured_date", today))
    names = [
        entry.updated_by or ""
        for entry in service.metadata or []
        if entry.last_action_type == ASSURED
        and (entry.last_action_date or "")[:10] == day.isoformat()
    ]
    found = (" ".join(n.split()) for n in (*names, service.assurer_email or ""))
    named = (n for n in found if n.isprintable() and 1 < len(n) <= _ASSURER_MOST)
    return day, next(named, "")


def last_seen(service: Service, today: date) -> str:
    """The day of the last report, as precisely as it is known."""
    marked = service.value(LAST_SEEN)
    if marked and is_partial_date(marked):
        return _not_later(marked, LAST_SEEN, today)
    return (service.assured_date or "unknown")[:10]


def sources(
    service: Service,
    name: str,
    stand_in: tuple[str, str],
    today: date,
    *,
    hides: bool,
) -> list[dict[str, str]]:
    """The pages behind it, the main one first; a refuge's own page may tell where.

    `stand_in` are address and publisher of the list, for what names no source.
    """
    told = list(_told_sources(service, today))
    if told:
        return told
    own = "" if hides else service.url or ""
    organization = service.organization
    publisher = (organization.name if own and organization else "") or stand_in[1]
    url = own or stand_in[0]
    if not url or not publisher:
        raise NotTaken(
            "It names no source. Give --source-url and --publisher: the page and the "
            "name of whoever publishes the list."
        )
    modified = service.last_modified or service.assured_date
    source = {
        "title": name,
        "url": web_address(url, "source"),
        "publisher": shown_text(publisher, "publisher", NAME_MOST),
        "date": _day(modified, "last_modified", today) if modified else "unknown",
    }
    return [source]


def _told_sources(service: Service, today: date) -> Iterator[dict[str, str]]:
    for page in service.additional_urls or []:
        title, publisher, day = (
            page.value(SOURCE, label) for label in ("title", "publisher", "date")
        )
        if page.url and title and publisher and is_partial_date(day):
            yield {
                "title": shown_text(title, "title of a source"),
                "url": web_address(page.url, "source"),
                "publisher": shown_text(publisher, "publisher", NAME_MOST),
                "date": _not_later(day, "date of a source", today),
            }


def _day(value: str, what: str, today: date) -> str:
    written = value[:10]
    if len(written) < 10 or not is_partial_date(written):
        raise NotTaken(f"`{what}` is no day. Write YYYY-MM-DD.")
    return _not_later(written, what, today)


def _not_later(value: str, what: str, today: date) -> str:
    if value != "unknown" and value > today.isoformat():
        raise NotTaken(f"`{what}` lies in the future. Correct it.")
    return value
