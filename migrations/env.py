"""Alembic's entry: brings the tables of all rooms to a revision."""

from alembic import context
from sqlalchemy import Connection

import bot.conversations.models
import bot.facts.models
import bot.places.models
import bot.tasks  # noqa: F401  (imported for their tables)
from bot.db import Base, open_engine


def run(connection: Connection) -> None:
    """Migrate over an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a table, so Alembic copies it instead.
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


engine = open_engine(context.config.attributes["url"])
with engine.begin() as connection:
    run(connection)
engine.dispose()
