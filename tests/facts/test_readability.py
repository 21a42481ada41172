import pytest

from bot.facts.readability import readability

EASY = {
    "es": "La COMAR ayuda. Es gratis. Vaya hoy.",
    "en": "COMAR can help. It is free. Go now.",
}
HARD = {
    "es": "Corresponde a la Coordinación General la tramitación del procedimiento "
    "administrativo de reconocimiento de la condición de refugiado solicitado",
    "en": "Jurisdiction concerning administrative determinations of international "
    "protection eligibility appertains exclusively to designated authorities",
}


@pytest.mark.parametrize(
    ("text", "language", "ease"),
    [
        ("Pida una cita. Es gratis hoy.", "es", 206.84 - 60 * 10 / 6 - 1.02 * 3),
        ("La oficina cierra.", "es", 206.84 - 60 * 7 / 3 - 1.02 * 3),
        ("Go to the shelter. It is free.", "en", 206.835 - 84.6 * 8 / 7 - 1.015 * 3.5),
    ],
)
def test_the_formulas_count_syllables_words_and_sentences(
    text: str, language: str, ease: float
) -> None:
    assert readability(text, language).ease == pytest.approx(ease)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_plain_text_is_easy_and_a_decree_is_hard(language: str) -> None:
    assert readability(EASY[language], language).ease > 90
    assert readability(HARD[language], language).ease < 30


@pytest.mark.parametrize(
    "text",
    [
        "Uno dos tres: cuatro cinco",
        "Uno dos tres; cuatro cinco",
        "Uno dos tres\ncuatro cinco",
        "«Uno dos tres.» Cuatro cinco",
        "(Uno dos tres?) Cuatro cinco.",
        "• Uno dos tres\n\n• Cuatro",
    ],
)
def test_what_ends_a_sentence_for_the_eye_ends_it_here(text: str) -> None:
    assert readability(text, "es").longest == 3


def test_the_longest_sentence_is_given_with_its_figures_counted() -> None:
    read = readability("Es gratis. El plazo es de 30 días, o 1,500 horas. Vaya.", "es")

    assert read.longest == 9
    assert read.longest_sentence == "El plazo es de 30 días, o 1,500 horas"
    assert read.words == 10


def test_an_address_is_not_read() -> None:
    link = "https://www.example.org/una/pagina/con/muchas/palabras?y=mas"

    assert readability(f"Mire {link} hoy.", "es") == readability("Mire   hoy.", "es")


@pytest.mark.parametrize("text", ["", "911", "• 30 – 45"])
def test_a_text_without_words_is_easy(text: str) -> None:
    assert readability(text, "en").words == 0
    assert readability(text, "en").ease == 100
