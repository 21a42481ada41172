"""Goes back to what was said before, when a publication proves to be wrong."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.facts.models import RETIRED, AnswerVersion, Publication
from bot.facts.people import Refused, given, person
from bot.facts.review import locked
from bot.facts.seed import LANGUAGES
from bot.facts.stand import again, pair, publish


def roll_back(session: Session, key: str, by: str, reason: str) -> list[AnswerVersion]:
    """Say again, in both languages, what was said before the last publication.

    The old texts come back as new versions with their approvals. A key that was retired
    gets its last texts back. Raises Refused where there is nothing to go back to.
    """
    by, reason = person(by), given(reason)
    answers = locked(session, key)
    published = pair(session, key).published
    last = max((v.publication_id or 0 for v in published.values()), default=0)
    before: dict[str, AnswerVersion] = {}
    for language in LANGUAGES:
        current = published.get(language)
        if current is not None and current.publication_id != last:
            before[language] = current
        elif (old := _said_before(session, answers[language].id, current)) is not None:
            before[language] = old
    if set(before) != set(LANGUAGES):
        raise Refused(f"Nothing was said of {key} before. Publish a new text.")
    copies = [again(session, old) for old in before.values()]
    # If one language was behind the other then, it is so again.
    of_old = {v.publication_id: v.publication for v in before.values()}
    for act_id, act in sorted(of_old.items(), key=lambda item: item[0] or 0):
        only_one = act.only_one if act is not None and len(of_old) > 1 else None
        publication = Publication(key=key, kind="rollback", by=by, only_one=only_one)
        session.add(publication)
        together = [
            new
            for new, old in zip(copies, before.values())
            if old.publication_id == act_id
        ]
        publish(session, publication, pair(session, key), together, reason)
    return copies


def _said_before(
    session: Session, answer_id: int, current: AnswerVersion | None
) -> AnswerVersion | None:
    """The retired version before `current`; one rolled back from is passed over.

    So going back twice goes two steps back, not forth again.
    """
    limit = None
    step = current
    while step is not None and step.publication and step.publication.kind == "rollback":
        step = session.get(AnswerVersion, step.based_on)
        limit = step.number if step is not None else limit
    query = select(AnswerVersion).where(
        AnswerVersion.answer_id == answer_id,
        AnswerVersion.state == RETIRED,
        AnswerVersion.publication_id.is_not(None),
    )
    if limit is not None:
        query = query.where(AnswerVersion.number < limit)
    return session.scalars(query.order_by(AnswerVersion.number.desc())).first()
