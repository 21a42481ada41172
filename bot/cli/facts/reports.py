"""`faro facts stale | ready | checklist | tasks | said`."""

import click

from bot.cli.session import reading
from bot.conversations.said import UnknownCode, find_said
from bot.facts.ageing import ageing
from bot.facts.content import approval_of, ground_of
from bot.facts.models import AnswerVersion, Notice
from bot.facts.ready import CHECKLIST, standings
from bot.facts.stand import pair
from bot.language.dates import today
from bot.tasks import open_tasks

_DONE = {
    "ask_here": "“ask here” is said instead",
    "last_known": "said with “the last that we know”",
    None: "said with a warning",
}


@click.command()
@click.option(
    "--days", type=click.IntRange(0, 3650), default=0, help="Look this many days ahead."
)
def stale(days: int) -> None:
    """List the answers that somebody must read again, today or in --days."""
    with reading() as session:
        already = {(entry.key, entry.age) for entry in ageing(session, today())}
        found = ageing(session, today(), days)
    for entry in found:
        is_so = (entry.key, entry.age) in already
        when = "" if is_so else f" (within {days} days)"
        if entry.age == "too_old":
            what = f"TOO OLD after {entry.last_day}: {_DONE[entry.past_max_age]}"
        else:
            what = f"past its review day {entry.review_by}: said with a warning"
        click.echo(f"{entry.key}, checked {entry.checked_on}: {what}{when}")
    if not found:
        ahead = f" and in the next {days} days" if days else ""
        click.echo(f"Nothing is past its day today{ahead}.")


@click.command()
@click.option("--all", "every", is_flag=True, help="Also list what is in order.")
def ready(*, every: bool) -> None:
    """What must still be approved or mended before going live, by area."""
    with reading() as session:
        areas = standings(session, today())
    left = 0
    for area in areas:
        click.echo(f"{area.area}: {area.ready} of {len(area.keys)} ready")
        for standing in area.keys:
            missing = list(standing.missing)
            left += bool(missing)
            single = ", one publisher only" if standing.publishers == 1 else ""
            if missing:
                click.echo(f"  {standing.key}: {'; '.join(missing)}{single}")
            elif every:
                click.echo(f"  {standing.key}: ready ({standing.approved_by}){single}")
    click.echo(
        f"{left} answers need somebody. See one with: faro facts checklist TOPIC"
        if left
        else "Everything is approved and fresh."
    )


@click.command()
@click.argument("topic")
def checklist(topic: str) -> None:
    """What a reviewer of TOPIC goes through: its texts, claims and sources."""
    with reading() as session:
        stand = pair(session, topic)
        versions = {**stand.published, **stand.in_review}
        if not versions:
            raise click.ClickException(
                f"{topic} has no text to review. All topics stand in facts/topics.yml; "
                "faro facts history TOPIC says where a text is."
            )
        for language, version in sorted(versions.items(), reverse=True):
            click.echo(
                f"── {topic} · {language} · version {version.number}, "
                f"{version.state.replace('_', ' ')}, by {version.author}"
            )
            click.echo(version.text)
            click.echo(f"\n… {version.more}\n" if version.more else "")
        newest = max(versions.values(), key=lambda v: (v.checked_on, v.id))
        ground = ground_of(newest)
        click.echo(f"Checked {ground.checked_on} by {ground.checked_by}.")
        if ground.note:
            click.echo(f"Note: {ground.note}\n")
        for claim in ground.claims:
            known = f"known true {claim.as_of}, {claim.sure}"
            click.echo(f"[ ] {claim.says} ({known})")
            for number, source in enumerate(ground.listed_sources, start=1):
                if number in claim.sources:
                    click.echo(f"      {source.publisher}, {source.date}: {source.url}")
    click.echo()
    for line in CHECKLIST:
        click.echo(f"[ ] {line}")
    click.echo(f"\nThen: faro facts approve {topic} --by NAME")


@click.command()
def tasks() -> None:
    """What Faro asks the team to do."""
    with reading() as session:
        found = open_tasks(session)
    for task in found:
        click.echo(f"{task.raised_at:%Y-%m-%d}  {task.kind}: {task.subject}")
    if not found:
        click.echo("No open tasks.")


@click.command()
@click.argument("code")
def said(code: str) -> None:
    """Which texts a past reply said, by the CODE under its sources."""
    with reading() as session:
        try:
            found = find_said(session, code)
        except UnknownCode as error:
            raise click.ClickException(str(error)) from error
        click.echo(
            f"{found.code}: {found.kind} in {found.language}, "
            f"{found.said_at:%Y-%m-%d %H:%M} UTC, {found.topics or 'no topic'}"
        )
        if found.notice_id is not None:
            notice = session.get_one(Notice, found.notice_id)
            click.echo(f"── notice {notice.id}\n{notice.text(found.language)}")
        for entry in found.versions:
            version = session.get_one(AnswerVersion, entry.version_id)
            by, on = approval_of(version)
            approved = f"approved by {by} on {on}" if by else "approved by nobody"
            click.echo(
                f"── {version.answer.key} {version.answer.language} version "
                f"{version.number}, now {version.state}; checked {version.checked_on} "
                f"by {version.checked_by}, {approved}"
            )
            click.echo(version.text)
            if version.more:
                click.echo(f"… {version.more}")


COMMANDS = (stale, ready, checklist, tasks, said)
