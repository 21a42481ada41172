"""A message as every channel hands it in, and what of it may be stored."""

from dataclasses import dataclass


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
