import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.conversations import inbox
from bot.conversations.cases import close
from bot.conversations.incoming import Incoming
from bot.conversations.models import (
    Case,
    Conversation,
    Feedback,
    Message,
    Said,
    SaidVersion,
    StoredReply,
)
from bot.db import Sessions
from bot.facts.models import AnswerVersion
from bot.reply import Bubble, Choice
from tests.conversations.conftest import locate
from tests.conversations.stored import dump, message, reasons, rows
from tests.fake_engine import reply


def receive(database: Sessions, incoming: Incoming) -> inbox.Received:
    return inbox.receive(database, incoming, locate)


@pytest.fixture
def row(database: Sessions, person: str) -> int:
    """A message that waits for its reply."""
    return receive(database, message(person, "¿cuánto cuesta?")).row


@pytest.fixture
def versions(database: Sessions) -> list[int]:
    with database() as session:
        return list(session.scalars(select(AnswerVersion.id).limit(3)))


def test_ids_of_conversations_cannot_be_guessed_and_are_all_different(
    database: Sessions,
) -> None:
    ids = {inbox.open_conversation(database, "web") for _ in range(20)}
    assert len(ids) == 20
    assert min(len(id_) for id_ in ids) >= 22


def test_a_message_is_in_the_database_before_it_is_answered(
    database: Sessions, person: str
) -> None:
    received = receive(database, message(person, "hola"))
    [stored] = rows(database, Message)
    assert (stored.id, stored.text, stored.kind) == (received.row, "hola", "text")
    assert stored.conversation_id == person
    assert received.reply is None


def test_a_repeated_message_is_found_again_and_not_stored_twice(
    database: Sessions, person: str
) -> None:
    first = receive(database, message(person, "hola"))
    again = receive(database, message(person, "hola"))
    assert again == first
    assert len(rows(database, Message)) == 1


def test_a_repeated_message_finds_its_own_reply(
    database: Sessions, person: str, another: str
) -> None:
    said = reply("A", confidence=0.9, alternatives=[("mpp_status", 0.1)])
    for who, answer in ((person, said), (another, reply("B"))):
        inbox.finish(database, receive(database, message(who, "x")).row, answer)
    assert receive(database, message(person, "x")).reply == said


def test_the_same_message_id_on_two_channels_is_two_messages(
    database: Sessions, person: str
) -> None:
    first = receive(database, Incoming("web", "1", person, text="a"))
    second = receive(database, Incoming("whatsapp", "1", person, text="b"))
    assert first.row != second.row
    again = [
        receive(database, Incoming(channel, "1", person, text="c"))
        for channel in ("web", "whatsapp")
    ]
    assert again == [first, second]


def test_an_unknown_conversation_is_refused_and_nothing_is_stored(
    database: Sessions,
) -> None:
    with pytest.raises(inbox.UnknownConversation):
        receive(database, message("nobody", "hola"))
    assert rows(database, Message) == []


@pytest.mark.parametrize(
    "secret",
    ["55 1234 5678", "ximena@example.org", "A-123-456-789", "GOCX900101MDFRRN09"],
    ids=["phone", "e-mail", "case number", "CURP"],
)
def test_what_tells_who_a_person_is_does_not_reach_the_database(
    secret: str, database: Sessions, person: str
) -> None:
    receive(database, message(person, f"soy {secret} y tengo miedo"))
    assert secret not in dump(database)
    assert "tengo miedo" in rows(database, Message)[0].text


def test_a_location_is_kept_as_a_city_without_coordinates(
    database: Sessions, person: str
) -> None:
    point = (32.514947, -117.038247)
    receive(database, message(person, location=point))
    [stored] = rows(database, Message)
    assert (stored.kind, stored.city, stored.text) == ("location", "Tijuana", "")
    assert stored.near == {"casa": 3}
    everything = dump(database)
    assert "32.514947" not in everything
    assert "117.038247" not in everything


