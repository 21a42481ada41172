"""Writes the database back as facts/: the form in which the files are kept, exactly.

Reading the files and writing them again gives the same bytes, so a change in the
database shows as the same few lines in the files.
"""

from pathlib import Path
from textwrap import indent
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.content import pair_of
from bot.facts.load import published_pairs
from bot.facts.models import AnswerVersion, Phrase, Topic
from bot.facts.seed import (
    ASK_HERE,
    LANGUAGES,
    PHRASES_FILE,
    TOPICS_FILE,
    Seed,
    SeedAnswer,
    SeedGround,
    SeedTopic,
)

_HEADS = {
    TOPICS_FILE: """\
# The topics. One id everywhere: intent, topic, answer, column of the reports.
# title: what a person taps on (24 characters). next: what people ask after it.
# max_age: days after `checked_on` from which the answer is too old to be said plainly;
# past_max_age: what is said then, the last known text marked as old, or whom to ask.
""",
    PHRASES_FILE: """\
# Fixed sentences and words, in both languages. {name} is filled in by the program.
# other_language: one line in the person's language; only these are recognised.
""",
}
_AREA_HEAD = """\
# Vetted answers. Change what is written, not the form: `make lint` keeps it.
# sources: the first is shown under the answer. claims: what each source says.
# ask_here: said for a topic of this area that has no answer to give.
"""


class _Inline(dict[str, str]):
    """A mapping on one line."""


class _InlineList(list[Any]):
    """A list on one line."""


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, so that a person can read and compare them."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)
_Dumper.add_representer(
    _Inline,
    lambda dumper, data: dumper.represent_mapping(
        "tag:yaml.org,2002:map", data, flow_style=True
    ),
)
_Dumper.add_representer(
    _InlineList,
    lambda dumper, data: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", data, flow_style=True
    ),
)


def export_facts(session: Session, folder: Path) -> list[Path]:
    """One file per area, topics.yml and phrases.yml; returns the files written."""
    return write_facts(stored_seed(session), folder)


def write_facts(seed: Seed, folder: Path) -> list[Path]:
    """The seed as files, in the form in which they are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    topics = [dump({"topics": [_topic(topic)]}) for topic in seed.topics]
    listed = "".join(text.removeprefix("topics:\n") for text in topics)
    phrases = [dump({key: _phrase(texts)}) for key, texts in seed.phrases.items()]
    files = [
        _write(folder / TOPICS_FILE, _HEADS[TOPICS_FILE], f"topics:\n{listed}"),
        _write(folder / PHRASES_FILE, _HEADS[PHRASES_FILE], "".join(phrases)),
    ]
    for area in dict.fromkeys(topic.area for topic in seed.topics):
        parts = [_AREA_HEAD, dump({"area": area})]
        if (ask_here := seed.answers.get(f"{ASK_HERE}.{area}")) is not None:
            parts.append(dump({ASK_HERE: record_of_answer(ask_here)}))
        entries = [
            dump({topic.id: record_of_answer(seed.answers[topic.id])}, depth=1)
            for topic in seed.topics
            if topic.area == area and topic.id in seed.answers
        ]
        answers = "\n".join(entries) or "  {}\n"
        files.append(_write(folder / f"{area}.yml", *parts, f"answers:\n{answers}"))
    return files


def stored_seed(session: Session) -> Seed:
    """What the database says now, in the form of facts/."""
    topics = [
        SeedTopic(
            id=topic.id,
            area=topic.area,
            about=topic.about,
            title={"es": topic.title_es, "en": topic.title_en},
            next=topic.follow_ups,
            max_age=topic.max_age,
            past_max_age=topic.past_max_age,
        )
        for topic in session.scalars(select(Topic).order_by(Topic.position))
    ]
    phrases: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(Phrase).order_by(Phrase.position)):
        phrases.setdefault(row.key, {})[row.language] = row.text
    answers = {
        key: _record(versions)
        for key, versions in published_pairs(session).items()
        if set(versions) == set(LANGUAGES)
    }
    return Seed(topics, answers, phrases)


def _record(versions: dict[str, AnswerVersion]) -> SeedAnswer:
    """The pair; a language that did not follow keeps its own, older ground."""
    acts = {v.publication.id: v.publication for v in versions.values() if v.publication}
    if len(acts) < 2:
        return pair_of(versions["es"], versions["en"])
    newest = max(acts)
    [behind] = [c for c, v in versions.items() if v.publication_id != newest]
    because = acts[newest].only_one or "unknown"
    return pair_of(versions["es"], versions["en"], behind, because)


def record_of_answer(answer: SeedAnswer) -> dict[str, Any]:
    """The answer as it stands in a file."""
    entry = _ground(answer)
    for language in LANGUAGES:
        text = answer.text(language)
        entry[language] = {"text": text.text}
        if text.more:
            entry[language]["more"] = text.more
        if text.behind is not None:
            entry[language]["behind"] = {
                "because": text.behind.because,
                **_ground(text.behind),
            }
    return entry


def _ground(ground: SeedGround) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "checked_on": ground.checked_on,
        "checked_by": ground.checked_by,
        "review_by": ground.review_by,
    }
    if ground.approved_by is not None:
        entry["approved_by"] = ground.approved_by
        entry["approved_on"] = ground.approved_on
    if ground.note:
        entry["note"] = ground.note
    entry["sources"] = [s.model_dump() for s in ground.listed_sources] or "project"
    if ground.claims:
        entry["claims"] = [
            {**claim.model_dump(), "sources": _InlineList(claim.sources)}
            for claim in ground.claims
        ]
    return entry


def _topic(topic: SeedTopic) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": topic.id,
        "area": topic.area,
        "about": topic.about,
        "title": _Inline({code: topic.title[code] for code in LANGUAGES}),
        "next": _InlineList(topic.next),
    }
    if topic.max_age is not None:
        entry["max_age"] = topic.max_age
        entry["past_max_age"] = topic.past_max_age
    return entry


def _phrase(texts: dict[str, str]) -> dict[str, str]:
    """Single words on one line."""
    short = all(len(text) <= 24 and "\n" not in text for text in texts.values())
    return _Inline(texts) if short else texts


def dump(content: dict[str, Any], depth: int = 0) -> str:
    """YAML in the form of facts/; `depth` is how far it is indented."""
    text: str = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
    )
    return indent(text, "  " * depth)


def _write(file: Path, *parts: str) -> Path:
    """The parts, with an empty line between them."""
    file.write_text("\n".join(parts), encoding="utf-8")
    return file
