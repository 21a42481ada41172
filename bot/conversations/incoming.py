"""A message as every channel hands it in, and what of it may be stored."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Located:
    """What is kept of a shared location: the city, and the places around it.

    `near` are ids with whole kilometres, nearest first; the coordinates are forgotten.
    """

    city: str | None = None
    near: dict[str, int] = field(default_factory=dict)


Locate = Callable[[float, float], Located]
"""Latitude and longitude in degrees to what is kept of them."""


@dataclass(frozen=True)
class Incoming:
    """One inbound message: exactly one of `text`, `choice`, `location` is set.

    `location` is (latitude, longitude) in degrees. `message_id` is the channel's own
    id, under which a repeated message is recognised.
    """

    channel: str
    message_id: str
    conversation_id: str
    text: str | None = None
    choice: str | None = None
    location: tuple[float, float] | None = None

    @property
    def kind(self) -> str:
        """ "text", "choice" or "location"."""
        if self.choice is not None:
            return "choice"
        return "location" if self.location is not None else "text"
