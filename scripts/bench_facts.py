"""How long a reply takes with many answers, and from publishing to the next message.

Run it with `make bench-facts`. It fills a new database with the project's answers, then
with ten and a hundred times as many, and asks the real actions for them.
"""

import asyncio
import os
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import func, select

from bot.db import Sessions, open_engine, sessions, upgrade
from bot.facts.content import ground_of, text_of
from bot.facts.load import load_seed
from bot.facts.models import AnswerVersion
from bot.facts.review import approve, submit, write_draft
from bot.facts.seed import Seed, read_seed
from bot.facts.stand import pair
from bot.language.dates import today
from bot.places.load import load_places
from bot.settings import ROOT, settings

ASKED = 300
PUBLISHED = 20


def times(seed: Seed, factor: int) -> Seed:
    """The seed with `factor` times as many topics and answers."""
    topics, answers = list(seed.topics), dict(seed.answers)
    for number in range(1, factor):
        for topic in seed.topics:
            key = f"{topic.id}_{number}"
            topics.append(topic.model_copy(update={"id": key, "next": []}))
            answers[key] = seed.answers[topic.id]
    return Seed(topics, answers, seed.phrases)


async def ask(topic: str) -> tuple[float, str]:
    """Milliseconds and text of one reply, from tracker to structured message."""
    from actions.answer import ActionAnswer

    message = {"intent": {"name": topic, "confidence": 1.0}, "entities": []}
    tracker = Tracker("c", {}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    started = time.perf_counter()
    await ActionAnswer().run(dispatcher, tracker, {})
    elapsed = (time.perf_counter() - started) * 1000
    return elapsed, dispatcher.messages[0]["custom"]["replies"][0]["text"]


async def reply_times(seed: Seed) -> list[float]:
    """All topics in turn, after some to warm up."""
    topics = [topic.id for topic in seed.topics]
    for topic in topics[:40]:
        await ask(topic)
    return [(await ask(topics[i % len(topics)]))[0] for i in range(ASKED)]


async def publish_times(make_session: Sessions) -> list[float]:
    """Milliseconds from the start of the approval until a reply says the new text."""
    found = []
    for number in range(PUBLISHED):
        words = "x" * (number + 1)
        with make_session.begin() as session:
            for language, version in pair(session, "comar_cost").published.items():
                text = text_of(version)
                # One line with nothing but a mark that grows, so the checks pass.
                changed = text.model_copy(
                    update={"text": f"{text.text.split(chr(10))[0]} {words}."}
                )
                ground = ground_of(version)
                write_draft(session, "comar_cost", language, changed, ground, "Ana")
            submit(session, "comar_cost", "Ana")
        started = time.perf_counter()
        with make_session.begin() as session:
            approve(session, "comar_cost", "Luis")
        said = ""
        while f" {words}." not in said:
            _, said = await ask("comar_cost")
        found.append((time.perf_counter() - started) * 1000)
    return found


def main() -> None:
    """Print a table."""
    seed = read_seed(ROOT / "facts")
    print("| answers | versions | reply p50 (ms) | p95 (ms) | published to said (ms) |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for factor in (1, 10, 100):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'faro.db'}"
            os.environ["FARO_DATABASE_URL"] = url
            settings.cache_clear()
            from actions.vetted import open_sessions

            open_sessions.cache_clear()
            upgrade(url)
            engine = open_engine(url)
            make_session = sessions(engine)
            more = times(seed, factor)
            # Two publications, so that there is also history to pass over.
            for days in (1, 0):
                day = today() - timedelta(days=days)
                changed = {
                    key: answer.model_copy(update={"checked_on": day})
                    for key, answer in more.answers.items()
                }
                with make_session.begin() as session:
                    load_seed(session, Seed(more.topics, changed, more.phrases))
                    load_places(session, ROOT / "facts" / "places")
            with make_session() as session:
                versions = session.scalar(select(func.count(AnswerVersion.id)))
            spent = asyncio.run(reply_times(more))
            published = asyncio.run(publish_times(make_session))
            engine.dispose()
            print(
                f"| {2 * len(more.answers):,} | {versions:,} | "
                f"{statistics.median(spent):.1f} | "
                f"{statistics.quantiles(spent, n=20)[18]:.1f} | "
                f"{statistics.median(published):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
