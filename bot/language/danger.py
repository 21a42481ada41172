"""Plain words of danger, for when nothing better is certain or the engine is down."""

import re

from bot.language.comparable import comparable

# Topic → regular expressions over folded text (no accents, lower case).
# First topic wins.
_WORDS: dict[str, tuple[str, ...]] = {
    "safety_suicide": (
        r"suicid\w*",
        r"quitar(me)? la vida",
        r"acabar con mi vida",
        # "No quiero vivir en la calle" asks for a bed.
        r"no quiero (vivir|seguir viviendo|estar viv[oa])"
        r"(?! (en|aqui|ahi|alli|alla|cerca|lejos|donde|de)\b)"
        r"(?! con (mi|mis|el|ella|ellos|otr[oa]s|gente|tant[oa]s?)\b)",
        r"(?<!no )(?<!no me )(quiero|quisiera) morir(me)?",
        r"(?<!quieren )(?<!quiere )(?<!va a )(?<!van a )(?<!con )(?<!de )matarme",
        r"ganas de matarme",
        # One letter from "me quieren matar", which is another danger.
        r"(?<!no )me (quiero|quisiera|voy a) (matar|suicidar)",
        r"cortarme las venas",
        r"kill(ing)? myself",
        r"(?<!not )(?<!dont )(?<!don t )(want to|wanna) die",
        r"(end|ending) my life",
        r"(dont|don t|do not) want to live"
        r"(?! (in|at|on|near|here|there|where)\b)(?! with (my|him|her|them|other)\b)",
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
        r"(me|la|nos) viol(o|aron)(?! (mis|los|sus|nuestros|el|la|todos)\b)",
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
        # A first name, a colony of many cities, and a town beside El Paso.
        r"(?<!el )(?<!del )(?<!en )(?<!colonia )socorro(?! (texas|tx)\b)",
        r"s o s",
        # In much of Central America "sos" is "you are": "¿sos una persona?"
        r"(?<!vos )(?<!que )(?<!quien )(?<!donde )(?<!no )(?<!si )sos"
        r"(?! (un|una|el|la|los|de|del|vos|mi|real|muy|tan|robot|bot|human[oa]|persona"
        r"|alguien|hombre|mujer|maquina|abogad[oa])\b)",
        # Not inside 800 911 2000, the help line for migrants.
        r"(?<!800 )911",
        r"(me|nos) (quieren?|van a|va a) (matar|lastimar|hacer dano)",
        r"(quieren?|van a|va a|amenaza(n|ron)? con|tratan? de)"
        r" (matar|lastimar|hacer)(me|nos)",
        r"no (me )?quiero morir(me)?",
        r"(dont|don t|do not) (want to|wanna) die",
        r"(me|nos) estan? (siguiendo|persiguiendo|golpeando|disparando|amenazando)",
        r"balacera",
        r"(going to|trying to|wants? to|gonna|will) kill (me|us)",
        r"(?<!the )(following|chasing|hurting|beating) (me|us)",
        r"(he|she|they) (has|have|got) a gun",
        r"shooting at",
    ),
}

# "They want to kill me" is why people ask for asylum, unless it is here and now.
_HERE = re.compile(
    r"\b(afuera|ahorita|en este momento|vienen por (mi|nosotros)|me siguen|nos siguen"
    r"|andan (aqui|aca|cerca)|outside|right now|at the door)\b"
)
_ELSEWHERE = re.compile(
    r"\b(alla|alli|mi pais|my country|back home|over there|there)\b"
)

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


def is_here_and_now(text: str) -> bool:
    """True if the danger is at the door, and not in the country that was left."""
    folded = comparable(text)
    return bool(_HERE.search(folded)) and not _ELSEWHERE.search(folded)
