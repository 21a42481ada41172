"""`faro facts sheet-out | sheet-in | offline`."""

from pathlib import Path

import click

from bot.cli.facts.offline import write_offline
from bot.cli.session import reading, require_new, writing
from bot.db import now
from bot.facts.models import PUBLISHED, Notice
from bot.facts.notices import notices
from bot.facts.people import Refused
from bot.facts.sheet import read_sheet, write_sheet
from bot.facts.table import SheetError
from bot.language.dates import today
from bot.settings import settings


@click.command("sheet-out")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("topics", nargs=-1)
def sheet_out(file: Path, topics: tuple[str, ...]) -> None:
    """Write the answers of TOPICS (all, if none is named) as a CSV table to FILE."""
    with reading() as session:
        require_new(file)
        content = write_sheet(session, topics)
        # The mark at the start makes spreadsheets read it as UTF-8.
        file.write_text(content, encoding="utf-8-sig", newline="")
    click.echo(
        f"{file} is written. Bring it back with: faro facts sheet-in {file} --by NAME"
    )


@click.command("sheet-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, help="Whoever changed the table, for the log.")
def sheet_in(file: Path, by: str) -> None:
    """Take the changed rows of FILE as drafts: all of them or none."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file} is not saved as UTF-8. Save it again as “CSV UTF-8”."
        ) from error
    with writing() as session:
        try:
            drafts = read_sheet(session, content, by, today())
        except SheetError as error:
            raise Refused(f"{error}\nNothing of {file} was taken.") from error
        keys = dict.fromkeys(draft.answer.key for draft in drafts)
    if not drafts:
        click.echo("Nothing was changed in the table.")
    for draft in drafts:
        click.echo(f"{draft.answer.key} {draft.answer.language} is a draft.")
    for key in keys:
        click.echo(f'Then: faro facts submit {key} --by "{by}"')


@click.command("offline")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def offline(folder: Path) -> None:
    """Write all current answers and places as pages to print, and as one zip file."""
    with reading() as session:
        files = write_offline(
            session,
            folder,
            today(),
            notice=next((n for n in notices(session) if _is_said(n)), None),
            approved_only=settings().require_approval,
        )
    for file in files:
        click.echo(f"{file} ({file.stat().st_size // 1024 + 1} KB)")


def _is_said(notice: Notice) -> bool:
    return notice.state == PUBLISHED and notice.ends_at > now()


COMMANDS = (sheet_out, sheet_in, offline)
