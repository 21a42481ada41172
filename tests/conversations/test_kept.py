import pytest

from bot.conversations.kept import KeptReplies
from tests.fake_engine import reply

KEPT = KeptReplies(
    apology={"es": "Perdón. 911.", "en": "Sorry. 911."},
    first_contact={"es": "Faro no cobra.", "en": "Faro is free."},
    danger={
        "safety_kidnapping": {"es": "Secuestro: 911.", "en": "Kidnapping: 911."},
        "safety_suicide": {"es": "Línea de la Vida.", "en": "Line of Life."},
    },
)


@pytest.mark.parametrize(
    ("language", "said", "marked"),
    [
        ("es", "Perdón. 911.", "es"),
        ("en", "Sorry. 911.", "en"),
        (None, "Perdón. 911.\n\nSorry. 911.", "es"),
        ("fr", "Perdón. 911.\n\nSorry. 911.", "es"),
    ],
)
def test_the_apology_is_in_the_persons_language_or_in_both(
    language: str | None, said: str, marked: str
) -> None:
    apology = KEPT.apologise(language, "¿qué es la COMAR?")
    assert [bubble.text for bubble in apology.replies] == [said]
    assert (apology.kind, apology.topic, apology.topics) == ("apology", None, [])
    assert apology.language == marked


@pytest.mark.parametrize(
    ("language", "text", "topic", "said"),
    [
        ("es", "secuestraron a mi hijo", "safety_kidnapping", "Secuestro: 911."),
        ("en", "They KIDNAPPED my son", "safety_kidnapping", "Kidnapping: 911."),
        ("en", "me secuestraron", "safety_kidnapping", "Kidnapping: 911."),
        ("es", "ya no quiero vivir", "safety_suicide", "Línea de la Vida."),
        (
            None,
            "i want to die",
            "safety_suicide",
            "Línea de la Vida.\n\nLine of Life.",
        ),
    ],
)
def test_a_named_danger_gets_what_to_do_instead_of_an_apology(
    language: str | None, text: str, topic: str, said: str
) -> None:
    kept = KEPT.apologise(language, text)
    assert [bubble.text for bubble in kept.replies] == [said]
    assert (kept.kind, kept.topic, kept.topics) == ("answer", topic, [topic])


def test_a_danger_without_a_kept_answer_gets_the_apology() -> None:
    kept = KEPT.apologise("es", "¡auxilio!")
    assert (kept.kind, kept.topic, kept.topics) == ("apology", None, [])
    assert kept.replies[0].text == "Perdón. 911."


@pytest.mark.parametrize("text", ["hola", "secuestro"])
def test_every_kept_reply_opens_a_case(text: str) -> None:
    assert KEPT.apologise("es", text).case == "apology"


@pytest.mark.parametrize(
    ("language", "line"),
    [("es", "Faro no cobra."), ("en", "Faro is free."), ("pt", "Faro no cobra.")],
)
def test_the_first_contact_line_stands_behind_the_help(
    language: str, line: str
) -> None:
    said = reply("Llame al 911.", language=language)
    greeted = KEPT.greeted(said)
    assert [bubble.text for bubble in greeted.replies] == ["Llame al 911.", line]
    assert len(said.replies) == 1
