"""What the files bring and what people wrote in the database, side by side."""

from datetime import date
from pathlib import Path

import pytest

from bot.db import Sessions, open_engine, sessions, upgrade
from bot.facts.answers import published_version
from bot.facts.load import load_seed, plan_load
from bot.facts.people import Refused
from bot.facts.review import approve, retire, submit
from bot.facts.seed import Seed, SeedError
from bot.facts.stand import pair
from tests.facts.life import draft_both, logged, published
from tests.facts.sample import Sample, sample_answer
from tests.facts.stored import everything, history, load


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    load(empty, sample.read())
    return empty


def edited(make_session: Sessions, word: str = "editado") -> None:
    """Somebody publishes another text in the database."""
    with make_session.begin() as session:
        published(session, word)


def plan(make_session: Sessions, seed: Seed) -> dict[str, str]:
    with make_session() as session:
        return dict(plan_load(session, seed).steps)


def test_a_plan_says_what_a_load_would_do_and_does_nothing(
    loaded: Sessions, sample: Sample
) -> None:
    before = everything(loaded)
    sample.answer["es"]["text"] = "No cuesta nada."
    sample.files["comar.yml"]["answers"]["comar_work"] = sample_answer("Sí.", "Yes.")
    del sample.files["meta.yml"]["answers"]["meta_greet"]

    assert plan(loaded, sample.read()) == {
        "ask_here.comar": "same",
        "comar_cost": "changed",
        "comar_work": "new",
        "meta_greet": "removed",
    }
    assert everything(loaded) == before


def test_a_text_edited_in_the_database_stays_when_the_files_are_loaded_again(
    loaded: Sessions, sample: Sample
) -> None:
    edited(loaded)
    before = everything(loaded)

    assert plan(loaded, sample.read())["comar_cost"] == "newer"
    done = load(loaded, sample.read())
    assert (done.newer, done.new, done.conflicts) == (["comar_cost"], 0, [])
    assert everything(loaded) == before


def test_a_text_changed_in_both_is_a_conflict_and_the_database_keeps_its_own(
    loaded: Sessions, sample: Sample
) -> None:
    edited(loaded)
    before = everything(loaded)
    sample.answer["es"]["text"] = "No cuesta nada."

    done = load(loaded, sample.read())

    assert (done.conflicts, done.new) == (["comar_cost"], 0)
    assert everything(loaded) == before


def test_a_conflict_is_overwritten_only_by_name_and_the_edit_stays_to_be_found(
    loaded: Sessions, sample: Sample
) -> None:
    edited(loaded)
    sample.answer["es"]["text"] = "No cuesta nada."
    with loaded.begin() as session:
        load_seed(session, sample.read(), overwrite=["comar_cost"], by="Eva")

    assert history(loaded) == [
        (1, "retired", "Es gratis."),
        (2, "retired", "Es gratis, editado."),
        (3, "published", "No cuesta nada."),
    ]
    assert logged(loaded)[-1][:2] == ("Eva", "import")


def test_only_a_conflict_can_be_overwritten(loaded: Sessions, sample: Sample) -> None:
    with pytest.raises(Refused, match="comar_cost: no conflict"), loaded.begin() as s:
        load_seed(s, sample.read(), overwrite=["comar_cost"])


def test_an_edit_that_came_back_into_the_files_is_no_conflict(
    loaded: Sessions, sample: Sample
) -> None:
    edited(loaded)
    sample.answer["es"] = {"text": "Es gratis, editado.", "more": "Más."}
    sample.answer["en"] = {"text": "It is free, editado.", "more": "Más."}

    assert plan(loaded, sample.read())["comar_cost"] == "same"


def test_a_key_made_in_the_database_is_not_removed_by_files_without_it(
    loaded: Sessions, sample: Sample
) -> None:
    edited(loaded)
    sample.files["comar.yml"]["answers"] = {}

    assert load(loaded, sample.read()).newer == ["comar_cost"]
    assert history(loaded)[-1] == (2, "published", "Es gratis, editado.")


def test_an_answer_that_a_person_retired_does_not_come_back_by_itself(
    loaded: Sessions, sample: Sample
) -> None:
    with loaded.begin() as session:
        retire(session, "comar_cost", "Luis", "la regla cambió")

    assert load(loaded, sample.read()).newer == ["comar_cost"]
    sample.answer["es"]["text"] = "Desde hoy es gratis."
    assert load(loaded, sample.read()).new == 2


def test_to_review_nothing_is_said_before_a_person_approves(
    empty: Sessions, sample: Sample
) -> None:
    with empty.begin() as session:
        load_seed(session, sample.read(), to_review=True)
    assert history(empty) == [(1, "in_review", "Es gratis.")]
    with empty.begin() as session:
        approve(session, "comar_cost", "Luis")
    assert history(empty) == [(1, "published", "Es gratis.")]