def test_a_location_in_no_known_city_is_kept_too(
    database: Sessions, person: str
) -> None:
    receive(database, message(person, location=(0.0, 0.0)))
    [stored] = rows(database, Message)
    assert (stored.kind, stored.city, stored.near) == ("location", None, None)


def test_a_choice_is_kept_as_a_choice(database: Sessions, person: str) -> None:
    receive(database, message(person, choice="comar_cost"))
    [stored] = rows(database, Message)
    assert (stored.kind, stored.choice) == ("choice", "comar_cost")


def test_finishing_stores_the_reply_and_all_that_follows_from_it(
    database: Sessions, person: str, row: int, versions: list[int]
) -> None:
    inbox.finish(database, row, reply(topic="comar_cost"))
    second = receive(database, message(person, "no", 2)).row
    said = reply(
        topic="meta_wrong_answer",
        kind="meta",
        code="7KQ2-M9FX",
        quoted=[versions[0], versions[1], versions[0]],
        case="human",
        feedback="not_helpful",
    )
    inbox.finish(database, second, said)
    assert inbox.reply_to(database, second) == said
    quoted = [quote.version_id for quote in rows(database, SaidVersion)]
    assert sorted(quoted) == sorted(versions[:2])
    assert reasons(database) == ["human"]
    [feedback] = rows(database, Feedback)
    assert (feedback.topic, feedback.helpful) == ("comar_cost", False)


def test_finishing_stores_all_or_nothing(
    database: Sessions, person: str, row: int
) -> None:
    no_such_version = 10**9
    said = reply(
        language="en",
        code="7KQ2-M9FX",
        quoted=[no_such_version],
        case="human",
        feedback="helpful",
    )
    with pytest.raises(IntegrityError):
        inbox.finish(database, row, said)
    for table in (StoredReply, Said, SaidVersion, Case, Feedback):
        assert rows(database, table) == []
    assert inbox.context(database, person) == inbox.Context(None, None, None, True)


def test_a_message_gets_one_reply_only(database: Sessions, row: int) -> None:
    inbox.finish(database, row, reply("first"))
    with pytest.raises(IntegrityError):
        inbox.finish(database, row, reply("second", case="human"))
    assert inbox.reply_to(database, row) == reply("first")
    assert reasons(database) == []


@pytest.mark.parametrize(
    ("feedback", "helpful"), [("helpful", True), ("not_helpful", False)]
)
def test_feedback_is_noted_for_the_answer_that_came_before(
    feedback: str, helpful: bool, database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(topic="mpp_status"))
    second = receive(database, message(person, "ok", 2)).row
    inbox.finish(
        database, second, reply(kind="meta", topic="meta_thanks", feedback=feedback)
    )
    [noted] = rows(database, Feedback)
    assert (noted.conversation_id, noted.topic, noted.helpful) == (
        person,
        "mpp_status",
        helpful,
    )


def test_feedback_on_nothing_is_not_noted(database: Sessions, row: int) -> None:
    inbox.finish(database, row, reply(kind="meta", feedback="helpful"))
    assert rows(database, Feedback) == []


def test_a_new_conversation_knows_nothing(database: Sessions, person: str) -> None:
    assert inbox.context(database, person) == inbox.Context(None, None, None, True)


def test_the_language_of_the_page_is_known_from_the_start(database: Sessions) -> None:
    english = inbox.open_conversation(database, "web", "en")
    assert inbox.context(database, english) == inbox.Context("en", None, None, True)


def test_language_topic_and_city_are_remembered_for_the_next_turn(
    database: Sessions, person: str, another: str, row: int
) -> None:
    said = reply(language="en", topic="shelter_find", entities={"city": "Tapachula"})
    inbox.finish(database, row, said)
    context = inbox.context(database, person)
    assert context == inbox.Context(
        "en", "shelter_find", "Tapachula", False, recent=["shelter_find"]
    )
    assert inbox.context(database, another).is_new


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("answer", "mpp_status"),
        ("place", "mpp_status"),
        ("deadline", "mpp_status"),
        ("clarify", "comar_cost"),
        ("fallback", "comar_cost"),
        ("handoff", "comar_cost"),
        ("meta", "comar_cost"),
        ("apology", "comar_cost"),
    ],
)
def test_only_an_answer_changes_what_the_conversation_is_about(
    kind: str, topic: str, database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(topic="comar_cost"))
    second = receive(database, message(person, "y", 2)).row
    inbox.finish(database, second, reply(kind=kind, topic="mpp_status"))
    assert inbox.context(database, person).topic == topic


