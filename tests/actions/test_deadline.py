from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import actions.vetted
from actions.deadline import ActionDeadline
from bot.facts.deadlines import Deadlines, read_deadlines
from bot.facts.seed import Seed, SeedError
from bot.reply import MESSAGE_LIMIT, Reply
from tests.actions.turn import reply_to, run, tapped, typed
from tests.conftest import FACTS

pytestmark = pytest.mark.usefixtures("facts")

TODAY = date(2026, 11, 24)
ENTERED = "entré a México el "


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Tuesday."""
    monkeypatch.setattr(actions.vetted, "today", lambda zone=None: TODAY)


def said(
    text: str,
    day: str,
    topic: str = "comar_deadline",
    language: str = "es",
    **more: Any,
) -> dict[str, Any]:
    """A message that names this day behind its text."""
    message = typed(f"{text}{day}", topic, language=(language, 0.99, 6), **more)
    where = {"start": len(text), "end": len(text) + len(day)}
    message["entities"].append({"entity": "date", "value": day, **where})
    return message


async def counted(
    text: str, day: str, topic: str = "comar_deadline", language: str = "es"
) -> Reply:
    return await reply_to(ActionDeadline(), said(text, day, topic, language))


def whole(reply: Reply) -> str:
    return "\n".join(bubble.text for bubble in reply.replies)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "es",
            [
                "Usted entró a México el martes 20 de octubre de 2026.",
                "pedir refugio a la COMAR: martes 1 de diciembre de 2026.",
                "Le quedan 7 días. De ellos, 5 son hábiles",
                "Qué hacer: vaya a la COMAR",
                "artículo 18. Revisado el 24 de noviembre de 2026.",
            ],
        ),
        (
            "en",
            [
                "You entered Mexico on Tuesday 20 October 2026.",
                "ask COMAR for asylum in Mexico: Tuesday 1 December 2026.",
                "You have 7 days left. Of these, 5 are working days",
                "What to do: go to COMAR",
                "article 18. Checked on 24 November 2026.",
            ],
        ),
    ],
)
async def test_from_the_day_of_entry_the_last_safe_day_what_is_left_and_what_to_do(
    language: str, lines: list[str]
) -> None:
    text = ENTERED if language == "es" else "I entered Mexico on "
    reply, slots = await run(
        ActionDeadline(), said(text, "2026-10-20", language=language)
    )
    assert (reply.kind, reply.topic) == ("deadline", "comar_deadline")
    assert [line for line in lines if line not in reply.replies[0].text] == []
    assert [choice.id for choice in reply.offered] == [
        "more",
        "comar_how_to_apply",
        "comar_offices",
        "services_legal_help",
        "menu",
    ]
    assert reply.sources[0].url.endswith("LRPCAP.pdf")
    assert slots["topic"] == "comar_deadline"


@pytest.mark.parametrize(
    ("entered", "left"),
    [
        ("2026-10-13", "Es hoy."),
        ("2026-10-14", "Es mañana."),
        ("2026-10-15", "Le quedan 2 días. De ellos, 2 son hábiles"),
        ("2026-10-16", "Le quedan 3 días. De ellos, 3 son hábiles"),
    ],
)
async def test_how_many_days_are_left(entered: str, left: str) -> None:
    assert left in whole(await counted(ENTERED, entered))


async def test_between_the_safe_day_and_the_longest_count_one_is_told_to_go_today() -> (
    None
):
    text = whole(await counted(ENTERED, "2026-10-12"))
    assert "lunes 23 de noviembre de 2026" in text
    assert "puede tener hasta el miércoles 25 de noviembre de 2026. Vaya hoy" in text


@pytest.mark.parametrize("language", ["es", "en"])
async def test_past_the_last_day_it_is_said_with_the_late_answer_and_what_to_do(
    language: str, seed: Seed
) -> None:
    text = ENTERED if language == "es" else "I entered Mexico on "
    reply = await counted(text, "2026-05-03", language=language)
    late = seed.answers["comar_late_application"].text(language).text
    assert reply.kind == "deadline"
    assert ("viernes 12 de junio" if language == "es" else "Friday 12 June") in whole(
        reply
    )
    assert late in whole(reply)
    assert reply.quoted
    assert len(reply.sources) > 3


async def test_the_day_of_the_answer_starts_the_time_to_appeal() -> None:
    reply = await counted("me notificaron el ", "2026-11-06", "comar_denied")
    assert (reply.kind, reply.topic) == ("deadline", "comar_denied")
    assert "(recurso de revisión): viernes 27 de noviembre de 2026" in whole(reply)
    assert "busque ayuda legal hoy" in whole(reply)


async def test_past_the_time_to_appeal_what_to_do_is_said() -> None:
    text = whole(await counted("me notificaron el ", "2026-09-05", "comar_denied"))
    assert "Ese día ya pasó, pero no es el final." in text
    assert "hable con un abogado o abogada hoy" in text
    assert "amparo se puede pedir a cualquier hora" in text


async def test_the_day_of_filing_starts_the_time_of_comar() -> None:
    reply = await counted(
        "presenté la solicitud el ", "2026-02-03", "comar_processing_time"
    )
    assert (reply.kind, reply.topic) == ("deadline", "comar_processing_time")
    text = whole(reply)
    assert "a más tardar el miércoles 8 de abril de 2026" in text
    assert "hasta el viernes 12 de junio de 2026" in text
    assert "Ese día ya pasó." in text
    assert "no quiere decir que ganó o perdió" in text
    soon = whole(
        await counted(
            "presenté la solicitud el ", "2026-11-03", "comar_processing_time"
        )
    )
    assert "ya pasó" not in soon


@pytest.mark.parametrize(
    ("topic", "text", "rule_topic"),
    [
        ("comar_deadline", "me notificaron la negativa el ", "comar_denied"),
        ("comar_deadline", "presenté la solicitud el ", "comar_processing_time"),
        ("comar_late_application", ENTERED, "comar_late_application"),
    ],
)
async def test_what_happened_on_the_day_decides_which_time_limit_is_meant(
    topic: str, text: str, rule_topic: str
) -> None:
    reply = await counted(text, "2026-11-06", topic)
    assert (reply.kind, reply.topic) == ("deadline", rule_topic)


async def test_the_danger_that_began_in_mexico_starts_a_time_of_its_own() -> None:
    text = whole(await counted("me enteré del peligro el ", "2026-11-06"))
    assert "Usted supo del peligro el viernes 6 de noviembre de 2026." in text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        pytest.param(ENTERED, "comar_denied", id="the entry starts no appeal"),
        pytest.param("mi cita es el ", "comar_deadline", id="an appointment"),
        pytest.param("mi hijo nació el ", "comar_deadline", id="a birth"),
    ],
)
async def test_a_day_of_something_else_is_not_counted(text: str, topic: str) -> None:
    reply = await counted(text, "2026-11-06", topic)
    assert reply.kind == "answer"
    assert reply.asks == topic


@pytest.mark.parametrize(
    ("topic", "language", "ask"),
    [
        ("comar_deadline", "es", "¿Qué día entró a México?"),
        ("comar_deadline", "en", "What day did you enter Mexico?"),
        ("comar_late_application", "es", "¿Qué día entró a México?"),
        ("comar_denied", "es", "¿Qué día le entregaron la respuesta?"),
        ("comar_processing_time", "en", "What day did you file your application?"),
    ],
)
async def test_without_a_day_the_answer_and_once_the_question_for_it(
    topic: str, language: str, ask: str, seed: Seed
) -> None:
    message = typed("plazo", topic, language=(language, 0.99, 6))
    reply = await reply_to(ActionDeadline(), message)
    assert (reply.kind, reply.topic, reply.asks) == ("answer", topic, topic)
    assert seed.answers[topic].text(language).text in whole(reply)
    assert ask in reply.replies[-1].text
    assert reply.offered[0].id == "more"
    again = typed("plazo", topic, language=(language, 0.99, 6))
    again["metadata"]["date_asked"] = True
    second = await reply_to(ActionDeadline(), again)
    assert ask not in whole(second)
    assert second.asks is None


async def test_the_longer_answer_does_not_ask_for_a_day(seed: Seed) -> None:
    message = tapped("comar_deadline", entities=[("part", "more")])
    reply = await reply_to(ActionDeadline(), message)
    assert seed.answers["comar_deadline"].es.more[:40] in whole(reply)
    assert reply.asks is None


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("es", "El domingo 3 de enero de 2027 todavía no llega. Hoy es 24 de"),
        ("en", "Sunday 3 January 2027 has not come yet. Today is 24 November 2026."),
    ],
)
async def test_a_day_that_has_not_come_is_questioned_and_not_counted(
    language: str, says: str
) -> None:
    text = ENTERED if language == "es" else "I entered on "
    reply = await counted(text, "2027-01-03", language=language)
    assert (reply.kind, reply.asks) == ("deadline", "comar_deadline")
    assert whole(reply).startswith(says)
    assert "febrero" not in whole(reply)
    assert "February" not in whole(reply)


async def test_a_vague_day_is_said_to_be_the_first_possible() -> None:
    message = said(ENTERED, "2026-11-01")
    message["entities"][0]["about"] = True
    text = whole(await reply_to(ActionDeadline(), message))
    assert "Faro contó desde el primero posible" in text
    exact = whole(await counted(ENTERED, "2026-11-01"))
    assert "primero posible" not in exact
    assert "¿No es ese día? Escríbalo otra vez" in exact


async def test_a_day_before_there_was_the_law_is_long_over(seed: Seed) -> None:
    reply = await counted(ENTERED, "1999-05-03")
    assert seed.answers["comar_late_application"].es.text in whole(reply)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("topic", "event"),
    [
        ("comar_deadline", "entered"),
        ("comar_deadline", "learned"),
        ("comar_denied", "notified"),
        ("comar_processing_time", "filed"),
    ],
)
async def test_details_show_the_other_readings_and_what_is_not_known(
    topic: str, event: str, language: str
) -> None:
    entities = [("part", "more"), ("date", "2026-11-06"), ("event", event)]
    message = tapped(topic, entities=entities, before={"language": language})
    reply = await reply_to(ActionDeadline(), message)
    text = whole(reply)
    assert (reply.kind, reply.topic) == ("deadline", topic)
    assert "LFPA" in text
    first = "lunes 9 de noviembre" if language == "es" else "Monday 9 November"
    assert first in text
    years = "2026, 2027" if event == "filed" else "2026"
    assert f" {years}." in text
    assert {note.url.rsplit("/")[-1] for note in reply.sources} >= {
        "LRPCAP.pdf",
        "LFPA.pdf",
        "LFT.pdf",
    }


async def test_details_of_the_appeal_hold_all_three_readings() -> None:
    entities = [("part", "more"), ("date", "2026-11-06"), ("event", "notified")]
    text = whole(
        await reply_to(ActionDeadline(), tapped("comar_denied", entities=entities))
    )
    for day in ("viernes 27 de nov", "lunes 30 de nov", "martes 1 de diciembre"):
        assert day in text


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "topic", ["comar_deadline", "comar_denied", "comar_processing_time"]
)
@pytest.mark.parametrize(
    "day", ["2026-11-23", "2026-10-12", "2026-11-02", "2020-03-03"]
)
async def test_every_message_fits_into_one_of_whatsapp(
    topic: str, day: str, language: str
) -> None:
    reply = await counted("fue el ", day, topic, language)
    assert reply.kind == "deadline"
    assert [b for b in reply.replies if len(b.text) > MESSAGE_LIMIT] == []


async def test_today_is_that_of_the_person_s_city(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Half past midnight in Mexico City is half past ten at night in Tijuana.
    moment = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
    monkeypatch.setattr(
        actions.vetted,
        "today",
        lambda zone: moment.astimezone(zone).date(),
    )
    for city, left in (("Tijuana", "Es mañana."), ("Tapachula", "Es hoy.")):
        message = said(ENTERED, "2026-10-14", entities=[("city", city)])
        assert left in whole(await reply_to(ActionDeadline(), message)), city


@pytest.mark.parametrize(
    "text",
    [
        "llegué a Tijuana el 2026-10-20 pero a México entré el 2026-10-14",
        "a México entré el 2026-10-14 y llegué a Tijuana el 2026-10-20",
    ],
)
async def test_of_two_days_of_entry_the_first_counts(text: str) -> None:
    message = typed(text, "comar_deadline")
    for day in sorted(("2026-10-20", "2026-10-14"), key=text.index):
        start = text.index(day)
        message["entities"].append(
            {"entity": "date", "value": day, "start": start, "end": start + len(day)}
        )
    reply = await reply_to(ActionDeadline(), message)
    assert "Usted entró a México el miércoles 14 de octubre de 2026." in whole(reply)


async def test_while_a_longer_count_may_hold_it_is_not_called_late(seed: Seed) -> None:
    reply = await counted(ENTERED, "2026-10-12")
    assert len(reply.replies) == 1
    assert seed.answers["comar_late_application"].es.text not in whole(reply)


async def test_with_a_broken_file_of_deadlines_the_law_is_said_all_the_same(
    monkeypatch: pytest.MonkeyPatch, seed: Seed
) -> None:
    def broken(folder: Path) -> Deadlines:
        raise SeedError(["facts/deadlines.yml: rules: missing."])

    good = read_deadlines(FACTS)
    monkeypatch.setattr(actions.vetted, "_last_good", [])
    monkeypatch.setattr(actions.vetted, "read_deadlines", broken)
    reply = await counted(ENTERED, "2026-10-20")
    assert (reply.kind, reply.topic) == ("answer", "comar_deadline")
    assert seed.answers["comar_deadline"].es.text in whole(reply)
    monkeypatch.setattr(actions.vetted, "_last_good", [good])
    assert (await counted(ENTERED, "2026-10-20")).kind == "deadline"
