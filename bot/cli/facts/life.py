"""`faro facts edit | draft | submit | send-back | approve | retire | rollback …`."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.cli.session import reading, require_new, writing
from bot.facts.draft_file import read_drafts, write_draft_file
from bot.facts.models import AnswerVersion
from bot.facts.people import Refused
from bot.facts.review import approve, retire, send_back, submit, withdraw, write_draft
from bot.facts.roll_back import roll_back
from bot.facts.stand import history, pair

BY = click.option("--by", required=True, help="Your name, for the log.")
WHY = click.option("--why", required=True, help="The reason, for the log.")


@click.command("edit")
@click.argument("topic")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def edit(topic: str, file: Path) -> None:
    """Write the texts of TOPIC to FILE, to be changed and given to `draft`."""
    with reading() as session:
        require_new(file)
        write_draft_file(session, topic, file)
    click.echo(f"Change {file}, then type: faro facts draft {file} --by NAME")


@click.command("draft")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@BY
def draft(file: Path, by: str) -> None:
    """Keep the texts of FILE as drafts. Make FILE with `faro facts edit TOPIC FILE`."""
    with writing() as session:
        written = _drafts(session, file, by)
        lines = _lines(written, "is a draft")
        keys = dict.fromkeys(version.answer.key for version in written)
    for line in lines or ["Nothing differs from what is said now."]:
        click.echo(line)
    for key in keys:
        click.echo(f'Then: faro facts submit {key} --by "{by}"')


def _drafts(session: Session, file: Path, by: str) -> list[AnswerVersion]:
    written = [
        write_draft(
            session,
            wanted.key,
            wanted.language,
            wanted.text,
            wanted.ground,
            by,
            based_on=wanted.based_on(session),
        )
        for wanted in read_drafts(file)
    ]
    return [version for version in written if version is not None]


@click.command("submit")
@click.argument("topic")
@BY
def submit_(topic: str, by: str) -> None:
    """Hand your drafts of TOPIC to a reviewer."""
    with writing() as session:
        lines = _lines(submit(session, topic, by), "is in review")
    for line in lines:
        click.echo(line)
    click.echo(f"Another person looks at it with: faro facts checklist {topic}")


@click.command("send-back")
@click.argument("topic")
@BY
@WHY
def send_back_(topic: str, by: str, why: str) -> None:
    """Give what is in review of TOPIC back to its author."""
    with writing() as session:
        send_back(session, topic, by, why)
    click.echo(f"{topic} went back to its author.")


@click.command("withdraw")
@click.argument("topic")
@BY
def withdraw_(topic: str, by: str) -> None:
    """Give up your drafts of TOPIC; they stay in its history."""
    with writing() as session:
        withdraw(session, topic, by)
    click.echo(f"Your drafts of {topic} are withdrawn.")


@click.command("approve")
@click.argument("topics", nargs=-1, required=True)
@BY
@click.option("--only-one", metavar="REASON", help="Publish one language alone.")
def approve_(topics: tuple[str, ...], by: str, only_one: str | None) -> None:
    """Publish what is in review of TOPICS, or sign what is published: all or none."""
    with writing() as session:
        lines = [
            line
            for topic in topics
            for line in _lines(
                approve(session, topic, by, only_one=only_one), "is approved"
            )
        ]
    for line in lines:
        click.echo(line)


@click.command("retire")
@click.argument("topic")
@BY
@WHY
def retire_(topic: str, by: str, why: str) -> None:
    """Say TOPIC's answer no more; the area's "ask here" is said instead."""
    with writing() as session:
        retire(session, topic, by, why)
    click.echo(f"{topic} is not said any more, from the next message on.")


@click.command("rollback")
@click.argument("topic")
@BY
@WHY
def rollback(topic: str, by: str, why: str) -> None:
    """Say again what was said of TOPIC before the last publication."""
    with writing() as session:
        lines = _lines(roll_back(session, topic, by, why), "is said again")
    for line in lines:
        click.echo(line)


@click.command("history")
@click.argument("topic")
def history_(topic: str) -> None:
    """Who did what to TOPIC, when and why; and where it stands."""
    with reading() as session:
        entries = history(session, topic)
        if not entries:
            raise Refused(
                f"Nothing was ever done to {topic}. All topics stand in "
                "facts/topics.yml."
            )
        for entry in entries:
            version = session.get(AnswerVersion, entry.version_id or 0)
            what = (
                f"{version.answer.language} version {version.number} → {entry.state}"
                if version is not None
                else entry.state
            )
            why = f" ({entry.reason})" if entry.reason else ""
            at = f"{entry.at:%Y-%m-%d %H:%M} UTC"
            click.echo(f"{at}  {entry.by}: {entry.action}, {what}{why}")
        behind = pair(session, topic).out_of_date
    if behind:
        click.echo(f"Out of date: {', '.join(behind)}.")


def _lines(versions: list[AnswerVersion], state: str) -> list[str]:
    """Made inside the transaction, said after it: a refusal undoes them all."""
    return [
        f"{version.answer.key} {version.answer.language} version {version.number} "
        f"{state}."
        for version in versions
    ]


COMMANDS = (
    edit,
    draft,
    submit_,
    send_back_,
    withdraw_,
    approve_,
    retire_,
    rollback,
    history_,
)
