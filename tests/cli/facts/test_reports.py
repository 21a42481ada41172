from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.database import load_all
from bot.conversations.inbox import finish, open_conversation, receive
from bot.conversations.incoming import Incoming
from bot.db import Sessions
from bot.facts.answers import published_version
from bot.facts.ready import CHECKLIST
from bot.facts.review import approve, submit
from bot.language.dates import today
from bot.tasks import raise_task
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run, answers
from tests.facts.life import KEY, draft, draft_both, published
from tests.facts.sample import Sample
from tests.fake_engine import reply

Write = Callable[[], Path]
CODE = "7KQ2-M9FX"


def age(sample: Sample, days: int) -> None:
    """All was checked so many days ago, for 60 days (COMAR's answers for 180)."""
    for answer in answers(sample):
        answer["checked_on"] = today() - timedelta(days=days)
        answer["review_by"] = answer["checked_on"] + timedelta(days=60)


WARNED = "past its review day {review}: said with a warning"
TOO_OLD = "TOO OLD after {last}: {what}"
LAST_KNOWN = "said with “the last that we know”"
ASKED = "“ask here” is said instead"


@pytest.mark.parametrize(
    ("days", "ahead", "past_max_age", "line"),
    [
        (60, 0, "last_known", None),
        (60, 1, "last_known", f"{WARNED} (within 1 days)"),
        (61, 0, "last_known", WARNED),
        (61, 90, "last_known", WARNED),
        (180, 0, "last_known", WARNED),
        (
            180,
            1,
            "last_known",
            TOO_OLD.replace("{what}", LAST_KNOWN) + " (within 1 days)",
        ),
        (181, 0, "last_known", TOO_OLD.replace("{what}", LAST_KNOWN)),
        (181, 30, "ask_here", TOO_OLD.replace("{what}", ASKED)),
    ],
)
def test_stale_lists_what_is_past_its_day_and_what_will_be(
    days: int,
    ahead: int,
    past_max_age: str,
    line: str | None,
    typed: Typed,
    empty: Sessions,
    write: Write,
    sample: Sample,
) -> None:
    age(sample, days)
    sample.topic["past_max_age"] = past_max_age
    load_all(empty, write())
    done = typed("facts", "stale", "--days", str(ahead))
    checked = today() - timedelta(days=days)
    review = checked + timedelta(days=60)
    last = checked + timedelta(days=180)
    found = [one for one in done.out.splitlines() if one.startswith(KEY)]
    wanted = line and line.format(review=review, last=last)
    assert found == ([f"{KEY}, checked {checked}: {wanted}"] if wanted else [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Nothing is past its day today.\n"),
        (("--days", "30"), "Nothing is past its day today and in the next 30 days.\n"),
    ],
)
def test_stale_says_so_where_nothing_is(
    typed: Typed, loaded: Sessions, arguments: tuple[str, ...], words: str
) -> None:
    assert typed("facts", "stale", *arguments).out == words


def test_stale_takes_no_days_that_are_over(typed: Typed, loaded: Sessions) -> None:
    assert "-1 is not in the range" in typed("facts", "stale", "--days=-1", code=2).err


async def test_ready_counts_by_area_and_says_what_is_left(
    run: Run, typed: Typed, loaded: Sessions
) -> None:
    first = await run("facts", "ready")
    assert first.out.splitlines() == [
        "comar: 0 of 3 ready",
        "  ask_here.comar: nobody has approved it",
        "  comar_cost: nobody has approved it",
        "  comar_work: has no published answer",
        "meta: 0 of 1 ready",
        "  meta_greet: nobody has approved it",
        "4 answers need somebody. See one with: faro facts checklist TOPIC",
    ]
    with loaded.begin() as session:
        for key in ("ask_here.comar", KEY, "meta_greet"):
            approve(session, key, "Luis")
    assert "comar: 2 of 3 ready\n" in typed("facts", "ready").out
    assert "  comar_cost: ready (Luis)\n" in typed("facts", "ready", "--all").out


def test_ready_shows_a_publisher_alone_and_a_language_behind(
    typed: Typed, empty: Sessions, write: Write, sample: Sample
) -> None:
    sample.answer["sources"][1]["publisher"] = "Cámara de Diputados"
    load_all(empty, write())
    assert "approved it, one publisher only\n" in typed("facts", "ready").out
    with empty.begin() as session:
        draft(session, "es", "Nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="una letra")
    assert "one language is behind (una letra)" in typed("facts", "ready").out


def test_the_checklist_has_texts_claims_sources_and_what_to_look_at(
    typed: Typed, loaded: Sessions, sample: Sample
) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")
        submit(session, KEY, "Ana")
    out = typed("facts", "checklist", KEY).out
    assert "── comar_cost · es · version 2, in review, by Ana\nEs gratis, nuevo." in out
    assert (
        "── comar_cost · en · version 2, in review, by Ana\nIt is free, nuevo." in out
    )
    assert "[ ] It is free. (known true 2026, high)\n" in out
    for source in sample.answer["sources"]:
        assert f"{source['publisher']}, {source['date']}: {source['url']}" in out
    for line in CHECKLIST:
        assert f"[ ] {line}\n" in out
    assert out.endswith(f"Then: faro facts approve {KEY} --by NAME\n")


def test_the_checklist_shows_what_is_published_until_something_is_in_review(
    typed: Typed, loaded: Sessions
) -> None:
    for key in (KEY, "ask_here.comar", "meta_greet"):
        out = typed("facts", "checklist", key).out
        assert f"── {key} · es · version 1, published, by project\n" in out
    refused = typed("facts", "checklist", "comar_work", code=1)
    assert refused.err.startswith("Error: comar_work has no text to review.")


def test_tasks_are_listed(typed: Typed, loaded: Sessions) -> None:
    assert typed("facts", "tasks").out == "No open tasks.\n"
    with loaded.begin() as session:
        raise_task(session, "past_max_age", KEY)
    assert typed("facts", "tasks").out.endswith("  past_max_age: comar_cost\n")


async def test_a_code_shows_the_very_text_that_was_said_and_no_person(
    run: Run, loaded: Sessions
) -> None:
    with loaded() as session:
        version = published_version(session, KEY, "es")
        assert version is not None
    person = open_conversation(loaded, "web")
    incoming = Incoming("web", "m1", person, text="¿cuánto cuesta, dice Rigoberta?")
    row = receive(loaded, incoming, lambda _latitude, _longitude: None).row
    finish(loaded, row, reply(code=CODE, quoted=[version.id]))
    with loaded.begin() as session:
        published(session, "nuevo")

    done = await run("facts", "said", "7kq2m9fx")
    first, second, *text = done.out.splitlines()
    assert first.startswith(f"{CODE}: answer in es, ")
    assert first.endswith(" UTC, comar_cost")
    assert second == (
        f"── comar_cost es version 1, now retired; checked {today()} by project, "
        "approved by nobody"
    )
    assert text[0] == "Es gratis."
    assert "Rigoberta" not in done.out
    assert person not in done.out


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (CODE, f"Error: No reply has the code {CODE}."),
        ("hola", "Error: “hola” is no code of a reply. A code looks like 7KQ2-M9FX"),
    ],
)
def test_a_code_that_nobody_got_is_named(
    typed: Typed, loaded: Sessions, code: str, problem: str
) -> None:
    assert typed("facts", "said", code, code=1).err.startswith(problem)
