from typing import Any

import pytest

from actions.answer import ActionAnswer
from actions.feedback import ActionFeedback
from actions.find_place import ActionFindPlace
from bot.db import Sessions
from bot.places.models import Place
from bot.tasks import open_tasks
from tests.actions.turn import reply_to, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")

ONE = ["espacio_migrante"]
THREE = ["movimiento_juventud_2000", "embajadores_de_jesus", "espacio_migrante"]


def tasks(database: Sessions) -> list[tuple[str, str]]:
    with database() as session:
        return [(task.kind, task.subject) for task in open_tasks(session)]


def told(text: str, shown: list[str], topic: str = "meta_wrong_answer") -> Any:
    """A message after a list of these places."""
    message = typed(text, topic, before={"topic": "shelter_find", "city": "Tijuana"})
    message["metadata"]["places"] = shown
    return message


async def test_a_tapped_report_raises_one_task_and_changes_nothing(
    database: Sessions,
) -> None:
    with database() as session:
        before = session.get_one(Place, "espacio_migrante").status
    message = tapped("meta_wrong_answer", entities=[("closed", "espacio_migrante")])
    for _ in range(2):
        reply = await reply_to(ActionFeedback(), message)
    assert (reply.kind, reply.topic) == ("meta", "meta_wrong_answer")
    assert reply.replies[0].text.startswith("Gracias por avisar de Espacio Migrante.")
    assert tasks(database) == [("place_closed", "espacio_migrante")]
    with database() as session:
        assert session.get_one(Place, "espacio_migrante").status == before
    listed = typed("donde", "shelter_find", entities=[("city", "Tijuana")])
    text = (await reply_to(ActionFindPlace(), listed)).replies[0].text
    assert "Espacio Migrante" in text


async def test_what_is_written_after_one_place_is_about_that_place(
    database: Sessions,
) -> None:
    reply = await reply_to(ActionFeedback(), told("fui y estaba cerrado", ONE))
    assert "Espacio Migrante" in reply.replies[0].text
    assert tasks(database) == [("place_closed", "espacio_migrante")]


async def test_of_several_places_the_one_that_is_named_is_meant(
    database: Sessions,
) -> None:
    message = told("el de los embajadores estaba cerrado", THREE)
    await reply_to(ActionFeedback(), message)
    assert tasks(database) == [("place_closed", "embajadores_de_jesus")]


async def test_of_several_places_none_of_which_is_named_is_asked_which(
    database: Sessions,
) -> None:
    message = told("estaba cerrado el albergue", THREE)
    reply = await reply_to(ActionFeedback(), message)
    assert reply.replies[0].text == "Gracias por avisar. ¿Qué lugar estaba cerrado?"
    assert [c.id for c in reply.offered] == [
        *(f"closed:{id_}" for id_ in THREE),
        "menu",
    ]
    assert all(len(choice.title) <= 24 for choice in reply.offered)
    assert tasks(database) == []


async def test_who_found_it_full_is_answered_and_the_report_is_noted(
    database: Sessions,
) -> None:
    message = told("fui y estaba lleno", ONE, "shelter_full")
    reply = await reply_to(ActionAnswer(), message)
    assert (reply.kind, reply.topic) == ("answer", "shelter_full")
    assert tasks(database) == [("place_full", "espacio_migrante")]


@pytest.mark.parametrize(
    ("text", "shown", "topic"),
    [
        pytest.param("¿está cerrado?", ONE, "shelter_find", id="a question"),
        pytest.param("fui y estaba cerrado", [], "meta_wrong_answer", id="no place"),
        pytest.param(
            "estaba cerrado y me siguen", ONE, "safety_emergency", id="danger first"
        ),
        pytest.param("no me sirve", ONE, "meta_wrong_answer", id="no report"),
        pytest.param("estaba cerrado", ["gone"], "meta_wrong_answer", id="gone"),
    ],
)
async def test_nothing_else_is_a_report(
    text: str, shown: list[str], topic: str, database: Sessions
) -> None:
    reply = await reply_to(ActionAnswer(), told(text, shown, topic))
    assert "Gracias por avisar" not in reply.replies[0].text
    assert tasks(database) == []


async def test_the_report_of_a_place_that_is_gone_is_an_answer_that_did_not_help() -> (
    None
):
    message = tapped("meta_wrong_answer", entities=[("closed", "gone")])
    reply = await reply_to(ActionFeedback(), message)
    assert (reply.kind, reply.topic) == ("meta", "meta_wrong_answer")
    assert "Gracias por decirlo" in reply.replies[0].text
