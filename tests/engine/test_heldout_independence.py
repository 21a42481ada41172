"""The held-out messages are complete, and nothing that the model was trained on."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from bot.engine.evaluation.held_out import ROOT, Files
from bot.engine.evaluation.keywords import has_keyword, read_keywords
from bot.engine.evaluation.messages import Message
from bot.engine.evaluation.near_duplicates import near_duplicates

EACH = 8

# There are only so many ways to say these in one or two words.
FEW_WAYS = {
    "meta_affirm",
    "meta_change_language",
    "meta_deny",
    "meta_goodbye",
    "meta_greet",
    "meta_human",
    "meta_menu",
    "meta_thanks",
}

TOPICS: list[str] = yaml.safe_load((ROOT / "domain.yml").read_text())["intents"]


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return Files().messages()


@pytest.fixture(scope="module")
def stems() -> dict[str, list[str]]:
    return read_keywords(Files().keywords)


def is_exempt(message: Message) -> bool:
    return message.topic in FEW_WAYS and len(message.text.split()) <= 2


def test_no_held_out_message_stands_in_the_training_data(
    messages: list[Message],
) -> None:
    asked = [message for message in messages if not is_exempt(message)]
    trained = Files().examples()
    found = near_duplicates([m.text for m in asked], [e.text for e in trained])
    assert not found, "\n" + "\n".join(
        f"{f.why}: {asked[f.asked].text!r} of {asked[f.asked].topic} and, in data/, "
        f"{trained[f.trained].text!r} of {trained[f.trained].topic}"
        for f in found
    )


def test_held_out_messages_are_about_topics_of_the_domain(
    messages: list[Message],
) -> None:
    named = {topic for message in messages for topic in message.accepted}
    assert named - set(TOPICS) == set()
    assert {message.language for message in messages} == {"es", "en"}


def test_every_topic_has_enough_held_out_messages_in_each_language(
    messages: list[Message],
) -> None:
    counts = Counter((message.topic, message.language) for message in messages)
    wanted = [(topic, language) for topic in TOPICS for language in ("es", "en")]
    assert [(key, counts[key]) for key in wanted if counts[key] < EACH] == []


def test_every_topic_says_which_key_words_give_it_away(
    stems: dict[str, list[str]],
) -> None:
    assert set(stems) == set(TOPICS)


def test_at_least_half_the_messages_do_without_the_key_word(
    messages: list[Message], stems: dict[str, list[str]]
) -> None:
    total: Counter[tuple[str, str]] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for message in messages:
        if stems.get(message.topic):
            key = (message.topic, message.language)
            total[key] += 1
            named[key] += has_keyword(message.text, stems[message.topic])
    assert [(key, named[key]) for key in total if 2 * named[key] > total[key]] == []


def test_key_words_are_marked_as_they_are_found(
    messages: list[Message], stems: dict[str, list[str]]
) -> None:
    wrong = [
        message.text
        for message in messages
        if stems.get(message.topic)
        and message.keyword != has_keyword(message.text, stems[message.topic])
    ]
    assert wrong == []
