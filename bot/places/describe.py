"""Turns places into what a person reads: name, whom it takes, how sure, how fresh."""

from bot.language.dates import said_date, said_partial_date
from bot.places.models import Place
from bot.reply import SourceNote

Phrases = dict[str, str]


def shelter_text(place: Place, language: str, phrases: Phrases) -> str:
    """One short block. Never a phone; an address only with its date and a warning."""
    lines = [place.name]
    if who := _words(place.serves, "who_", phrases):
        lines.append(phrases["place_takes"].format(who=who))
    if what := _words(place.services, "what_", phrases):
        lines.append(phrases["place_offers"].format(what=what))
    if place.address(language) and not place.sensitive:
        lines.append(
            phrases["place_address"].format(
                address=place.address(language),
                publisher=place.source_publisher,
                date=_said(place.source_date, language, phrases),
            )
        )
    freshness = "place_seen" if place.status == "show" else "place_warning"
    seen = _said(place.last_seen, language, phrases)
    lines.append(phrases[freshness].format(date=seen))
    return "\n".join(lines)


def office_text(place: Place, language: str, phrases: Phrases) -> str:
    """What is known of a COMAR office; an address only where it is reported open."""
    template = {
        "reported_open": "office_open",
        "listed_only": "office_listed",
        "not_admitting": "office_not_admitting",
        "none_found": "office_none",
    }[place.status]
    return phrases[template].format(
        city=place.city,
        publisher=place.source_publisher,
        date=_said(place.source_date, language, phrases),
        address=place.address(language),
    )


def place_sources(places: list[Place]) -> list[SourceNote]:
    """The pages behind these places, each once."""
    notes = {
        place.source_url: SourceNote(
            title=place.source_title,
            url=place.source_url,
            publisher=place.source_publisher,
            date=place.source_date,
            checked_on=place.checked_on,
        )
        for place in places
    }
    return list(notes.values())


def provenance(places: list[Place], language: str, phrases: Phrases) -> str:
    """One line: who reported these places, and the oldest day on which Faro looked."""
    publishers = dict.fromkeys(place.source_publisher for place in places)
    oldest = min(place.checked_on for place in places)
    return phrases["place_provenance"].format(
        publishers=", ".join(publishers), date=said_date(oldest, language)
    )


def _said(value: str, language: str, phrases: Phrases) -> str:
    return said_partial_date(value, language, phrases["date_unknown"])


def _words(names: str, prefix: str, phrases: Phrases) -> str:
    known = [
        phrases[prefix + name] for name in names.split() if prefix + name in phrases
    ]
    return ", ".join(known)
