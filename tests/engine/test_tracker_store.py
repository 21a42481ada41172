from __future__ import annotations

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker_store import BoundedTrackerStore


def stored(store: BoundedTrackerStore, sender: str, turns: int) -> DialogueStateTracker:
    tracker = store.init_tracker(sender)
    for number in range(turns):
        tracker.update(UserUttered(f"message {number}"))
    asyncio.run(store.save(tracker))
    found = asyncio.run(store.retrieve(sender))
    assert found is not None
    return found


def test_a_long_conversation_keeps_only_its_end() -> None:
    store = BoundedTrackerStore(Domain.empty(), max_events=10)
    events = list(stored(store, "a", 50).events)
    assert len(events) <= 10
    assert events[-1].text == "message 49"


def test_the_quietest_conversation_is_dropped_first() -> None:
    store = BoundedTrackerStore(Domain.empty(), max_conversations=2)
    for sender in ("a", "b", "a", "c"):
        stored(store, sender, 1)
    assert list(asyncio.run(store.keys())) == ["a", "c"]
