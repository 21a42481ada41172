"""Brings facts/places/*.yml into the database, refusing what breaks a rule."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.places.models import Place

_Date = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}){0,2}|unknown)$")]


class PlacesError(Exception):
    """A places file cannot be used; the text has a line for each thing to mend."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


_R = TypeVar("_R", bound=_Record)


class _Source(_Record):
    title: str
    url: str
    publisher: str
    date: _Date


class _Shelter(_Record):
    id: str
    name: str
    city: str
    state: str
    kind: Literal["shelter", "soup_kitchen", "government", "minors_centre"]
    serves: list[str]
    services: list[str]
    last_seen: _Date
    show: Literal["yes", "with_warning"]
    sensitive: bool = False
    address: str = ""
    source: _Source


class _Office(_Record):
    city: str
    state: str
    status: Literal["reported_open", "listed_only", "not_admitting", "none_found"]
    address: dict[Literal["es", "en"], str] = {}
    source: _Source


def load_places(session: Session, folder: Path) -> int:
    """Replace all places by those of the two files; returns their number.

    Raises PlacesError with file, place and remedy. The caller commits.
    """
    places = _shelters(folder / "shelters.yml") + _offices(folder / "comar_offices.yml")
    session.execute(delete(Place))
    session.add_all(places)
    session.flush()
    return len(places)


def _shelters(file: Path) -> list[Place]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries = _checked(file, content["places"], _Shelter, "name")
    problems = [
        f"facts/places/{file.name}: {entry.name}: a sensitive place has an address. "
        "Remove `address`: it must never be shown."
        for entry in entries
        if entry.sensitive and entry.address
    ]
    if problems:
        raise PlacesError("\n".join(problems))
    return [_shelter_row(entry, content["checked_on"]) for entry in entries]


def _shelter_row(entry: _Shelter, checked_on: date) -> Place:
    return Place(
        id=entry.id,
        kind=entry.kind,
        name=entry.name,
        city=entry.city,
        state=entry.state,
        serves=" ".join(entry.serves),
        services=" ".join(entry.services),
        status="show" if entry.show == "yes" else entry.show,
        sensitive=entry.sensitive,
        last_seen=entry.last_seen,
        address_es=entry.address,
        address_en=entry.address,
        checked_on=checked_on,
        **_source_columns(entry.source),
    )


def _offices(file: Path) -> list[Place]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Place(
            id=f"comar:{entry.city}",
            kind="comar_office",
            name="COMAR",
            city=entry.city,
            state=entry.state,
            status=entry.status,
            last_seen=entry.source.date,
            address_es=entry.address.get("es", ""),
            address_en=entry.address.get("en", ""),
            checked_on=content["checked_on"],
            **_source_columns(entry.source),
        )
        for entry in _checked(file, content["offices"], _Office, "city")
    ]


def _source_columns(source: _Source) -> dict[str, str]:
    return {f"source_{name}": value for name, value in source.model_dump().items()}


def _checked(file: Path, entries: list[Any], model: type[_R], label: str) -> list[_R]:
    good, problems = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            good.append(model.model_validate(entry))
        except ValidationError as error:
            name = entry.get(label, f"entry {number}")
            problems += [
                f"facts/places/{file.name}: {name}: "
                f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}. Correct it."
                for detail in error.errors()
            ]
    if problems:
        raise PlacesError("\n".join(problems))
    return good
