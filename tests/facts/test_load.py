from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.db import Sessions
from bot.facts.answers import find_phrases, published_version
from bot.facts.load import Loaded, load_seed
from bot.facts.seed import Seed
from tests.facts.sample import Sample, sample_answer, sample_topic
from tests.facts.stored import everything, history, load, topics

SAMPLE_TEXTS = 6
"""Three answers in two languages."""


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
