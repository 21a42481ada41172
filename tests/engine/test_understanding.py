"""What the trained model makes of messages that it was not trained on."""

from __future__ import annotations

import json

import pytest
import yaml

from bot.language.conversation import Guess, foreign_language
from tests.engine.conftest import ROOT, Parse

QUESTIONS = [
    json.loads(line)
    for line in (ROOT / "tests" / "e2e" / "questions.jsonl").read_text().splitlines()
]
OTHERS = yaml.safe_load(
    (ROOT / "bot" / "language" / "words" / "other_languages.yml").read_text()
)["held_out"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_held_out_questions_get_the_right_topic(parse: Parse, language: str) -> None:
    asked = [q for q in QUESTIONS if q["language"] == language]
    right = sum(parse(q["text"])["intent"]["name"] == q["topic"] for q in asked)
    assert right / len(asked) >= 0.95


def test_no_held_out_call_for_help_is_missed(parse: Parse) -> None:
    asked = [q for q in QUESTIONS if q["topic"].startswith("safety_")]
    missed = [
        q["text"]
        for q in asked
        if not (parse(q["text"])["intent"]["name"] or "").startswith("safety_")
    ]
    assert missed == []


def test_the_language_of_held_out_questions_is_found(parse: Parse) -> None:
    wrong = [
        q["text"]
        for q in QUESTIONS
        if parse(q["text"])["language"]["name"] != q["language"]
        and q["topic"] != "meta_change_language"
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["pt", "fr", "ht"])
def test_other_languages_are_recognised(parse: Parse, language: str) -> None:
    sentences = [text for text in OTHERS[language] if len(text.split()) >= 4]
    found = [_foreign(parse, text) for text in sentences]
    assert found.count(language) / len(sentences) >= 0.8


def test_spanish_and_english_are_never_taken_for_another_language(
    parse: Parse,
) -> None:
    wrong = [q["text"] for q in QUESTIONS if _foreign(parse, q["text"])]
    assert wrong == []


def _foreign(parse: Parse, text: str) -> str | None:
    guess = parse(text)["language"]
    return foreign_language(Guess(guess["name"], guess["confidence"], guess["words"]))


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("donde duermo en tijuana", "city", ["Tijuana"]),
        ("estoy en la CDMX y quiero ir a Tapachula", "city", None),
        ("vivo en ciudad juárez", "city", ["Ciudad Juárez"]),
        ("soy de oaxaca", "city", ["Oaxaca de Juárez"]),
        ("albergues en baja california sur", "state", ["Baja California Sur"]),
        ("que hay en chiapas", "state", ["Chiapas"]),
        ("estoy en mexico", "city", []),
    ],
)
def test_places_get_their_canonical_names(
    parse: Parse, text: str, kind: str, names: list[str] | None
) -> None:
    found = [e["value"] for e in parse(text)["entities"] if e["entity"] == kind]
    assert found == (["Ciudad de México", "Tapachula"] if names is None else names)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("auxilio", "safety_emergency"),
        ("SOS", "safety_emergency"),
        ("🆘🆘", "safety_emergency"),
        ("me quiero morir ya", "safety_suicide"),
        ("they kidnaped my brother yesterday", "safety_kidnapping"),
        ("me van a matar los de la esquina", "safety_emergency"),
    ],
)
def test_danger_is_never_answered_with_a_question(
    parse: Parse, text: str, topic: str
) -> None:
    assert parse(text)["intent"]["name"] == topic


@pytest.mark.parametrize("text", ["", "   ", "🙂", "…", "a" * 5000, "qwpoeiru zxmn"])
def test_strange_texts_do_not_break_the_pipeline(parse: Parse, text: str) -> None:
    assert not (parse(text)["intent"]["name"] or "").startswith("safety_")


def test_the_same_text_is_understood_the_same_way_twice(parse: Parse) -> None:
    assert parse("cuanto cuesta la comar") == parse("cuanto cuesta la comar")
