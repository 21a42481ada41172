"""Writes the published answers back as YAML that `faro facts load` reads again."""

from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.facts.load import PUBLISHED
from bot.facts.models import Answer, AnswerVersion, Phrase, Topic
from bot.facts.seed import ASK_HERE, LANGUAGES, PHRASES_FILE, TOPICS_FILE


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, so that a person can read and compare them."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def export_facts(session: Session, folder: Path) -> list[Path]:
    """One file per area, topics.yml and phrases.yml; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    topics = list(session.scalars(select(Topic).order_by(Topic.position)))
    entries = _entries(session)
    files = [
        _write(folder / TOPICS_FILE, {"topics": [_topic(topic) for topic in topics]}),
        _write(folder / PHRASES_FILE, _phrases(session)),
    ]
    for area in dict.fromkeys(topic.area for topic in topics):
        content: dict[str, Any] = {"area": area}
        if (ask_here := entries.get(f"{ASK_HERE}.{area}")) is not None:
            content[ASK_HERE] = ask_here
        content["answers"] = {
            topic.id: entries[topic.id]
            for topic in topics
            if topic.area == area and topic.id in entries
        }
        files.append(_write(folder / f"{area}.yml", content))
    return files


def _entries(session: Session) -> dict[str, dict[str, Any]]:
    versions = session.scalars(
        select(AnswerVersion)
        .join(Answer)
        .where(AnswerVersion.state == PUBLISHED)
        .options(
            selectinload(AnswerVersion.sources), selectinload(AnswerVersion.answer)
        )
    )
    entries: dict[str, dict[str, Any]] = {}
    for version in versions:
        entry = entries.setdefault(version.answer.key, _shared(version))
        text = {"text": version.text}
        if version.more:
            text["more"] = version.more
        entry[version.answer.language] = text
    return {key: _ordered(entry) for key, entry in entries.items()}


def _shared(version: AnswerVersion) -> dict[str, Any]:
    sources = [
        {"title": s.title, "url": s.url, "publisher": s.publisher, "date": s.date}
        for s in version.sources
    ]
    return {
        "checked_on": version.checked_on,
        "checked_by": version.checked_by,
        "review_by": version.review_by,
        "sources": sources or "project",
    }


def _ordered(entry: dict[str, Any]) -> dict[str, Any]:
    texts: dict[str, Any] = {
        code: entry.pop(code) for code in LANGUAGES if code in entry
    }
    return {**entry, **texts}


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "area": topic.area,
        "about": topic.about,
        "title": {"es": topic.title_es, "en": topic.title_en},
        "next": topic.follow_ups,
    }


def _phrases(session: Session) -> dict[str, dict[str, str]]:
    phrases: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(Phrase)):
        phrases.setdefault(row.key, {})[row.language] = row.text
    return phrases


def _write(file: Path, content: dict[str, Any]) -> Path:
    text = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
    )
    file.write_text(text, encoding="utf-8")
    return file
