from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.db import Sessions, now
from bot.facts.notices import notice_for
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run
from tests.facts.life import KEY

ES = "La COMAR de Tapachula cierra hoy. Vaya otro día."
EN = "The COMAR office in Tapachula is closed today. Go another day."
BY_LUIS = ("--by", "Luis")


def written(**changes: str) -> tuple[str, ...]:
    """The command that Ana types, with other options."""
    options = {
        "by": "Ana",
        "es": ES,
        "en": EN,
        "about": "comar",
        "title": "Aviso",
        "url": "https://example.org/aviso",
        "publisher": "COMAR",
        "date": "2026-11",
    } | changes
    pairs = [(f"--{name}", value) for name, value in options.items() if value]
    return ("facts", "notice", "write", *(word for pair in pairs for word in pair))


def text_said(loaded: Sessions, topic: str = KEY) -> str | None:
    """What stands above the topic now."""
    with loaded() as session:
        notice = notice_for(session, [topic], now())
    return notice.text_es if notice is not None else None


async def test_a_notice_is_said_from_the_approval_of_another_until_it_is_ended(
    run: Run, typed: Typed, loaded: Sessions
) -> None:
    done = await run(*written())
    assert done.out == (
        "Notice 1 waits. Another person types: faro facts notice approve 1 --by NAME\n"
    )
    assert text_said(loaded) is None
    own = typed("facts", "notice", "approve", "1", "--by", "Ana", code=1)
    assert own.err == ("Error: Ana wrote notice 1. Another person must approve it.\n")
    await run("facts", "notice", "approve", "1", *BY_LUIS)
    assert text_said(loaded) == ES
    listed = typed("facts", "notice")
    assert listed.out.startswith("Notice 1, said, by Ana, approved by Luis, until ")
    assert listed.out.endswith(f" about comar\n  {ES}\n  {EN}\n")
    ended = typed("facts", "notice", "end", "1", *BY_LUIS, "--why", "ya abrió")
    assert ended.out == "Notice 1 is not said any more.\n"
    assert text_said(loaded) is None


def test_a_notice_ends_by_itself_and_its_end_is_shown_in_the_hours_of_mexico(
    typed: Typed, loaded: Sessions
) -> None:
    before = now()
    typed(*written(hours="5"))
    out = typed("facts", "notice").out
    ends = (before + timedelta(hours=5)).astimezone(ZoneInfo("America/Mexico_City"))
    minutes = [ends, ends + timedelta(minutes=1)]
    assert any(f"until {end:%Y-%m-%d %H:%M} in Mexico City" in out for end in minutes)
    assert out.startswith("Notice 1, in review, by Ana, approved by nobody, ")


def test_without_a_notice_it_says_so(typed: Typed, loaded: Sessions) -> None:
    assert typed("facts", "notice").out == "No notice.\n"


def test_topics_and_areas_can_be_named_together(typed: Typed, loaded: Sessions) -> None:
    typed(*written(), "--about", KEY)
    assert " about comar comar_cost\n" in typed("facts", "notice").out


@pytest.mark.parametrize(
    ("changes", "code", "problem"),
    [
        ({"by": "project"}, 1, "“project” is not the name of a person"),
        ({"es": "Cierra 3 días.", "en": "Closed for days."}, 1, "numbers differ"),
        ({"es": "x" * 401}, 1, "es: 401 characters, 400 are allowed"),
        ({"en": " "}, 1, "The notice has no en text. Write it."),
        ({"about": "dragons"}, 1, "dragons is no topic and no area"),
        ({"url": "example.org"}, 1, "source: "),
        ({"date": "ayer"}, 1, "Write YYYY"),
        ({"date": ""}, 2, "Missing option '--date'"),
        ({"hours": "0"}, 2, "0 is not in the range 1<=x<=336"),
        ({"hours": "9999999999"}, 2, "is not in the range"),
    ],
)
def test_a_notice_that_does_not_fit_is_refused_with_the_reason(
    typed: Typed, loaded: Sessions, changes: dict[str, str], code: int, problem: str
) -> None:
    assert problem in typed(*written(**changes), code=code).err
    assert typed("facts", "notice").out == "No notice.\n"


@pytest.mark.parametrize("step", [("approve",), ("end", "--why", "ya abrió")])
def test_an_unknown_notice_is_named(
    typed: Typed, loaded: Sessions, step: tuple[str, ...]
) -> None:
    done = typed("facts", "notice", step[0], "7", *BY_LUIS, *step[1:], code=1)
    assert done.err.startswith("Error: Notice 7 ")
