from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.db import Sessions, open_engine, sessions, upgrade
from bot.facts.answers import find_phrases, published_version
from bot.facts.load import Loaded, load_seed, plan_load
from bot.facts.models import Answer, AnswerVersion, Topic
from bot.facts.review import Refused, approve, retire
from bot.facts.seed import Seed
from bot.facts.stand import pair
from tests.facts.life import logged, published
from tests.facts.sample import Sample, sample_answer, sample_topic

SAMPLE_TEXTS = 6
"""Three answers in two languages."""


def load(make_session: Sessions, seed: Seed) -> Loaded:
    with make_session.begin() as session:
        return load_seed(session, seed)


def history(
    make_session: Sessions, key: str = "comar_cost", language: str = "es"
) -> list[tuple[int, str, str]]:
    with make_session() as session:
        versions = session.scalars(
            select(AnswerVersion)
            .join(Answer)
            .where(Answer.key == key, Answer.language == language)
            .order_by(AnswerVersion.number)
        )
        return [(v.number, v.state, v.text) for v in versions]


def everything(make_session: Sessions) -> list[object]:
    """Each version as it stands, with its sources, moment of making and id."""
    with make_session() as session:
        return [
            (
                v.id,
                v.answer.key,
                v.answer.language,
                v.number,
                v.state,
                v.text,
                v.more,
                v.checked_on,
                v.checked_by,
                v.review_by,
                v.created_at,
                [(s.id, s.title, s.url, s.publisher, s.date) for s in v.sources],
            )
            for v in session.scalars(select(AnswerVersion).order_by(AnswerVersion.id))
        ]


def topics(make_session: Sessions) -> list[tuple[str, str, str, list[str]]]:
    with make_session() as session:
        rows = session.scalars(select(Topic).order_by(Topic.position))
        return [(t.id, t.title_es, t.title_en, t.follow_ups) for t in rows]


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    load(empty, sample.read())
    return empty


def test_the_first_load_publishes_every_text_as_version_1(
    empty: Sessions, sample: Sample
) -> None:
    assert load(empty, sample.read()) == Loaded(new=SAMPLE_TEXTS)
    assert history(empty) == [(1, "published", "Es gratis.")]
    assert history(empty, "comar_cost", "en") == [(1, "published", "It is free.")]


def test_a_version_keeps_all_that_the_seed_says(
    loaded: Sessions, sample: Sample
) -> None:
    with loaded() as session:
        version = published_version(session, "comar_cost", "en")
        assert version is not None
        assert version.more == "More.\n\nMore: It is free."
        assert version.checked_on == date(2026, 11, 24)
        assert version.review_by == date(2027, 1, 24)
        assert version.checked_by == "project"
        assert [
            {"title": s.title, "url": s.url, "publisher": s.publisher, "date": s.date}
            for s in version.sources
        ] == sample.answer["sources"]


def test_loading_twice_changes_nothing(loaded: Sessions, sample: Sample) -> None:
    before = everything(loaded)

    assert load(loaded, sample.read()) == Loaded(unchanged=SAMPLE_TEXTS)
    assert everything(loaded) == before


def test_a_changed_text_becomes_version_2_and_version_1_is_retired(
    loaded: Sessions, sample: Sample
) -> None:
    sample.answer["es"]["text"] = "No cuesta nada."

    assert load(loaded, sample.read()) == Loaded(new=2, unchanged=SAMPLE_TEXTS - 2)
    assert history(loaded) == [
        (1, "retired", "Es gratis."),
        (2, "published", "No cuesta nada."),
    ]
    # Both languages of a pair are published together.
    assert history(loaded, "comar_cost", "en") == [
        (1, "retired", "It is free."),
        (2, "published", "It is free."),
    ]


def test_an_old_version_is_kept_unedited_with_its_sources(
    loaded: Sessions, sample: Sample
) -> None:
    before = everything(loaded)
    sample.answer["es"]["text"] = "No cuesta nada."
    sample.answer["sources"] = sample.answer["sources"][1:]

    load(loaded, sample.read())

    kept = everything(loaded)[: len(before)]
    assert [row[5:] for row in kept] == [row[5:] for row in before]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("checked_on", date(2026, 11, 23)),
        ("checked_by", "Ana"),
        ("review_by", date(2027, 2, 1)),
        ("sources", sample_answer("", "")["sources"][:1]),
        ("sources", sample_answer("", "")["sources"][::-1]),
    ],
    ids=["checked_on", "checked_by", "review_by", "a source less", "another first"],
)
def test_what_a_text_rests_on_changes_only_with_a_new_version(
    loaded: Sessions, sample: Sample, name: str, value: object
) -> None:
    sample.answer[name] = value

    assert load(loaded, sample.read()) == Loaded(new=2, unchanged=SAMPLE_TEXTS - 2)
    assert [state for _, state, _ in history(loaded)] == ["retired", "published"]


