import re
from datetime import timedelta

from bot.db import Sessions, now
from bot.places.confirmations import confirm, history
from bot.places.load import load_places
from bot.tasks import open_tasks, raise_task
from tests.cli.conftest import Typed
from tests.places.sample import Sample, sample_shelter

BY = ("--by", "Ana")


def test_a_confirmation_is_recorded_with_who_and_when_and_can_be_read_again(
    typed: Typed, loaded: Sessions
) -> None:
    with loaded.begin() as session:
        raise_task(session, "place_closed", "one")
    done = typed(
        *("places", "confirm", "one", "open", *BY),
        *("--free", "women=12", "--free", "families=0", "--note", "preguntar por Luz"),
    )
    assert re.fullmatch(
        r"Casa one: open \(12 for women, 0 for families free\), by Ana, "
        r"\d{4}-\d\d-\d\d \d\d:\d\d\.\n",
        done.out,
    )
    typed("places", "confirm", "one", "full", "--by", "Luz")
    lines = typed("places", "history", "one").out.splitlines()
    assert lines[0].startswith("full, by Luz, ")
    assert lines[1].startswith("open (12 for women")
    assert lines[1].endswith(": preguntar por Luz")
    with loaded() as session:
        assert open_tasks(session) == []
        assert [c.state for c in history(session, "one")] == ["full", "open"]


def test_the_list_says_what_is_known_and_narrows(
    typed: Typed, loaded: Sessions, sample: Sample
) -> None:
    with loaded.begin() as session:
        confirm(session, "one", "open", "Ana", now())
        confirm(session, "two", "open", "Ana", now() - timedelta(days=90))
    everything = typed("places", "list").out
    assert everything.endswith("3 places.\n")
    assert "one: Casa one, Tijuana, Baja California\n  shelter, open, by Ana" in (
        everything
    )
    assert "comar:Tapachula" in everything
    here = typed("places", "list", "--city", "Tijuana", "--kind", "shelter").out
    assert "comar:Tapachula" not in here
    left = typed("places", "list", "--unconfirmed").out
    assert "one:" not in left
    assert "two:" in left
    assert "never confirmed, last seen 2025-03" in left
    nowhere = typed("places", "list", "--city", "Macondo", code=1)
    assert "as in facts/gazetteer.yml" in nowhere.err


def test_one_place_is_shown_whole(
    typed: Typed, loaded: Sessions, sample: Sample
) -> None:
    source = {**sample.shelters[0]["source"], "title": "Otra nota"}
    sample.shelters[0] = sample_shelter(
        "one", sensitive=True, serves=["lgbtiq"], other_sources=[source]
    )
    with loaded.begin() as session:
        load_places(session, sample.write())
    shown = typed("places", "show", "one").out
    for text in ("one (project): Casa one", "sensitive: True", "serves: lgbtiq"):
        assert text in shown
    assert "also: Otra nota (2025-03)" in shown


def test_nobody_confirmed_it_yet(typed: Typed, loaded: Sessions) -> None:
    assert "Nobody has confirmed it yet" in typed("places", "history", "one").out


def test_mistakes_are_said_and_nothing_is_recorded(
    typed: Typed, loaded: Sessions
) -> None:
    for arguments, says in (
        (("confirm", "gone", "open", *BY), "There is no place gone"),
        (("confirm", "one", "open", "--by", " "), "needs the name"),
        (("confirm", "one", "open", *BY, "--free", "women"), "write GROUP=BEDS"),
        (("confirm", "one", "open", *BY, "--free", "women=-1"), "write GROUP=BEDS"),
        (("confirm", "one", "closed", *BY, "--free", "women=1"), "no free beds"),
        (("show", "gone"), "There is no place gone"),
        (("history", "gone"), "There is no place gone"),
    ):
        assert says in typed("places", *arguments, code=1).err
    assert "is not one of" in typed("places", "confirm", "one", "shut", *BY, code=2).err
    with loaded() as session:
        assert history(session, "one") == []
