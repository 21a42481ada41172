"""Dialogues as people lead them: follow-ups, corrections, numbers, cities, danger."""

from __future__ import annotations

import pytest
import yaml

from tests.conftest import ROOT
from tests.e2e.conftest import Faro
from tests.e2e.dialogues import Dialogue, Reply, as_list, case

DIALOGUES: list[Dialogue] = yaml.safe_load(
    (ROOT / "tests" / "dialogues.yml").read_text("utf-8")
)
FIXED = ("menu", "human", "more")


@pytest.fixture(scope="module")
def replies(faro: Faro) -> dict[str, list[Reply]]:
    """All dialogues led at once, each by its own person."""
    lines = [
        {"conversation": dialogue["name"], "text": turn["say"]}
        for dialogue in DIALOGUES
        for turn in dialogue["turns"]
    ]
    found: dict[str, list[Reply]] = {dialogue["name"]: [] for dialogue in DIALOGUES}
    for reply in faro.ask(*lines, concurrency=2):
        found[reply["conversation"]].append(reply)
    return found


def offered_topics(reply: Reply) -> list[str]:
    ids = [choice["id"] for bubble in reply["replies"] for choice in bubble["choices"]]
    return [id_ for id_ in ids if id_ not in FIXED and ":" not in id_]


def wrong(turn: Dialogue, reply: Reply, before: Reply | None) -> list[str]:
    """What of the reply is not as expected."""
    expected = turn["expect"]
    city = reply["entities"].get("city")
    checks = {
        "kind": reply["kind"] in as_list(expected.get("kind", reply["kind"])),
        "topic": reply["topic"] in as_list(expected.get("topic", reply["topic"])),
        "topics": reply.get("topics") == expected.get("topics", reply.get("topics")),
        "city": expected.get("city", city) == city,
        "language": expected.get("language", reply["language"]) == reply["language"],
    }
    if "picks" in expected and before is not None:
        picked = offered_topics(before)[expected["picks"] - 1]
        checks["picks"] = reply["topic"] == picked
    got = (reply["kind"], reply["topic"], reply.get("topics"), city, reply["language"])
    return [
        f"{name} of {turn['say']!r}: {expected}, got {got}"
        for name, right in checks.items()
        if not right
    ]


def test_few_dialogues_are_open() -> None:
    assert sum("open" in dialogue for dialogue in DIALOGUES) <= len(DIALOGUES) * 0.15


@pytest.mark.parametrize("dialogue", [case(dialogue) for dialogue in DIALOGUES])
def test_a_dialogue_goes_as_its_person_expects(
    dialogue: Dialogue, replies: dict[str, list[Reply]]
) -> None:
    said = replies[dialogue["name"]]
    before: list[Reply | None] = [None, *said[:-1]]
    problems = [
        problem
        for turn, reply, last in zip(dialogue["turns"], said, before, strict=True)
        for problem in wrong(turn, reply, last)
    ]
    assert not problems, "\n".join(problems)