def test_the_first_of_two_named_cities_is_remembered(
    database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(entities={"city": ["Tijuana", "Mexicali"]}))
    assert inbox.context(database, person).city == "Tijuana"


def test_a_reply_without_a_city_keeps_the_city(
    database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(entities={"city": "Tijuana"}))
    second = receive(database, message(person, "y", 2)).row
    inbox.finish(database, second, reply())
    assert inbox.context(database, person).city == "Tijuana"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            {"kind": "apology", "topic": None, "case": "apology"}, id="apology"
        ),
        pytest.param(
            {"topic": "safety_kidnapping", "case": "apology"}, id="kept danger answer"
        ),
    ],
)
def test_the_kept_replies_decide_no_language(
    said: dict[str, str], database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(language="es", **said))
    assert inbox.context(database, person).language is None


def test_one_case_is_open_for_a_person_and_a_reason(
    database: Sessions, person: str, another: str
) -> None:
    asked = [(person, "apology"), (person, "apology"), (person, "human")]
    asked += [(another, "apology")]
    for number, (who, reason) in enumerate(asked):
        row = receive(database, message(who, "x", number)).row
        inbox.finish(database, row, reply(case=reason))
    opened = [(case.conversation_id, case.reason) for case in rows(database, Case)]
    assert opened == [(person, "apology"), (person, "human"), (another, "apology")]


def test_after_a_case_is_closed_a_new_one_can_be_opened(
    database: Sessions, person: str, row: int
) -> None:
    inbox.finish(database, row, reply(case="human"))
    with database.begin() as session:
        close(session.scalars(select(Case)).one())
    second = receive(database, message(person, "otra vez", 2)).row
    inbox.finish(database, second, reply(case="human"))
    assert reasons(database) == ["human", "human"]


def test_offered_choices_are_those_of_this_conversation(
    database: Sessions, person: str, another: str
) -> None:
    both = reply(choices=[("comar_cost", "Costo")]).model_copy()
    both.replies.append(
        Bubble(text="y", choices=[Choice(id="comar_work", title="Trabajo")])
    )
    said = [(person, both), (person, reply(choices=[("more", "Más")]))]
    said += [(another, reply(choices=[("mpp_status", "MPP")]))]
    for number, (who, answer) in enumerate(said):
        row = receive(database, message(who, "x", number)).row
        inbox.finish(database, row, answer)
    assert inbox.offered_choices(database, person) == {
        "comar_cost",
        "comar_work",
        "more",
    }
    last = inbox.last_reply(database, person)
    assert last is not None
    assert [(c.id, c.title) for c in last.offered] == [("more", "Más")]


def test_choices_shown_long_ago_are_gone(database: Sessions, person: str) -> None:
    for number, topic in enumerate(["first", "second", "third"]):
        row = receive(database, message(person, "x", number)).row
        inbox.finish(database, row, reply(choices=[(topic, topic)]))
    offered = inbox.offered_choices(database, person, last=2)
    assert offered == {"second", "third"}


def test_nothing_was_offered_before_the_first_reply(
    database: Sessions, person: str, row: int
) -> None:
    assert inbox.offered_choices(database, person) == set()
    assert inbox.last_reply(database, person) is None
    assert inbox.reply_to(database, row) is None


def test_the_person_is_not_in_the_tables_but_an_id(
    database: Sessions, person: str
) -> None:
    columns = set(Conversation.__table__.columns.keys())
    assert columns == {"id", "channel", "language", "topic", "city", "created_at"}
