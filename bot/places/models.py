"""Tables of the places.

What must never be shown is not loaded, so it cannot be shown.
"""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Place(Base):
    """A shelter or an office. `serves` and `services` are words parted by spaces.

    `status`: show and with_warning for shelters; reported_open, listed_only,
    not_admitting and none_found for offices. `sensitive` places never show where they
    are. `last_seen` and `source_date` are YYYY, YYYY-MM, YYYY-MM-DD or "unknown".
    """

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str]
    city: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(64), index=True)
    serves: Mapped[str] = mapped_column(default="")
    services: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(16))
    sensitive: Mapped[bool] = mapped_column(default=False)
    last_seen: Mapped[str] = mapped_column(String(16))
    address_es: Mapped[str] = mapped_column(default="")
    address_en: Mapped[str] = mapped_column(default="")
    source_title: Mapped[str]
    source_url: Mapped[str]
    source_publisher: Mapped[str]
    source_date: Mapped[str] = mapped_column(String(16))
    checked_on: Mapped[date]

    def address(self, language: str) -> str:
        """The address that may be shown, or nothing."""
        return self.address_en if language == "en" else self.address_es
