from datetime import date

import pytest

from bot.db import Sessions
from bot.facts.load import load_seed
from bot.facts.ready import Standing, required_first, standings
from bot.facts.review import approve, submit, write_draft
from bot.facts.seed import SeedText
from tests.facts.life import KEY, draft, draft_both, ground, published
from tests.facts.sample import Sample

REVIEW_DAY = date(2027, 1, 24)
ALL = ["ask_here.comar", KEY, "comar_work", "meta_greet"]
NOBODY = "nobody has approved it"


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def standing(loaded: Sessions, key: str = KEY, today: date = REVIEW_DAY) -> Standing:
    with loaded() as session:
        areas = standings(session, today)
    return next(s for area in areas for s in area.keys if s.key == key)


def missing(loaded: Sessions, key: str = KEY, today: date = REVIEW_DAY) -> list[str]:
    return list(standing(loaded, key, today).missing)


def test_every_topic_and_ask_here_stands_in_its_area(loaded: Sessions) -> None:
    with loaded() as session:
        areas = standings(session, REVIEW_DAY)

    assert [(area.area, [s.key for s in area.keys]) for area in areas] == [
        ("comar", ALL[:3]),
        ("meta", ALL[3:]),
    ]


def test_what_the_project_alone_has_checked_waits_for_a_human(loaded: Sessions) -> None:
    assert missing(loaded) == [NOBODY]
    assert missing(loaded, "comar_work") == ["has no published answer"]


def test_what_a_human_has_signed_is_ready_and_counted(loaded: Sessions) -> None:
    with loaded.begin() as session:
        approve(session, KEY, "Luis")
        ready = [area.ready for area in standings(session, REVIEW_DAY)]

    assert missing(loaded) == []
    assert standing(loaded).approved_by == "Luis"
    assert ready == [1, 0]


def test_both_names_stand_where_two_people_signed_one_language_each(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        published(session, "nuevo")
        draft(session, "es", "Nada.", "Ana")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Eva", only_one="una letra")

    assert standing(loaded).approved_by == "Eva, Luis"
    assert missing(loaded) == ["one language is behind (una letra)"]


def test_one_signed_language_is_not_enough(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft(session, "es", "Nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="una letra")

    assert missing(loaded) == [NOBODY, "one language is behind (una letra)"]


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2027, 1, 24), []),
        (date(2027, 1, 25), ["past its review day"]),
        (date(2027, 5, 23), ["past its review day"]),
        (date(2027, 5, 24), ["too old"]),
    ],
)
def test_an_aged_answer_must_be_read_again(
    loaded: Sessions, day: date, what: list[str]
) -> None:
    with loaded.begin() as session:
        approve(session, KEY, "Luis")

    assert missing(loaded, today=day) == what


def test_a_newer_text_in_review_waits_and_a_mere_draft_does_not(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        approve(session, KEY, "Luis")
        draft_both(session, "de Ana")
    assert missing(loaded) == []
    with loaded.begin() as session:
        submit(session, KEY, "Ana")
        draft_both(session, "de Eva", by="Eva")
    assert missing(loaded) == ["a newer text is in review"]


def test_an_answer_that_was_never_said_says_how_far_it_is(loaded: Sessions) -> None:
    with loaded.begin() as session:
        for code, text in (("es", "Puede trabajar."), ("en", "You may work.")):
            words = SeedText(text=text)
            write_draft(session, "comar_work", code, words, ground(), "Ana")
    assert missing(loaded, "comar_work")[1:] == ["a text is a draft"]
    with loaded.begin() as session:
        submit(session, "comar_work", "Ana")
    assert missing(loaded, "comar_work")[1:] == ["a text is in review"]


def test_independent_publishers_are_counted(loaded: Sessions, sample: Sample) -> None:
    assert standing(loaded).publishers == 2
    for source in sample.answer["sources"]:
        source["publisher"] = "La Nota"
    with loaded.begin() as session:
        load_seed(session, sample.read())
    assert standing(loaded).publishers == 1


def test_what_is_never_withheld_must_be_signed_before_only_signed_is_said(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        assert required_first(session) == ["ask_here.comar", "meta_greet"]
        approve(session, "ask_here.comar", "Luis")
        assert required_first(session) == ["meta_greet"]
        approve(session, "meta_greet", "Luis")
        assert required_first(session) == []


def test_where_all_waits_for_review_all_that_is_never_withheld_is_required(
    empty: Sessions, sample: Sample
) -> None:
    with empty.begin() as session:
        load_seed(session, sample.read(), to_review=True)
        assert required_first(session) == ["ask_here.comar", "meta_greet"]

    assert missing(empty) == ["has no published answer", "a text is in review"]
