"""`faro places`: what is known of shelters and offices, and how fresh it is."""

import click

from bot.cli.places.exchange import export_places, import_places
from bot.cli.places.known import confirm, history, list_places, show


@click.group()
def places() -> None:
    """Shelters and offices: list, confirm, exchange."""


for command in (list_places, show, confirm, history, export_places, import_places):
    places.add_command(command)