def test_a_changed_more_is_a_new_version(loaded: Sessions, sample: Sample) -> None:
    sample.answer["en"]["more"] = "Otherwise."

    assert load(loaded, sample.read()).new == 2
    assert len(history(loaded, "comar_cost", "en")) == 2


def test_a_removed_answer_is_retired_not_erased(
    loaded: Sessions, sample: Sample
) -> None:
    sample.files["comar.yml"]["answers"] = {}

    assert load(loaded, sample.read()) == Loaded(retired=2, unchanged=SAMPLE_TEXTS - 2)
    assert history(loaded) == [(1, "retired", "Es gratis.")]
    with loaded() as session:
        assert published_version(session, "comar_cost", "es") is None


def test_an_answer_retired_before_is_not_counted_again(
    loaded: Sessions, sample: Sample
) -> None:
    sample.files["comar.yml"]["answers"] = {}
    load(loaded, sample.read())

    assert load(loaded, sample.read()) == Loaded(unchanged=SAMPLE_TEXTS - 2)


def test_an_answer_that_comes_back_is_a_new_version(
    loaded: Sessions, sample: Sample
) -> None:
    seed = sample.read()
    sample.files["comar.yml"]["answers"] = {}
    load(loaded, sample.read())

    load(loaded, seed)

    assert history(loaded) == [
        (1, "retired", "Es gratis."),
        (2, "published", "Es gratis."),
    ]


def test_never_are_two_versions_published(loaded: Sessions, sample: Sample) -> None:
    for text in ("Uno.", "Dos.", "Uno.", "Tres."):
        sample.answer["es"]["text"] = text
        load(loaded, sample.read())

    states = [state for _, state, _ in history(loaded)]
    assert states == ["retired"] * 4 + ["published"]


def test_topics_follow_the_seed_in_its_order(loaded: Sessions, sample: Sample) -> None:
    listed = sample.files["topics.yml"]["topics"]
    listed[0]["title"]["es"] = "Precio"
    listed[0]["next"] = ["comar_new", "meta_greet"]
    listed[1] = sample_topic("comar_new", "comar", [])
    listed.reverse()

    load(loaded, sample.read())

    assert topics(loaded) == [
        ("meta_greet", "meta_greet es", "meta_greet en", []),
        ("comar_new", "comar_new es", "comar_new en", []),
        ("comar_cost", "Precio", "comar_cost en", ["comar_new", "meta_greet"]),
    ]


def test_phrases_follow_the_seed(loaded: Sessions, sample: Sample) -> None:
    sample.phrases["stale"]["es"] = "Muy viejo."
    del sample.phrases["choice_more"]

    load(loaded, sample.read())

    with loaded() as session:
        phrases = find_phrases(session, "es")
    assert phrases["stale"] == "Muy viejo."
    assert "choice_more" not in phrases


def break_after_loading(session: Session, sample: Sample) -> None:
    load_seed(session, sample.read())
    raise OSError("the places could not be read")


def break_while_loading(session: Session, sample: Sample) -> None:
    seed = sample.read()
    seed.answers["comar_cost"].en.text = None  # type: ignore[assignment]
    load_seed(session, seed)


@pytest.mark.parametrize("broken", [break_after_loading, break_while_loading])
def test_an_error_leaves_the_old_answers_in_place(
    loaded: Sessions, sample: Sample, broken: object
) -> None:
    before = everything(loaded), topics(loaded)
    sample.answer["es"]["text"] = "Cuesta mil pesos."
    sample.topic["title"]["es"] = "Otro"

    with pytest.raises((OSError, IntegrityError)), loaded.begin() as session:
        broken(session, sample)  # type: ignore[operator]

    assert (everything(loaded), topics(loaded)) == before


def test_the_project_s_own_facts_load_completely(
    database: Sessions, seed: Seed
) -> None:
    assert load(database, seed) == Loaded(unchanged=2 * len(seed.answers))
    assert [topic[0] for topic in topics(database)] == [t.id for t in seed.topics]


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
