"""All that Faro says, to print or to carry on a stick where there is no network."""

import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import now
from bot.facts.answers import Found, UnknownTopic, find_answer, find_phrases
from bot.facts.compose import notice_text, provenance, source_notes, warning
from bot.facts.export import stored_seed, write_facts
from bot.facts.models import Notice, Topic
from bot.facts.people import Refused
from bot.facts.seed import LANGUAGES, PROJECT_AREA, Seed
from bot.language.dates import said_date, said_partial_date
from bot.places import describe
from bot.places.find import Found as FoundPlace
from bot.places.find import every_place
from bot.reply import SourceNote

_LINK = re.compile(r"https?://[^\s<>\"»”]+[^\s<>\"»”.,;:)!?]")
_POINT = "• "


@dataclass(frozen=True)
class Entry:
    """One answer as it is printed; `old` is what is said of its age."""

    id: str
    title: str
    text: str
    more: str
    line: str
    old: str
    too_old: bool
    sources: list[SourceNote]


@dataclass(frozen=True)
class City:
    """The places of one city, each as (name, what is known of it)."""

    id: str
    name: str
    places: list[tuple[str, str]]
    line: str
    sources: list[SourceNote]


def write_offline(
    session: Session,
    folder: Path,
    today: date,
    *,
    notice: Notice | None = None,
    approved_only: bool = False,
) -> list[Path]:
    """One page a language, and a zip of both with the answers as files; their paths.

    The pages need nothing else: no other file, no network, no script.
    """
    written = {
        f"faro-{language}-{today}.html": offline_page(
            session, language, today, notice=notice, approved_only=approved_only
        )
        for language in LANGUAGES
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in written.items():
        (folder / name).write_text(page, encoding="utf-8")
    pages = [folder / name for name in written]
    archive = folder / f"faro-{today}.zip"
    seed = stored_seed(session)
    with (
        zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped,
        # Never into `folder`: it may be the one that holds the project's own facts/.
        TemporaryDirectory() as aside,
    ):
        for file in pages:
            zipped.write(file, file.name)
        for file in write_facts(
            _approved(seed) if approved_only else seed, Path(aside)
        ):
            zipped.write(file, f"facts/{file.name}")
    return [*pages, archive]


def _approved(seed: Seed) -> Seed:
    answers = {
        key: answer
        for key, answer in seed.answers.items()
        if all(answer.ground(language).approved_by for language in LANGUAGES)
    }
    return replace(seed, answers=answers)


def offline_page(
    session: Session,
    language: str,
    today: date,
    *,
    notice: Notice | None = None,
    approved_only: bool = False,
) -> str:
    """The page in one language: answers by area, then places by state and city."""
    phrases = find_phrases(session, language)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": _prose, "links": _links}
    return environment.get_template("offline.html").render(
        language=language,
        phrases=phrases,
        day=said_date(today, language),
        notice=notice_text(notice, language, phrases) if notice else "",
        areas=_areas(session, language, today, phrases, approved_only),
        states=_states(session, language, phrases),
        said=lambda day: said_partial_date(day, language, phrases["date_unknown"]),
    )


def _areas(
    session: Session,
    language: str,
    today: date,
    phrases: dict[str, str],
    approved_only: bool,
) -> dict[str, list[Entry]]:
    """Every topic with an answer; where it is too old to be said, whom to ask."""
    areas: dict[str, list[Entry]] = {}
    topics = select(Topic).where(Topic.area != PROJECT_AREA).order_by(Topic.position)
    for topic in session.scalars(topics):
        try:
            found = find_answer(
                session, topic.id, language, today, approved_only=approved_only
            )
        except UnknownTopic:
            continue
        if found.own or found.withheld:
            areas.setdefault(topic.area, []).append(_entry(found, language, phrases))
    if not areas:
        raise Refused("No answer may be said, so the page would be empty.")
    # In danger nobody should have to turn pages.
    return dict(sorted(areas.items(), key=lambda item: item[0] != "safety"))


def _entry(found: Found, language: str, phrases: dict[str, str]) -> Entry:
    version = found.version
    title = found.topic.title(language)
    return Entry(
        id=found.topic.id,
        title=title,
        text=version.text if found.own else version.text.replace("{topic}", title),
        more=version.more if found.own else "",
        line=provenance(version, language, phrases),
        old=warning(found, language, phrases),
        too_old=found.age == "too_old",
        sources=source_notes(version),
    )


def _states(
    session: Session, language: str, phrases: dict[str, str]
) -> dict[str, list[City]]:
    """By state, each city with its places as they are said in a conversation."""
    states: dict[str, list[City]] = {}
    listed = groupby(
        every_place(session, now()), lambda f: (f.place.state, f.place.city)
    )
    for (state, city), group in listed:
        found = list(group)
        places = [one.place for one in found]
        states.setdefault(state, []).append(
            City(
                id=f"place-{places[0].id}",
                name=city,
                places=[_place(one, language, phrases) for one in found],
                line=describe.provenance(places, language, phrases),
                sources=describe.place_sources(places),
            )
        )
    return states


def _place(
    found: FoundPlace, language: str, phrases: dict[str, str]
) -> tuple[str, str]:
    if found.place.kind == "comar_office":
        return "COMAR", describe.office_text(FoundPlace(found.place), language, phrases)
    # "Three hours ago" would be wrong on paper the next day.
    known = found.known.on_paper()
    lasting = FoundPlace(found.place, known)
    name, _, rest = describe.shelter_text(lasting, language, phrases).partition("\n")
    return name, rest


def _prose(text: str) -> Markup:
    """The paragraphs and lists of a text."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.split("\n")
        for is_list, group in groupby(lines, lambda line: line.startswith(_POINT)):
            parts = [_links(line.removeprefix(_POINT)) for line in group]
            if is_list:
                items = [Markup("<li>{}</li>").format(part) for part in parts]
                blocks.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
            else:
                blocks.append(Markup("<p>{}</p>").format(Markup("<br>").join(parts)))
    return Markup("\n").join(blocks)


def _links(text: str) -> Markup:
    """The text with its addresses to tap."""
    parts, start = [], 0
    for match in _LINK.finditer(text):
        address = match.group()
        parts += [escape(text[start : match.start()])]
        parts += [Markup('<a href="{0}">{0}</a>').format(address)]
        start = match.end()
    return Markup("").join([*parts, escape(text[start:])])
