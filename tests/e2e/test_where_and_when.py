"""Dialogues about where to go and by which day, as people lead them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from bot.deadlines import count_rule
from bot.facts.deadlines import read_deadlines
from bot.language.dates import said_weekday, today
from tests.conftest import FACTS, ROOT
from tests.e2e.conftest import Faro
from tests.e2e.dialogues import Dialogue, Reply, as_list, case
from tests.places.rules import broken_rules

pytestmark = pytest.mark.e2e

DIALOGUES: list[Dialogue] = yaml.safe_load(
    (ROOT / "tests" / "dialogues_where_and_when.yml").read_text("utf-8")
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OPEN_AT_MOST = 0.1


def line(dialogue: Dialogue, turn: Dialogue) -> dict[str, Any]:
    """One line of `faro ask --jsonl`."""
    start = {"conversation": dialogue["name"]}
    if "locate" in turn:
        latitude, longitude = turn["locate"]
        return start | {"location": {"latitude": latitude, "longitude": longitude}}
    if "choose" in turn:
        return start | {"choice": turn["choose"]}
    return start | {"text": turn["say"]}


@pytest.fixture(scope="module")
def replies(faro: Faro) -> dict[str, list[Reply]]:
    """All dialogues led at once, each by its own person."""
    lines = [line(led, turn) for led in DIALOGUES for turn in led["turns"]]
    found: dict[str, list[Reply]] = {dialogue["name"]: [] for dialogue in DIALOGUES}
    for reply in faro.ask(*lines, concurrency=2):
        found[reply["conversation"]].append(reply)
    return found


def text_of(reply: Reply) -> str:
    return "\n".join(bubble["text"] for bubble in reply["replies"])


def event_day(event: Any) -> date:
    """The day that a dialogue names by how long ago it was."""
    if not isinstance(event, dict):
        return date.fromisoformat(str(event))
    if "days_ago" in event:
        return today() - timedelta(days=event["days_ago"])
    weekday = DAYS.index(event["last"])
    back = (today().weekday() - weekday) % 7 or 7
    return today() - timedelta(days=back)


def safe_day(expected: Any) -> date:
    """The day itself, or counted from an event by a rule; COMAR's own by LAW."""
    if not isinstance(expected, dict):
        return date.fromisoformat(str(expected))
    known = read_deadlines(FACTS)
    rule = known.rules[expected["rule"]]
    counted = count_rule(rule, event_day(expected["event"]), known.calendar)
    return counted.safe if rule.whose == "person" else counted.law


def wrong(turn: Dialogue, reply: Reply) -> list[str]:
    """What of the reply is not as expected."""
    expected, text = turn["expect"], text_of(reply).casefold()
    offered = [c["id"] for bubble in reply["replies"] for c in bubble["choices"]]
    city = reply["entities"].get("city")
    language = expected.get("language", reply["language"])
    checks = {
        "kind": reply["kind"] in as_list(expected.get("kind", reply["kind"])),
        "topic": reply["topic"] in as_list(expected.get("topic", reply["topic"])),
        "city": expected.get("city", city) == city,
        "language": language == reply["language"],
        "offers": set(as_list(expected.get("offers", []))) <= set(offered),
    }
    for words in as_list(expected.get("says", [])):
        checks[f"says {words!r}"] = str(words).casefold() in text
    for words in as_list(expected.get("says_not", [])):
        checks[f"says not {words!r}"] = str(words).casefold() not in text
    if expected.get("safe") is not None:
        day = said_weekday(safe_day(expected["safe"]), reply["language"])
        checks[f"says {day}"] = day in text_of(reply) or day.casefold() in text
    if reply["kind"] == "place":
        located = "locate" in turn
        broken = broken_rules(text_of(reply), reply["language"], located=located)
        checks[f"keeps the rules of places: {broken}"] = not broken
    got = (reply["kind"], reply["topic"], city, reply["language"])
    said = turn.get("say") or turn.get("choose") or turn.get("locate")
    return [
        f"{name} of {said!r}: {expected}, got {got}: {text_of(reply)[:160]}"
        for name, right in checks.items()
        if not right
    ]


def test_few_dialogues_are_open() -> None:
    assert sum("open" in d for d in DIALOGUES) <= len(DIALOGUES) * OPEN_AT_MOST


@pytest.mark.parametrize("dialogue", [case(dialogue) for dialogue in DIALOGUES])
def test_a_dialogue_goes_as_its_person_expects(
    dialogue: Dialogue, replies: dict[str, list[Reply]]
) -> None:
    said = replies[dialogue["name"]]
    problems = [
        problem
        for turn, reply in zip(dialogue["turns"], said, strict=True)
        for problem in wrong(turn, reply)
    ]
    assert not problems, "\n".join(problems)
