"""`faro places list | show | confirm | history`."""

import click
from sqlalchemy import select

from bot.cli.session import local_minute, reading, writing
from bot.db import now
from bot.places.confirmations import (
    GROUPS,
    Age,
    Refused,
    known,
    latest_of,
)
from bot.places.confirmations import confirm as confirm_place
from bot.places.confirmations import history as history_of
from bot.places.models import STATES, Confirmation, Place


@click.command("list")
@click.option("--city", help="Only places of this city.")
@click.option("--state", help="Only places of this state.")
@click.option("--kind", help="Only this kind: shelter, soup_kitchen, comar_office…")
@click.option(
    "--unconfirmed", is_flag=True, help="Only those nobody has confirmed lately."
)
def list_places(
    city: str | None, state: str | None, kind: str | None, *, unconfirmed: bool
) -> None:
    """List places with their ids and how fresh they are."""
    query = select(Place).order_by(Place.state, Place.city, Place.name)
    for column, wanted in (
        (Place.city, city),
        (Place.state, state),
        (Place.kind, kind),
    ):
        if wanted:
            query = query.where(column == wanted)
    with reading() as session:
        found = list(session.scalars(query))
        latest = latest_of(session)
        fresh = {p.id: known(p.assured_date, latest.get(p.id), now()) for p in found}
    shown = [
        place
        for place in found
        if not unconfirmed or fresh[place.id].age in (Age.NEVER, Age.PAST)
    ]
    for place in shown:
        hidden = " (hidden: where it is is never said)" if place.sensitive else ""
        click.echo(f"{place.id}: {place.name}, {place.city}, {place.state}{hidden}")
        click.echo(f"  {place.kind}, {_standing(place, latest.get(place.id))}")
    click.echo(f"{len(shown)} places.")
    if not shown and (city or state):
        raise click.ClickException(
            "No place fits. Write the city or state as in facts/gazetteer.yml, with "
            "accents: --city 'Ciudad Juárez'."
        )


@click.command()
@click.argument("place_id")
def show(place_id: str) -> None:
    """All that is stored about PLACE_ID, also what is never said to people."""
    with reading() as session:
        place = _place(session.get(Place, place_id), place_id)
        latest = latest_of(session, [place_id]).get(place_id)
        lines = [
            f"{place.id} ({place.origin}): {place.name}",
            f"  organization: {place.organization or 'not known'}",
            f"  kind: {place.kind}, status: {place.status}",
            f"  {place.city}, {place.state}; {place.address('es') or 'no address'}",
            f"  point: {place.point or 'none'}, public: {place.public}, "
            f"sensitive: {place.sensitive}",
            f"  serves: {place.serves or 'not known'}",
            f"  services: {place.services or 'not known'}",
            *(
                f"  phone: {phone.number}, dialled on {phone.verified_on} by "
                f"{phone.verified_by}"
                for phone in place.phones
            ),
            f"  {_standing(place, latest)}",
            f"  source: {place.source_title}, {place.source_publisher}, "
            f"{place.source_date}\n    {place.source_url}",
            *(
                f"  also: {source['title']} ({source['date']})\n    {source['url']}"
                for source in place.other_sources
            ),
        ]
    click.echo("\n".join(lines))


@click.command()
@click.argument("place_id")
@click.argument("state", type=click.Choice(STATES))
@click.option("--by", required=True, help="Who made sure, by phone or on the spot.")
@click.option(
    "--free",
    multiple=True,
    metavar="GROUP=BEDS",
    help=f"Free beds, as women=12. Groups: {', '.join(GROUPS)}.",
)
@click.option("--note", default="", help="For the team; never said to people.")
def confirm(
    place_id: str, state: str, by: str, free: tuple[str, ...], note: str
) -> None:
    """Record that PLACE_ID is open, full or closed; it is said from now on."""
    with writing() as session:
        recorded = confirm_place(session, place_id, state, by, now(), _beds(free), note)
        place = session.get_one(Place, place_id)
    click.echo(f"{place.name}: {_said(recorded)}.")


@click.command()
@click.argument("place_id")
def history(place_id: str) -> None:
    """What was recorded of PLACE_ID, newest first."""
    with reading() as session:
        _place(session.get(Place, place_id), place_id)
        found = history_of(session, place_id)
    for confirmation in found:
        click.echo(
            _said(confirmation)
            + (f": {confirmation.note}" if confirmation.note else "")
        )
    if not found:
        click.echo("Nobody has confirmed it yet: faro places confirm ID open --by NAME")


def _place(place: Place | None, place_id: str) -> Place:
    if place is None:
        raise Refused(f"There is no place {place_id}. All ids: faro places list.")
    return place


def _beds(free: tuple[str, ...]) -> dict[str, int]:
    beds = {}
    for entry in free:
        group, _, count = entry.partition("=")
        if not count.isdigit():
            raise Refused(f"--free {entry}: write GROUP=BEDS, as women=12.")
        beds[group] = int(count)
    return beds


def _standing(place: Place, latest: Confirmation | None) -> str:
    if latest is not None:
        return _said(latest)
    if place.assured_date is not None:
        return f"assured on {place.assured_date} by {place.assurer}"
    return f"never confirmed, last seen {place.last_seen}"


def _said(confirmation: Confirmation) -> str:
    beds = ", ".join(
        f"{count} for {group}" for group, count in confirmation.free.items()
    )
    when = local_minute(confirmation.at)
    return (
        f"{confirmation.state}{f' ({beds} free)' if beds else ''}, by "
        f"{confirmation.by}, {when}"
    )
