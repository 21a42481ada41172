"""The database as commands use it: migrated, and loaded with the seed."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import ArgumentError

from bot.db import Sessions, open_engine, sessions, upgrade
from bot.facts.load import Loaded, load_seed
from bot.facts.models import Answer
from bot.facts.seed import read_seed
from bot.places.load import load_places
from bot.settings import ROOT, SettingsError, settings

FACTS = ROOT / "facts"


def ready_database() -> Sessions:
    """Sessions on a database whose tables are up to date."""
    try:
        upgrade(settings().database_url)
    except ArgumentError as error:
        raise SettingsError(
            "FARO_DATABASE_URL is no database address. Write it like "
            "sqlite:////home/faro/faro.db, in the environment or in .env."
        ) from error
    return sessions(open_engine(settings().database_url))


def load_all(
    make_session: Sessions, folder: Path = FACTS, *, to_review: bool = False
) -> tuple[Loaded, int]:
    """Load answers and places, both or neither; returns counts of both.

    With `to_review`, new answers wait for a named human.
    """
    seed = read_seed(folder)
    with make_session.begin() as session:
        loaded = load_seed(session, seed, to_review=to_review)
        return loaded, load_places(session, folder / "places")


def is_empty(make_session: Sessions) -> bool:
    """True if no answer was ever loaded."""
    with make_session() as session:
        return session.scalars(select(Answer.id).limit(1)).first() is None
