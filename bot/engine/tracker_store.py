"""Rasa's memory of conversations, in this process and bounded in both directions.

Stock Rasa replays the whole conversation at each turn, so a busy one slows down for
good (19 ms at the start, 112 ms after 200 messages). What must survive a restart
(language, last topic, city) is kept by the gateway, so losing this memory costs a
person nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class BoundedTrackerStore(InMemoryTrackerStore):
    """Keeps the last `max_events` of the last `max_conversations` people."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        max_conversations: int = 10_000,
        max_events: int = 60,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.max_events = max_events
        self._max_conversations = max_conversations
        self.store: OrderedDict[str, str] = OrderedDict()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A tracker that forgets all but the last `max_events` events."""
        return DialogueStateTracker(
            sender_id,
            self.domain.slots if self.domain else [],
            max_event_history=self.max_events,
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the conversation and drop the one that was quiet the longest."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._max_conversations:
            self.store.popitem(last=False)
