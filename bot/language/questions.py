"""Finds two questions in one message: where it may be cut, and whether a piece asks."""

import re

from bot.language.comparable import comparable

_MOST = 3
"""Cuts that are tried; each costs as much time as the message itself."""

_LONGEST = 45
"""Words; a longer text is a story, and its question is one."""

# Where one question may end and the next begin; the surer marks first.
_SURE = re.compile(
    r"[?;\n]+|\.\s+|[,.]?\s*\b(?:otra cosa|otra pregunta|tambi[eé]n|adem[aá]s"
    r"|another thing|another question|also|plus)\b[,:]?",
    re.IGNORECASE,
)
_LIKELY = re.compile(r",|\s(?:y|e|and|pero|but|luego|then)\s", re.IGNORECASE)

_ASKS = re.compile(
    r"^(?:is|are|do|does|did|can|could|will|would|should|may)\b"
    r"|\b(?:a?donde|aonde|dnd|d[oó]nde|como|cmo|cuant[oa]s?|cto|que|q|k|ke|cual(?:es)?"
    r"|quien(?:es)?|cuando|por que|porque|xq|pq"
    r"|pued[oe]n?|podemos|podria(?:mos)?|hay|ay|existe|conocen|saben?"
    r"|ne[cs]esit(?:o|amos)|ocupo|quier[oe]|queremos|quisiera(?:mos)?|busc(?:o|amos)"
    r"|dan|piden|cobran|cuesta|sirve|atienden|tienen?|dejan?|toca|debo"
    r"|tengo (?:que|q)|es cierto|es verdad|es gratis|ayud(?:a|en|an|enme)"
    r"|how|where|what|whats|wat|when|who|which|why|need|want|looking|help|tell me"
    # "Is it free" asks, "we are on the street" does not.
    r"|(?:can|could|do|does|did|is|are|will|would|should|may|am)"
    r" (?:i|we|you|u|they|he|she|it|there|my|the|a|any|this|that))\b"
)


def asks(text: str) -> bool:
    """True if the text holds a word of asking or wanting; stories often hold none."""
    return _ASKS.search(comparable(text)) is not None


def halves(text: str) -> list[tuple[str, str]]:
    """At most three ways to cut a text in two that both ask something; surest first."""
    if len(text.split()) > _LONGEST:
        return []
    cuts = [*_SURE.finditer(text), *_LIKELY.finditer(text)]
    found: list[tuple[str, str]] = []
    for cut in cuts:
        pair = _clean(text[: cut.start()]), _clean(text[cut.end() :])
        if pair not in found and all(len(p.split()) >= 2 and asks(p) for p in pair):
            found.append(pair)
        if len(found) == _MOST:
            break
    return found


def _clean(piece: str) -> str:
    return piece.strip(" \n\t,.;:?!¿¡-")
