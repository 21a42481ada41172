import pytest

from actions.change_language import ActionChangeLanguage
from bot.facts.seed import Seed
from tests.actions.turn import reply_to, run, tapped, typed

pytestmark = pytest.mark.usefixtures("facts")

TOPIC = "meta_change_language"


@pytest.mark.parametrize(("before", "wanted"), [("es", "en"), ("en", "es")])
async def test_a_tap_changes_the_language_of_text_and_menu(
    before: str, wanted: str, seed: Seed
) -> None:
    message = tapped(
        TOPIC, entities=[("language", wanted)], before={"language": before}
    )
    reply, slots = await run(ActionChangeLanguage(), message)
    assert reply.language == slots["language"] == wanted
    assert reply.replies[0].text == seed.answers[TOPIC].text(wanted).text
    human = {"es": "Hablar con una persona", "en": "Talk to a person"}[wanted]
    assert ("human", human) in [(choice.id, choice.title) for choice in reply.offered]
    assert f"lang:{before}" in [choice.id for choice in reply.offered]
    titles = {topic.id: topic.title[wanted] for topic in seed.topics}
    assert reply.offered[0].title == titles[reply.offered[0].id]


@pytest.mark.parametrize(
    ("text", "guess", "wanted"),
    [
        pytest.param("habla ingles?", ("es", 0.99, 2), "en", id="named in Spanish"),
        pytest.param("Español por favor", ("es", 0.5, 3), "es", id="with an accent"),
        pytest.param("speak spanish", ("en", 0.99, 2), "es", id="named in English"),
        pytest.param("no hablo español", ("es", 0.99, 3), "en", id="not Spanish"),
        pytest.param("i don't speak english", ("en", 0.99, 4), "es", id="not English"),
        pytest.param("otro idioma", ("es", 0.99, 2), "es", id="none named"),
    ],
)
async def test_the_language_named_in_the_text_counts_more_than_that_of_the_text(
    text: str, guess: tuple[str, float, int], wanted: str
) -> None:
    other = "en" if wanted == "es" else "es"
    before = {"language": "es" if text == "otro idioma" else other}
    message = typed(text, TOPIC, language=guess, before=before)
    assert (await reply_to(ActionChangeLanguage(), message)).language == wanted


async def test_a_language_that_faro_does_not_speak_changes_nothing() -> None:
    message = tapped(TOPIC, entities=[("language", "fr")], before={"language": "en"})
    reply = await reply_to(ActionChangeLanguage(), message)
    assert (reply.kind, reply.language) == ("meta", "en")
