"""Between the two forms of an answer: a record of facts/ and versions in tables."""

from datetime import date
from typing import Any

from bot.facts.models import AnswerVersion, Approval, Claim, Source
from bot.facts.seed import (
    SeedAnswer,
    SeedBehind,
    SeedClaim,
    SeedGround,
    SeedSource,
    SeedText,
)


def new_version(ground: SeedGround, text: SeedText, **values: Any) -> AnswerVersion:
    """A version with these words on this ground; `values` are its other columns."""
    return AnswerVersion(
        text=text.text,
        more=text.more,
        checked_on=ground.checked_on,
        checked_by=ground.checked_by,
        review_by=ground.review_by,
        note=ground.note,
        sources=[
            Source(position=i, **source.model_dump())
            for i, source in enumerate(ground.listed_sources)
        ],
        claims=[
            Claim(
                position=i,
                says=claim.says,
                sources=" ".join(map(str, claim.sources)),
                as_of=claim.as_of,
                sure=claim.sure,
            )
            for i, claim in enumerate(ground.claims)
        ],
        **values,
    )


def copied(version: AnswerVersion, **values: Any) -> AnswerVersion:
    """A version that says the same on the same ground, approvals included."""
    copy = new_version(ground_of(version), text_of(version), **values)
    copy.approvals = [
        Approval(by=a.by, approved_on=a.approved_on) for a in version.approvals
    ]
    return copy


def text_of(version: AnswerVersion) -> SeedText:
    """The words alone."""
    return SeedText(text=version.text, more=version.more)


def ground_of(version: AnswerVersion) -> SeedGround:
    """What the version rests on, with its last approval."""
    by, on = approval_of(version)
    return SeedGround(
        checked_on=version.checked_on,
        checked_by=version.checked_by,
        review_by=version.review_by,
        approved_by=by,
        approved_on=on,
        note=version.note,
        sources=[
            SeedSource(title=s.title, url=s.url, publisher=s.publisher, date=s.date)
            for s in version.sources
        ]
        or "project",
        claims=[
            SeedClaim(
                says=claim.says,
                sources=[int(n) for n in claim.sources.split()],
                as_of=claim.as_of,
                sure="high" if claim.sure == "high" else "medium",
            )
            for claim in version.claims
        ],
    )


def approval_of(version: AnswerVersion) -> tuple[str | None, date | None]:
    """Who approved it last, and on which day."""
    if not version.approvals:
        return None, None
    last = version.approvals[-1]
    return last.by, last.approved_on


def pair_of(
    es: AnswerVersion,
    en: AnswerVersion,
    behind: str | None = None,
    because: str = "unknown",
) -> SeedAnswer:
    """Two versions as one record on the ground of the newer one.

    `behind` is the language that did not follow the other: it keeps its own ground.
    """
    texts = {"es": text_of(es), "en": text_of(en)}
    leading = max(es, en, key=lambda v: (v.checked_on, v.id or 0))
    if behind is not None:
        older, leading = (es, en) if behind == "es" else (en, es)
        texts[behind].behind = SeedBehind(
            **ground_of(older).model_dump(), because=because
        )
    return SeedAnswer(**ground_of(leading).model_dump(), **texts)


def says_the_same(version: AnswerVersion, ground: SeedGround, text: SeedText) -> bool:
    """True if the version has these words on this ground; approvals do not count."""
    unsigned = {"approved_by": None, "approved_on": None}
    return (version.text, version.more) == (text.text, text.more) and ground_of(
        version
    ).model_copy(update=unsigned).model_dump() == SeedGround(
        **ground.model_dump(include=set(SeedGround.model_fields))
    ).model_copy(update=unsigned).model_dump()
