"""`faro facts notice`: news of the day above the answers that it touches."""

from datetime import timedelta

import click

from bot.cli.facts.life import BY, WHY
from bot.cli.session import local_minute, reading, writing
from bot.db import now
from bot.facts.models import PUBLISHED, Notice
from bot.facts.notices import (
    LONGEST_DAYS,
    approve_notice,
    end_notice,
    notices,
    write_notice,
)


@click.group(invoke_without_command=True)
@click.pass_context
def notice(context: click.Context) -> None:
    """List the notices that are said or wait for an approval."""
    if context.invoked_subcommand is not None:
        return
    with reading() as session:
        found = notices(session)
    for entry in found:
        _say(entry)
    if not found:
        click.echo("No notice.")


@notice.command()
@BY
@click.option("--es", required=True, help="The Spanish text.")
@click.option("--en", required=True, help="The English text.")
@click.option("--about", multiple=True, required=True, metavar="TOPIC or AREA")
@click.option(
    "--hours",
    type=click.IntRange(1, 24 * LONGEST_DAYS),
    default=48,
    help="After these it ends by itself.",
)
@click.option("--title", required=True, help="Title of the source.")
@click.option("--url", required=True, help="Address of the source.")
@click.option("--publisher", required=True, help="Who published the source.")
@click.option("--date", required=True, help="The source's own date, YYYY-MM-DD.")
def write(
    by: str,
    es: str,
    en: str,
    about: tuple[str, ...],
    hours: int,
    **source: str,
) -> None:
    """Write a notice for a reviewer; it is not said before another approves it."""
    with writing() as session:
        written = write_notice(
            session,
            by,
            {"es": es, "en": en},
            list(about),
            source,
            now() + timedelta(hours=hours),
            now(),
        )
    click.echo(
        f"Notice {written.id} waits. Another person types: faro facts notice approve "
        f"{written.id} --by NAME"
    )


@notice.command()
@click.argument("number", type=int)
@BY
def approve(number: int, by: str) -> None:
    """Say notice NUMBER from the next message on."""
    with writing() as session:
        approved = approve_notice(session, number, by, now())
    _say(approved)


@notice.command()
@click.argument("number", type=int)
@BY
@WHY
def end(number: int, by: str, why: str) -> None:
    """Take notice NUMBER back at once."""
    with writing() as session:
        end_notice(session, number, by, why)
    click.echo(f"Notice {number} is not said any more.")


def _say(entry: Notice) -> None:
    state = "in review"
    if entry.state == PUBLISHED:
        state = "said" if entry.ends_at > now() else "ended"
    until = local_minute(entry.ends_at)
    click.echo(
        f"Notice {entry.id}, {state}, by {entry.author}, approved by "
        f"{entry.approved_by or 'nobody'}, until {until} in Mexico "
        f"City, about {entry.topics}\n  {entry.text_es}\n  {entry.text_en}"
    )
