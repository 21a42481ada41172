"""`faro facts check | format | load | import | show | export`."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.cli.database import FACTS, load_all, ready_database
from bot.cli.facts.life import BY
from bot.cli.session import plainly, reading, writing
from bot.facts.answers import Found, UnknownTopic, find_answer, find_phrases
from bot.facts.compose import answer_text
from bot.facts.content import approval_of
from bot.facts.deadlines import DEADLINES_FILE, read_deadlines
from bot.facts.export import export_facts, write_facts
from bot.facts.load import Loaded, Plan, Step, load_seed, plan_load
from bot.facts.models import Topic
from bot.facts.people import Refused, person
from bot.facts.quality import answer_problems
from bot.facts.seed import ASK_HERE, LANGUAGES, SeedError, read_seed
from bot.language.dates import today
from bot.places.load import read_places
from bot.settings import settings

_STEPS: dict[Step, str] = {
    "new": "new",
    "changed": "changed",
    "removed": "not in the files any more",
    "newer": "changed in the database only, stays",
    "conflict": "CHANGED IN BOTH, the database's text stays without --overwrite",
}


@click.command()
def check() -> None:
    """Read facts/ and say what is not complete or not well said; changes nothing."""
    seed = read_seed(FACTS)
    places = read_places(FACTS / "places")
    if (FACTS / DEADLINES_FILE).exists():
        read_deadlines(FACTS)
    problems = [
        f"{key}: {problem}"
        for key, answer in seed.answers.items()
        for problem in answer_problems(key, answer)
    ]
    if problems:
        raise SeedError(problems)
    answered = sum(topic.id in seed.answers for topic in seed.topics)
    click.echo(
        f"facts/ is complete: {len(seed.topics)} topics, {answered} with an answer of "
        f"their own, {len(seed.phrases)} phrases, {len(places)} places."
    )


@click.command("format")
def format_() -> None:
    """Write facts/ in the form in which an export writes it; texts stay as they are."""
    with plainly():
        files = write_facts(read_seed(FACTS), FACTS)
    click.echo(f"{len(files)} files written.")


@click.command()
def load() -> None:
    """Bring facts/ into the database; texts changed in the database stay."""
    loaded, places = load_all(ready_database(), to_review=settings().require_approval)
    click.echo(
        f"{loaded.new} new versions, {loaded.unchanged} unchanged, "
        f"{loaded.retired} retired, {places} places."
    )
    say_kept(loaded)
    _say_waiting(loaded)


def _say_waiting(loaded: Loaded) -> None:
    if loaded.new and settings().require_approval:
        click.echo(
            "FARO_REQUIRE_APPROVAL is set: what no named human has approved waits in "
            "review. Type: faro facts ready"
        )


def say_kept(loaded: Loaded) -> None:
    """Name what the database kept against the files."""
    if loaded.newer:
        click.echo(f"Newer in the database, kept: {', '.join(loaded.newer)}.")
    if loaded.conflicts:
        click.echo(
            "Changed in the files and in the database; the database's text is kept: "
            f"{', '.join(loaded.conflicts)}. Compare with faro facts export, then "
            "type: faro facts import facts --by NAME --overwrite TOPIC"
        )


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@BY
@click.option("--overwrite", multiple=True, metavar="TOPIC", help="Take the file's.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
def import_(folder: Path, by: str, overwrite: tuple[str, ...], *, yes: bool) -> None:
    """Bring FOLDER, in the form of facts/, into the database: first shows the plan."""
    seed = read_seed(folder)
    with reading() as session:
        by = person(by)
        plan = plan_load(session, seed)
        _require_conflicts(plan, overwrite)
    for step, words in _STEPS.items():
        for key in plan.keys(step):
            taken = "OVERWRITTEN with the file's text"
            click.echo(f"{key}: {taken if key in overwrite else words}")
    click.echo(f"{len(plan.keys('same'))} answers are the same.")
    if not yes:
        click.confirm("Do this?", abort=True)
    with writing() as session:
        loaded = load_seed(
            session,
            seed,
            overwrite=overwrite,
            by=by,
            to_review=settings().require_approval,
        )
    click.echo(f"{loaded.new} new versions, {loaded.retired} retired.")
    _say_waiting(loaded)


def _require_conflicts(plan: Plan, overwrite: tuple[str, ...]) -> None:
    wrong = [key for key in overwrite if plan.steps.get(key) != "conflict"]
    if wrong:
        raise Refused(
            f"{', '.join(wrong)}: nothing to overwrite. Only what was changed both in "
            "the files and in the database needs it. Leave --overwrite out."
        )


@click.command()
@click.argument("topic")
def show(topic: str) -> None:
    """Show what is said about TOPIC now, in both languages, with all its sources."""
    with reading() as session:
        _require_topic(session, topic)
        try:
            found = {
                code: find_answer(
                    session,
                    topic,
                    code,
                    today(),
                    approved_only=settings().require_approval,
                )
                for code in LANGUAGES
            }
        except UnknownTopic as error:
            raise click.ClickException(str(error)) from error
        for language, answer in found.items():
            phrases = find_phrases(session, language)
            click.echo(f"── {topic} · {language} · {_state(answer)}")
            click.echo(answer_text(answer, language, phrases))
            if answer.own and answer.version.more:
                click.echo(f"\n… {answer.version.more}")
            click.echo()
        sources = [s for answer in found.values() for s in answer.version.sources]
        for source in {source.url: source for source in sources}.values():
            click.echo(f"• {source.title} ({source.publisher}, {source.date})")
            click.echo(f"  {source.url}")


def _require_topic(session: Session, topic: str) -> None:
    if topic.startswith(ASK_HERE):
        raise Refused(
            f"{topic} is said for each topic of its area that has no answer of its "
            f"own. See it with: faro facts checklist {topic}"
        )
    if session.get(Topic, topic) is None:
        raise Refused(
            f"Topic {topic} is not in the database. All topics stand in "
            "facts/topics.yml; bring them in with: faro facts load"
        )


def _state(found: Found) -> str:
    version = found.version
    kind = "own answer" if found.own else "no own answer: the area's ask_here"
    if found.withheld:
        kind = "TOO OLD to be said: the area's ask_here"
    old = {"fresh": "", "past_review": ", PAST REVIEW", "too_old": ", TOO OLD"}
    by, on = approval_of(version)
    approved = f"approved by {by} on {on}" if by else "approved by nobody"
    return (
        f"{kind}, version {version.number}, checked {version.checked_on} by "
        f"{version.checked_by}, {approved}, review by {version.review_by}"
        f"{old[found.age]}"
    )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write the database's answers to FOLDER, in the form of facts/."""
    with reading() as session:
        files = export_facts(session, folder)
    click.echo(f"{len(files)} files written to {folder}.")


COMMANDS = (check, format_, load, import_, show, export)
