"""Tells messages that lean on what was said before from those that stand alone."""

import re
from enum import Enum

from bot.language.comparable import comparable


class Leans(Enum):
    """How much a message needs the topic before it."""

    NO = "stands alone"
    MAYBE = "short: it leans only if it is not clear alone"
    YES = "begins as an addition"


_ADDS = re.compile(
    r"^(?:no )?(?:y|e|and|pero|but|entonces|so|then|or|o|also|tambien|ademas|ok|okey"
    r"|okay|what about|how about|what if|if|si|mas|pues|ah|aja)\b"
)
_SHORT = 5
_LONGEST = 14
"""A longer message brings its own topic, however it begins."""

# "No, the other one": a correction that names nothing.
_CORRECTS = re.compile(
    r"^(?:no+|nop|nel|eso no|esa no|ese no|not that(?: one)?|wrong one"
    r"|that s not it)?\s*"
    r"(?:era|es|quiero|queria|digo|decia|me referia a|quise decir|i mean|i meant|i want"
    r"|i wanted|it was|it s|is|give me|dame|deme)?\s*"
    r"(?:(?:l[oa]s?|el|the) otr[oa]s?(?: cosa| opcion| tema| pregunta)?|otr[oa] cosa"
    r"|the other(?: one| thing| option| topic| question)?s?|(?:an)?other (?:one|thing)"
    r"|something else|eso no|esa no|ese no|not that(?: one)?|wrong one)"
    r"(?: no| please| por favor| porfa)?$"
)


def leans(text: str) -> Leans:
    """Whether to read the message together with the topic before it."""
    folded = comparable(text)
    words = len(folded.split())
    if _ADDS.match(folded) and words <= _LONGEST:
        return Leans.YES
    return Leans.MAYBE if words <= _SHORT else Leans.NO


def corrects(text: str) -> bool:
    """True for "no, lo otro", "not that one": rejects, and names nothing instead."""
    folded = comparable(text)
    return bool(folded) and _CORRECTS.match(folded) is not None
