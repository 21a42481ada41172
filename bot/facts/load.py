"""Brings the seed into the database: new texts become versions, nothing is edited."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.facts.models import Answer, AnswerVersion, Phrase, Source, Topic
from bot.facts.seed import LANGUAGES, Seed, SeedAnswer

PUBLISHED = "published"
RETIRED = "retired"


@dataclass
class Loaded:
    """What changed: numbers of new versions, retired answers, answers untouched."""

    new: int = 0
    retired: int = 0
    unchanged: int = 0


def load_seed(session: Session, seed: Seed) -> Loaded:
    """Make the database say what the seed says; loading twice changes nothing.

    The caller commits, so an error leaves the old answers in place.
    """
    counts = Loaded()
    _load_topics(session, seed)
    _load_phrases(session, seed)
    kept = {(a.key, a.language): a for a in session.scalars(select(Answer))}
    for key, entry in seed.answers.items():
        for language in LANGUAGES:
            answer = kept.pop((key, language), None)
            if answer is None:
                answer = Answer(key=key, language=language)
                session.add(answer)
            if _add_version(answer, entry, language):
                counts.new += 1
            else:
                counts.unchanged += 1
    for answer in kept.values():
        counts.retired += _retire(answer)
    session.flush()
    return counts


def _load_topics(session: Session, seed: Seed) -> None:
    for position, topic in enumerate(seed.topics):
        session.merge(
            Topic(
                id=topic.id,
                area=topic.area,
                about=topic.about,
                title_es=topic.title["es"],
                title_en=topic.title["en"],
                next_topics=" ".join(topic.next),
                position=position,
            )
        )
    known = [topic.id for topic in seed.topics]
    session.execute(delete(Topic).where(Topic.id.not_in(known)))


def _load_phrases(session: Session, seed: Seed) -> None:
    session.execute(delete(Phrase))
    session.add_all(
        Phrase(key=key, language=language, text=text)
        for key, texts in seed.phrases.items()
        for language, text in texts.items()
    )


def _add_version(answer: Answer, entry: SeedAnswer, language: str) -> bool:
    """Publish the seed's text as the next version, unless it is the published one."""
    text = entry.text(language)
    version = AnswerVersion(
        number=len(answer.versions) + 1,
        text=text.text,
        more=text.more,
        checked_on=entry.checked_on,
        checked_by=entry.checked_by,
        review_by=entry.review_by,
        state=PUBLISHED,
        sources=[
            Source(position=i, **source.model_dump())
            for i, source in enumerate(entry.listed_sources)
        ],
    )
    current = next((v for v in answer.versions if v.state == PUBLISHED), None)
    if current is not None and _content(current) == _content(version):
        return False
    _retire(answer)
    answer.versions.append(version)
    return True


def _retire(answer: Answer) -> int:
    published = [v for v in answer.versions if v.state == PUBLISHED]
    for version in published:
        version.state = RETIRED
    return len(published)


def _content(version: AnswerVersion) -> tuple[object, ...]:
    return (
        version.text,
        version.more,
        version.checked_on,
        version.checked_by,
        version.review_by,
        [(s.title, s.url, s.publisher, s.date) for s in version.sources],
    )
