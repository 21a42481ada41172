"""Brings facts/places/*.yml into the database, refusing what breaks a rule."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
)
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.language.dates import is_partial_date
from bot.places.models import PROJECT, Phone, Place
from bot.yaml_file import read_mapping


def _on_calendar(value: str) -> str:
    if not is_partial_date(value):
        raise ValueError("write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes")
    return value


def _web_address(value: str) -> str:
    TypeAdapter(HttpUrl).validate_python(value)
    return value


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValueError("write a number that exists, as +52 and ten digits")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


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


class _Point(_Record):
    latitude: float = Field(ge=14.5, le=32.8)
    longitude: float = Field(ge=-117.2, le=-86.7)


class _Both(_Record):
    es: _Filled
    en: _Filled


class _Dialled(_Record):
    number: Annotated[str, AfterValidator(_phone)]
    verified_on: date
    verified_by: _Filled


class _Shelter(_Record):
    id: _Filled
    organization: str = ""
    name: _Filled
    city: _Filled
    state: _Filled
    kind: Literal["shelter", "soup_kitchen", "government", "minors_centre"]
    serves: list[str]
    services: list[str]
    last_seen: _Date
    show: Literal["yes", "with_warning"]
    sensitive: bool = False
    public: bool = False
    address: str = ""
    point: _Point | None = None
    schedule: _Both | None = None
    website: _Url | Literal[""] = ""
    phones: list[_Dialled] = []
    assured_date: date | None = None
    assurer: str = ""
    source: _Source
    other_sources: list[_Source] = []


class _Office(_Record):
    city: _Filled
    state: _Filled
    status: Literal["reported_open", "listed_only", "not_admitting", "none_found"]
    address: _Both | None = None
    source: _Source


def load_places(session: Session, folder: Path) -> int:
    """Replace the project's places by those of the two files; returns their number.

    Imported places and all confirmations stay. Raises PlacesError with file, place and
    remedy. The caller commits.
    """
    places = read_places(folder)
    replace_places(session, PROJECT, places)
    return len(places)


def replace_places(session: Session, origin: str, places: list[Place]) -> None:
    """Let an origin have these places and no others. The caller commits."""
    old = select(Place.id).where(Place.origin == origin)
    # SQLite keeps foreign keys too, but a database made elsewhere may not.
    session.execute(delete(Phone).where(Phone.place_id.in_(old)))
    session.execute(delete(Place).where(Place.origin == origin))
    session.add_all(places)
    session.flush()


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
        problems += [f"{where}: {problem}" for problem in _contradictions(entry)]
        if ids.count(entry.id) > 1:
            problems.append(
                f"{where}: the id {entry.id} stands there twice. Delete one."
            )
    return [_shelter_row(entry, checked_on) for entry in entries]


def _contradictions(entry: _Shelter) -> list[str]:
    """What the entry says that may not stand together."""
    found = []
    where = {"address": entry.address, "point": entry.point, "public": entry.public}
    if entry.sensitive:
        found += [
            f"a sensitive place has `{name}`. Remove it: where it is must never be "
            "shown."
            for name, value in where.items()
            if value
        ]
    elif entry.public and not (entry.point or entry.address):
        found.append("`public` without `point` or `address`. Remove `public`.")
    if (entry.assured_date is None) != (not entry.assurer):
        found.append("`assured_date` and `assurer` go together. Write both or none.")
    return found


def _shelter_row(entry: _Shelter, checked_on: date) -> Place:
    return Place(
        id=entry.id,
        kind=entry.kind,
        organization=entry.organization,
        name=entry.name,
        city=entry.city,
        state=entry.state,
        serves=" ".join(entry.serves),
        services=" ".join(s.lower().replace(" ", "_") for s in entry.services),
        status="show" if entry.show == "yes" else entry.show,
        sensitive=entry.sensitive,
        public=entry.public,
        last_seen=entry.last_seen,
        address_es=entry.address,
        address_en=entry.address,
        schedule_es=entry.schedule.es if entry.schedule else "",
        schedule_en=entry.schedule.en if entry.schedule else "",
        latitude=entry.point.latitude if entry.point else None,
        longitude=entry.point.longitude if entry.point else None,
        website=entry.website,
        assured_date=entry.assured_date,
        assurer=entry.assurer,
        phones=[Phone(**phone.model_dump()) for phone in entry.phones],
        checked_on=checked_on,
        other_sources=[source.model_dump() for source in entry.other_sources],
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
        organization="COMAR",
        name="COMAR",
        city=entry.city,
        state=entry.state,
        status=entry.status,
        last_seen=entry.source.date,
        address_es=entry.address.es if entry.address else "",
        address_en=entry.address.en if entry.address else "",
        public=entry.address is not None,
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
