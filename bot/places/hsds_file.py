"""Reads HSDS 3 services of anybody; fields that Faro does not use are only counted."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.places.load import PlacesError

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes; the whole file is held in memory several times over."""


class HsdsError(PlacesError):
    """The file cannot be imported; the text says what, which and what next."""


class NotTaken(Exception):
    """One entry cannot become a place; the text is the reason, with a remedy."""


# Where others may write anything, whatever is no text counts as not written.
_Loose = Annotated[
    str | None, BeforeValidator(lambda value: value if isinstance(value, str) else None)
]
# Identifiers are UUIDs by the standard, but some files count from one.
_Id = Annotated[
    str | None,
    BeforeValidator(lambda v: str(v) if type(v) is int and abs(v) < 10**18 else v),
]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class Term(_Shape):
    """A word of a taxonomy."""

    code: _Loose = None
    name: _Loose = None
    taxonomy: _Loose = None


class Attribute(_Shape):
    """A term, or a mark of ours with a value."""

    link_type: _Loose = None
    label: _Loose = None
    value: _Loose = None
    taxonomy_term: Term | None = None


class Marked(_Shape):
    """Anything that carries attributes."""

    attributes: list[Attribute] | None = None

    def value(self, link_type: str, label: str | None = None) -> str:
        """What a mark of ours says, or nothing."""
        for attribute in self.attributes or []:
            if attribute.link_type == link_type and label in (None, attribute.label):
                return attribute.value or ""
        return ""

    @property
    def terms(self) -> Iterator[Term]:
        """The terms of its attributes."""
        return (a.taxonomy_term for a in self.attributes or [] if a.taxonomy_term)


class Address(_Shape):
    """A postal address; all parts may be missing."""

    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state_province: str | None = None
    country: str | None = None
    address_type: _Loose = None


class Schedule(Marked):
    """Hours in words; their RFC 5545 rules are not said to people."""

    description: str | None = None


class Location(Marked):
    """Where it is."""

    id: _Id = None
    location_type: _Loose = None
    name: _Loose = None
    latitude: float | None = None
    longitude: float | None = None
    addresses: list[Address] | None = None
    phones: list[Any] | None = None
    schedules: list[Schedule] | None = None


class AtLocation(_Shape):
    """One location of a service."""

    id: _Id = None
    location: Location | None = None
    phones: list[Any] | None = None
    schedules: list[Schedule] | None = None


class Organization(_Shape):
    """Whoever runs the service."""

    name: str | None = None
    description: _Loose = None
    phones: list[Any] | None = None


class Url(Marked):
    """A page about the service."""

    url: str | None = None


class Metadata(_Shape):
    """Who did what to the record and when."""

    last_action_date: _Loose = None
    last_action_type: _Loose = None
    updated_by: _Loose = None


class Area(_Shape):
    """Where people may come from."""

    name: _Loose = None


class Service(Marked):
    """What is offered to whom, and where."""

    id: _Id = None
    name: str
    alternate_name: _Loose = None
    description: _Loose = None
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    url: str | None = None
    assured_date: str | None = None
    assurer_email: _Loose = None
    last_modified: str | None = None
    phones: list[Any] | None = None
    schedules: list[Schedule] | None = None
    service_at_locations: list[AtLocation] | None = None
    service_areas: list[Area] | None = None
    organization: Organization | None = None
    additional_urls: list[Url] | None = None
    metadata: list[Metadata] | None = None


@dataclass(frozen=True)
class Entry:
    """One thing of the file: its number from one, what it is called, what it holds."""

    number: int
    raw: Any

    @property
    def called(self) -> str:
        """Number, id and name, fit for a terminal."""
        known = self.raw if isinstance(self.raw, dict) else {}
        id_, name = (_readable(known.get(key)) for key in ("id", "name"))
        return " ".join(
            filter(None, (f"entry {self.number}", f"({id_})" if id_ else "", name))
        )

    def service(self) -> Service:
        """The entry as a service; raises NotTaken with the wrong fields."""
        try:
            return Service.model_validate(self.raw)
        except ValidationError as error:
            raise NotTaken(_wrong(error)) from error


def read_entries(content: bytes) -> list[Entry]:
    """The services of a page, a list, or of one service; raises HsdsError.

    An organization with its services inside gives its services.
    """
    if len(content) > LARGEST_FILE:
        raise HsdsError(
            f"The file is larger than {LARGEST_FILE // 1024**2} MB. Split it by "
            "origin: an import replaces all that came from its origin before."
        )
    services = [one for entry in _listed(_parsed(content)) for one in _unfolded(entry)]
    return [Entry(number, raw) for number, raw in enumerate(services, start=1)]


def unused_fields(shape: BaseModel) -> Counter[str]:
    """How often each field occurs that Faro does not read, but for links of rows."""
    found = Counter(
        _readable(name)
        for name in shape.model_extra or {}
        if name not in ("id", "link_entity") and not name.endswith("_id")
    )
    for name in type(shape).model_fields:
        value = getattr(shape, name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                found += unused_fields(inner)
    return found


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise HsdsError("The file is not UTF-8. Save it again as UTF-8.") from error
    except RecursionError as error:
        raise HsdsError("The file is nested too deeply for HSDS.") from error
    except ValueError as error:
        raise HsdsError(
            f"The file is not JSON: {error}. Export it again as HSDS 3 JSON."
        ) from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _listed(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        raise HsdsError(
            "The file holds no services. Give a page of GET /services, a list of "
            "services, or one service."
        )
    if "contents" not in content:
        return [content]
    if not isinstance(content["contents"], list):
        raise HsdsError("`contents` of the page is no list of services.")
    pages = content.get("total_pages")
    if isinstance(pages, int) and pages > 1:
        raise HsdsError(
            f"The file is one page of {pages}; importing it would remove the places "
            "of the others. Put the services of all pages into one list."
        )
    return content["contents"]


def _unfolded(entry: Any) -> list[Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("services"), list):
        return [entry]
    organization = {key: entry[key] for key in entry if key != "services"}
    return [
        {"organization": organization, **service}
        if isinstance(service, dict)
        else service
        for service in entry["services"]
    ]


def _wrong(error: ValidationError) -> str:
    """The first fields that are wrong; a long list of the same helps nobody."""
    details = error.errors(include_input=False, include_url=False)
    said = [
        f"`{_readable('.'.join(map(str, detail['loc'])))}`: {detail['msg']}"
        if detail["loc"]
        else "It is no object"
        for detail in details[:3]
    ]
    more = f"; and {len(details) - 3} more" if len(details) > 3 else ""
    return f"{'; '.join(said)}{more}. Correct the file."


def _readable(value: Any) -> str:
    if type(value) is int and abs(value) < 10**18:
        return str(value)
    if not isinstance(value, str):
        return ""
    return "".join(char if char.isprintable() else "?" for char in value[:60]).strip()
