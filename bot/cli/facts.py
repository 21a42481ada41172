"""`faro facts`: load, check, show and export the vetted answers."""

from pathlib import Path

import click

from bot.cli.database import FACTS, load_all, ready_database
from bot.facts.answers import Found, UnknownTopic, find_answer, find_phrases
from bot.facts.compose import answer_text, is_stale
from bot.facts.export import export_facts
from bot.facts.seed import LANGUAGES, read_seed
from bot.language.dates import today
from bot.places.load import read_places


@click.group()
def facts() -> None:
    """The vetted answers."""


@facts.command()
def check() -> None:
    """Read facts/ and say what is not complete; nothing is changed."""
    seed = read_seed(FACTS)
    places = read_places(FACTS / "places")
    answered = sum(topic.id in seed.answers for topic in seed.topics)
    click.echo(
        f"facts/ is complete: {len(seed.topics)} topics, {answered} with an answer of "
        f"their own, {len(seed.phrases)} phrases, {len(places)} places."
    )


@facts.command()
def load() -> None:
    """Bring facts/ into the database; what has changed becomes a new version."""
    loaded, places = load_all(ready_database())
    click.echo(
        f"{loaded.new} new versions, {loaded.unchanged} unchanged, "
        f"{loaded.retired} retired, {places} places."
    )


@facts.command()
@click.argument("topic")
def show(topic: str) -> None:
    """Show what is said about TOPIC now, in both languages, with all its sources."""
    with ready_database()() as session:
        try:
            found = {code: find_answer(session, topic, code) for code in LANGUAGES}
        except UnknownTopic as error:
            raise click.ClickException(
                f"{error}\nAll topics stand in facts/topics.yml."
            ) from error
        for language, answer in found.items():
            phrases = find_phrases(session, language)
            click.echo(f"── {topic} · {language} · {_state(answer)}")
            click.echo(answer_text(answer, language, phrases, today()))
            if answer.own and answer.version.more:
                click.echo(f"\n… {answer.version.more}")
            click.echo()
        for source in found["es"].version.sources:
            click.echo(f"• {source.title} ({source.publisher}, {source.date})")
            click.echo(f"  {source.url}")


def _state(found: Found) -> str:
    version = found.version
    kind = "own answer" if found.own else "no own answer: the area's ask_here"
    old = ", PAST REVIEW" if is_stale(version, today()) else ""
    return (
        f"{kind}, version {version.number}, checked {version.checked_on} by "
        f"{version.checked_by}, review by {version.review_by}{old}"
    )


@facts.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the database's answers to FOLDER, in the form of facts/."""
    with ready_database()() as session:
        files = export_facts(session, folder)
    click.echo(f"{len(files)} files written to {folder}.")
