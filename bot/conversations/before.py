"""What the last replies leave open: topics answered, choices not taken, second guesses.

All take the last replies of a conversation, newest first.
"""

from bot.conversations.choices import PLACE_TOPICS, topics_offered
from bot.reply import Reply

ANSWERS = ("answer", "place", "deadline")
"""Kinds of replies that answer a topic."""

_OTHERS = 3
_POSSIBLE = 0.01
"""Less likely topics are no second guess."""


def recent_topics(replies: list[Reply]) -> list[str]:
    """Topics answered, newest first, each once."""
    topics = [
        topic
        for reply in replies
        if reply.kind in ANSWERS
        for topic in reversed(reply.topics or [reply.topic or ""])
    ]
    return list(dict.fromkeys(topic for topic in topics if topic))


def place_topic(recent: list[str]) -> str | None:
    """The last topic about places: a city answers it, even after a call for help."""
    return next((topic for topic in recent if topic in PLACE_TOPICS), None)


def left_of_choice(replies: list[Reply]) -> list[str]:
    """After one of the offered topics was taken: the others, as they were offered."""
    if len(replies) < 2 or replies[0].kind not in ANSWERS:
        return []
    if replies[1].kind != "clarify" or replies[0].topic not in topics_offered(
        replies[1]
    ):
        return []
    return [topic for topic in topics_offered(replies[1]) if topic != replies[0].topic]


def other_topics(replies: list[Reply]) -> list[str]:
    """What the last reply might have been about instead, likeliest first."""
    if not replies:
        return []
    last = replies[0]
    shown = (
        {last.topic, *topics_offered(last)} if last.kind == "clarify" else {last.topic}
    )
    return [
        topic
        for topic, chance in last.alternatives
        if chance >= _POSSIBLE and topic not in shown and not topic.startswith("meta_")
    ][:_OTHERS]


def last_answer(replies: list[Reply]) -> Reply | None:
    """The last reply that answered something; "more" and "it is closed" mean it."""
    return next((reply for reply in replies if reply.kind in ANSWERS), None)


def group_before(replies: list[Reply]) -> str:
    """For whom a bed was sought last: words parted by spaces, or nothing."""
    groups = (reply.entities.get("group") for reply in replies)
    last = next((group for group in groups if group), "")
    return last if isinstance(last, str) else " ".join(last)


def awaited_topic(replies: list[Reply]) -> str | None:
    """The topic whose day the very last reply asked for."""
    return replies[0].asks if replies else None
