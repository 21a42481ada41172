"""The structured reply of one turn: actions make, gateway stores, `faro ask` prints it.

Core, because both sides of the engine need the same shape and must not import each
other.
"""

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "answer", "place", "deadline", "clarify", "fallback", "handoff", "meta", "apology"
]


MESSAGE_LIMIT = 1024
"""Characters of one WhatsApp message with something to tap."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Choice(_Part):
    """Something to tap.

    `id` is a topic, `more`, `menu`, `human`, `lang:es`, `city:<name>`, `place:<id>`
    (all about one place), `closed:<id>` (it was closed) and the like.
    """

    id: str
    title: str


class Bubble(_Part):
    """One message on the person's screen."""

    text: str
    choices: list[Choice] = []


class SourceNote(_Part):
    """Where a fact comes from; `checked_on` is the day on which the project read it."""

    title: str
    url: str
    publisher: str
    date: str
    checked_on: datetime.date


class Reply(_Part):
    """One turn's reply, in the order and with the names of the `faro ask` contract.

    `code` finds the answer versions that were said again, and nothing about the person.
    `quoted` holds the ids of those versions, `notice` that of the news said with them.
    `case` asks the gateway to open a case for a human, `feedback` to note that the last
    answer helped or not. `places` are the ids of the places named, `more` is what the
    choice `more` goes on with, `asks` the topic whose day the reply asks for. These
    seven do not leave the gateway.
    """

    kind: Kind
    topic: str | None = None
    topics: list[str] = []
    language: str
    confidence: float = 0.0
    alternatives: list[tuple[str, float]] = []
    entities: dict[str, str | list[str]] = {}
    replies: list[Bubble]
    sources: list[SourceNote] = []
    stale: bool = False
    code: str = ""
    quoted: list[int] = Field(default=[], repr=False)
    notice: int | None = Field(default=None, repr=False)
    case: str | None = None
    feedback: Literal["helpful", "not_helpful"] | None = None
    places: list[str] = Field(default=[], repr=False)
    more: dict[str, str] = Field(default={}, repr=False)
    asks: str | None = None

    @property
    def offered(self) -> list[Choice]:
        """Every choice of every bubble: the only ones that the person may tap."""
        return [choice for bubble in self.replies for choice in bubble.choices]
