"""`faro deadline`: counts the law's deadlines, for caseworkers."""

from collections.abc import Iterator
from datetime import date

import click

from bot.cli.database import FACTS
from bot.deadlines import (
    Counted,
    Rule,
    calendar_days_left,
    count_rule,
    working_days_left,
    years_without_calendar,
)
from bot.facts.deadlines import Closure, Deadlines, read_deadlines
from bot.language.dates import said_weekday, today

_EVENTS = {
    "entered": "the day the person entered Mexico",
    "learned": "the day the person learned of the danger",
    "filed": "the day the application was filed",
    "issued": "the day the decision was issued",
    "notified": "the day the decision was notified",
}
_READINGS = ("SAFE", "LAW", "LATEST")
_MEANING = {
    "SAFE": "closed by both laws",
    "LAW": "closed by the administrative law (LFPA 28)",
    "LATEST": "closed by that or the labour law (LFT 74)",
}


@click.command()
@click.argument("rule", required=False)
@click.argument("day", required=False, metavar="[YYYY-MM-DD]")
def deadline(rule: str | None, day: str | None) -> None:
    """List the law's deadlines, or count RULE from the day of its event.

    Example: faro deadline apply 2026-05-03
    """
    deadlines = read_deadlines(FACTS)
    if rule is None:
        lines = _listed(deadlines)
    else:
        found = deadlines.rules.get(rule)
        if found is None:
            raise click.UsageError(
                f"There is no rule {rule}. Use one of: {', '.join(deadlines.rules)}."
            )
        lines = _said(found, day, deadlines)
    click.echo("\n".join(lines))


def _listed(deadlines: Deadlines) -> Iterator[str]:
    for rule in deadlines.rules.values():
        yield f"{rule.id}: {rule.about}"
        yield f"    {_length(rule)} ({', '.join(rule.articles)})"
    yield ""
    yield "To count one, type for example: faro deadline apply 2026-05-03"


def _length(rule: Rule) -> str:
    if rule.days is None or rule.event is None:
        return "no time limit"
    more = f", up to {rule.extension} more" if rule.extension else ""
    return f"{rule.days} working days{more}, after {_EVENTS[rule.event]}"


def _said(rule: Rule, day: str | None, deadlines: Deadlines) -> Iterator[str]:
    yield f"{rule.id}: {rule.about}"
    yield f"{_length(rule)} ({', '.join(rule.articles)})"
    if rule.days is not None:
        yield from _count(rule, _event(rule, day), deadlines)
    yield ""
    advice = "" if rule.whose == "authority" else " File as soon as possible."
    yield f"An estimate, not legal advice.{advice}"
    yield (
        f"Laws and calendar checked {deadlines.checked_on} by {deadlines.checked_by}, "
        f"review by {deadlines.review_by}"
        f"{': PAST REVIEW' if deadlines.review_by < today() else ''}."
    )
    yield "Sources:"
    for source in deadlines.sources(rule):
        yield f"• {source.title} ({source.publisher}, {source.date})"
        yield f"  {source.url}"


def _event(rule: Rule, day: str | None) -> date:
    example = f"Type for example: faro deadline {rule.id} 2026-05-03"
    if day is None:
        raise click.UsageError(f"{rule.id} is counted from a day. {example}")
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise click.UsageError(f"{day} is no day. {example}") from error


def _count(rule: Rule, event: date, deadlines: Deadlines) -> Iterator[str]:
    calendar = deadlines.calendar
    try:
        counted = count_rule(rule, event, calendar)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    end = counted
    yield ""
    yield f"Event      {_day(event)}, not counted"
    yield f"First day  {_day(counted.first_day)}"
    yield from _readings(counted)
    if rule.extension:
        end = count_rule(rule, event, calendar, extended=True)
        yield f"With all {rule.extension} more:"
        yield from _readings(end)
    yield ""
    yield from _which(rule, counted, deadlines)
    yield from _caveats(rule, counted, end, deadlines)


def _readings(counted: Counted) -> Iterator[str]:
    for name in _READINGS:
        last = _day(getattr(counted, name.lower()))
        yield f"{name:9}  {last:27}  without days {_MEANING[name]}"


def _which(rule: Rule, counted: Counted, deadlines: Deadlines) -> Iterator[str]:
    if rule.whose == "authority":
        yield f"LAW is the normal reading: {_left(counted.law, deadlines)}"
        yield "That it passes does not mean that the case is lost or granted."
    else:
        yield f"SAFE is the day to tell: {_left(counted.safe, deadlines)}"
        yield "LATEST is for a lawyer who argues that something was in time."


def _day(day: date) -> str:
    return said_weekday(day, "en")


def _left(last: date, deadlines: Deadlines) -> str:
    days = calendar_days_left(today(), last)
    if days < 0:
        return f"it passed {-days} days ago."
    working = working_days_left(today(), last, deadlines.calendar)
    return (
        f"after today, {today()}, {working} working days are left, "
        f"{days} on the calendar."
    )


def _caveats(
    rule: Rule, counted: Counted, end: Counted, deadlines: Deadlines
) -> Iterator[str]:
    if rule.lawyer:
        yield (
            "The court has closed days of its own, so that LAW and LATEST may be "
            "later: a lawyer must check."
        )
    years = years_without_calendar(end, deadlines.calendar)
    if years and not rule.lawyer:
        yield (
            "No official calendar of COMAR is known for "
            f"{' and '.join(map(str, years))}: days it was closed by an order in the "
            "DOF may be missing here."
        )
    yield "Calendar: Saturdays, Sundays and the days of the two laws"
    for closure in deadlines.closures:
        if closure.touches(counted.first_day, end.latest):
            yield _closed(rule, closure)


def _closed(rule: Rule, closure: Closure) -> str:
    first, last = closure.first or "?", closure.last or "?"
    counts = closure.certain and not rule.lawyer
    return (
        f"  {'and' if counts else 'NOT SUBTRACTED:'} COMAR closed {first} to {last} "
        f"({closure.source.publisher}, {closure.source.date}) {closure.source.url}"
    )
