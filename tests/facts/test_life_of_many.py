"""Whatever several people do in whatever order, nothing is lost."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.db import open_engine, sessions
from bot.facts.load import load_seed
from bot.facts.models import Answer, AnswerVersion, LogEntry
from bot.facts.people import Refused
from bot.facts.review import approve, retire, send_back, submit, write_draft
from bot.facts.roll_back import roll_back
from bot.facts.seed import SeedText
from bot.facts.stand import pair
from tests.facts.life import KEY, LANGUAGES, ground
from tests.facts.sample import Sample

PEOPLE = st.sampled_from(["Ana", "Luis", "Eva"])
LANGUAGE = st.sampled_from(LANGUAGES)
WORDS = st.sampled_from(["uno", "dos", "tres"])


class Life(RuleBasedStateMachine):
    """Three people and the files work on one answer at once, each with old eyes."""

    empty_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.empty_file, self.folder / "faro.db")
        self.engine = open_engine(f"sqlite:///{self.folder / 'faro.db'}")
        self.sessions = sessions(self.engine)
        (self.folder / "facts").mkdir()
        self.sample = Sample(self.folder / "facts")
        self.seen: dict[int, tuple[object, ...]] = {}
        self.eyes: dict[tuple[str, str], int | None] = {}

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @initialize()
    def first_load(self) -> None:
        self.load("uno")

    def do(self, step: object, *arguments: object, **named: object) -> None:
        """A step in its own transaction; a refusal is an answer too."""
        try:
            with self.sessions.begin() as session:
                step(session, *arguments, **named)  # type: ignore[operator]
        except Refused:
            pass

    @rule(word=WORDS, language=LANGUAGE, by=PEOPLE)
    def look(self, word: str, language: str, by: str) -> None:
        with self.sessions() as session:
            version = pair(session, KEY).published.get(language)
            self.eyes[by, language] = version.id if version is not None else None

    @rule(word=WORDS, language=LANGUAGE, by=PEOPLE)
    def write(self, word: str, language: str, by: str) -> None:
        says = {"es": f"Es gratis, {word}.", "en": f"It is free, {word}."}
        text = SeedText(text=says[language], more="Más.")
        based_on = self.eyes.get((by, language))
        self.do(write_draft, KEY, language, text, ground(), by, based_on=based_on)

    @rule(by=PEOPLE)
    def submit(self, by: str) -> None:
        self.do(submit, KEY, by)

    @rule(by=PEOPLE)
    def send_back(self, by: str) -> None:
        self.do(send_back, KEY, by, "falta algo")

    @rule(by=PEOPLE, only_one=st.sampled_from([None, "urgente"]))
    def approve(self, by: str, only_one: str | None) -> None:
        self.do(approve, KEY, by, only_one=only_one)

    @rule(
        word=WORDS,
        languages=st.sampled_from([["es"], ["en"], ["es", "en"]]),
        by=PEOPLE,
        other=PEOPLE,
        only_one=st.sampled_from([None, "urgente"]),
    )
    def hurry(
        self,
        word: str,
        languages: list[str],
        by: str,
        other: str,
        only_one: str | None,
    ) -> None:
        """All steps in a row, so that most of them are reached."""
        for language in languages:
            self.look(word, language, by)
            self.write(word, language, by)
        self.submit(by)
        self.approve(other, only_one)

    @rule(by=PEOPLE)
    def retire(self, by: str) -> None:
        self.do(retire, KEY, by, "no era cierto")

    @rule(by=PEOPLE)
    def roll_back(self, by: str) -> None:
        self.do(roll_back, KEY, by, "estaba mal")

    @rule(word=WORDS, overwrite=st.booleans(), to_review=st.booleans())
    def load(self, word: str, overwrite: bool = False, to_review: bool = False) -> None:
        self.sample.answer["es"]["text"] = f"Gratis, {word}."
        seed = self.sample.read()
        taken = [KEY] if overwrite else []
        self.do(load_seed, seed, overwrite=taken, to_review=to_review)

    @precondition(lambda self: self.seen)
    @rule()
    def take_out_of_the_files(self) -> None:
        entry = self.sample.files["comar.yml"]["answers"].pop(KEY)
        self.do(load_seed, self.sample.read())
        self.sample.files["comar.yml"]["answers"][KEY] = entry

    @invariant()
    def no_version_is_lost_or_changed(self) -> None:
        with self.sessions() as session:
            now = {
                v.id: (
                    v.answer_id,
                    v.number,
                    v.text,
                    v.author,
                    v.based_on,
                    v.checked_on,
                )
                for v in session.scalars(select(AnswerVersion))
            }
        assert {k: now[k] for k in self.seen} == self.seen
        self.seen = now

    @invariant()
    def published_pairs_are_complete(self) -> None:
        with self.sessions() as session:
            stand = pair(session, KEY)
            if not stand.published:
                return
            assert set(stand.published) == set(LANGUAGES)
            acts = {v.publication_id: v.publication for v in stand.published.values()}
            if len(acts) > 1:
                newest = acts[max(acts)]  # type: ignore[type-var]
                assert newest is not None
                assert newest.only_one

    @invariant()
    def the_log_explains_the_state(self) -> None:
        with self.sessions() as session:
            explained: dict[int, str] = {}
            for entry in session.scalars(select(LogEntry).order_by(LogEntry.id)):
                if entry.version_id is not None:
                    explained[entry.version_id] = entry.state
            stored = {
                v.id: v.state
                for v in session.scalars(
                    select(AnswerVersion).join(Answer).where(Answer.key == KEY)
                )
            }
        assert {k: explained.get(k) for k in stored} == stored

    @invariant()
    def nobody_approved_their_own_text(self) -> None:
        with self.sessions() as session:
            for version in session.scalars(select(AnswerVersion)):
                assert version.author not in [a.by for a in version.approvals]


def test_nothing_is_lost_and_the_log_explains_all(empty_file: Path) -> None:
    Life.empty_file = empty_file
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
