"""One file for one topic, to change in any editor and give back as drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.export import dump, record_of_answer, stored_seed
from bot.facts.models import Answer, AnswerVersion
from bot.facts.people import Refused
from bot.facts.seed import LANGUAGES, SeedGround, SeedText, explain
from bot.facts.stand import pair
from bot.yaml_file import read_mapping

_HEAD = """\
# Change the texts, and what they rest on. Leave a language out to leave it as it is.
# `versions` says which texts you had before your eyes: do not change it.
# `behind` stands under a text that did not follow the other one, with its older
# sources. Once it says the same as the other one, take `behind` out.

"""


@dataclass(frozen=True)
class Wanted:
    """One language's new text, and the number of the version that its author saw."""

    key: str
    language: str
    text: SeedText
    ground: SeedGround
    seen: int | None

    def based_on(self, session: Session) -> int | None:
        """The id of the version seen; raises Refused if there is none such."""
        if self.seen is None:
            return None
        found = session.scalars(
            select(AnswerVersion.id)
            .join(Answer)
            .where(
                Answer.key == self.key,
                Answer.language == self.language,
                AnswerVersion.number == self.seen,
            )
        ).first()
        if found is None:
            raise Refused(
                f"{self.key} {self.language} has no version {self.seen}. Make the file "
                f"anew with: faro facts edit {self.key} FILE"
            )
        return found


def write_draft_file(session: Session, key: str, file: Path) -> None:
    """The published pair as a file; raises Refused where there is none."""
    answer = stored_seed(session).answers.get(key)
    if answer is None:
        raise Refused(
            f"{key} has no published answer to start from. Write it in the form of "
            "facts/<area>.yml, under the topic's id; facts/topics.yml has all ids."
        )
    published = pair(session, key).published
    entry: dict[str, Any] = {
        "versions": {code: published[code].number for code in LANGUAGES},
        **record_of_answer(answer),
    }
    file.write_text(_HEAD + dump({key: entry}), encoding="utf-8")


def read_drafts(file: Path) -> list[Wanted]:
    """All texts of the file; raises Refused with every problem found."""
    problems: list[str] = []
    wanted = [
        one
        for key, entry in read_mapping(file, file.name, problems).items()
        for one in _wanted(f"{file.name}: {key}", key, entry, problems)
    ]
    if problems:
        raise Refused("\n".join(problems))
    return wanted


def _wanted(where: str, key: str, entry: Any, problems: list[str]) -> Iterator[Wanted]:
    if not isinstance(entry, dict):
        problems.append(f"{where}: write `es:`, `en:` and the sources under it.")
        return
    rest = dict(entry)
    seen = rest.pop("versions", {})
    texts = {code: rest.pop(code) for code in LANGUAGES if code in rest}
    if not texts:
        problems.append(f"{where} has no text. Add `es:` or `en:`, or both.")
    if not isinstance(seen, dict) or not all(type(n) is int for n in seen.values()):
        problems.append(f"{where}: `versions` was changed. Make the file anew.")
        return
    try:
        ground = SeedGround.model_validate(rest)
    except ValidationError as error:
        problems += explain(where, error)
        return
    for language, text in texts.items():
        try:
            words = SeedText.model_validate(text)
        except ValidationError as error:
            problems += explain(f"{where} {language}", error)
            continue
        if not words.text:
            problems.append(f"{where} has an empty {language} text. Write it.")
        rests_on = words.behind or ground
        yield Wanted(key, language, words, rests_on, seen.get(language))
