"""What a browser may send, and the plain error if it sends something else."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

TEXT_LIMIT = 25_000
"""Characters; people who tell their whole story need some thousands."""


class VisitorBody(BaseModel):
    """`POST /web/visitors`. `language` is that of the page, if the person chose one."""

    model_config = ConfigDict(extra="forbid")

    language: Literal["es", "en"] | None = None


class Location(BaseModel):
    """Degrees, WGS 84."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class MessageBody(BaseModel):
    """`POST /web/messages`. `message_id` is the sender's own, repeated on a retry."""

    model_config = ConfigDict(extra="forbid")

    visitor: str
    message_id: str = Field(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")
    text: str | None = Field(default=None, max_length=TEXT_LIMIT)
    choice: str | None = Field(default=None, max_length=120)
    location: Location | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [v for v in (self.text, self.choice, self.location) if v is not None]
        if len(given) != 1:
            raise ValueError("send exactly one of text, choice and location")
        return self
