"""Says how sure and how fresh is what is known of a place."""

from datetime import timedelta

from babel.dates import format_timedelta

from bot.language.dates import local_date, said_date, said_partial_date
from bot.places.confirmations import Age, Known
from bot.places.find import Found

Phrases = dict[str, str]


def freshness(found: Found, language: str, phrases: Phrases) -> list[str]:
    """How sure, and since when: what is confirmed, else the last report."""
    place, known = found.place, found.known
    if known.is_closed and known.at is not None:
        day = said_date(local_date(known.at), language)
        return [phrases["place_closed"].format(date=day)]
    if known.age is Age.HOURS:
        said = phrases[f"place_{known.state}_now"].format(
            ago=_ago(known.passed, language, phrases)
        )
        return [said, *_beds(known, phrases)]
    if known.age is Age.DAYS:
        ago = _ago(known.passed, language, phrases)
        return [phrases[f"place_{known.state}_days"].format(ago=ago)]
    if known.age is Age.PAST and known.at is not None:
        days = [local_date(known.at).isoformat(), place.last_seen]
        newest = max(day for day in days if day != "unknown")
        return [_not_confirmed_since(newest, language, phrases)]
    if place.status == "show":
        seen = said_day(place.last_seen, language, phrases)
        return [phrases["place_seen"].format(date=seen)]
    return [_not_confirmed_since(place.last_seen, language, phrases)]


def _not_confirmed_since(day: str, language: str, phrases: Phrases) -> str:
    if day == "unknown":
        return phrases["place_warning_unknown"]
    is_whole = len(day) == len("2026-11-24")
    template = phrases["place_warning_day" if is_whole else "place_warning"]
    return template.format(date=said_day(day, language, phrases))


def _beds(known: Known, phrases: Phrases) -> list[str]:
    if not known.free:
        return []
    beds = [
        phrases[f"beds_{group}"].format(count=count)
        for group, count in known.free.items()
    ]
    return [phrases["place_beds"].format(beds=", ".join(beds))]


def _ago(passed: timedelta, language: str, phrases: Phrases) -> str:
    """ "hace 3 horas", "3 days ago": hours up to two days, then whole days."""
    if passed < timedelta(hours=1):
        return phrases["place_under_hour"]
    unit = timedelta(hours=1) if passed <= timedelta(hours=48) else timedelta(days=1)
    whole = unit * (passed // unit)
    return format_timedelta(
        -whole,
        granularity="hour" if unit < timedelta(days=1) else "day",
        # So that 36 hours are not "1 day", nor 20 days "3 weeks".
        threshold=100,
        add_direction=True,
        locale=language,
    )


def said_day(value: str, language: str, phrases: Phrases) -> str:
    """A day as exactly as it is known, or that it is not."""
    return said_partial_date(value, language, phrases["date_unknown"])
