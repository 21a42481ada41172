from alembic import command

from bot.db import migration_config


def test_migrations_make_exactly_the_tables_of_the_models(empty_url: str) -> None:
    # Raises if a model has something that no migration makes, or the other way round.
    command.check(migration_config(empty_url))
