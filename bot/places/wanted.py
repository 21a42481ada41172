"""What is looked for: a bed, an office, food, legal help or health, and for whom."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_

from bot.places.models import Place

SLEEP = ("shelter", "government")
OFFICE = "comar_office"
CHILDREN = "minors_centre"
KITCHEN = "soup_kitchen"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: kinds of places, or any place that offers one of `services`.

    `groups` are words of `serves`: whom the place must take.
    """

    kinds: tuple[str, ...]
    services: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def condition(self) -> ColumnElement[bool]:
        """The rows that may fit; centres for children alone are in no list."""
        kind = Place.kind.in_(self.kinds)
        if not self.services:
            return kind
        # Words parted by spaces: "legal" must not find "illegal".
        words = or_(
            *((" " + Place.services + " ").like(f"% {s} %") for s in self.services)
        )
        return and_(or_(kind, words), Place.kind.notin_((OFFICE, CHILDREN)))


TO_SLEEP = Wanted(kinds=SLEEP)
OFFICES = Wanted(kinds=(OFFICE,))
FOOD = Wanted(kinds=(KITCHEN,), services=("meals",))
LEGAL = Wanted(kinds=("legal",), services=("legal", "asylum paperwork"))
HEALTH = Wanted(kinds=("clinic",), services=("medical", "health"))
