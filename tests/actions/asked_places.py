"""Questions about places, asked of the action itself."""

from sqlalchemy import select

from actions.find_place import ActionFindPlace
from bot.db import Sessions
from bot.places.models import Place
from bot.reply import Reply
from tests.actions.turn import Entities, reply_to, tapped, typed

TIJUANA: Entities = [("city", "Tijuana")]


def ids(choices: list[str]) -> list[str]:
    return [f"city:{city}" for city in choices]


async def asked(topic: str, city: str, language: str = "es") -> str:
    message = typed(
        "donde", topic, entities=[("city", city)], language=(language, 0.99, 5)
    )
    return (await reply_to(ActionFindPlace(), message)).replies[0].text


def listable(database: Sessions, city: str) -> list[Place]:
    with database() as session:
        return list(
            session.scalars(
                select(Place).where(
                    Place.city == city,
                    Place.sensitive.is_(False),
                    Place.kind.in_(("shelter", "government")),
                )
            )
        )


async def pages_of(topic: str, **entities: str) -> list[Reply]:
    """The first page, and all that "more" brings."""
    message = typed("donde", topic, entities=list(entities.items()))
    pages = [await reply_to(ActionFindPlace(), message)]
    while pages[-1].more:
        assert len(pages) < 40
        payload = {"part": "more", **pages[-1].more}
        message = tapped(topic, entities=list(payload.items()))
        pages.append(await reply_to(ActionFindPlace(), message))
    return pages
