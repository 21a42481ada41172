"""Looks into the answers behind the program's back."""

from sqlalchemy import select

from bot.db import Sessions
from bot.facts.load import Loaded, load_seed
from bot.facts.models import Answer, AnswerVersion, Topic
from bot.facts.seed import Seed


def load(make_session: Sessions, seed: Seed) -> Loaded:
    with make_session.begin() as session:
        return load_seed(session, seed)


def history(
    make_session: Sessions, key: str = "comar_cost", language: str = "es"
) -> list[tuple[int, str, str]]:
    with make_session() as session:
        versions = session.scalars(
            select(AnswerVersion)
            .join(Answer)
            .where(Answer.key == key, Answer.language == language)
            .order_by(AnswerVersion.number)
        )
        return [(v.number, v.state, v.text) for v in versions]


def everything(make_session: Sessions) -> list[object]:
    """Each version as it stands, with its sources, moment of making and id."""
    with make_session() as session:
        return [
            (
                v.id,
                v.answer.key,
                v.answer.language,
                v.number,
                v.state,
                v.text,
                v.more,
                v.checked_on,
                v.checked_by,
                v.review_by,
                v.created_at,
                [(s.id, s.title, s.url, s.publisher, s.date) for s in v.sources],
            )
            for v in session.scalars(select(AnswerVersion).order_by(AnswerVersion.id))
        ]


def topics(make_session: Sessions) -> list[tuple[str, str, str, list[str]]]:
    with make_session() as session:
        rows = session.scalars(select(Topic).order_by(Topic.position))
        return [(t.id, t.title_es, t.title_en, t.follow_ups) for t in rows]
