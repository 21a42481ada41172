"""Brings facts/places/*.yml into the database, refusing what breaks a rule."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
)
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.language.dates import is_partial_date
from bot.places.models import Place
from bot.yaml_file import read_mapping


def _on_calendar(value: str) -> str:
    if not is_partial_date(value):
        raise ValueError("write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes")
    return value


def _web_address(value: str) -> str:
    TypeAdapter(HttpUrl).validate_python(value)
    return value


_Date = Annotated[str, AfterValidator(_on_calendar)]
_Url = Annotated[str, AfterValidator(_web_address)]
_Filled = Annotated[str, Field(min_length=1)]


class PlacesError(Exception):
    """A places file cannot be used; the text has a line for each thing to mend."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


_R = TypeVar("_R", bound=_Record)


class _Source(_Record):
    title: _Filled
    url: _Url
    publisher: _Filled
    date: _Date


class _Shelter(_Record):
    id: _Filled
    name: _Filled
    city: _Filled
    state: _Filled
    kind: Literal["shelter", "soup_kitchen", "government", "minors_centre"]
    serves: list[str]
    services: list[str]
    last_seen: _Date
    show: Literal["yes", "with_warning"]
    sensitive: bool = False
    address: str = ""
    source: _Source


class _Address(_Record):
    es: _Filled
    en: _Filled


class _Office(_Record):
    city: _Filled
    state: _Filled
    status: Literal["reported_open", "listed_only", "not_admitting", "none_found"]
    address: _Address | None = None
    source: _Source


def load_places(session: Session, folder: Path) -> int:
    """Replace all places by those of the two files; returns their number.

    Raises PlacesError with file, place and remedy. The caller commits.
    """
    places = read_places(folder)
    session.execute(delete(Place))
    session.add_all(places)
    session.flush()
    return len(places)


def read_places(folder: Path) -> list[Place]:
    """All places of the two files, checked; raises PlacesError with every problem."""
    problems: list[str] = []
    places = _shelters(folder / "shelters.yml", problems)
    places += _offices(folder / "comar_offices.yml", problems)
    if problems:
        raise PlacesError("\n".join(problems))
    return places


def _shelters(file: Path, problems: list[str]) -> list[Place]:
    checked_on, entries = _read(file, "places", _Shelter, "name", problems)
    ids = [entry.id for entry in entries]
    for entry in entries:
        where = f"{_name(file)}: {entry.name}"
        if entry.sensitive and entry.address:
            problems.append(
                f"{where}: a sensitive place has an address. "
                "Remove `address`: it must never be shown."
            )
        if ids.count(entry.id) > 1:
            problems.append(
                f"{where}: the id {entry.id} stands there twice. Delete one."
            )
    return [_shelter_row(entry, checked_on) for entry in entries]


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


def _offices(file: Path, problems: list[str]) -> list[Place]:
    checked_on, entries = _read(file, "offices", _Office, "city", problems)
    cities = [entry.city for entry in entries]
    for entry in entries:
        where = f"{_name(file)}: {entry.city}"
        if entry.status == "reported_open" and entry.address is None:
            problems.append(
                f"{where}: an office reported open has no address. "
                "Add `address:` or write `status: listed_only`."
            )
        if cities.count(entry.city) > 1:
            problems.append(f"{where} stands there twice. Delete one.")
    return [_office_row(entry, checked_on) for entry in entries]


def _office_row(entry: _Office, checked_on: date) -> Place:
    return Place(
        id=f"comar:{entry.city}",
        kind="comar_office",
        name="COMAR",
        city=entry.city,
        state=entry.state,
        status=entry.status,
        last_seen=entry.source.date,
        address_es=entry.address.es if entry.address else "",
        address_en=entry.address.en if entry.address else "",
        checked_on=checked_on,
        **_source_columns(entry.source),
    )


def _source_columns(source: _Source) -> dict[str, str]:
    return {f"source_{name}": value for name, value in source.model_dump().items()}


def _name(file: Path) -> str:
    return f"facts/places/{file.name}"


def _read(
    file: Path, key: str, model: type[_R], label: str, problems: list[str]
) -> tuple[date, list[_R]]:
    """The day on which the file was checked, and its good entries."""
    content = read_mapping(file, _name(file), problems)
    checked_on, entries = content.get("checked_on"), content.get(key)
    if isinstance(checked_on, date) and isinstance(entries, list):
        return checked_on, _checked(file, entries, model, label, problems)
    if content:
        problems.append(
            f"{_name(file)} needs `checked_on: YYYY-MM-DD` and a list under `{key}:`."
        )
    return date.min, []


def _checked(
    file: Path, entries: list[Any], model: type[_R], label: str, problems: list[str]
) -> list[_R]:
    good = []
    for number, entry in enumerate(entries, start=1):
        try:
            good.append(model.model_validate(entry))
        except ValidationError as error:
            name = entry.get(label) if isinstance(entry, dict) else None
            problems += [
                f"{_name(file)}: {name or f'entry {number}'}: "
                f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}. Correct it."
                for detail in error.errors()
            ]
    return good
