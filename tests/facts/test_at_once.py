"""Several people write at the same moment, each over a connection of their own."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Sessions, open_engine, sessions
from bot.facts.load import load_seed
from bot.facts.models import Answer, AnswerVersion, LogEntry
from bot.facts.people import Refused
from bot.facts.review import approve, submit
from bot.facts.roll_back import roll_back
from bot.facts.stand import pair
from bot.tasks import open_tasks, raise_task
from tests.facts.life import KEY, draft_both, published, said, states
from tests.facts.sample import Sample

PEOPLE = ["Ana", "Eva", "Inés", "Olga", "Rosa", "Sara"]
TIMES = 4


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """A database with the sample loaded."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    return empty


def at_once(empty_url: str, steps: list[Callable[[Session], object]]) -> Counter[str]:
    """Start all steps at the same moment; returns how each kind of end came about."""
    barrier = Barrier(len(steps))

    def do(step: Callable[[Session], object]) -> str:
        engine = open_engine(empty_url)
        try:
            barrier.wait(timeout=10)
            with sessions(engine).begin() as session:
                step(session)
        except Refused:
            return "refused"
        finally:
            engine.dispose()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return Counter(pool.map(do, steps))


def test_drafts_of_several_people_are_all_kept(
    loaded: Sessions, empty_url: str
) -> None:
    for time in range(TIMES):
        ends = at_once(
            empty_url,
            [
                lambda s, by=by, word=f"{by} {'x' * time}": draft_both(s, word, by)
                for by in PEOPLE
            ],
        )
        assert ends == {"done": len(PEOPLE)}

    with loaded() as session:
        drafts = session.scalars(
            select(AnswerVersion).join(Answer).where(AnswerVersion.author != "project")
        ).all()
        assert len(drafts) == 2 * TIMES * len(PEOPLE)
        texts = {version.text for version in drafts}
        assert len(texts) == len(drafts)
        newest = pair(session, KEY).drafts["es"]
        assert sorted(version.author for version in newest) == PEOPLE


def test_of_several_publications_on_the_same_text_one_wins_and_the_rest_are_kept(
    loaded: Sessions, empty_url: str
) -> None:
    for by in PEOPLE:
        with loaded.begin() as session:
            draft_both(session, by, by)

    def hand_in(by: str) -> Callable[[Session], None]:
        def step(session: Session) -> None:
            submit(session, KEY, by)
            approve(session, KEY, "Luis")

        return step

    ends = at_once(empty_url, [hand_in(by) for by in PEOPLE])

    assert ends == {"done": 1, "refused": len(PEOPLE) - 1}
    kept = Counter(states(loaded, "es"))
    assert kept == {"retired": 1, "published": 1, "draft": len(PEOPLE) - 1}
    es, en = said(loaded)["es"], said(loaded)["en"]
    assert es.removeprefix("Es gratis") == en.removeprefix("It is free")


def test_two_people_who_roll_back_at_once_go_two_steps_and_both_are_in_the_log(
    loaded: Sessions, empty_url: str
) -> None:
    for word in ("uno", "dos"):
        with loaded.begin() as session:
            published(session, word)

    ends = at_once(
        empty_url,
        [lambda s, by=by: roll_back(s, KEY, by, "estaba mal") for by in PEOPLE[:2]],
    )

    assert ends == {"done": 2}
    assert said(loaded) == {"es": "Es gratis.", "en": "It is free."}
    with loaded() as session:
        entries = session.scalars(
            select(LogEntry).where(LogEntry.action == "rollback")
        ).all()
        assert {entry.by for entry in entries} == set(PEOPLE[:2])


def test_a_first_draft_of_a_key_by_several_people_makes_one_answer(
    empty: Sessions, sample: Sample, empty_url: str
) -> None:
    sample.files["comar.yml"]["answers"] = {}
    with empty.begin() as session:
        load_seed(session, sample.read())

    ends = at_once(empty_url, [lambda s, by=by: draft_both(s, by, by) for by in PEOPLE])

    assert ends == {"done": len(PEOPLE)}
    with empty() as session:
        answers = session.scalars(select(Answer).where(Answer.key == KEY)).all()
        assert sorted(answer.language for answer in answers) == ["en", "es"]


def test_a_task_that_many_raise_at_once_is_one_task(
    loaded: Sessions, empty_url: str
) -> None:
    at_once(empty_url, [lambda s: raise_task(s, "past_max_age", KEY)] * 6)

    with loaded() as session:
        assert [(t.kind, t.subject) for t in open_tasks(session)] == [
            ("past_max_age", KEY)
        ]
