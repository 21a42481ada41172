from datetime import date, timedelta

import pytest

from actions.answer import ActionAnswer
from bot.facts.seed import Seed
from bot.language.dates import said_date, today
from bot.reply import MESSAGE_LIMIT
from tests.actions.conftest import Publish, Withdraw
from tests.actions.turn import reply_to, run, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")


async def test_an_answer_holds_its_text_and_under_it_source_and_date(
    seed: Seed, publish: Publish
) -> None:
    publish("comar_deadline", checked_on=date(2026, 3, 1), review_by=date(2999, 1, 1))
    reply = await reply_to(
        ActionAnswer(), typed("cuanto tiempo tengo", "comar_deadline")
    )
    [bubble] = reply.replies
    entry = seed.answers["comar_deadline"]
    source = entry.listed_sources[0]
    line = f"Fuente: {source.publisher}. Revisado el 1 de marzo de 2026."
    assert bubble.text == f"{entry.es.text}\n\n{line}"
    assert (reply.kind, reply.topic, reply.language) == (
        "answer",
        "comar_deadline",
        "es",
    )


async def test_an_answer_lists_all_its_sources(seed: Seed) -> None:
    reply = await reply_to(ActionAnswer(), typed("cuanto cuesta", "comar_cost"))
    entry = seed.answers["comar_cost"]
    assert [(s.title, s.url, s.date, s.checked_on) for s in reply.sources] == [
        (s.title, s.url, s.date, entry.checked_on) for s in entry.listed_sources
    ]


async def test_an_answer_offers_more_the_next_questions_and_the_menu(
    seed: Seed,
) -> None:
    reply = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    topics = {topic.id: topic for topic in seed.topics}
    follow_ups = topics["comar_deadline"].next
    assert [(choice.id, choice.title) for choice in reply.offered] == [
        ("more", "Leer más"),
        *((topic, topics[topic].title["es"]) for topic in follow_ups),
        ("menu", "Ver temas"),
    ]


async def test_more_says_the_longer_text_and_does_not_offer_it_again(
    seed: Seed,
) -> None:
    message = tapped("comar_deadline", entities=[("part", "more")])
    reply = await reply_to(ActionAnswer(), message)
    assert reply.replies[0].text.startswith(seed.answers["comar_deadline"].es.more)
    assert "more" not in [choice.id for choice in reply.offered]


async def test_a_topic_without_an_answer_says_whom_to_ask_with_its_title(
    seed: Seed, withdraw: Withdraw
) -> None:
    withdraw("comar_work")
    message = typed("can i work", "comar_work", language=("en", 0.99, 3))
    reply = await reply_to(ActionAnswer(), message)
    title = next(topic for topic in seed.topics if topic.id == "comar_work").title
    ask_here = seed.answers["ask_here.comar"].en.text
    text = reply.replies[0].text
    assert text.startswith(ask_here.replace("{topic}", title["en"]))
    assert (reply.kind, reply.topic) == ("answer", "comar_work")
    assert reply.sources


@pytest.mark.parametrize(
    ("guess", "before", "expected"),
    [
        pytest.param(("en", 0.9, 5), "es", "en", id="sure of another language"),
        pytest.param(("en", 0.6, 5), "es", "es", id="unsure keeps Spanish"),
        pytest.param(("es", 0.6, 5), "en", "en", id="unsure keeps English"),
        pytest.param(("es", 0.8, 1), "en", "en", id="a doubtful word keeps English"),
        pytest.param(("en", 0.99, 0), "es", "es", id="no words keep Spanish"),
        pytest.param(("en", 0.7, 4), None, "en", id="first message in English"),
        pytest.param(("en", 0.5, 4), None, "es", id="first message, no idea"),
    ],
)
async def test_the_answer_is_in_the_language_of_the_conversation(
    guess: tuple[str, float, int], before: str | None, expected: str, seed: Seed
) -> None:
    context = {"language": before} if before else {}
    message = typed("comar", "comar_cost", language=guess, before=context)
    reply = await reply_to(ActionAnswer(), message)
    text = seed.answers["comar_cost"].text(expected).text
    assert reply.language == expected
    assert reply.replies[0].text.startswith(text)


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_tapped_choice_keeps_the_language(language: str, seed: Seed) -> None:
    message = tapped("comar_cost", before={"language": language})
    reply = await reply_to(ActionAnswer(), message)
    assert reply.language == language
    text = seed.answers["comar_cost"].text(language).text
    assert reply.replies[0].text.startswith(text)


