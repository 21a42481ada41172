"""What people really get, over the real three processes."""

import json
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.e2e.conftest import Faro

pytestmark = pytest.mark.e2e

QUESTIONS = [
    json.loads(line)
    for line in (ROOT / "tests/e2e/questions.jsonl").read_text().splitlines()
]
KINDS = {"answer", "place", "deadline", "clarify", "fallback", "handoff", "meta"}
Answer = dict[str, Any]


@pytest.fixture(scope="session")
def answers(faro: Faro) -> list[Answer]:
    return faro.ask(
        *(
            {"conversation": f"c{number}", "text": question["text"]}
            for number, question in enumerate(QUESTIONS)
        )
    )


def test_every_question_of_every_area_gets_its_own_reply(
    answers: list[Answer],
) -> None:
    assert [a["conversation"] for a in answers] == [f"c{n}" for n in range(176)]
    assert {answer["kind"] for answer in answers} <= KINDS


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_right_topic_is_answered(answers: list[Answer], language: str) -> None:
    pairs = [
        (question, answer)
        for question, answer in zip(QUESTIONS, answers, strict=True)
        if question["language"] == language
    ]
    wrong = [q["text"] for q, a in pairs if a["topic"] != q["topic"]]
    assert len(wrong) / len(pairs) <= 0.05, wrong


def test_the_reply_is_in_the_language_of_the_question(answers: list[Answer]) -> None:
    wrong = [
        question["text"]
        for question, answer in zip(QUESTIONS, answers, strict=True)
        if answer["language"] != question["language"]
        and question["topic"] != "meta_change_language"
    ]
    assert wrong == []


def test_no_call_for_help_gets_anything_but_help(answers: list[Answer]) -> None:
    for question, answer in zip(QUESTIONS, answers, strict=True):
        if question["topic"].startswith("safety_"):
            assert answer["topic"].startswith("safety_"), question["text"]
            assert "911" in answer["replies"][0]["text"].splitlines()[0]


def test_every_fact_has_source_and_date(answers: list[Answer]) -> None:
    facts = [a for a in answers if a["kind"] == "answer"]
    for answer in facts:
        assert answer["sources"], answer["topic"]
        text = answer["replies"][0]["text"]
        assert "Fuente" in text or "Source" in text
        assert "2026" in text
    assert len(facts) > 100


def test_a_named_city_is_understood(answers: list[Answer]) -> None:
    for question, answer in zip(QUESTIONS, answers, strict=True):
        if "city" in question:
            assert answer["entities"]["city"] == question["city"]


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        ("cuanto tiempo tengo para pedir refugio", "comar_deadline", "es"),
        ("is remain in mexico still going on", "mpp_status", "en"),
        ("donde puedo dormir en tijuana", "shelter_find", "es"),
    ],
)
def test_the_questions_of_the_readme(
    faro: Faro, text: str, topic: str, language: str
) -> None:
    answer = faro.say(text)
    assert (answer["topic"], answer["language"]) == (topic, language)
    assert answer["sources"]


def talk(faro: Faro, *lines: dict[str, Any]) -> list[Answer]:
    return faro.ask(*({"conversation": "c", **line} for line in lines))


def test_a_person_changes_the_language_and_it_stays(faro: Faro) -> None:
    first, changed, kept, back = talk(
        faro,
        {"text": "cuanto cuesta pedir refugio"},
        {"text": "english please"},
        {"text": "COMAR"},
        {"choice": "lang:es"},
    )
    assert [a["language"] for a in (first, changed, kept, back)] == [
        "es",
        "en",
        "en",
        "es",
    ]


def test_a_mixed_message_is_answered(faro: Faro) -> None:
    answer = faro.say("hello quiero saber about mi caso en la comar how much cuesta")
    assert answer["kind"] in {"answer", "clarify"}
    offered = [choice["id"] for choice in answer["replies"][0]["choices"]]
    assert "comar_cost" in [answer["topic"], *offered]


