"""Tables of the places, with the words of the Open Referral HSDS 3 where it has one.

What must never be shown is not loaded, so it cannot be shown.
"""

from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import JSON, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime, now

PROJECT = "project"
"""The `origin` of places that stand in facts/places/; others name their import."""

State = Literal["open", "full", "closed"]
STATES: tuple[str, ...] = get_args(State)


class Place(Base):
    """One HSDS service at one location, with its organization folded in.

    `serves` (HSDS: eligibility) and `services` (HSDS: attributes) are words parted by
    spaces.
    `status`: show and with_warning; for COMAR offices reported_open, listed_only,
    not_admitting and none_found. `sensitive` places never show where they are;
    `public` ones may be linked on a map. `latitude` and `longitude` (WGS 84 degrees)
    are those of the street: a place whose street is not known has none, and the centre
    of its city is in the gazetteer. `last_seen` and `source_date` are YYYY, YYYY-MM,
    YYYY-MM-DD or "unknown". `assured_date` is the day on which `assurer` made sure of
    it on the spot or by phone; none means that nobody did.
    """

    __tablename__ = "places"
    __table_args__ = (
        # "Which cities have one" is read from the index alone.
        Index("ix_places_listed", "kind", "sensitive", "status", "state", "city"),
        Index("ix_places_latitude_longitude", "latitude", "longitude"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    origin: Mapped[str] = mapped_column(String(64), default=PROJECT, index=True)
    kind: Mapped[str] = mapped_column(String(16))
    organization: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    city: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(64))
    serves: Mapped[str] = mapped_column(default="")
    services: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(16))
    sensitive: Mapped[bool] = mapped_column(default=False)
    public: Mapped[bool] = mapped_column(default=False)
    last_seen: Mapped[str] = mapped_column(String(16))
    address_es: Mapped[str] = mapped_column(default="")
    address_en: Mapped[str] = mapped_column(default="")
    schedule_es: Mapped[str] = mapped_column(default="")
    schedule_en: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    website: Mapped[str] = mapped_column(default="")
    assured_date: Mapped[date | None]
    assurer: Mapped[str] = mapped_column(String(64), default="")
    source_title: Mapped[str]
    source_url: Mapped[str]
    source_publisher: Mapped[str]
    source_date: Mapped[str] = mapped_column(String(16))
    other_sources: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    checked_on: Mapped[date]
    phones: Mapped[list["Phone"]] = relationship(
        back_populates="place", cascade="all, delete-orphan", lazy="selectin"
    )

    def address(self, language: str) -> str:
        """The address that may be shown, or nothing."""
        if self.sensitive:
            return ""
        return self.address_en if language == "en" else self.address_es

    def schedule(self, language: str) -> str:
        """When it is open, as reported, or nothing."""
        return self.schedule_en if language == "en" else self.schedule_es

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of its street; never those of a sensitive place."""
        if self.sensitive or self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class Phone(Base):
    """A number that somebody dialled: without a day and a name none can be stored."""

    __tablename__ = "place_phones"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[str] = mapped_column(
        ForeignKey("places.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[str] = mapped_column(String(24))
    verified_on: Mapped[date]
    verified_by: Mapped[str] = mapped_column(String(64))
    place: Mapped[Place] = relationship(back_populates="phones")


class Confirmation(Base):
    """What a caseworker found out about a place; only followed, never changed.

    `free` are free beds by the words of `serves` ({"women": 12}). Places are loaded
    anew from files, so `place_id` points at no row that must stay.
    """

    __tablename__ = "confirmations"
    __table_args__ = (Index("ix_confirmations_place_id_id", "place_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    free: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
