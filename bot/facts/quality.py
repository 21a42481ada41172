"""What an answer must keep to before a person may read it, each with its remedy.

The same checks run on facts/ (`make check`) and on a draft before it is reviewed, so
they take texts and not files. Nothing is read or written here.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.facts.readability import readability
from bot.facts.seed import (
    ASK_HERE,
    LANGUAGES,
    MORE_LIMIT,
    PROJECT_AREA,
    TEXT_LIMIT,
    SeedAnswer,
    SeedGround,
    SeedText,
)
from bot.facts.wording import (
    illegal,
    links,
    markdown,
    phone_numbers,
    promises,
    tu_forms,
    without_links,
    without_nationwide,
)
from bot.language.dates import is_partial_date, month_names

EASE: Final = {"es": 75, "en": 62}
"""Least reading ease: "fairly easy" for Fernández Huerta, "plain English" for Flesch.

Short texts, of fewer than EASE_FROM words, have too few to count.
"""
EASE_FROM: Final = 20
SENTENCE_LIMIT: Final = 28
"""Words of the longest sentence. Most sentences should have half of it."""
LIMITS: Final = {"text": TEXT_LIMIT, "more": MORE_LIMIT}
LONGEST_REVIEW: Final = 366
"""Days after which the sources of any answer are read again."""

_LINK_LIKE = re.compile(r"(?:\bh?t?tps?\s?:?\s?/|\bwww\.)[^\s)»”\"]*", re.IGNORECASE)
_GOOD_LINK = re.compile(r"https?://(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?")
_NO_MONTH = re.compile(r"\bMay(?=\s+(?:I|you|we|they|he|she|it)\b)")
_FORMULA = re.compile(r"^\s*[=+@-]")
"""A spreadsheet would run a cell that begins so."""


def is_good_link(link: str) -> bool:
    """True for a whole web address that ends in no mark of the sentence around it."""
    return _GOOD_LINK.fullmatch(link) is not None and link[-1] not in ".,;:!?"


def numbers(text: str) -> list[str]:
    """All numbers of a text, sorted, as they are written."""
    return sorted(re.findall(r"\d+", text))


def months(text: str, language: str) -> list[str]:
    """The months named in a text, as "01" to "12", sorted."""
    names = month_names(language)
    # "may" is a verb far more often than a month, and so is "May I …?"; "May" is not.
    words = re.findall(r"[^\W\d_]+", _NO_MONTH.sub(" ", text))
    return sorted(
        names[word.lower()]
        for word in words
        if word.lower() in names and (language == "es" or word[0].isupper())
    )


def gaps(text: str) -> list[str]:
    """The {places} that the program fills in, sorted."""
    return sorted(re.findall(r"\{.*?\}", text))


def text_problems(text: str, language: str) -> Iterator[str]:
    """What is wrong with one text by itself."""
    for found, remedy in (
        (phone_numbers(text), "is a phone that nobody checked. Take it out."),
        (markdown(text), "is Markdown, which a phone shows as it is. Take it out."),
        (tu_forms(text) if language == "es" else [], "is not “usted”. Reword it."),
        (promises(text, language), "promises. Say what is known."),
        (illegal(text, language), "calls people illegal. Say “without papers”."),
    ):
        for part in dict.fromkeys(found):
            yield f"“{part.strip()}” {remedy}"
    for link in _LINK_LIKE.findall(text):
        if not is_good_link(link):
            yield (
                f"“{link}” is no good link. Write all of it, from https:// on, with a "
                "space and no mark behind it."
            )
    if _FORMULA.match(text):
        yield "begins with =, +, - or @. Begin with a word."


def reading_problems(text: str, language: str) -> Iterator[str]:
    """What makes a text hard to read for somebody tired, in a second language."""
    read = readability(text, language)
    if read.ease < EASE[language] and read.words >= EASE_FROM:
        yield (
            f"reading ease {read.ease:.1f}, at least {EASE[language]} is needed. "
            "Use shorter words and sentences."
        )
    if read.longest > SENTENCE_LIMIT:
        yield (
            f"a sentence has {read.longest} words, {SENTENCE_LIMIT} are allowed. "
            f"Split it: “{read.longest_sentence[:60]}…”."
        )


def pair_problems(es: str, en: str) -> Iterator[str]:
    """Where the two languages do not say the same figures, months, points and links."""
    for name, in_es, in_en in (
        ("numbers", numbers(es), numbers(en)),
        ("months", months(es, "es"), months(en, "en")),
        ("points", ["•"] * es.count("• "), ["•"] * en.count("• ")),
        ("links", links(es), links(en)),
        ("gaps", gaps(es), gaps(en)),
    ):
        only_es, only_en = _without(in_es, in_en), _without(in_en, in_es)
        if only_es or only_en:
            yield (
                f"{name} differ: only in Spanish {only_es or 'none'}, only in English "
                f"{only_en or 'none'}. Make them equal."
            )


def _without(these: list[str], those: list[str]) -> str:
    """Those of the first list that have no match in the second, to be read."""
    left = list(those)
    rest = []
    for item in these:
        if item in left:
            left.remove(item)
        else:
            rest.append(item)
    return ", ".join(map(repr, rest))


def ground_problems(ground: SeedGround) -> Iterator[str]:
    """Whether sources, claims and days hold together."""
    count = len(ground.listed_sources)
    if ground.sources != "project" and not count:
        yield "has no source. Add at least one under `sources:`."
    if ground.sources != "project" and not ground.claims:
        yield "has no claims. List under `claims:` what each source says."
    if ground.claims:
        used = {n for claim in ground.claims for n in claim.sources}
        for unused in sorted(set(range(1, count + 1)) - used):
            yield f"source {unused} bears out no claim. Add the claim, or take it out."
    for number, claim in enumerate(ground.claims, start=1):
        where = f"claim {number}"
        yield from _numbering_problems(where, claim.sources, count)
        yield from _date_problems(f"{where}: `as_of`", claim.as_of, ground.checked_on)
    for source in ground.listed_sources:
        if not is_good_link(source.url):
            yield f"source address “{source.url}” is no good link. Correct it."
        yield from _date_problems("source date", source.date, ground.checked_on)
    days = (ground.review_by - ground.checked_on).days
    if days > LONGEST_REVIEW:
        yield "`review_by` is more than a year after `checked_on`. Give an earlier day."
    elif days <= 0:
        yield "`review_by` must be later than `checked_on`. Correct one."


def _numbering_problems(where: str, named: list[int], count: int) -> Iterator[str]:
    wrong = ", ".join(str(n) for n in named if not 1 <= n <= count)
    if wrong:
        yield f"{where} names source {wrong} of {count}. Correct its `sources:`."
    elif not named:
        yield f"{where} names no source. Add its number to `sources:`."


def _date_problems(what: str, value: str, checked_on: date) -> Iterator[str]:
    if not is_partial_date(value):
        yield f"{what} “{value}”. Write YYYY, YYYY-MM, YYYY-MM-DD or unknown."
    elif value != "unknown" and value > checked_on.isoformat():
        yield f"{what} {value} is later than `checked_on`. Correct one."


def unborne(text: SeedText, language: str, ground: SeedGround) -> Iterator[str]:
    """Each figure, month and link of a text that stands in no claim of its ground."""
    if ground.sources == "project" or not ground.claims:
        return
    said = "\n".join(claim.says for claim in ground.claims)
    pages = [*links(said), *(source.url for source in ground.listed_sources)]
    whole = f"{text.text}\n{text.more}"
    bare = without_nationwide(without_links(whole))
    for name, found, borne in (
        ("the link ", links(whole), pages),
        ("", _figures(bare), _figures(said)),
        ("month ", months(bare, language), months(said, "en")),
    ):
        for item in dict.fromkeys(found):
            if item not in borne:
                yield f"{name}{item} stands in no claim. Add the claim."


def _figures(text: str) -> list[str]:
    """Numbers with thousands joined: "68,000" is one."""
    return [n.replace(",", "") for n in re.findall(r"\d+(?:,\d{3})*", text)]


def answer_problems(key: str, answer: SeedAnswer) -> list[str]:
    """All problems of one answer, each with language and part; empty if it is good.

    A pair of which one text is `behind` may differ: a human gave the reason.
    """
    problems = list(ground_problems(answer))
    behind = [code for code in LANGUAGES if answer.text(code).behind is not None]
    for code in behind:
        problems += [f"{code}: {p}" for p in ground_problems(answer.ground(code))]
    for part in LIMITS:
        es, en = getattr(answer.es, part), getattr(answer.en, part)
        if not behind:
            problems += [f"{part}: {p}" for p in pair_problems(es, en)]
        for code, text in (("es", es), ("en", en)):
            problems += [
                f"{code} {part}: {p}" for p in _part_problems(text, part, code)
            ]
    if bool(answer.es.more) != bool(answer.en.more):
        problems.append("`more` in one language only. Write it in both or in none.")
    for code in LANGUAGES:
        text = answer.text(code)
        problems += [f"{code}: {p}" for p in unborne(text, code, answer.ground(code))]
        problems += [f"{code}: {p}" for p in _key_problems(key, text)]
    if answer.sources == "project" and not _is_of_project(key):
        problems.append("`sources: project` is only for what Faro says of itself.")
    return problems


def _is_of_project(key: str) -> bool:
    return key.removeprefix(f"{ASK_HERE}.").startswith(PROJECT_AREA)


def _part_problems(text: str, part: str, language: str) -> Iterator[str]:
    if not text:
        if part == "text":
            yield "is empty. Write it."
        return
    if len(text) > LIMITS[part]:
        yield f"{len(text)} characters, {LIMITS[part]} are allowed. Shorten it."
    yield from text_problems(text, language)
    yield from reading_problems(text, language)


def _key_problems(key: str, text: SeedText) -> Iterator[str]:
    """What only the key tells: "ask here" names the topic, danger begins with 911."""
    wanted = ["{topic}"] if key.startswith(ASK_HERE) else []
    found = gaps(text.text) + gaps(text.more)
    if found != wanted or gaps(text.more):
        yield f"gaps are {found or 'none'}, only {wanted or 'none'} may be in `text`."
    if "safety" in key and not re.search(r"\b911\b", text.text.split("\n")[0]):
        yield "the first line does not say 911. Say it there."
