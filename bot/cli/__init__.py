"""The `faro` command.

Errors say what, which, what next; a user's mistake has no traceback.
"""

import sys

import click

from bot.cli.ask import ask
from bot.cli.cases import cases
from bot.cli.deadline import deadline
from bot.cli.facts import facts
from bot.cli.places import places
from bot.cli.run import gateway, run, train
from bot.facts.seed import SeedError
from bot.places.load import PlacesError
from bot.settings import SettingsError


@click.group()
@click.version_option(package_name="faro")
def cli() -> None:
    """Faro answers migrants in Mexico from vetted facts."""


for command in (run, gateway, train, ask, facts, places, cases, deadline):
    cli.add_command(command)


def main() -> None:
    """Entry point: known errors become one or more plain lines and exit code 2."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (SeedError, PlacesError, SettingsError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
