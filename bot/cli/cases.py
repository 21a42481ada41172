"""`faro cases`: what people asked a human for."""

import click
from sqlalchemy.orm import Session

from bot.cli.database import ready_database
from bot.conversations.cases import (
    UnknownCase,
    close,
    conversation_lines,
    erase,
    find_case,
    open_cases,
)
from bot.conversations.models import Case


@click.group(invoke_without_command=True)
@click.pass_context
def cases(context: click.Context) -> None:
    """List the open cases."""
    if context.invoked_subcommand is not None:
        return
    with ready_database()() as session:
        found = open_cases(session)
        for case in found:
            when = case.opened_at.strftime("%Y-%m-%d %H:%M UTC")
            click.echo(f"{case.id:>5}  {when}  {case.reason}")
    if not found:
        click.echo("No open cases.")


@cases.command()
@click.argument("number", type=int)
def show(number: int) -> None:
    """Show the conversation of case NUMBER (personal data is masked)."""
    with ready_database()() as session:
        case = _found(session, number)
        click.echo(f"Case {case.id}: {case.reason}")
        for line in conversation_lines(session, case.conversation_id):
            click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.said}")
            click.echo(f"                    → {line.answered}")


@cases.command("close")
@click.argument("number", type=int)
def close_case(number: int) -> None:
    """Close case NUMBER: nothing more is to be done."""
    with ready_database().begin() as session:
        close(_found(session, number))
    click.echo(f"Case {number} is closed.")


@cases.command("erase")
@click.argument("number", type=int)
@click.confirmation_option(prompt="Erase the whole conversation of this case?")
def erase_case(number: int) -> None:
    """Erase all that is kept of the conversation of case NUMBER, for good."""
    with ready_database().begin() as session:
        erased = erase(session, _found(session, number).conversation_id)
    click.echo(f"Erased: {erased} messages with their replies, cases and feedback.")


def _found(session: Session, number: int) -> Case:
    try:
        return find_case(session, number)
    except UnknownCase as error:
        raise click.ClickException(str(error)) from error
