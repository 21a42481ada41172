"""`faro facts`: the vetted answers, from the files to what was said to whom when."""

import click

from bot.cli.facts import exchange, life, notice, reports, seed


@click.group()
def facts() -> None:
    """The vetted answers."""


for module in (seed, life, exchange, reports):
    for command in module.COMMANDS:
        facts.add_command(command)
facts.add_command(notice.notice)
