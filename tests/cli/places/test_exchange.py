import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Sessions, now
from bot.places.confirmations import confirm
from bot.places.models import Place
from tests.cli.conftest import Typed
from tests.places.hsds_sample import UUID, Json, a_service, address, at_location, mark
from tests.places.sample import Sample, sample_shelter

ORIGIN = ("--origin", "red_norte")
DO = ("--apply", "--by", "Ana")


@pytest.fixture
def sample(sample: Sample) -> Sample:
    """One open place, one that hides, one office."""
    sample.files["shelters.yml"]["places"] = [
        sample_shelter("one", address="Calle 5"),
        sample_shelter("two", sensitive=True, serves=["lgbtiq"]),
        sample_shelter("three", kind="minors_centre", sensitive=True, serves=[]),
    ]
    return sample


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "places.json"


def write(file: Path, *services: Any) -> None:
    file.write_text(json.dumps(services), encoding="utf-8")


def ids(loaded: Sessions) -> set[str]:
    with loaded() as session:
        return set(session.scalars(select(Place.id)))


def names(loaded: Sessions, origin: str) -> list[str]:
    with loaded() as session:
        query = select(Place.name).where(Place.origin == origin)
        return sorted(session.scalars(query))


def test_places_are_written_without_names_and_never_over_a_file(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    with loaded.begin() as session:
        confirm(session, "one", "open", "Marisol", now(), {"women": 3})
    done = typed("places", "export", str(file))
    assert done.out == (
        f"3 places are written to {file}.\n"
        "1 that are never named to people are not in it.\n"
    )
    content = file.read_text(encoding="utf-8")
    assert "Marisol" not in content
    page = json.loads(content)
    assert {service["name"] for service in page["contents"]} == {
        "Casa one",
        "Casa two",
        "COMAR",
    }
    assert (
        f"{file} is there already." in typed("places", "export", str(file), code=1).err
    )
    assert file.read_text(encoding="utf-8") == content
    named = file.with_name("named.json")
    typed("places", "export", str(named), "--with-names")
    assert "Marisol" in named.read_text(encoding="utf-8")


def test_nothing_is_written_where_nothing_can_be(
    typed: Typed, loaded: Sessions
) -> None:
    done = typed("places", "export", "/dev/null/places.json", code=1)
    assert "Name another place." in done.err


def test_a_plan_is_shown_and_changes_nothing(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    call = {"id": UUID.format(7), "number": "664 123 4567"}
    write(
        file,
        a_service(
            "Albergue Norte", 1, phones=[call], fees=1, url="https://example.org"
        ),
        a_service(
            "Casa one", 2, description="shelter", schedules=[{"description": "8"}]
        ),
        a_service("Albergue", 3, status="defunct"),
        a_service("Albergue Sol", 4, attributes=[mark("sensitive", "yes")]),
    )
    before = ids(loaded)
    source = ("--source-url", "https://example.net/list", "--publisher", "Red Norte")
    done = typed("places", "import", str(file), *ORIGIN, *source)
    lines = done.out.splitlines()
    new = [line for line in lines if line.startswith("new: red_norte:")]
    assert [line.split(" ", 2)[2] for line in new] == [
        "Albergue Norte, Tijuana",
        "Casa one, Tijuana",
        "Albergue Sol, Tijuana",
    ]
    hidden = new[2].split()[1]
    twice = new[1].removeprefix("new: ")
    assert lines[3:] == [
        f"hidden as a refuge, without address and point: {hidden}",
        f"twice: {twice} is in Faro already as one",
        f"refused: entry 3 ({UUID.format(503)}) Albergue: It is defunct. Leave it out.",
        "3 new, 0 changed, 0 gone, 0 the same, 1 refused.",
        "1 phones left out: nobody of the team dialled them.",
        "1 schedules left out: not told in both languages.",
        "5 fields left out, most often postal_code (4), fees (1).",
        "Nothing was changed. To do this, add: --apply --by NAME",
    ]
    assert ids(loaded) == before


def test_places_are_taken_changed_and_taken_out_again(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    project = names(loaded, "project")
    write(file, a_service("Albergue Uno", 1), a_service("Albergue Dos", 2))
    done = typed("places", "import", str(file), *ORIGIN, *DO)
    assert done.out.splitlines()[-1] == "2 places of red_norte are in, by Ana."
    assert names(loaded, "red_norte") == ["Albergue Dos", "Albergue Uno"]

    again = typed("places", "import", str(file), *ORIGIN, *DO).out.splitlines()
    assert again[0] == "0 new, 0 changed, 0 gone, 2 the same, 0 refused."

    moved = at_location(1, [address(address_1="Calle 9")])
    write(file, a_service("Albergue Uno", 1, service_at_locations=[moved]))
    third = typed("places", "import", str(file), *ORIGIN, *DO).out.splitlines()
    assert third[0].startswith("changed: red_norte:")
    assert third[0].endswith(" Albergue Uno, Tijuana: address_es, address_en")
    assert third[1].startswith("gone: red_norte:")
    assert third[1].endswith(" Albergue Dos")
    assert names(loaded, "red_norte") == ["Albergue Uno"]

    write(file)
    typed("places", "import", str(file), *ORIGIN, *DO)
    assert names(loaded, "red_norte") == []
    assert names(loaded, "project") == project


def test_refused_entries_stop_everything_unless_they_are_skipped(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    write(file, a_service("Albergue Uno", 1), a_service("Hotel Sol", 2))
    stopped = typed("places", "import", str(file), *ORIGIN, *DO, code=1)
    assert "Nothing was changed: 1 entries are refused." in stopped.err
    assert "It has no kind that Faro lists." in stopped.out
    assert names(loaded, "red_norte") == []
    typed("places", "import", str(file), *ORIGIN, *DO, "--skip-refused")
    assert names(loaded, "red_norte") == ["Albergue Uno"]


def test_a_known_refuge_hides_in_any_file(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    attributes = [mark("sensitive", "no")]
    write(file, a_service("Albergue Casa two", 1, attributes=attributes))
    source = ("--source-url", "https://example.net/list", "--publisher", "Red Norte")
    done = typed("places", "import", str(file), *ORIGIN, *source)
    assert "hidden as a refuge" in done.out


def test_our_own_file_comes_back_under_another_origin(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    typed("places", "export", str(file))
    done = typed("places", "import", str(file), *ORIGIN, *DO, "--skip-refused")
    assert "an office of COMAR, which only the project lists" in done.out
    with loaded() as session:
        places = session.scalars(select(Place).where(Place.origin == "red_norte"))
        assert {p.name: (p.address_es, p.city, p.sensitive) for p in places} == {
            "Casa one": ("Calle 5", "Tijuana", False),
            "Casa two": ("", "Tijuana", True),
        }


def a_page(pages: int) -> Json:
    return {"contents": [], "total_pages": pages}


def test_mistakes_are_said_and_nothing_is_changed(
    typed: Typed, loaded: Sessions, file: Path
) -> None:
    before = ids(loaded)
    good = json.dumps([a_service()])
    for content, arguments, code, says in (
        (good, (*ORIGIN, "--apply"), 1, "Add --by NAME."),
        (good, (*ORIGIN, "--apply", "--by", "x"), 1, "is not the name of a person"),
        (
            good,
            (*ORIGIN, "--apply", "--by", "project"),
            1,
            "is not the name of a person",
        ),
        (good, ("--origin", "project", *DO), 2, "project is the project's own origin."),
        (good, ("--origin", "Red Norte", *DO), 2, "2 to 30 small letters"),
        (good, DO, 2, "Missing option '--origin'"),
        ("{", (*ORIGIN, *DO), 2, "The file is not JSON"),
        (json.dumps(a_page(2)), (*ORIGIN, *DO), 2, "The file is one page of 2;"),
    ):
        file.write_text(content, encoding="utf-8")
        assert says in typed("places", "import", str(file), *arguments, code=code).err
    missing = typed("places", "import", str(file) + "x", *ORIGIN, code=2)
    assert "does not exist" in missing.err
    assert ids(loaded) == before
