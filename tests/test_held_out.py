"""The messages that the language model is judged on: enough, in order, none twice."""

from collections import Counter
from typing import Any

import yaml

from tests.conftest import ROOT

MESSAGES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/nlu_heldout.yml").read_text(encoding="utf-8")
)
TOPICS: list[str] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))[
    "intents"
]


def test_every_topic_has_eight_messages_in_each_language() -> None:
    count = Counter((m["topic"], m["language"]) for m in MESSAGES)
    assert set(count) == {(t, spoken) for t in TOPICS for spoken in ("es", "en")}
    assert min(count.values()) >= 8


def test_no_message_stands_there_twice() -> None:
    count = Counter(message["text"] for message in MESSAGES)
    assert [text for text, times in count.items() if times > 1] == []


def test_every_other_accepted_topic_exists() -> None:
    named = {topic for message in MESSAGES for topic in message.get("also", [])}
    assert named <= set(TOPICS)
