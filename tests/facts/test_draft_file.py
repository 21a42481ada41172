from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.db import Sessions
from bot.facts.draft_file import read_drafts, write_draft_file
from bot.facts.load import load_seed
from bot.facts.models import AnswerVersion
from bot.facts.people import Refused
from bot.facts.review import approve, submit, write_draft
from bot.facts.seed import SeedText
from bot.facts.stand import pair
from tests.facts.life import KEY, ground, published, said
from tests.facts.sample import Sample

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answer.yml"


def edited(loaded: Sessions, file: Path, change: Change, key: str = KEY) -> Path:
    """The file of `key` after somebody has changed something in it."""
    with loaded() as session:
        write_draft_file(session, key, file)
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(content[key])
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def brought(loaded: Sessions, file: Path, by: str = "Ana") -> list[AnswerVersion]:
    """The drafts that the file makes, as `faro facts draft` makes them."""
    with loaded.begin() as session:
        drafts = [
            write_draft(
                session,
                one.key,
                one.language,
                one.text,
                one.ground,
                by,
                based_on=one.based_on(session),
            )
            for one in read_drafts(file)
        ]
        return [draft for draft in drafts if draft is not None]


@pytest.mark.parametrize("key", [KEY, "ask_here.comar", "meta_greet"])
def test_a_file_that_nobody_changed_makes_no_draft(
    loaded: Sessions, file: Path, key: str
) -> None:
    with loaded() as session:
        write_draft_file(session, key, file)

    assert brought(loaded, file) == []


@pytest.mark.parametrize(
    ("change", "languages"),
    [
        (lambda a: a["es"].update(text="Nada."), ["es"]),
        (lambda a: a["en"].update(more="Nothing.\n\n• At all"), ["en"]),
        (lambda a: a["es"].update(text="Nada.") or a.pop("en"), ["es"]),
        (lambda a: a["sources"].pop(), ["es", "en"]),
        (lambda a: a["claims"][0].update(says="It costs nothing."), ["es", "en"]),
        (lambda a: a.update(note="Ask again in May."), ["es", "en"]),
        (lambda a: a.update(checked_by="Ana"), ["es", "en"]),
        (lambda a: a.update(approved_by="Luis", approved_on="2026-11-20"), []),
    ],
)
def test_what_was_changed_becomes_drafts(
    loaded: Sessions, file: Path, change: Change, languages: list[str]
) -> None:
    brought(loaded, edited(loaded, file, change))

    with loaded() as session:
        drafts = pair(session, KEY).drafts
        assert sorted(drafts) == sorted(languages)
        assert not any(draft.approvals for [draft] in drafts.values())


def test_a_draft_rests_on_the_version_that_its_author_saw(
    loaded: Sessions, file: Path
) -> None:
    edited(loaded, file, lambda a: a["es"].update(text="Nada."))
    with loaded.begin() as session:
        published(session, "nuevo", by="Eva")
    brought(loaded, file)

    with pytest.raises(Refused, match="was changed after Ana began"), loaded() as s:
        submit(s, KEY, "Ana")
    assert said(loaded)["es"] == "Es gratis, nuevo."


def test_a_new_topic_is_written_in_the_form_of_the_facts(
    loaded: Sessions, file: Path, sample: Sample
) -> None:
    file.write_text(yaml.safe_dump({"comar_work": sample.answer}), encoding="utf-8")

    assert len(brought(loaded, file)) == 2


def test_half_a_pair_says_which_text_is_behind_and_comes_back_unchanged(
    loaded: Sessions, file: Path
) -> None:
    newer = ground(checked_on=date(2026, 11, 20), checked_by="Ana")
    with loaded.begin() as session:
        write_draft(
            session, KEY, "es", SeedText(text="Nada.", more="Más."), newer, "Ana"
        )
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
        write_draft_file(session, KEY, file)

    assert "because: urgente" in file.read_text(encoding="utf-8")
    assert brought(loaded, file) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda a: a["es"].update(text=" "), "comar_cost has an empty es text. Write"),
        (lambda a: a.update(es="Nada."), "comar_cost es: `entry`: .*dictionary"),
        (lambda a: a["en"].update(txt="Free."), "comar_cost en: unknown key `txt`"),
        (lambda a: a.update(source=[]), "comar_cost: unknown key `source`"),
        (lambda a: a.pop("checked_by"), "comar_cost has no `checked_by`. Add it."),
        (lambda a: a.update(checked_on="ayer"), "comar_cost: `checked_on`: .*Correct"),
        (lambda a: (a.pop("es"), a.pop("en")), "comar_cost has no text. Add `es:`"),
        (lambda a: a.update(versions=1), "`versions` was changed"),
        (lambda a: a.update(versions={"es": "1"}), "`versions` was changed"),
        (lambda a: a["versions"].update(es=7), "comar_cost es has no version 7. Make"),
    ],
)
def test_a_mistake_is_named_with_topic_and_language_and_nothing_is_kept(
    loaded: Sessions, file: Path, change: Change, problem: str
) -> None:
    edited(loaded, file, change)

    with pytest.raises(Refused, match=problem):
        brought(loaded, file)
    with loaded() as session:
        assert pair(session, KEY).drafts == {}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "answer.yml is empty"),
        ("comar_cost: Gratis.", "answer.yml: comar_cost: write `es:`, `en:`"),
        ("comar_cost:\n  es: {text: 'a}", "answer.yml: line 2 is not valid YAML"),
    ],
)
def test_a_file_that_is_no_answer_is_named(
    file: Path, content: str, problem: str
) -> None:
    file.write_text(content, encoding="utf-8")

    with pytest.raises(Refused, match=problem):
        read_drafts(file)


@pytest.mark.parametrize("key", ["comar_work", "comar_dragons"])
def test_a_topic_without_an_answer_says_how_to_begin(
    loaded: Sessions, file: Path, key: str
) -> None:
    with (
        pytest.raises(Refused, match=f"{key} has no .*<area>.yml"),
        loaded() as session,
    ):
        write_draft_file(session, key, file)
    assert not file.exists()
