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


# "No, I mean the interview": what comes behind it is the message.
_NOT_THAT = (
    r"(?:no+|nop|nel|nah|wrong|not that(?: one)?|(?:eso|esa|ese) no"
    r"|that'?s not (?:it|what i (?:asked|meant|said))|no (?:era|es) eso)"
)
_I_MEAN = (
    r"(?:(?:yo )?me refiero a|me refer[ií]a a|quise decir|quiero decir|(?:yo )?digo"
    r"|(?:yo )?(?:pregunt[oé]|preguntaba|quiero saber|quer[ií]a saber)(?: por| de| si)?"
    r"|i mean|i meant|i was asking(?: about| for| if)?|i asked(?: about| for| if)?"
    r"|i want(?:ed)? to know(?: about| if)?|lo de|la de|el de|about)"
)
_CORRECTED = re.compile(
    rf"^\W*(?:{_NOT_THAT}\b\W*)+(?:{_I_MEAN}\s+)(?P<rest>.+)$"
    rf"|^\W*{_I_MEAN}\s+(?P<only>.+)$"
    r"|^\W*no(?: \w+){1,3} no\s*[,.;]\s*(?P<other>.+)$"
    rf"|^\W*{_NOT_THAT}\s*[,.;]\s*(?P<short>(?:l[oa]s?|el|the|un|una|an?)\s.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NO_CORRECTION = re.compile(r"^\W*(?:about|digo|el de|la de|lo de)\b", re.IGNORECASE)


def leans(text: str) -> Leans:
    """Whether to read the message together with the topic before it."""
    folded = comparable(text)
    words = len(folded.split())
    # "Sí" and "ok" alone answer; they add nothing.
    if _ADDS.match(folded) and 1 < words <= _LONGEST:
        return Leans.YES
    return Leans.MAYBE if words <= _SHORT else Leans.NO


def corrected(text: str) -> str | None:
    """What the person means instead: "the interview" of "no, I mean the interview".

    None if the message takes nothing back.
    """
    found = None if _NO_CORRECTION.match(text) else _CORRECTED.match(text.strip())
    if found is None or corrects(text):
        return None
    return next(rest for rest in found.groups() if rest).strip()


def corrects(text: str) -> bool:
    """True for "no, lo otro", "not that one": rejects, and names nothing instead."""
    folded = comparable(text)
    return bool(folded) and _CORRECTS.match(folded) is not None
