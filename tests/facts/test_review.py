from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.db import Sessions
from bot.facts.export import stored_seed
from bot.facts.load import load_seed
from bot.facts.models import AnswerVersion
from bot.facts.people import Refused, person
from bot.facts.quality import answer_problems
from bot.facts.review import approve, retire, send_back, submit, withdraw, write_draft
from bot.facts.seed import SeedText
from bot.facts.stand import pair
from bot.tasks import open_tasks, raise_task
from tests.facts.life import (
    KEY,
    draft,
    draft_both,
    ground,
    logged,
    published,
    said,
    states,
)
from tests.facts.sample import Sample

SEED_TEXTS = {"es": "Es gratis.", "en": "It is free."}


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def refused(loaded: Sessions, step: Callable[[Session], object], words: str) -> None:
    """The step raises with these words, and nothing is changed."""
    before = said(loaded), states(loaded, "es"), states(loaded, "en"), logged(loaded)
    with pytest.raises(Refused, match=words), loaded.begin() as session:
        step(session)
    after = said(loaded), states(loaded, "es"), states(loaded, "en"), logged(loaded)
    assert after == before


def test_a_draft_is_not_said(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")

    assert said(loaded) == SEED_TEXTS
    assert states(loaded, "es") == ["published", "draft"]


def test_an_answer_goes_from_draft_through_review_to_what_is_said(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")
        submit(session, KEY, "Ana")
    assert said(loaded) == SEED_TEXTS
    with loaded.begin() as session:
        approve(session, KEY, "Luis")

    assert said(loaded) == {"es": "Es gratis, nuevo.", "en": "It is free, nuevo."}
    assert states(loaded, "es") == ["retired", "published"]


def test_the_log_says_who_did_what(loaded: Sessions) -> None:
    with loaded.begin() as session:
        published(session, "nuevo")

    steps = [(by, action, state) for by, action, state, _ in logged(loaded)]
    assert steps[:2] == [("project", "import", "published")] * 2
    assert steps[2:] == [
        *[("Ana", "draft", "draft")] * 2,
        *[("Ana", "submit", "in_review")] * 2,
        *[("Luis", "publish", "retired")] * 2,
        *[("Luis", "publish", "published")] * 2,
    ]


def test_who_approved_a_text_is_kept_with_the_day(loaded: Sessions) -> None:
    with loaded.begin() as session:
        published(session, "nuevo")
    with loaded() as session:
        approvals = pair(session, KEY).published["es"].approvals
        assert [approval.by for approval in approvals] == ["Luis"]


@pytest.mark.parametrize("by", ["Ana", "ana", " ANA "])
def test_an_author_cannot_approve_their_own_text(loaded: Sessions, by: str) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")
        submit(session, KEY, "Ana")

    refused(loaded, lambda s: approve(s, KEY, by), "Another person must approve")


@pytest.mark.parametrize("name", ["", " ", "A", "project", "Project", "x" * 65])
def test_only_a_person_with_a_name_can_do_something(
    loaded: Sessions, name: str
) -> None:
    with pytest.raises(Refused, match="is not the name of a person"):
        person(name)
    refused(loaded, lambda s: draft_both(s, "nuevo", by=name), "name of a person")


@pytest.mark.parametrize(("language", "left"), [("es", "en"), ("en", "es")])
def test_half_of_a_pair_is_not_published_without_a_reason(
    loaded: Sessions, language: str, left: str
) -> None:
    with loaded.begin() as session:
        draft(session, language, "Free, gratis.")
        submit(session, KEY, "Ana")
        assert pair(session, KEY).out_of_date == [left]

    refused(loaded, lambda s: approve(s, KEY, "Luis"), f"the {left} text would be out")
    refused(loaded, lambda s: approve(s, KEY, "Luis", only_one="  "), "would be out")


def test_half_of_a_pair_is_published_with_a_reason_that_stays_to_be_seen(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        draft(session, "es", "No cuesta nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="una falta de ortografía")

    assert said(loaded) == {"es": "No cuesta nada.", "en": "It is free."}
    with loaded() as session:
        stand = pair(session, KEY)
        assert stand.out_of_date == ["en"]
        publication = stand.published["es"].publication
        assert publication is not None
        assert publication.only_one == "una falta de ortografía"


def test_the_pair_is_whole_again_when_the_other_language_follows_with_it(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        draft(session, "es", "No cuesta nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
    with loaded.begin() as session:
        published(session, "los dos")
        assert pair(session, KEY).out_of_date == []


def test_the_language_left_behind_follows_without_a_reason(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft(session, "es", "No cuesta nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
    with loaded.begin() as session:
        draft(session, "en", "It costs nothing.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis")

    assert said(loaded) == {"es": "No cuesta nada.", "en": "It costs nothing."}
    with loaded() as session:
        stand = pair(session, KEY)
        assert stand.out_of_date == []
        assert (
            stand.published["es"].publication_id == stand.published["en"].publication_id
        )


def test_the_language_that_follows_must_say_the_same_figures(loaded: Sessions) -> None:
    claim = {"says": "It costs 30 pesos.", "sources": [1, 2]}
    claims = [{**claim, "as_of": "2026", "sure": "high"}]
    words = SeedText(text="Cuesta 30 pesos.", more="Más.")
    with loaded.begin() as session:
        write_draft(session, KEY, "es", words, ground(claims=claims), "Ana")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")

    def follow(session: Session, text: str) -> None:
        english = SeedText(text=text, more="More.")
        write_draft(session, KEY, "en", english, ground(claims=claims), "Ana")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis")

    refused(loaded, lambda s: follow(s, "It costs 50 pesos."), "numbers differ")
    with loaded.begin() as session:
        follow(session, "It costs 30 pesos.")
    assert said(loaded)["en"] == "It costs 30 pesos."


def test_an_author_gives_up_their_own_drafts_and_nobody_else_s(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        draft_both(session, "de Ana")
        draft_both(session, "de Eva", by="Eva")
        withdraw(session, KEY, "Ana")

    assert states(loaded, "es") == ["published", "withdrawn", "draft"]
    refused(loaded, lambda s: withdraw(s, KEY, "Ana"), "Ana has no draft")


def test_sources_cannot_have_been_read_tomorrow(loaded: Sessions) -> None:
    days = {"checked_on": date(2062, 1, 1), "review_by": date(2062, 6, 1)}

    def step(session: Session) -> None:
        for language, says in (("es", "No cuesta."), ("en", "No cost.")):
            words = SeedText(text=says, more="Más.")
            write_draft(session, KEY, language, words, ground(**days), "Ana")
        submit(session, KEY, "Ana")

    refused(loaded, step, "2062-01-01 is in the future")


def test_a_mark_that_postgresql_refuses_is_taken_out(loaded: Sessions) -> None:
    with loaded.begin() as session:
        assert draft(session, "es", "No\x00 cuesta.").text == "No cuesta."


def test_a_new_topic_needs_both_languages_before_review(loaded: Sessions) -> None:
    def half(session: Session) -> None:
        text = SeedText(text="Puede trabajar.")
        write_draft(session, "comar_work", "es", text, ground(), "Ana")
        submit(session, "comar_work", "Ana")

    refused(loaded, half, "has no en text")


@pytest.mark.parametrize(
    ("es", "problem"),
    [
        ("Cuesta 30 pesos.", "numbers differ"),
        ("Seguro que es gratis.", "promises"),
        ("Si tienes dudas, es gratis.", "not “usted”"),
        (f"Es gratis{' y gratis' * 100}.", "characters, 800 are allowed"),
    ],
)
def test_a_text_that_breaks_a_rule_does_not_get_into_review(
    loaded: Sessions, es: str, problem: str
) -> None:
    def step(session: Session) -> None:
        draft(session, "es", es)
        draft(session, "en", "It is free, new.")
        submit(session, KEY, "Ana")

    refused(loaded, step, problem)


def test_more_is_there_in_both_languages_or_in_none(loaded: Sessions) -> None:
    def step(session: Session) -> None:
        draft(session, "es", "No cuesta nada.", more="")
        submit(session, KEY, "Ana")

    refused(loaded, step, "`more` in one language only")


def test_a_reviewer_sends_a_text_back_with_a_reason(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft_both(session, "nuevo")
        submit(session, KEY, "Ana")
        send_back(session, KEY, "Luis", "falta la fecha")

    assert states(loaded, "es") == ["published", "draft"]
    assert logged(loaded)[-1] == ("Luis", "send_back", "draft", "falta la fecha")


def test_a_newer_draft_of_the_same_author_takes_the_place_of_the_older(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        draft_both(session, "uno")
        draft_both(session, "dos")
        submit(session, KEY, "Ana")

    assert states(loaded, "es") == ["published", "withdrawn", "in_review"]


def test_what_is_said_already_makes_no_draft(loaded: Sessions, sample: Sample) -> None:
    with loaded.begin() as session:
        entry = sample.read().answers[KEY]
        assert write_draft(session, KEY, "es", entry.es, ground(), "Ana") is None


def test_two_authors_at_once_both_keep_their_text(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft_both(session, "de Ana")
        draft_both(session, "de Eva", by="Eva")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis")

    refused(loaded, lambda s: submit(s, KEY, "Eva"), "was changed after Eva began")
    assert states(loaded, "es") == ["retired", "published", "draft"]


def test_a_text_in_review_is_not_pushed_aside(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft_both(session, "de Ana")
        draft_both(session, "de Eva", by="Eva")
        submit(session, KEY, "Ana")

    refused(loaded, lambda s: submit(s, KEY, "Eva"), "text of Ana is in review")


def test_a_draft_on_an_older_text_than_the_one_said_is_not_published(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        seen = pair(session, KEY).published["es"].id
        published(session, "nuevo")
        draft(session, "es", "Gratis.", "Eva", based_on=seen)

    refused(loaded, lambda s: submit(s, KEY, "Eva"), "was changed after Eva began")


def test_a_published_seed_text_can_be_signed_by_a_person_who_did_not_write_it(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        approve(session, KEY, "Luis")

    assert states(loaded, "es") == ["published"]
    refused(loaded, lambda s: approve(s, KEY, "Eva"), "waits for an approval")


def test_retired_is_said_no_more_in_either_language(loaded: Sessions) -> None:
    with loaded.begin() as session:
        retire(session, KEY, "Luis", "la regla cambió")

    assert said(loaded) == {}
    assert logged(loaded)[-1] == ("Luis", "retire", "retired", "la regla cambió")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ask_here.comar", "what is said when nothing else is"),
        ("meta_greet", "must always have an answer"),
        ("comar_work", "Nothing of comar_work is published"),
        ("comar_dragons", "is no topic"),
    ],
)
def test_what_must_be_said_is_not_retired(
    loaded: Sessions, key: str, words: str
) -> None:
    refused(loaded, lambda s: retire(s, key, "Luis", "la regla cambió"), words)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda s: submit(s, KEY, "Ana"), "Ana has no draft"),
        (lambda s: send_back(s, KEY, "Luis", "falta algo"), "Nothing .* in review"),
        (lambda s: retire(s, KEY, "Luis", " x "), "Give a reason"),
        (lambda s: draft(s, "fr", "Gratuit."), "no language fr"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(
    loaded: Sessions, step: Callable[[Session], object], words: str
) -> None:
    refused(loaded, step, words)


def test_publishing_a_new_text_finishes_the_task_to_review_it(loaded: Sessions) -> None:
    with loaded.begin() as session:
        raise_task(session, "past_max_age", KEY)
        raise_task(session, "past_max_age", "comar_work")
        published(session, "nuevo")
        assert [task.subject for task in open_tasks(session)] == ["comar_work"]


REWRITES = [
    "UPDATE answer_versions SET text = 'otro'",
    "UPDATE answer_versions SET author = 'otra'",
    "DELETE FROM answer_versions",
    "UPDATE sources SET url = 'https://otra.mx/'",
    "DELETE FROM claims",
    "UPDATE fact_log SET reason = ''",
    "DELETE FROM fact_log",
    "UPDATE approvals SET by = 'Eva'",
    "DELETE FROM approvals",
]


@pytest.mark.parametrize("statement", REWRITES)
def test_the_database_itself_refuses_to_rewrite_what_was(
    loaded: Sessions, statement: str
) -> None:
    with loaded.begin() as session:
        approve(session, KEY, "Luis")
    with (
        pytest.raises(IntegrityError, match="is written once"),
        loaded.begin() as session,
    ):
        session.execute(text(statement))


def test_the_database_itself_refuses_two_published_texts_of_one_answer(
    loaded: Sessions,
) -> None:
    with loaded.begin() as session:
        version = draft(session, "es", "Gratis.")
        number = version.id
    with pytest.raises(IntegrityError), loaded.begin() as session:
        session.scalars(
            select(AnswerVersion).where(AnswerVersion.id == number)
        ).one().state = "published"


def test_half_of_a_pair_may_say_another_figure_until_the_other_follows(
    loaded: Sessions,
) -> None:
    rests_on = ground(
        claims=[
            {"says": "30 days.", "sources": [1, 2], "as_of": "2026", "sure": "high"}
        ]
    )
    with loaded.begin() as session:
        text = SeedText(text="Dura 30 días.", more="Son 30.")
        write_draft(session, KEY, "es", text, rests_on, "Ana")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
        record = stored_seed(session).answers[KEY]

    assert said(loaded) == {"es": "Dura 30 días.", "en": "It is free."}
    assert answer_problems(KEY, record) == []