def test_more_city_and_menu_go_on_with_the_conversation(faro: Faro) -> None:
    asked, more, place, city, menu = talk(
        faro,
        {"text": "cuantos dias tengo para pedir refugio"},
        {"choice": "more"},
        {"text": "donde puedo dormir esta noche"},
        {"choice": "city:Tapachula"},
        {"choice": "menu"},
    )
    assert more["topic"] == asked["topic"] == "comar_deadline"
    assert more["replies"][0]["text"] != asked["replies"][0]["text"]
    assert place["topic"] == city["topic"] == "shelter_find"
    assert city["entities"]["city"] == "Tapachula"
    assert menu["topic"] == "meta_menu"


def test_a_shared_location_becomes_a_city(faro: Faro) -> None:
    location = {"latitude": 32.53, "longitude": -117.02}
    (answer,) = talk(faro, {"location": location})
    assert answer["kind"] == "place"
    assert answer["entities"]["city"] == "Tijuana"


@pytest.mark.parametrize("before", [0, 8], ids=["at once", "after eight turns"])
def test_yes_alone_gets_one_short_reply(faro: Faro, before: int) -> None:
    earlier = [{"text": "cuanto cuesta la comar"}] * before
    answer = talk(faro, *earlier, {"text": "si"})[-1]
    assert answer["topic"] == "meta_affirm"


def test_yes_after_a_bad_answer_opens_a_case(faro: Faro) -> None:
    answer = talk(faro, {"text": "esa respuesta no me sirve"}, {"text": "si"})[-1]
    assert answer["kind"] == "handoff"
    assert "human" in faro.command("cases")


def test_yes_means_a_human_only_right_after_the_question(faro: Faro) -> None:
    bad = {"text": "esa respuesta no me sirve"}
    *_, again = talk(faro, bad, {"text": "si"}, {"text": "si"})
    *_, later = talk(faro, bad, {"text": "cuanto cuesta la comar"}, {"text": "si"})
    *_, declined = talk(faro, bad, {"text": "no"})
    assert again["topic"] == later["topic"] == "meta_affirm"
    assert declined["topic"] == "meta_menu"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("zxqw plof trfg", {"fallback", "clarify"}),
        ("quien gano el mundial de futbol", {"fallback"}),
        ("mi esposo y yo salimos de honduras " * 143, KINDS),
        ("", {"fallback"}),
        ("🙏", {"fallback", "clarify", "meta"}),
        ("/restart", KINDS),
        (" /restart", KINDS),
        ("\u200b/restart", KINDS),
        ('/comar_cost{"part": "more"}', KINDS),
    ],
    ids=[
        "unknown",
        "out of scope",
        "5,000 characters",
        "empty",
        "emoji",
        "command",
        "command behind a space",
        "command behind a mark",
        "intent",
    ],
)
def test_whatever_is_sent_gets_a_reply(faro: Faro, text: str, kinds: set[str]) -> None:
    answer = faro.say(text)
    assert answer["kind"] in kinds
    assert answer["replies"][0]["text"]


def test_a_typed_command_is_not_obeyed(faro: Faro) -> None:
    # Obeyed, an intent would come back with the certainty of 1 that only commands have.
    assert faro.say("/comar_cost")["confidence"] < 1


def test_the_first_reply_carries_the_privacy_line_and_the_second_does_not(
    faro: Faro,
) -> None:
    first, second = talk(faro, {"text": "hola"}, {"text": "gracias"})
    assert "no escriba su nombre" in first["replies"][-1]["text"]
    assert "no escriba su nombre" not in second["replies"][-1]["text"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("bonjour je cherche un endroit pour dormir ce soir", "Faro lit seulement"),
        ("oi, preciso de ajuda para pedir refugio no mexico", "O Faro só lê"),
        ("mwen bezwen yon kote pou m domi aswe a", "Faro li panyòl"),
    ],
)
def test_other_languages_get_a_line_of_their_own_and_the_menu(
    faro: Faro, text: str, line: str
) -> None:
    bubble = faro.say(text)["replies"][0]
    assert bubble["text"].startswith(line)
    assert "lang:en" in [choice["id"] for choice in bubble["choices"]]
