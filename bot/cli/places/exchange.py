"""`faro places export | import`: places as HSDS 3, for other directories."""

from pathlib import Path

import click
from sqlalchemy import func, select

from bot.cli.database import FACTS
from bot.cli.session import reading, require_new, writing
from bot.db import now
from bot.facts.people import person
from bot.language.dates import today
from bot.places.confirmations import Refused
from bot.places.hsds import page_text, services_page
from bot.places.hsds_cities import read_cities
from bot.places.hsds_file import LARGEST_FILE
from bot.places.hsds_import import (
    Plan,
    Taken,
    apply_import,
    hidden_names,
    plan_import,
    require_origin,
    take_file,
)
from bot.places.hsds_place import Import
from bot.places.models import Place


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-names", is_flag=True, help="Also who made sure of each place.")
def export_places(file: Path, *, with_names: bool) -> None:
    """Write the places that may be shown to FILE, as Open Referral HSDS 3."""
    with reading() as session:
        require_new(file)
        page = services_page(session, now(), with_names=with_names)
        every = session.scalar(select(func.count()).select_from(Place)) or 0
        file.write_text(page_text(page), encoding="utf-8", newline="")
    click.echo(f"{page['total_items']} places are written to {file}.")
    if left := every - page["total_items"]:
        click.echo(f"{left} that are never named to people are not in it.")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--origin", required=True, help="Who made the file, as red_norte.")
@click.option("--source-url", default="", help="The page of the list, for its source.")
@click.option("--publisher", default="", help="Who publishes the list.")
@click.option("--apply", is_flag=True, help="Do it; without, only the plan is shown.")
@click.option("--by", help="Who vouches for the file.")
@click.option("--skip-refused", is_flag=True, help="Take the others all the same.")
def import_places(
    file: Path,
    origin: str,
    source_url: str,
    publisher: str,
    by: str | None,
    *,
    apply: bool,
    skip_refused: bool,
) -> None:
    """Take the places of FILE (HSDS 3) as those of ORIGIN: first shows the plan."""
    with writing() as session:
        require_origin(origin)
        by = person(by) if by is not None else None
        if apply and by is None:
            raise Refused("Somebody must vouch for the file. Add --by NAME.")
        about = Import(
            origin=origin,
            today=today(),
            cities=read_cities(FACTS / "gazetteer.yml"),
            hidden=hidden_names(session, origin),
            source_url=source_url,
            publisher=publisher,
        )
        taken = take_file(_content(file), about)
        plan = plan_import(session, origin, taken.places)
        _say_plan(plan, taken)
        if not apply:
            click.echo("Nothing was changed. To do this, add: --apply --by NAME")
            return
        if taken.refused and not skip_refused:
            raise Refused(
                f"Nothing was changed: {len(taken.refused)} entries are refused. "
                "Correct the file, or take the others with --skip-refused."
            )
        apply_import(session, origin, taken)
    click.echo(f"{len(taken.places)} places of {origin} are in, by {by}.")


def _content(file: Path) -> bytes:
    """The bytes, but never many more than may be read."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _say_plan(plan: Plan, taken: Taken) -> None:
    for place in plan.new:
        click.echo(f"new: {_called(place)}")
    for place, columns in plan.changed:
        click.echo(f"changed: {_called(place)}: {', '.join(columns)}")
    for id_, name in plan.gone:
        click.echo(f"gone: {id_} {name}")
    for place in taken.places:
        if place.sensitive:
            click.echo(f"hidden as a refuge, without address and point: {place.id}")
    for place, other in plan.also:
        click.echo(f"twice: {_called(place)} is in Faro already as {other}")
    for reason in taken.refused:
        click.echo(f"refused: {reason}")
    click.echo(
        f"{len(plan.new)} new, {len(plan.changed)} changed, {len(plan.gone)} gone, "
        f"{len(plan.same)} the same, {len(taken.refused)} refused."
    )
    if taken.phones:
        click.echo(f"{taken.phones} phones left out: nobody of the team dialled them.")
    if taken.schedules:
        click.echo(f"{taken.schedules} schedules left out: not told in both languages.")
    if taken.unused:
        most = ", ".join(f"{name} ({n})" for name, n in taken.unused.most_common(8))
        click.echo(f"{taken.unused.total()} fields left out, most often {most}.")


def _called(place: Place) -> str:
    return f"{place.id} {place.name}, {place.city}"
