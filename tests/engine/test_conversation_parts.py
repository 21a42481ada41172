"""What the trained model makes of follow-ups, corrections and two questions at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.engine.conftest import ROOT, Parse

After = Callable[..., "dict[str, Any]"]

PAIRS = yaml.safe_load((ROOT / "tests" / "two_questions.yml").read_text())


@pytest.mark.parametrize(
    ("text", "before", "language", "topic"),
    [
        ("¿y cuánto cuesta?", "comar_how_to_apply", "es", "comar_cost"),
        ("and how long does it take?", "comar_how_to_apply", "en",
         "comar_processing_time"),
        ("para mi esposa también?", "comar_how_to_apply", "es", "comar_family"),
        ("y como la saco?", "mexico_humanitarian_card", "es",
         "mexico_humanitarian_card"),
        ("no, me refiero a la entrevista", "comar_cost", "es", "comar_interview"),
        ("not that, I mean the interview", "comar_cost", "en", "comar_interview"),
    ],
)  # fmt: skip
def test_a_message_is_read_after_the_topic_before(
    parse_after: After, text: str, before: str, language: str, topic: str
) -> None:
    known = {"topic": before, "recent": [before], "language": language}
    assert parse_after(text, **known)["intent"]["name"] == topic


def test_after_a_call_for_help_the_flow_goes_on(parse_after: After) -> None:
    recent = ["safety_emergency", "shelter_find"]
    known = {"topic": recent[0], "recent": recent, "language": "es"}
    understood = parse_after("en Tijuana", **known)
    assert understood["intent"]["name"] == "shelter_find"
    assert [e["value"] for e in understood["entities"]] == ["Tijuana"]


def test_danger_is_heard_in_the_middle_of_anything(parse_after: After) -> None:
    known = {"topic": "comar_cost", "recent": ["comar_cost"], "language": "es"}
    for text in ("me estan siguiendo unos hombres", "auxilio", "they took my son"):
        name = parse_after(text, **known)["intent"]["name"]
        assert name.startswith("safety_"), text


def test_half_a_message_raises_no_alarm_that_the_whole_rules_out(parse: Parse) -> None:
    # "Where do I find him" alone is somebody missing.
    understood = parse("need a lawyer for mpp, where do i find him")
    assert understood["intent"]["name"] == "mpp_lawyer"
    assert "asked" not in understood


def test_no_guess_is_certain(parse: Parse) -> None:
    # A confidence of one is Rasa's for a command, and replies round to four digits.
    assert round(parse("es")["intent"]["confidence"], 4) < 1


def test_most_pairs_of_questions_are_heard_in_their_order(parse: Parse) -> None:
    asked = [pair for pair in PAIRS if len(pair["topics"]) == 2]
    heard = [_topics(parse, pair) == _expected(pair) for pair in asked]
    assert sum(heard) / len(asked) >= 0.7


def test_few_single_questions_are_heard_as_two(parse: Parse) -> None:
    single = [pair for pair in PAIRS if len(pair["topics"]) == 1]
    split = [pair["text"] for pair in single if parse(pair["text"]).get("asked")]
    assert len(split) / len(single) <= 0.1, split


def _topics(parse: Parse, pair: dict[str, Any]) -> Any:
    asked = parse(pair["text"]).get("asked") or []
    return set(asked) if pair.get("any_order") else list(asked)


def _expected(pair: dict[str, Any]) -> Any:
    return set(pair["topics"]) if pair.get("any_order") else pair["topics"]
