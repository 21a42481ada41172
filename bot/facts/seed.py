"""Reads facts/*.yml and refuses, with file, topic and remedy, whatever is not complete.

A person who does not program edits these files, so each error says what to do about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
)

from bot.language.dates import is_partial_date
from bot.yaml_file import read_mapping

LANGUAGES: Final = ("es", "en")
TEXT_LIMIT = 800
"""WhatsApp's interactive messages hold 1,024 characters.

The rest is for the source line and, past the review day, the warning.
"""
MORE_LIMIT = 3000
TITLE_LIMIT = 24
"""Length of a row in a WhatsApp list."""
ASK_HERE = "ask_here"
PROJECT_AREA = "meta"
"""Where Faro speaks of itself, so that no page outside can be the source."""
NEVER_WITHHELD = ("safety", PROJECT_AREA)
"""Areas whose answers are said however old they are."""
PHRASES_FILE = "phrases.yml"
TOPICS_FILE = "topics.yml"


class SeedError(Exception):
    """The seed cannot be used; `problems` has a line for each thing to mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _stripped(value: Any) -> Any:
    # PostgreSQL refuses a NUL, and nobody means one.
    return value.replace("\x00", "").strip() if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(_stripped)]
Filled = Annotated[str, Field(min_length=1), BeforeValidator(_stripped)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SeedSource(_Record):
    """A page; `date` is YYYY, YYYY-MM, YYYY-MM-DD or "unknown"."""

    title: Filled
    url: Filled
    publisher: Filled
    date: str


class SeedClaim(_Record):
    """One thing that the answer states, in plain English, and where it is written.

    `sources` are places in the answer's list, from 1; `as_of` is the day up to which
    the claim is known to be true; `sure` is "medium" where a single or a weak source
    says it.
    """

    says: Filled
    sources: list[int]
    as_of: str
    sure: Literal["high", "medium"]


class SeedGround(_Record):
    """What a text rests on. `note` is for reviewers; nobody else reads it.

    `approved_by` is the human who compared text and sources, None until one did.
    """

    checked_on: date
    checked_by: Filled
    review_by: date
    approved_by: Filled | None = None
    approved_on: date | None = None
    note: Words = ""
    sources: list[SeedSource] | Literal["project"]
    claims: list[SeedClaim] = []

    @property
    def listed_sources(self) -> list[SeedSource]:
        """The pages; none where the project speaks of itself (`sources: project`)."""
        return [] if self.sources == "project" else self.sources


class SeedBehind(SeedGround):
    """The older ground of a text that did not follow when the other was published.

    `because` is the reason that the publisher gave.
    """

    because: Filled


class SeedText(_Record):
    """What is said in one language: `text` first, `more` if the person asks for it."""

    text: Words
    more: Words = ""
    behind: SeedBehind | None = None


class SeedAnswer(SeedGround):
    """A topic's answer in both languages, with what it rests on."""

    es: SeedText
    en: SeedText

    def text(self, language: str) -> SeedText:
        """The text in "es" or "en"."""
        return self.en if language == "en" else self.es

    def ground(self, language: str) -> SeedGround:
        """What the text in this language rests on."""
        return self.text(language).behind or self


class SeedTopic(_Record):
    """One question a person may ask, as facts/topics.yml has it."""

    id: Filled
    area: Filled
    about: Words
    title: dict[Literal["es", "en"], Words]
    next: list[str]
    max_age: Annotated[int, Field(gt=0)] | None = None
    past_max_age: Literal["last_known", "ask_here"] | None = None


@dataclass(frozen=True)
class Seed:
    """All of facts/: topics in order, answers by key, phrases by key and language."""

    topics: list[SeedTopic]
    answers: dict[str, SeedAnswer]
    phrases: dict[str, dict[str, str]]


def read_seed(folder: Path) -> Seed:
    """Read and check the whole folder; raises SeedError with every problem found."""
    problems: list[str] = []
    topics = _read_topics(folder / TOPICS_FILE, problems)
    answers: dict[str, SeedAnswer] = {}
    for area in dict.fromkeys(topic.area for topic in topics):
        answers |= _read_area(folder / f"{area}.yml", area, topics, problems)
    phrases = _read_phrases(folder / PHRASES_FILE, problems)
    if problems:
        raise SeedError(problems)
    return Seed(topics, answers, phrases)


def read_phrases(folder: Path) -> dict[str, dict[str, str]]:
    """Only the fixed sentences: for a process that speaks with the database down."""
    problems: list[str] = []
    phrases = _read_phrases(folder / PHRASES_FILE, problems)
    if problems:
        raise SeedError(problems)
    return phrases


def _read_topics(file: Path, problems: list[str]) -> list[SeedTopic]:
    content = read_mapping(file, f"facts/{file.name}", problems)
    entries = content.get("topics")
    if not isinstance(entries, list):
        problems.append(f"facts/{file.name}: list the topics under `topics:`.")
        return []
    topics: list[SeedTopic] = []
    for number, entry in enumerate(entries, start=1):
        name = (
            entry.get("id", f"number {number}") if isinstance(entry, dict) else number
        )
        try:
            topics.append(SeedTopic.model_validate(entry))
        except ValidationError as error:
            problems += explain(f"facts/{file.name}: topic {name}", error)
    known = [topic.id for topic in topics]
    language: Literal["es", "en"]
    for topic in topics:
        where = f"facts/{file.name}: topic {topic.id}"
        if known.count(topic.id) > 1:
            problems.append(f"{where} stands there twice. Delete one.")
        for language in LANGUAGES:
            title = topic.title.get(language, "")
            if not title:
                problems.append(f"{where} has no {language} title. Add `{language}:`.")
            elif len(title) > TITLE_LIMIT:
                problems.append(
                    f"{where}: the {language} title has {len(title)} characters, "
                    f"{TITLE_LIMIT} fit on a button. Shorten it."
                )
        problems.extend(f"{where}: {problem}" for problem in _age_problems(topic))
        for follow_up in topic.next:
            if follow_up not in known:
                problems.append(
                    f"{where}: `next` names {follow_up}, which is no topic. "
                    "Correct the id or remove it."
                )
    return topics


def _age_problems(topic: SeedTopic) -> Iterator[str]:
    if (topic.max_age is None) != (topic.past_max_age is None):
        yield "write both `max_age` and `past_max_age`, or neither."
    if topic.max_age is not None and topic.area in NEVER_WITHHELD:
        yield f"an answer of the area {topic.area} is never too old. Remove `max_age`."
    if topic.max_age is None and topic.area not in NEVER_WITHHELD:
        yield "add `max_age` (days) and `past_max_age` (last_known or ask_here)."


def _read_area(
    file: Path, area: str, topics: list[SeedTopic], problems: list[str]
) -> dict[str, SeedAnswer]:
    content = read_mapping(file, f"facts/{file.name}", problems)
    if not content:
        return {}
    problems.extend(
        f"facts/{file.name}: unknown key `{key}`. Remove it."
        for key in content.keys() - {"area", ASK_HERE, "answers"}
    )
    if content.get("area") != area:
        problems.append(f"facts/{file.name}: `area` must be {area}.")
    listed = content.get("answers") or {}
    if not isinstance(listed, dict):
        problems.append(f"facts/{file.name}: write each topic's id under `answers:`.")
        return {}
    own_ask_here = f"{ASK_HERE}.{area}"
    entries = {own_ask_here: content.get(ASK_HERE), **listed}
    mine = {topic.id for topic in topics if topic.area == area}
    answers = {}
    for key, entry in entries.items():
        where = f"facts/{file.name}: topic {key}"
        if key not in mine and key != own_ask_here:
            problems.append(
                f"{where} is not a topic of the area {area}. "
                f"Add it to facts/{TOPICS_FILE} or correct the id."
            )
            continue
        if entry is None and area == PROJECT_AREA and key == own_ask_here:
            continue
        answer = _read_answer(where, entry, problems)
        if answer is None:
            continue
        if answer.sources == "project" and area != PROJECT_AREA:
            problems.append(
                f"{where} has no source: `project` is only for what Faro says of "
                "itself. List the pages under `sources:`."
            )
        answers[key] = answer
    return answers


def _read_answer(where: str, entry: Any, problems: list[str]) -> SeedAnswer | None:
    try:
        answer = SeedAnswer.model_validate(entry)
    except ValidationError as error:
        problems += explain(where, error)
        return None
    problems.extend(f"{where}{problem}" for problem in _shape_problems(answer))
    return answer


def _shape_problems(answer: SeedAnswer) -> Iterator[str]:
    """What keeps an answer from being kept in facts/; to be read after its name."""
    if not answer.sources:
        yield " has no source. Add at least one under `sources:`."
    for source in answer.listed_sources:
        try:
            TypeAdapter(HttpUrl).validate_python(source.url)
        except ValidationError:
            yield f": `{source.url}` is no web address. Correct `url:`."
        if not is_partial_date(source.date):
            yield (
                f": source date `{source.date}`. "
                "Write YYYY, YYYY-MM, YYYY-MM-DD or unknown, in quotes."
            )
    if bool(answer.approved_by) != bool(answer.approved_on):
        yield ": write both `approved_by` and `approved_on`."
    if (answer.approved_by or "").casefold() == "project":
        yield ": `approved_by` must be the name of a human."
    if answer.review_by <= answer.checked_on:
        yield ": `review_by` must be later than `checked_on`."
    for language in LANGUAGES:
        text = answer.text(language)
        for name, words, limit in (
            ("text", text.text, TEXT_LIMIT),
            ("more", text.more, MORE_LIMIT),
        ):
            if len(words) > limit:
                yield (
                    f": {language} `{name}` has {len(words)} characters, "
                    f"{limit} are allowed. Shorten it"
                    + (" or move details to `more`." if name == "text" else ".")
                )
        if not text.text:
            yield f" has an empty {language} text. Write it."
    if bool(answer.es.more) != bool(answer.en.more):
        yield " has `more` in one language only. Add the other."


def _read_phrases(file: Path, problems: list[str]) -> dict[str, dict[str, str]]:
    content = read_mapping(file, f"facts/{file.name}", problems)
    phrases: dict[str, dict[str, str]] = {}
    for key, texts in content.items():
        where = f"facts/{file.name}: {key}"
        if not isinstance(texts, dict):
            problems.append(f"{where}: write `es:` and `en:` under it.")
            continue
        problems.extend(
            f"{where} has an empty {name} text. Write it."
            for name, text in texts.items()
            if not str(text or "").strip()
        )
        if set(texts) >= set(LANGUAGES) or not set(texts) & set(LANGUAGES):
            phrases[key] = {name: str(text).strip() for name, text in texts.items()}
            continue
        missing = next(name for name in LANGUAGES if name not in texts)
        problems.append(f"{where} has no {missing} text. Add `{missing}:` under it.")
    return phrases


_NAMES = {"es": "Spanish", "en": "English"}
_PROJECT = "literal['project']"
_TYPE_NAMES = ("list[SeedSource]", "[key]")
"""What pydantic puts into the place of an error, and no file has."""


def explain(where: str, error: ValidationError) -> list[str]:
    """One readable line for each thing that pydantic did not accept."""
    lines = []
    for detail in error.errors():
        if _PROJECT in detail["loc"]:
            continue  # The other way to write `sources` has its own line.
        place = ".".join(str(part) for part in detail["loc"] if part not in _TYPE_NAMES)
        if detail["type"] == "missing" and place in _NAMES:
            lines.append(
                f"{where} has no {_NAMES[place]} text. Add `{place}:` under it."
            )
        elif detail["type"] == "missing":
            lines.append(f"{where} has no `{place}`. Add it.")
        elif detail["type"] == "extra_forbidden":
            lines.append(f"{where}: unknown key `{place}`. Remove it or correct it.")
        else:
            lines.append(f"{where}: `{place or 'entry'}`: {detail['msg']}. Correct it.")
    return lines