async def test_without_a_gateway_the_slots_keep_the_language() -> None:
    reply, slots = await run(ActionAnswer(), tapped("comar_cost"), {"language": "en"})
    assert reply.language == "en"
    assert (slots["language"], slots["topic"]) == ("en", "comar_cost")


async def test_past_its_review_an_answer_says_so_and_whom_to_ask(
    publish: Publish, yesterday: date
) -> None:
    checked = yesterday - timedelta(days=30)
    publish("comar_deadline", checked_on=checked, review_by=yesterday)
    reply = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    assert reply.stale
    day = said_date(checked, "es")
    assert reply.replies[0].text.endswith(
        f"Este texto puede haber cambiado desde el {day}. Antes de decidir, pregunte a "
        "la COMAR o una organización de ayuda legal."
    )


async def test_an_answer_is_not_old_on_the_day_of_its_review(publish: Publish) -> None:
    checked = today() - timedelta(days=30)
    publish("comar_deadline", checked_on=checked, review_by=today())
    reply = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    assert not reply.stale
    assert "puede haber cambiado" not in reply.replies[0].text


async def test_danger_is_answered_even_when_it_is_old(
    publish: Publish, seed: Seed, yesterday: date
) -> None:
    publish("safety_emergency", checked_on=date(2020, 1, 5), review_by=yesterday)
    reply = await reply_to(ActionAnswer(), typed("auxilio", "safety_emergency"))
    text = seed.answers["safety_emergency"].es.text
    assert reply.replies[0].text.startswith(text)


async def test_what_faro_says_of_itself_has_no_source_line_and_the_menu() -> None:
    reply = await reply_to(ActionAnswer(), typed("quien eres", "meta_who_are_you"))
    assert (reply.kind, reply.sources) == ("meta", [])
    assert "Fuente" not in reply.replies[0].text
    assert "comar_how_to_apply" in [choice.id for choice in reply.offered]


async def test_a_reply_says_how_sure_it_is_what_else_it_might_be_and_the_places() -> (
    None
):
    others = [(f"comar_{n}", 0.05 - n / 1000) for n in range(7)]
    message = typed(
        "cuanto cuesta en tijuana o mexicali",
        "comar_cost",
        confidence=0.93,
        others=[("nlu_fallback", 0.3), *others],
        entities=[("city", "Tijuana"), ("city", "Mexicali"), ("city", "Tijuana")],
    )
    reply, slots = await run(ActionAnswer(), message)
    assert (reply.confidence, reply.topics) == (0.93, ["comar_cost"])
    assert reply.alternatives == others[:5]
    assert reply.entities == {"city": ["Tijuana", "Mexicali"]}
    assert slots["city"] == "Tijuana"


async def test_a_reply_names_the_version_that_it_quotes(publish: Publish) -> None:
    first = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    publish("comar_deadline", checked_by="somebody")
    second = await reply_to(ActionAnswer(), typed("plazo", "comar_deadline"))
    assert len(first.quoted) == len(second.quoted) == 1
    assert first.quoted != second.quoted


@pytest.mark.parametrize(
    ("length", "bubbles"),
    [pytest.param(300, 1, id="fits"), pytest.param(800, 2, id="would be too long")],
)
async def test_what_else_may_be_meant_stands_below_and_never_makes_it_too_long(
    publish: Publish, seed: Seed, length: int, bubbles: int
) -> None:
    entry = seed.answers["comar_deadline"].es
    words = entry.model_copy(update={"text": "a" * length})
    checked = today() - timedelta(days=30)
    yesterday = today() - timedelta(days=1)
    publish("comar_deadline", es=words, checked_on=checked, review_by=yesterday)
    message = typed("plazo", "comar_deadline", offered=["comar_cost"])
    reply = await reply_to(ActionAnswer(), message)
    assert len(reply.replies) == bubbles
    assert reply.replies[-1].text.endswith(seed.phrases["perhaps"]["es"])
    assert [choice.id for choice in reply.offered][:2] == ["more", "comar_cost"]
    assert max(len(bubble.text) for bubble in reply.replies) <= MESSAGE_LIMIT
