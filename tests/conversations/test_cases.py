from datetime import timedelta

import pytest

from bot.conversations import cases, inbox
from bot.conversations.models import (
    Case,
    Conversation,
    Feedback,
    Message,
    StoredReply,
)
from bot.db import Sessions, now
from bot.facts.models import AnswerVersion
from tests.conversations.conftest import locate
from tests.conversations.stored import dump, message, rows
from tests.fake_engine import reply


def open_case(database: Sessions, conversation: str, minutes_ago: int) -> int:
    with database.begin() as session:
        opened_at = now() - timedelta(minutes=minutes_ago)
        case = Case(conversation_id=conversation, reason="human", opened_at=opened_at)
        session.add(case)
        session.flush()
        return case.id


def open_numbers(database: Sessions) -> list[int]:
    with database() as session:
        return [case.id for case in cases.open_cases(session)]


def test_open_cases_are_listed_with_the_oldest_first(
    database: Sessions, person: str, another: str
) -> None:
    newest = open_case(database, person, 1)
    oldest = open_case(database, another, 30)
    between = open_case(database, person, 10)
    assert open_numbers(database) == [oldest, between, newest]


def test_a_closed_case_leaves_the_list_and_the_others_stay(
    database: Sessions, person: str
) -> None:
    first, second = open_case(database, person, 2), open_case(database, person, 1)
    with database.begin() as session:
        cases.close(cases.find_case(session, first))
    assert open_numbers(database) == [second]
    with database() as session:
        assert cases.find_case(session, first).closed_at is not None


def test_an_unknown_case_is_named_with_what_to_type(database: Sessions) -> None:
    with database() as session, pytest.raises(cases.UnknownCase) as error:
        cases.find_case(session, 77)
    assert str(error.value) == "There is no case 77. Type: faro cases"


def test_staff_read_the_turns_in_order_and_redacted(
    database: Sessions, person: str, another: str
) -> None:
    turns = [
        (message(person, "mi tel 55 1234 5678", 1), reply()),
        (message(person, None, 2, choice="menu"), reply(kind="meta", topic=None)),
        (message(person, None, 3, location=(32.5, -117.0)), reply(kind="place")),
        (message(person, None, 4, location=(0.0, 0.0)), None),
        (message(another, "hola", 5), reply()),
    ]
    for incoming, said in turns:
        row = inbox.receive(database, incoming, locate).row
        if said is not None:
            inbox.finish(database, row, said)
    with database() as session:
        lines = cases.conversation_lines(session, person)
    assert [(line.said, line.answered) for line in lines] == [
        ("mi tel [teléfono]", "answer comar_cost"),
        ("menu", "meta"),
        ("Tijuana", "place comar_cost"),
        ("(location)", "(no reply)"),
    ]
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def a_whole_conversation(database: Sessions, conversation: str) -> None:
    """Something in every table: two messages, a case, feedback."""
    version = rows(database, AnswerVersion)[0].id
    said = {"quoted": [version], "case": "delete_my_data", "feedback": "helpful"}
    for number in (1, 2):
        incoming = message(conversation, f"mi hermana en {conversation}", number)
        row = inbox.receive(database, incoming, locate).row
        inbox.finish(database, row, reply(**said))


TABLES = (Conversation, Message, StoredReply, Case, Feedback)


def test_erasing_removes_everything_of_that_person_and_nothing_of_others(
    database: Sessions, another: str
) -> None:
    a_whole_conversation(database, another)
    before = dump(database)
    person = inbox.open_conversation(database, "web")
    a_whole_conversation(database, person)
    assert all(len(rows(database, table)) > 1 for table in TABLES)
    with database.begin() as session:
        assert cases.erase(session, person) == 2
    assert dump(database) == before


def test_erasing_what_is_not_there_erases_nothing(database: Sessions) -> None:
    with database.begin() as session:
        assert cases.erase(session, "nobody") == 0
