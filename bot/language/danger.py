"""Plain words of danger, for when nothing better is certain or the engine is down."""

import re

from bot.language.comparable import comparable

# Topic → regular expressions over folded text (no accents, lower case).
# First topic wins.
_WORDS: dict[str, tuple[str, ...]] = {
    "safety_suicide": (
        r"suicid\w*",
        r"quitar(me)? la vida",
        r"ya no quiero (vivir|seguir viviendo|estar viv[oa])",
        r"no quiero (vivir|seguir viviendo)",
        r"(me )?quiero morir(me)?",
        r"matarme",
        r"cortarme las venas",
        r"kill(ing)? myself",
        r"(want|wanna) to? ?die",
        r"end my life",
        r"(dont|don t|do not) want to live",
        r"no reason to live",
    ),
    "safety_kidnapping": (
        r"secuestr\w*",
        r"plagiad[oa]s?",
        r"kidnap\w*",
        r"ransom",
        r"held hostage",
        r"hostages?",
    ),
    "safety_violence_women": (
        r"(me|la|nos) viol(o|aron)",
        r"violada",
        r"raped",
        r"my (husband|boyfriend|partner) (hits|beats|hit|beat) me",
        r"mi (marido|esposo|pareja|novio) me (pega|golpea|pego|golpeo)",
    ),
    "safety_trafficking": (
        r"trata de personas",
        r"(me|nos) obligan a (trabajar|prostituir\w*)",
        r"traffick\w+",
    ),
    "safety_emergency": (
        r"auxilio",
        r"socorro",
        r"s ?o ?s",
        r"911",
        r"(me|nos) (quieren?|van a|va a) (matar|lastimar|hacer dano)",
        r"(me|nos) estan? (siguiendo|persiguiendo|golpeando|disparando|amenazando)",
        r"balacera",
        r"(going|trying|want|wants) to kill (me|us)",
        r"(following|chasing|hurting|beating) (me|us)",
        r"(he|she|they) (has|have|got) a gun",
        r"shooting at",
    ),
}

_PATTERNS = {
    topic: re.compile(r"\b(?:" + "|".join(words) + r")\b")
    for topic, words in _WORDS.items()
}


def named_danger(text: str) -> str | None:
    """The `safety_*` topic whose words stand in the text, if any."""
    folded = comparable(text.replace("🆘", " sos "))
    for topic, pattern in _PATTERNS.items():
        if pattern.search(folded):
            return topic
    return None
