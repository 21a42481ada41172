"""Age, approval, withdrawal and the news of the day, as the person meets them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from actions.answer import ActionAnswer
from actions.sources import ActionSources
from bot.db import Sessions, now
from bot.facts.notices import approve_notice, write_notice
from bot.facts.review import approve
from bot.facts.seed import Seed
from bot.language.dates import said_date, today
from bot.tasks import open_tasks
from tests.actions.conftest import Publish, Withdraw
from tests.actions.turn import reply_to, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


def too_old(seed: Seed, key: str) -> dict[str, date]:
    """Dates that put the answer one day past its topic's limit."""
    [topic] = [topic for topic in seed.topics if topic.id == key]
    assert topic.max_age is not None
    checked = today() - timedelta(days=topic.max_age + 1)
    return {"checked_on": checked, "review_by": checked + timedelta(days=7)}


def tasks(database: Sessions) -> list[tuple[str, str]]:
    with database() as session:
        return [(task.kind, task.subject) for task in open_tasks(session)]


async def test_past_its_limit_an_answer_is_the_last_that_is_known(
    publish: Publish, seed: Seed, database: Sessions
) -> None:
    dates = too_old(seed, "comar_deadline")
    publish("comar_deadline", **dates)
    message = typed("deadline", "comar_deadline", language=("en", 0.99, 3))
    for _ in range(2):
        reply = await reply_to(ActionAnswer(), message)
    day = said_date(dates["checked_on"], "en")
    text = reply.replies[0].text
    assert text.startswith(f"This is the last that we know, from {day}. ")
    assert seed.answers["comar_deadline"].en.text in text
    assert reply.stale
    assert tasks(database) == [("past_max_age", "comar_deadline")]


async def test_past_its_limit_an_answer_is_withheld_where_its_topic_says_so(
    publish: Publish, seed: Seed, database: Sessions
) -> None:
    publish("mpp_status", **too_old(seed, "mpp_status"))
    reply = await reply_to(ActionAnswer(), typed("sigue el mpp", "mpp_status"))
    title = next(t.title for t in seed.topics if t.id == "mpp_status")["es"]
    instead = seed.answers["ask_here.mpp"].es.text.replace("{topic}", title)
    assert reply.replies[0].text.startswith(instead)
    assert seed.answers["mpp_status"].es.text not in reply.replies[0].text
    assert "more" not in [choice.id for choice in reply.offered]
    assert (reply.kind, reply.topic, reply.stale) == ("answer", "mpp_status", True)
    assert tasks(database) == [("past_max_age", "mpp_status")]


async def test_on_its_last_day_an_answer_is_said_plainly(
    publish: Publish, seed: Seed, database: Sessions
) -> None:
    dates = {k: d + timedelta(days=1) for k, d in too_old(seed, "mpp_status").items()}
    publish("mpp_status", **dates)
    reply = await reply_to(ActionAnswer(), typed("sigue el mpp", "mpp_status"))
    assert reply.replies[0].text.startswith(seed.answers["mpp_status"].es.text)
    assert tasks(database) == []


async def test_an_answer_taken_back_is_not_said_again_by_more_or_sources(
    withdraw: Withdraw, seed: Seed
) -> None:
    before = {"topic": "comar_deadline"}
    first = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    assert "more" in [choice.id for choice in first.offered]
    withdraw("comar_deadline")
    more = tapped("comar_deadline", entities=[("part", "more")], before=before)
    listed = typed("fuentes", "meta_sources", before=before)
    entry = seed.answers["comar_deadline"].es
    for reply in (
        await reply_to(ActionAnswer(), more),
        await reply_to(ActionSources(), listed),
    ):
        said = "\n".join(bubble.text for bubble in reply.replies)
        assert entry.text not in said
        assert entry.more not in said
        assert first.quoted[0] not in reply.quoted


async def test_only_approved_answers_are_said_where_approval_is_required(
    publish: Publish, database: Sessions, seed: Seed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FARO_REQUIRE_APPROVAL", "1")
    with database.begin() as session:
        approve(session, "ask_here.comar", "Luis")
        approve(session, "comar_cost", "Luis")
    cost = await reply_to(ActionAnswer(), typed("cuanto cuesta", "comar_cost"))
    work = await reply_to(ActionAnswer(), typed("trabajar", "comar_work"))
    us = await reply_to(ActionAnswer(), typed("asilo", "us_asylum_at_border"))
    assert seed.answers["comar_cost"].es.text in cost.replies[0].text
    assert seed.answers["comar_work"].es.text not in work.replies[0].text
    assert work.kind == "answer"
    # Not even whom to ask is approved there: the apology says 911 and opens a case.
    assert us.kind == "apology"


NEWS = {
    "title": "Comunicado",
    "url": "https://www.gob.mx/comar",
    "publisher": "COMAR",
    "date": "2026-11-24",
}
ES, EN = "La COMAR de Tapachula cierra hoy.", "COMAR in Tapachula is closed today."


@pytest.fixture
def news(facts: None, database: Sessions) -> Callable[..., None]:
    """A reviewed notice about these topics or areas."""

    def say(*about: str) -> None:
        with database.begin() as session:
            texts = {"es": ES, "en": EN}
            ends = now() + timedelta(hours=5)
            notice = write_notice(session, "Ana", texts, list(about), NEWS, ends, now())
            approve_notice(session, notice.id, "Luis", now())

    return say


async def test_news_stand_above_the_answer_that_they_touch_with_their_source(
    news: Callable[..., None], seed: Seed
) -> None:
    news("comar")
    reply = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    first, second = reply.replies
    assert first.text.startswith(f"Aviso importante: {ES}")
    assert "COMAR, 24 de noviembre de 2026" in first.text
    assert second.text.startswith(seed.answers["comar_deadline"].es.text)
    assert (first.choices, bool(second.choices)) == ([], True)
    assert reply.sources[0].title == "Comunicado"
    assert reply.notice is not None


async def test_news_are_said_in_the_person_s_language(
    news: Callable[..., None],
) -> None:
    news("comar_deadline")
    message = typed("deadline", "comar_deadline", language=("en", 0.99, 3))
    reply = await reply_to(ActionAnswer(), message)
    assert reply.replies[0].text.startswith(f"Important notice: {EN}")


async def test_news_stand_only_where_they_belong(news: Callable[..., None]) -> None:
    news("comar_deadline", "shelter")
    for topic in ("comar_cost", "mpp_status", "safety_emergency", "meta_menu"):
        reply = await reply_to(ActionAnswer(), typed("x", topic))
        assert ES not in "".join(bubble.text for bubble in reply.replies)


async def test_in_danger_what_to_do_comes_before_the_news(
    news: Callable[..., None], seed: Seed
) -> None:
    news("safety_kidnapping")
    reply = await reply_to(ActionAnswer(), typed("x", "safety_kidnapping"))
    first, second = reply.replies
    assert first.text.startswith(seed.answers["safety_kidnapping"].es.text)
    assert ES in second.text
    assert (first.choices, bool(second.choices)) == ([], True)
