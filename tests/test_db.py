from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.conversations.models import Conversation, Message, StoredReply
from bot.db import Sessions, migration_config, now, open_engine, sessions, upgrade

MEXICO = ZoneInfo("America/Mexico_City")


def _message(conversation_id: str) -> Message:
    return Message(
        conversation_id=conversation_id, channel="web", message_id="m1", kind="text"
    )


def _kept(database: Sessions, moment: datetime) -> datetime:
    with database.begin() as session:
        session.add(Conversation(id="c1", channel="web", created_at=moment))
    with database() as session:
        return session.get_one(Conversation, "c1").created_at


def _pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_migrations_make_exactly_the_tables_of_the_models(empty_url: str) -> None:
    # Raises if a model has something that no migration makes, or the other way round.
    command.check(migration_config(empty_url))


def test_migrations_can_be_taken_back(empty_url: str) -> None:
    command.downgrade(migration_config(empty_url), "base")
    engine = open_engine(empty_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_upgrading_again_keeps_what_is_stored(database_url: str) -> None:
    engine = open_engine(database_url)
    with sessions(engine).begin() as session:
        session.add(Conversation(id="c1", channel="web"))
    upgrade(database_url)
    with sessions(engine)() as session:
        assert session.get(Conversation, "c1") is not None
    engine.dispose()


def test_the_configuration_file_is_none_so_no_password_is_written(
    tmp_path: Path,
) -> None:
    config = migration_config("postgresql://faro:hush%25@db/faro")
    assert config.config_file_name is None
    assert config.attributes["url"] == "postgresql://faro:hush%25@db/faro"
    assert "hush" not in str(config.get_section("alembic"))


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 11, 24, 12, 30, 5, 123456, UTC), id="UTC"),
        pytest.param(datetime(2026, 11, 24, 23, 0, tzinfo=MEXICO), id="Mexico City"),
        pytest.param(
            datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), id="Tokyo"
        ),
    ],
)
def test_a_moment_comes_back_the_same_and_in_utc(
    database: Sessions, moment: datetime
) -> None:
    kept = _kept(database, moment)
    assert kept == moment
    assert kept.utcoffset() == timedelta(0)


def test_moments_of_different_zones_are_compared_by_the_clock_of_utc(
    database: Sessions,
) -> None:
    _kept(database, datetime(2026, 11, 24, 23, 0, tzinfo=MEXICO))
    later = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    query = select(Conversation.id).where(Conversation.created_at > later)
    with database() as session:
        assert session.scalars(query).all() == ["c1"]


def test_a_moment_without_a_zone_is_refused(database: Sessions) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        _kept(database, datetime(2026, 11, 24, 12, 30))  # noqa: DTZ001


def test_now_is_a_moment_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)


def test_sqlite_refuses_a_row_that_points_nowhere(database: Sessions) -> None:
    with (
        pytest.raises(IntegrityError, match="FOREIGN KEY"),
        database.begin() as session,
    ):
        session.add(_message("nobody"))


def test_sqlite_refuses_to_delete_what_is_pointed_at(database: Sessions) -> None:
    with database.begin() as session:
        session.add(Conversation(id="c1", channel="web"))
        session.flush()
        session.add(_message("c1"))
    with (
        pytest.raises(IntegrityError, match="FOREIGN KEY"),
        database.begin() as session,
    ):
        session.execute(text("DELETE FROM conversations WHERE id = 'c1'"))


def test_foreign_keys_hold_on_every_connection_of_the_pool(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            pragma = connection.exec_driver_sql("PRAGMA foreign_keys")
            assert pragma.scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        pytest.param("journal_mode", "wal", id="reads go on during a write"),
        pytest.param("busy_timeout", 5000, id="a lock is awaited"),
        pytest.param("synchronous", 2, id="a message survives a power cut"),
    ],
)
def test_sqlite_is_opened_so_that(
    pragma: str, value: object, database_url: str
) -> None:
    engine = open_engine(database_url)
    assert _pragma(engine, pragma) == value
    engine.dispose()


def test_a_reader_sees_the_old_state_while_another_writes(database: Sessions) -> None:
    with database() as writer, database() as reader:
        writer.add(Conversation(id="c1", channel="web"))
        writer.flush()
        assert reader.get(Conversation, "c1") is None


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'not' / 'yet' / 'faro.db'}"
    upgrade(url)
    assert (tmp_path / "not" / "yet" / "faro.db").exists()


def test_a_database_in_memory_needs_no_folder() -> None:
    engine = open_engine("sqlite://")
    assert _pragma(engine, "foreign_keys") == 1
    engine.dispose()


def test_an_object_stays_readable_after_its_session_is_closed(
    database: Sessions,
) -> None:
    with database.begin() as session:
        conversation = Conversation(channel="web")
        session.add(conversation)
    assert len(conversation.id) >= 20


def test_a_message_has_at_most_one_reply(database: Sessions) -> None:
    with database.begin() as session:
        session.add(Conversation(id="c1", channel="web"))
        session.flush()
        message = _message("c1")
        session.add(message)
        session.flush()
        row = message.id
    with pytest.raises(IntegrityError, match="UNIQUE"), database.begin() as session:
        session.add_all([StoredReply(message_row=row, body={}) for _ in range(2)])
