"""Random and hostile strings over the real three processes: always a reply.

A few hundred with the other tests; `make fuzz` sends ten thousand (FARO_FUZZ).
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.e2e.conftest import Faro

BATCH = 50
BATCHES = int(os.environ.get("FARO_FUZZ", "200")) // BATCH

TOPICS = [
    json.loads(line)["topic"]
    for line in (ROOT / "tests/e2e/questions.jsonl").read_text().splitlines()
]
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u202e\u202d\u2066\u00ad\x00\x07\x1b\x7f\u0301"
)
SQL = ["'; DROP TABLE messages; --", '" OR 1=1 --', "%s%n%x", "${jndi:ldap://x}"]
MARKUP = ["<script>alert(1)</script>", "{{7*7}}", "*_~`", "![x](javascript:1)"]
PATHS = ["../../etc/passwd", "C:\\con", "file:///etc/shadow"]
JSON = ['{"topic": "meta_human"}', "[]", '{"a":' * 200, "null", '"']
LINES = ["\r\n\r\n", "\u2028", "\n" * 300]

plain = st.text(max_size=60)
marks = st.text(alphabet=INVISIBLE + " ", min_size=1, max_size=40)
emoji = st.text(alphabet="😀🆘🙏👍🏽👨‍👩‍👧🇲🇽🚨❤️", min_size=1, max_size=20)
right_to_left = st.text(alphabet="אבגדהשלום مرحبا ساعدني", min_size=1, max_size=40)
known_attacks = st.sampled_from([*SQL, *MARKUP, *PATHS, *JSON, *LINES])
commands = st.builds(
    lambda before, topic, entities: f"{before}/{topic}{entities}",
    st.sampled_from(["", " ", "\u200b", "\n", "/", "⁄", "\ufeff", "\x00"]),
    st.sampled_from([*TOPICS, "restart", "back", "session_start", "nlu_fallback"]),
    st.sampled_from(["", "{}", '{"city": "Tijuana"}', '{"part": "more"}', "{", "@0.9"]),
)
long = st.builds(
    lambda piece, length: (piece * (length // len(piece) + 1))[:length],
    st.sampled_from(["a", "ayuda ", "🙏", "\u0301", "¿", "א", "/meta_human "]),
    st.integers(1_000, 20_000),
)
hidden = st.builds(
    lambda mark, text: mark.join(text), st.sampled_from(INVISIBLE), plain
)
strings = st.one_of(
    *(plain, marks, emoji, right_to_left, known_attacks, commands, hidden, long)
)


# A batch holds texts of 20 kB, and hypothesis would rather not print them.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=BATCHES,
    deadline=None,
    derandomize=True,
    # To shrink a batch would take an hour; the text is in the message anyway.
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(batch=st.lists(strings, min_size=BATCH, max_size=BATCH))
def test_whatever_is_typed_gets_a_reply_and_no_command_is_obeyed(
    faro: Faro, batch: list[str]
) -> None:
    lines: list[dict[str, Any]] = [
        {"conversation": f"h{number}", "text": text}
        for number, text in enumerate(batch)
    ]
    replies = faro.ask(*lines)
    assert [reply["conversation"] for reply in replies] == [
        line["conversation"] for line in lines
    ]
    for text, reply in zip(batch, replies, strict=True):
        assert any(bubble["text"].strip() for bubble in reply["replies"]), text
        assert reply["kind"] != "apology", text
        # A command that Rasa obeys has a confidence of exactly one.
        assert reply["confidence"] < 1.0 or reply["topic"] == "meta_out_of_scope", text
