"""Topics, intents, examples, rules and answers are one list; it must not drift."""

from typing import Any

import yaml

from bot.facts.seed import Seed
from tests.conftest import ROOT


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_intents_are_the_topics_in_the_same_order(seed: Seed) -> None:
    assert read("domain.yml")["intents"] == [topic.id for topic in seed.topics]


def test_every_topic_has_eight_examples_in_each_language(seed: Seed) -> None:
    counts = {
        (block["intent"], block["metadata"]["language"]): len(
            block["examples"].strip().splitlines()
        )
        for block in read("data/nlu.yml")["nlu"]
    }
    wanted = {(topic.id, code) for topic in seed.topics for code in ("es", "en")}
    assert set(counts) == wanted
    assert [key for key, count in counts.items() if count < 8] == []


def test_every_topic_has_a_rule_or_a_story(seed: Seed) -> None:
    text = (ROOT / "data/rules.yml").read_text() + (
        ROOT / "data/stories.yml"
    ).read_text()
    found = {
        line.split("intent:")[1].strip()
        for line in text.splitlines()
        if "intent:" in line
    }
    assert found - {"nlu_fallback"} == {topic.id for topic in seed.topics}


def test_every_area_answers_or_says_whom_to_ask(seed: Seed) -> None:
    silent = [
        topic.id
        for topic in seed.topics
        if topic.id not in seed.answers and f"ask_here.{topic.area}" not in seed.answers
    ]
    assert silent == []
