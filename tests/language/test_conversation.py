import pytest

from bot.language.conversation import (
    Guess,
    asked_language,
    foreign_language,
    next_language,
)


@pytest.mark.parametrize(
    ("current", "guess", "expected"),
    [
        pytest.param(None, None, "es", id="nothing known: Spanish"),
        pytest.param(None, Guess("en", 0.7, 5), "en", id="first message, likely"),
        pytest.param(None, Guess("en", 0.55, 5), "es", id="first message, doubtful"),
        pytest.param(None, Guess("en", 0.92, 1), "en", id="first word, sure"),
        pytest.param(None, Guess("en", 0.8, 1), "es", id="first word, doubtful"),
        pytest.param("en", None, "en", id="tapped choice keeps the language"),
        pytest.param("es", Guess("en", 0.9, 6), "en", id="sure sentence changes"),
        pytest.param("en", Guess("es", 0.9, 6), "es", id="and back"),
        pytest.param("es", Guess("en", 0.8, 6), "es", id="doubtful sentence does not"),
        pytest.param("en", Guess("es", 0.8, 6), "en", id="nor back"),
        pytest.param("es", Guess("en", 0.8, 2), "es", id="two doubtful words"),
        pytest.param("es", Guess("en", 0.98, 2), "en", id="two sure words"),
        pytest.param("es", Guess("en", 0.9, 3), "en", id="three words are a sentence"),
        pytest.param("en", Guess("es", 1.0, 0), "en", id="only an emoji or a number"),
        pytest.param("en", Guess("pt", 0.99, 8), "en", id="foreign keeps the language"),
        pytest.param(None, Guess("fr", 0.99, 8), "es", id="foreign first: Spanish"),
        pytest.param(
            "pt", Guess("en", 0.7, 5), "en", id="a language not spoken: as new"
        ),
        pytest.param("pt", None, "es", id="a language not spoken: Spanish"),
    ],
)
def test_the_language_changes_only_when_the_guess_is_sure(
    current: str | None, guess: Guess | None, expected: str
) -> None:
    assert next_language(current, guess) == expected


@pytest.mark.parametrize(
    ("guess", "expected"),
    [
        pytest.param(Guess("pt", 0.85, 5), "pt", id="Portuguese sentence"),
        pytest.param(Guess("ht", 0.96, 2), "ht", id="two sure words of Creole"),
        pytest.param(Guess("fr", 0.9, 3), None, id="few words, not sure"),
        pytest.param(Guess("fr", 0.75, 6), None, id="sentence, not sure"),
        pytest.param(Guess("pt", 0.99, 1), None, id="one word is never enough"),
        pytest.param(Guess("es", 0.99, 6), None, id="Spanish is spoken"),
        pytest.param(Guess("de", 0.99, 6), None, id="not recognised"),
        pytest.param(None, None, id="no text"),
    ],
)
def test_a_foreign_language_is_recognised_when_sure(
    guess: Guess | None, expected: str | None
) -> None:
    assert foreign_language(guess) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in english please",
        "ENGLISH!!",
        "can you speak english?",
        "can't you speak english?",
        "why dont you talk in english",
        "do you have this in English",
        "switch to english",
        "change from spanish to english",
        "habla ingles?",
        "¿No hablan inglés?",
        "no habla ingles?",
        "alguien que hable inglés",
        "cambia de español a ingles",
        "no hablo español",
        "no hablo nada de español",
        "no entiendo bien el español",
        "hablo muy poco castellano",
        "i dont speak spanish",
        "I don't understand what you say in Spanish",
        "I speak little spanish",
        "my spanish is not good",
        "my spanish is very bad",
        "no spanish",
        "spanish no",
        "I don't speak Spanish, only English",
        "No, in English please",
        "I don't understand. English please",
        "No entiendo, en inglés por favor",
        "in english not spanish",
    ],
)
def test_a_request_for_english_is_understood(text: str) -> None:
    assert asked_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "en español por favor",
        "ESPAÑOOOL",
        "espanol",
        "en castellano",
        "puede hablarme en español",
        "spanish please",
        "do you speak spanish?",
        "dont you have it in spanish",
        "change from english to spanish",
        "del ingles al español",
        "no hablo ingles",
        "no sé hablar muy bien el inglés",
        "yo inglés no hablo",
        "ingles no",
        "no me hable en inglés",
        "mi ingles es muy malo",
        "i dont speak english",
        "my english is bad",
        "no english",
        "not english, spanish please",
        "solo hablo español, no inglés",
        "No, en español",
        "no entiendo. español por favor",
    ],
)
def test_a_request_for_spanish_is_understood(text: str) -> None:
    assert asked_language(text) == "es"


@pytest.mark.parametrize(
    "text", ["", "cambiar idioma", "change language", "hola", "i am englishman"]
)
def test_a_request_that_names_no_language_gives_none(text: str) -> None:
    assert asked_language(text) is None
