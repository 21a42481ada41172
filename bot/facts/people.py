"""Who does something to a text, why, and the answer to what must not be."""

from bot.facts.stand import PROJECT

NAME_LIMIT = 64


class Refused(Exception):
    """The step is not allowed; the text says which, why and what to do instead."""


def person(name: str) -> str:
    """The name of a human as it is kept; raises Refused if it is none."""
    cleaned = " ".join(name.split())
    if not 2 <= len(cleaned) <= NAME_LIMIT or cleaned.casefold() == PROJECT:
        raise Refused(
            f"“{cleaned}” is not the name of a person. Give the name of whoever does "
            f"this, with 2 to {NAME_LIMIT} characters."
        )
    return cleaned


def same_person(one: str, other: str) -> bool:
    """True for two spellings of a name that differ in case only."""
    return one.casefold() == other.casefold()


def given(reason: str | None) -> str:
    """A reason as it is kept; raises Refused if it is none."""
    cleaned = " ".join((reason or "").split())
    if len(cleaned) < 3:
        raise Refused("Give a reason: whoever reads the log later needs it.")
    return cleaned
