"""Transactions and files of commands, whose refusals are one plain error."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from bot.cli.database import ready_database
from bot.facts.people import Refused
from bot.places.confirmations import Refused as PlaceRefused

_MEXICO = ZoneInfo("America/Mexico_City")


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction; a refusal becomes one plain error and nothing is changed."""
    with plainly(), ready_database().begin() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session to look things up in."""
    with plainly(), ready_database()() as session:
        yield session


@contextmanager
def plainly() -> Iterator[None]:
    """A refusal, or a file that cannot be written, becomes one plain error."""
    try:
        yield
    except (Refused, PlaceRefused) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if error.filename is None:  # no file: somebody closed the pipe we print to
            raise
        raise click.ClickException(
            f"{error.filename}: {error.strerror}. Name another place."
        ) from error


def require_new(file: Path) -> None:
    """Refuse to write over a file: it may hold somebody's work of days."""
    if file.exists():
        raise Refused(f"{file} is there already. Move it away, or give another name.")


def local_minute(moment: datetime) -> str:
    """The minute on the clocks of Mexico City."""
    return moment.astimezone(_MEXICO).strftime("%Y-%m-%d %H:%M")
