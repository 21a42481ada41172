import re
from datetime import UTC, datetime

import pytest

from bot.conversations import cases, inbox
from bot.conversations.models import Said
from bot.conversations.said import UnknownCode, find_said, new_code, read_code
from bot.db import Sessions
from bot.facts.models import AnswerVersion
from tests.conversations.conftest import locate
from tests.conversations.stored import message, rows
from tests.fake_engine import reply

CODE = "7KQ2-M9FX"


def finished(database: Sessions, person: str, **said: object) -> None:
    row = inbox.receive(database, message(person, "mi pregunta secreta"), locate).row
    inbox.finish(database, row, reply(**said))


def test_a_code_is_short_and_has_no_signs_that_people_mix_up() -> None:
    codes = {new_code() for _ in range(2000)}

    assert len(codes) == 2000
    for code in codes:
        assert re.fullmatch("[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", code)


@pytest.mark.parametrize(
    "typed", ["7KQ2-M9FX", "7kq2m9fx", " 7kq2 m9fx ", "7KQ2 - M9FX"]
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "7KQ2-M9F", "7KQ2-M9FXX", "1KQ2-M9FX", "ñKQ2M9FX"]
)
def test_what_is_no_code_is_refused_with_what_one_looks_like(typed: str) -> None:
    with pytest.raises(UnknownCode, match="7KQ2-M9FX"):
        read_code(typed)


def test_a_code_finds_versions_language_topic_and_minute_and_no_person(
    database: Sessions, person: str
) -> None:
    version = rows(database, AnswerVersion)[0].id
    before = datetime.now(UTC)
    finished(database, person, code=CODE, quoted=[version], topic="comar_cost")

    with database() as session:
        said = find_said(session, "7kq2m9fx")
        assert [entry.version_id for entry in said.versions] == [version]
        assert (said.kind, said.language, said.topics) == ("answer", "es", "comar_cost")
        assert (said.said_at.second, said.said_at.microsecond) == (0, 0)
        assert abs((said.said_at - before).total_seconds()) < 120
        kept = {
            column: getattr(said, column)
            for column in [c.name for c in Said.__table__.columns]
        }
    assert person not in str(kept)
    assert set(kept) == {"code", "said_at", "language", "kind", "topics", "notice_id"}


def test_what_was_said_can_be_found_when_the_person_is_erased(
    database: Sessions, person: str
) -> None:
    version = rows(database, AnswerVersion)[0].id
    finished(database, person, code=CODE, quoted=[version])
    with database.begin() as session:
        cases.erase(session, person)

    with database() as session:
        assert [v.version_id for v in find_said(session, CODE).versions] == [version]


def test_an_unknown_code_is_named(database: Sessions) -> None:
    with (
        database() as session,
        pytest.raises(UnknownCode, match=r"No reply has .*7KQ2"),
    ):
        find_said(session, CODE)
