import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import Sessions
from bot.places.confirmations import confirm, latest_of
from bot.places.hsds_file import LARGEST_FILE, HsdsError
from bot.places.hsds_import import (
    Taken,
    apply_import,
    hidden_names,
    plan_import,
    take_file,
)
from bot.places.hsds_place import Import
from bot.places.models import Place
from tests.places.hsds_sample import (
    CITIES,
    TODAY,
    a_service,
    address,
    at_location,
    mark,
    one,
    take,
    terms,
)


def test_several_locations_are_several_places_and_none_is_taken_twice() -> None:
    spots = [at_location(1), at_location(2), at_location(1)]
    taken = take(a_service(service_at_locations=spots), a_service(number=2))
    assert len({place.id for place in taken.places}) == len(taken.places) == 2
    assert len(taken.refused) == 2
    assert all("It stands there twice." in reason for reason in taken.refused)


@pytest.mark.parametrize(
    "content",
    [
        {"total_items": 1, "total_pages": 1, "contents": [a_service()]},
        [a_service()],
        a_service(),
        {"name": "Red Norte", "services": [a_service()]},
        [{"name": "Red Norte", "services": [a_service()]}],
    ],
    ids=["page", "list", "service", "organization", "organizations"],
)
def test_every_form_of_the_standard_is_read(content: Any) -> None:
    about = Import("red_norte", TODAY, CITIES)
    text = "\ufeff" + json.dumps(content)
    (place,) = take_file(text.encode(), about).places
    assert (place.name, place.organization) == ("Albergue Norte", "Red Norte")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is not JSON: "),
        (b"{", "Export it again as HSDS 3 JSON."),
        (b"[NaN]", "NaN is no number in JSON"),
        (b"\xff\xfe", "The file is not UTF-8."),
        (b"7", "The file holds no services."),
        (b'{"contents": 7}', "`contents` of the page is no list"),
        (b'{"contents": [], "total_pages": 3}', "The file is one page of 3;"),
        (b"[" * 100_000, "The file is nested too deeply"),
        (b"9" * 5_000, "The file is not JSON: "),
        (b" " * (LARGEST_FILE + 1), "The file is larger than 50 MB."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_whole(
    content: bytes, reason: str
) -> None:
    with pytest.raises(HsdsError) as refused:
        take_file(content, Import("red_norte", TODAY, CITIES))
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    "origin", ["project", "comar", "x", "Red", "a b", "ñandu", "x" * 31]
)
def test_an_origin_is_a_short_plain_word_and_not_the_projects(
    empty: Sessions, origin: str
) -> None:
    with pytest.raises(HsdsError, match="origin"):
        take(a_service(), origin=origin)
    with empty.begin() as session, pytest.raises(HsdsError, match="origin"):
        apply_import(session, origin, Taken())


def test_the_plan_compares_and_applying_replaces_only_this_origin(
    empty: Sessions,
) -> None:
    first = take(a_service("Albergue Uno", 1), a_service("Albergue Dos", 2))
    with empty.begin() as session:
        other = take(a_service("Albergue Dos", 9), origin="otra").places[0]
        session.add(other)
        plan = plan_import(session, "red_norte", first.places)
        assert [place.name for place in plan.new] == ["Albergue Uno", "Albergue Dos"]
        assert [(p.name, id_) for p, id_ in plan.also] == [("Albergue Dos", other.id)]
        assert session.scalars(select(Place.id)).all() == [other.id]
        apply_import(session, "red_norte", first)
        kept = first.places[0].id
        confirm(session, kept, "open", "Ana", datetime(2026, 11, 24, tzinfo=UTC))

    moved = a_service("Albergue Uno", 1)
    street = address(address_1="Calle 9")
    moved["service_at_locations"] = [at_location(1, [street])]
    second = take(moved, a_service("Albergue Tres", 3))
    with empty.begin() as session:
        plan = plan_import(session, "red_norte", second.places)
        assert [place.name for place in plan.new] == ["Albergue Tres"]
        assert [(p.id, c) for p, c in plan.changed] == [
            (kept, ["address_es", "address_en"])
        ]
        assert [name for _, name in plan.gone] == ["Albergue Dos"]
        assert plan.same == []
        apply_import(session, "red_norte", second)
        names = set(session.scalars(select(Place.name)))
        assert names == {"Albergue Uno", "Albergue Tres", "Albergue Dos"}
        assert latest_of(session).keys() == {kept}

    with empty.begin() as session:
        tomorrow = take(moved, today=date(2026, 11, 25))
        assert [
            p.id for p in plan_import(session, "red_norte", tomorrow.places).same
        ] == [kept]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["2026-11-20", "Tijuana", "active", "faro:kind", "MX", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(content=ANYTHING)
def test_no_json_breaks_the_import(content: Any) -> None:
    judge(content)


@given(data=st.data())
def test_no_wrong_part_of_a_service_breaks_the_import(data: st.DataObject) -> None:
    service = json.loads(
        json.dumps(
            a_service(
                attributes=[*terms("shelter", taxonomy="faro:kind"), *terms("Women")],
                assured_date="2026-11-20",
                metadata=[{"last_action_type": "assured", "updated_by": "Ana"}],
                additional_urls=[{"url": "https://a.org", "attributes": []}],
                service_areas=[{"name": "Tijuana, Baja California"}],
            )
        )
    )
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from(list(holders(service))))
        key = data.draw(
            st.sampled_from(
                list(holder if isinstance(holder, dict) else range(len(holder)))
            )
        )
        holder[key] = data.draw(ANYTHING)
    judge([service])


def holders(value: Any) -> Iterator[Any]:
    """All lists and objects inside that hold something."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


def judge(content: Any) -> None:
    try:
        taken = take_file(
            json.dumps(content).encode(), Import("red_norte", TODAY, CITIES)
        )
    except HsdsError:
        return
    for line in taken.refused:
        assert line.isprintable()
        line.encode()


def test_hidden_names_are_those_of_other_origins(empty: Sessions) -> None:
    with empty.begin() as session:
        marked = [mark("sensitive", "yes")]
        listed = {"source_url": "https://example.net/list", "publisher": "Red Norte"}
        ours = one(a_service("Albergue Luz", attributes=marked), **listed)
        service = a_service("Albergue Frida", attributes=marked)
        theirs = one(service, origin="otra", **listed)
        session.add_all([theirs, ours])
        session.flush()
        assert hidden_names(session, "red_norte") == {"albergue frida"}
