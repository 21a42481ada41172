import re

import pytest

from bot.conversations.inbox import finish, open_conversation, receive
from bot.conversations.incoming import Incoming
from bot.db import Sessions
from bot.reply import Bubble, Reply
from tests.cli.command import Finished, faro


def say(
    database: Sessions, conversation: str, text: str, case: str | None = None
) -> None:
    incoming = Incoming("web", f"{conversation}:{text}", conversation, text=text)
    received = receive(database, incoming, lambda _latitude, _longitude: None)
    reply = Reply(
        kind="handoff",
        topic="meta_human",
        language="es",
        replies=[Bubble(text="Anotado.")],
        case=case,
    )
    finish(database, received.row, reply)


@pytest.fixture
def two_cases(database: Sessions) -> None:
    for text, reason in (("quiero una persona", "human"), ("borrar", "delete_my_data")):
        conversation = open_conversation(database, "web")
        say(database, conversation, "llamen al 6641234567 por favor")
        say(database, conversation, text, reason)


async def cases(url: str, *arguments: str, stdin: str = "") -> Finished:
    done = await faro("cases", *arguments, stdin=stdin, FARO_DATABASE_URL=url)
    assert "Traceback" not in done.err
    return done


async def test_without_cases_it_says_so(database_url: str) -> None:
    done = await cases(database_url)
    assert (done.code, done.out) == (0, "No open cases.\n")


async def test_open_cases_are_listed_oldest_first(
    database_url: str, two_cases: None
) -> None:
    done = await cases(database_url)
    first, second = done.out.splitlines()
    assert re.fullmatch(r" +1  \d{4}-\d\d-\d\d \d\d:\d\d UTC  human", first)
    assert re.fullmatch(r" +2  .* UTC  delete_my_data", second)


async def test_a_case_shows_its_conversation_alone_with_personal_data_masked(
    database_url: str, two_cases: None
) -> None:
    done = await cases(database_url, "show", "1")
    assert done.out.startswith("Case 1: human\n")
    assert "quiero una persona" in done.out
    assert "handoff meta_human" in done.out
    assert "6641234567" not in done.out
    assert "borrar" not in done.out


async def test_a_closed_case_is_no_longer_listed_and_can_still_be_shown(
    database_url: str, two_cases: None
) -> None:
    closed = await cases(database_url, "close", "1")
    listed = await cases(database_url)
    shown = await cases(database_url, "show", "1")
    assert closed.out == "Case 1 is closed.\n"
    assert [line.split()[0] for line in listed.out.splitlines()] == ["2"]
    assert "quiero una persona" in shown.out


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        pytest.param(["erase", "2"], "y\n", id="confirmed"),
        pytest.param(["erase", "2", "--yes"], "", id="confirmed in the command"),
    ],
)
async def test_erasing_takes_the_whole_conversation_and_nothing_else(
    arguments: list[str], answer: str, database_url: str, two_cases: None
) -> None:
    erased = await cases(database_url, *arguments, stdin=answer)
    gone = await cases(database_url, "show", "2")
    other = await cases(database_url, "show", "1")
    assert "Erased: 2 messages" in erased.out
    assert gone.code == 1
    assert "quiero una persona" in other.out


@pytest.mark.parametrize(
    "answer", ["n\n", "\n", ""], ids=["no", "only enter", "nothing"]
)
async def test_nothing_is_erased_without_a_yes(
    answer: str, database_url: str, two_cases: None
) -> None:
    refused = await cases(database_url, "erase", "2", stdin=answer)
    shown = await cases(database_url, "show", "2")
    assert refused.code != 0
    assert "Erased" not in refused.out
    assert "borrar" in shown.out


@pytest.mark.parametrize("arguments", [["show"], ["close"], ["erase", "--yes"]])
async def test_an_unknown_case_is_named_with_what_to_type(
    arguments: list[str], database_url: str
) -> None:
    done = await cases(database_url, *arguments, "7")
    assert done.code == 1
    assert done.err == "Error: There is no case 7. Type: faro cases\n"