def test_to_review_the_same_files_wait_only_once_and_newer_ones_take_their_place(
    empty: Sessions, sample: Sample
) -> None:
    for text in ("Es gratis.", "Es gratis.", "No cuesta nada."):
        sample.answer["es"]["text"] = text
        with empty.begin() as session:
            load_seed(session, sample.read(), to_review=True)

    assert history(empty) == [
        (1, "withdrawn", "Es gratis."),
        (2, "in_review", "No cuesta nada."),
    ]


def test_to_review_an_approved_text_is_said_until_the_new_one_is_approved(
    loaded: Sessions, sample: Sample
) -> None:
    with loaded.begin() as session:
        approve(session, "comar_cost", "Luis")
    sample.answer["es"]["text"] = "No cuesta nada."
    with loaded.begin() as session:
        load_seed(session, sample.read(), to_review=True)

    assert [state for _, state, _ in history(loaded)] == ["published", "in_review"]


def test_an_approval_in_the_files_counts(empty: Sessions, sample: Sample) -> None:
    load(empty, sample.read())
    sample.answer |= {"approved_by": "Eva", "approved_on": date(2026, 11, 24)}
    load(empty, sample.read())
    with empty() as session:
        assert published_version(session, "comar_cost", "es", approved_only=True)
        assert not published_version(session, "meta_greet", "es", approved_only=True)


def test_a_language_that_is_behind_keeps_its_own_ground(
    empty: Sessions, sample: Sample
) -> None:
    older = {k: v for k, v in sample_answer("", "").items() if k not in ("es", "en")}
    sample.answer["en"]["behind"] = {"because": "urgente", **older}
    sample.answer["checked_on"] = date(2026, 12, 1)
    load(empty, sample.read())
    with empty() as session:
        stand = pair(session, "comar_cost")
        assert stand.out_of_date == ["en"]
        assert stand.published["en"].checked_on == date(2026, 11, 24)
        assert stand.published["es"].checked_on == date(2026, 12, 1)
    assert plan(empty, sample.read())["comar_cost"] == "same"


OLD_VERSIONS = """
    INSERT INTO answer_versions
        (id, answer_id, number, text, more, checked_on, checked_by, review_by, state,
         created_at)
    VALUES
        (1, 1, 1, 'Cuesta.', '', '2026-01-01', 'project', '2026-06-01', 'retired',
         '2026-01-01 00:00:00'),
        (2, 1, 2, 'Es gratis.', '', '2026-11-24', 'project', '2027-01-24', 'published',
         '2026-11-24 00:00:00'),
        (3, 2, 1, 'It is free.', '', '2026-11-24', 'project', '2027-01-24',
         'published', '2026-11-24 00:00:00')
"""


def test_answers_from_before_there_was_a_log_count_as_loaded_from_the_files(
    tmp_path: Path, sample: Sample
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    upgrade(url, "0001")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO answers (id, key, language) "
            "VALUES (1, 'comar_cost', 'es'), (2, 'comar_cost', 'en')"
        )
        connection.exec_driver_sql(OLD_VERSIONS)
    upgrade(url)
    old = sessions(engine)

    assert logged(old) == [
        ("project", "import", "retired", ""),
        ("project", "import", "published", ""),
        ("project", "import", "published", ""),
    ]
    assert plan(old, sample.read())["comar_cost"] == "changed"
    load(old, sample.read())
    assert [state for _, state, _ in history(old)] == ["retired"] * 2 + ["published"]
    engine.dispose()


def test_after_an_approval_newer_files_wait_for_the_next_review_again(
    empty: Sessions, sample: Sample
) -> None:
    for text in ("Es gratis.", "No cuesta nada."):
        sample.answer["es"]["text"] = text
        with empty.begin() as session:
            done = load_seed(session, sample.read(), to_review=True)
        assert (done.conflicts, done.newer) == ([], [])
        with empty.begin() as session:
            approve(session, "comar_cost", "Luis")

    assert history(empty) == [
        (1, "retired", "Es gratis."),
        (2, "published", "No cuesta nada."),
    ]


def test_a_load_does_not_withdraw_what_a_person_handed_in(
    loaded: Sessions, sample: Sample
) -> None:
    with loaded.begin() as session:
        draft_both(session, "de Ana")
        submit(session, "comar_cost", "Ana")
    sample.answer["es"]["text"] = "No cuesta nada."

    load(loaded, sample.read())

    assert [state for _, state, _ in history(loaded)] == [
        "retired",
        "in_review",
        "published",
    ]
    with pytest.raises(Refused, match="was changed after Ana"), loaded.begin() as s:
        approve(s, "comar_cost", "Luis")


def test_the_files_cannot_say_that_the_project_has_approved(sample: Sample) -> None:
    sample.answer |= {"approved_by": "Project", "approved_on": date(2026, 11, 24)}
    with pytest.raises(SeedError, match="must be the name of a human"):
        sample.read()
