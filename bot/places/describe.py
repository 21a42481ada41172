"""Turns places into what a person reads: name, whom it takes, how sure, how fresh."""

from bot.language.dates import local_date, said_date
from bot.places.confirmations import Age
from bot.places.find import Found
from bot.places.freshness import Phrases, freshness, said_day
from bot.places.models import Place
from bot.reply import SourceNote

_SERVICES_SAID = 6
"""The rest of a long list is no reason to choose a place."""


def shelter_text(
    found: Found,
    language: str,
    phrases: Phrases,
    title: str | None = None,
    *,
    for_group: bool = False,
) -> str:
    """One short block; `title` says the name with its city where they differ.

    For those who asked for a group, that it is not known whom it takes is said too.

    A phone only if somebody dialled it; an address only with its date and a warning; a
    map only of a public place.
    """
    place = found.place
    lines = [title or place.name]
    if found.km is not None:
        near = phrases["place_km"].format(km=found.km)
        lines.append(near if found.km else phrases["place_km_near"])
    if for_group and not place.serves:
        lines.append(phrases["place_takes_unknown"])
    lines += _whom_and_what(place, phrases)
    if place.address(language):
        lines.append(
            phrases["place_address"].format(
                address=place.address(language),
                publisher=place.source_publisher,
                date=said_day(place.source_date, language, phrases),
            )
        )
    lines += _contacts(place, language, phrases)
    if place.public and place.point is not None:
        lines.append(phrases["place_map"].format(url=map_link(*place.point)))
    lines += freshness(found, language, phrases)
    return "\n".join(lines)


def refuges_text(refuges: list[Found], language: str, phrases: Phrases) -> str:
    """Places that hide: their names and how to get a contact, never where they are.

    Their sources are not named: one of them is a map.
    """
    blocks = []
    places = [refuge.place for refuge in refuges]
    for refuge in refuges:
        place = refuge.place
        lines = [place.name]
        if who := _words(place.serves, "who_", phrases):
            lines.append(phrases["place_takes"].format(who=who))
        lines += _phones(place, language, phrases)
        lines += freshness(refuge, language, phrases)
        blocks.append("\n".join(lines))
    how = [phrases["refuge_hidden"]]
    if not all(place.phones for place in places):
        how.append(phrases["refuge_ask"])
    oldest = said_date(min(place.checked_on for place in places), language)
    checked = phrases["refuge_checked"].format(date=oldest)
    return "\n\n".join([*blocks, "\n".join(how), checked])


def office_text(found: Found, language: str, phrases: Phrases) -> str:
    """What is known of a COMAR office; an address only where it is reported open.

    What a caseworker found out stands below it; of a closed one nothing else is said.
    """
    place, known = found.place, found.known
    if known.is_closed and known.at is not None:
        day = said_date(local_date(known.at), language)
        return phrases["office_closed"].format(city=place.city, date=day)
    template = {
        "reported_open": "office_open",
        "listed_only": "office_listed",
        "not_admitting": "office_not_admitting",
        "none_found": "office_none",
    }[place.status]
    said = phrases[template].format(
        city=place.city,
        publisher=place.source_publisher,
        date=said_day(place.source_date, language, phrases),
        address=place.address(language),
    )
    confirmed = known.age in (Age.HOURS, Age.DAYS)
    lines = freshness(found, language, phrases) if confirmed else []
    return "\n".join([said, *lines])


def map_link(latitude: float, longitude: float) -> str:
    """An address that phones open in their map, and browsers in a page."""
    return f"https://maps.google.com/?q={latitude:.6f},{longitude:.6f}"


def has_contact(place: Place, language: str) -> bool:
    """True if a person knows from the block alone where to go or whom to ask."""
    return bool(
        place.address(language)
        or place.phones
        or place.website
        or (place.public and place.point is not None)
    )


def place_sources(places: list[Place]) -> list[SourceNote]:
    """The pages behind these places, each once; the main ones first.

    None for a sensitive place: a page may say where it is.
    """
    places = [place for place in places if not place.sensitive]
    main = [
        SourceNote(
            title=place.source_title,
            url=place.source_url,
            publisher=place.source_publisher,
            date=place.source_date,
            checked_on=place.checked_on,
        )
        for place in places
    ]
    others = [
        SourceNote(**source, checked_on=place.checked_on)
        for place in places
        for source in place.other_sources or []
    ]
    by_url: dict[str, SourceNote] = {}
    for note in (*main, *others):
        by_url.setdefault(note.url, note)
    return list(by_url.values())


def provenance(places: list[Place], language: str, phrases: Phrases) -> str:
    """One line: who reported these places, and the oldest day on which Faro looked."""
    publishers = dict.fromkeys(place.source_publisher for place in places)
    oldest = min(place.checked_on for place in places)
    return phrases["place_provenance"].format(
        publishers=", ".join(publishers), date=said_date(oldest, language)
    )


def _whom_and_what(place: Place, phrases: Phrases) -> list[str]:
    lines = []
    if who := _words(place.serves, "who_", phrases):
        lines.append(phrases["place_takes"].format(who=who))
    if what := _words(place.services, "what_", phrases):
        lines.append(phrases["place_offers"].format(what=what))
    return lines


def _contacts(place: Place, language: str, phrases: Phrases) -> list[str]:
    lines = _phones(place, language, phrases)
    if schedule := place.schedule(language):
        lines.append(phrases["place_schedule"].format(schedule=schedule))
    if place.website:
        lines.append(phrases["place_website"].format(url=place.website))
    return lines


def _phones(place: Place, language: str, phrases: Phrases) -> list[str]:
    return [
        phrases["place_phone"].format(
            number=phone.number, date=said_date(phone.verified_on, language)
        )
        for phone in place.phones or []
    ]


def _words(names: str, prefix: str, phrases: Phrases) -> str:
    known = [
        phrases[prefix + name] for name in names.split() if prefix + name in phrases
    ]
    return ", ".join(list(dict.fromkeys(known))[:_SERVICES_SAID])
