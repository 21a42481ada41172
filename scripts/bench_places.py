"""How long the nearest places take, with the project's places and with 10,000.

Run it with `make bench-places`. The invented ones lie around the cities of the
gazetteer, half of them with a street, and a tenth of all has been confirmed.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import yaml

from bot.db import Sessions, now, open_engine, sessions, upgrade
from bot.language.dates import today
from bot.places.confirmations import confirm
from bot.places.find import elsewhere, in_city, near_point
from bot.places.gazetteer import read_gazetteer
from bot.places.load import load_places, replace_places
from bot.places.models import Place
from bot.places.wanted import TO_SLEEP, Wanted
from bot.settings import ROOT

ASKED = 300
GROUPS = ("", "all", "men women families", "women", "families", "lgbtiq")
CROWDED = ("Tijuana", "Ciudad Juárez", "Tapachula", "Ciudad de México")
"""Half of the invented places lie here, as in life."""


def invented(count: int) -> list[Place]:
    """Places that nobody runs."""
    chance = random.Random(1)  # noqa: S311
    text = (ROOT / "facts" / "gazetteer.yml").read_text("utf-8")
    # The C twin of the safe loader.
    cities = yaml.load(text, yaml.CSafeLoader)["cities"]
    crowded = [city for city in cities if city["name"] in CROWDED]
    places = []
    for number in range(count):
        city = chance.choice(crowded if number % 2 else cities)
        has_street = chance.random() < 0.5
        places.append(
            Place(
                id=f"bench:{number}",
                origin="bench",
                kind=chance.choice(("shelter", "shelter", "soup_kitchen", "legal")),
                name=f"Casa {number}",
                city=city["name"],
                state=city["state"],
                serves=chance.choice(GROUPS),
                services="beds meals",
                status=chance.choice(("show", "with_warning")),
                last_seen=f"202{chance.randint(0, 6)}-0{chance.randint(1, 9)}",
                latitude=city["latitude"] + chance.gauss(0, 0.05)
                if has_street
                else None,
                longitude=city["longitude"] + chance.gauss(0, 0.05)
                if has_street
                else None,
                source_title="-",
                source_url=f"https://example.org/{number}",
                source_publisher="-",
                source_date="unknown",
                checked_on=today(),
            )
        )
    return places


def milliseconds(work: Callable[[], object]) -> list[float]:
    """Of each of many times."""
    for _ in range(20):
        work()
    spent = []
    for _ in range(ASKED):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def questions(make_session: Sessions) -> dict[str, Callable[[], object]]:
    """What is asked, each in a session of its own as in a turn."""
    gazetteer = read_gazetteer(ROOT / "facts" / "gazetteer.yml")
    women = Wanted(TO_SLEEP.kinds, groups=("women",))

    def shared_location() -> object:
        with make_session() as session:
            near = near_point(session, 32.5228, -117.0017)
            return in_city(session, "Tijuana", TO_SLEEP, now(), near).take(0, 3)

    def named_city() -> object:
        with make_session() as session:
            return in_city(session, "Tijuana", women, now()).take(0, 3)

    def other_city() -> object:
        with make_session() as session:
            return elsewhere(session, "Tecate", women, now(), gazetteer, 9).take(0, 3)

    return {
        "nearest three to a shared location": shared_location,
        "three of a named city, for women": named_city,
        "three of the nearest other cities": other_city,
    }


def main() -> None:
    """Print one line of the table for each number of places and question."""
    print("| places | asked for | median ms | 95th percentile ms |")
    print("| ---: | --- | ---: | ---: |")
    for count in [int(argument) for argument in sys.argv[1:]] or [0, 1_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/bench.db"
            upgrade(url)
            engine = open_engine(url)
            make_session = sessions(engine)
            with make_session.begin() as session:
                known = load_places(session, Path(ROOT / "facts" / "places"))
                places = invented(count)
                replace_places(session, "bench", places)
                for place in places[::10]:
                    confirm(session, place.id, "open", "Ana", now() - timedelta(days=1))
            for name, work in questions(make_session).items():
                spent = milliseconds(work)
                print(
                    f"| {known + count:,} | {name} | {statistics.median(spent):.1f} | "
                    f"{statistics.quantiles(spent, n=20)[18]:.1f} |",
                    flush=True,
                )
            engine.dispose()


if __name__ == "__main__":
    main()
