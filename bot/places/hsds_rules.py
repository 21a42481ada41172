"""What texts of others may be shown, what kind they speak of, and what must hide.

In doubt a place hides: an address that is not said costs a question, one that is said
can cost a life.
"""

import re
import unicodedata

from phonenumbers import Leniency, PhoneNumberMatcher
from pydantic import HttpUrl, TypeAdapter, ValidationError

from bot.language.comparable import comparable
from bot.places.hsds_file import NotTaken
from bot.places.wanted import CHILDREN, KITCHEN

NAME_MOST, TEXT_MOST, URL_MOST = 120, 240, 500
"""Characters: what is longer is no name, and fills the screen of a phone."""

_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|info|mx|gob|gov|edu|us|io|me|ly|app|link)\b",
    re.IGNORECASE,
)
_E_MAIL = re.compile(r"\S@\S+\.\S|(?<!\w)@\w{3}")

_KINDS = {
    "shelter": r"albergues?|refugios?|casas? (?:del?|para) (?:el |los )?migrantes?"
    r"|casa hogar|hogar|posada|estancia|dormitorios?|shelters?|refuges?|housing|lodging"
    r"|casa del menor|orfanato|orphanage",
    KITCHEN: r"comedor(?:es)?|desayunador|comidas?|alimentos?|alimentacion|despensas?"
    r"|soup kitchens?|food|meals?",
    "legal": r"legal|legales|juridic[oa]s?|abogad[oa]s?|lawyers?|attorneys?",
    "clinic": r"clinic[as]?|clinicas|health|salud|medic[oa]s?|medical|dispensarios?"
    r"|hospital|hospitals",
}
_SLEEP = ("shelter", "government", CHILDREN)

_VIOLENCE = (
    r"violencia|violence|violentad[oa]s?|victimas?|victims?|trata|trafficking|abuse"
    r"|maltrato|battered|survivors?|sobrevivientes"
)
_WOMEN = r"mujer|mujeres|women|woman|womens|madres|mothers|femenil|femenin[oa]"
_CHILD = (
    r"menor|menores|nin[oa]s?|ninez|infancias?|infantil(?:es)?|adolescentes?"
    r"|adolescencia|huerfanos|orfanato|child|children|childrens|minors?|kids|youth"
    r"|teens?|teenagers?|adolescents?|orphans?|orphanage|runaway"
)
_LGBT = (
    r"lgbt\w*|lgtb\w*|gays?|lesbian[as]?|lesbianas|bisexual\w*|trans|transgenero"
    r"|transgender|transexual\w*|transsexual\w*|travesti\w*|queer|muxes?|no binari\w+"
    r"|non ?binary|diversidad sexual|sexual diversity|disidencias?"
)
_WHERE = r"calle|avenida|av|calzada|carretera|colonia|col|esquina|street|avenue|road"
_ANYBODY = (
    r"hombres?|men|mens|families|familias?|everyone|everybody|todos|anyone|adults?"
)


def shown_text(text: str, what: str, most: int = TEXT_MOST) -> str:
    """The text with single spaces; raises NotTaken if people must not be shown it."""
    if any(unicodedata.category(char)[0] == "C" for char in text):
        raise NotTaken(f"The {what} holds control characters. Write it again by hand.")
    cleaned = " ".join(text.split())
    if len(cleaned) > most:
        raise NotTaken(f"The {what} is longer than {most} characters. Shorten it.")
    # "ｗｗｗ．" and "①" are read as the plain signs.
    plain = unicodedata.normalize("NFKC", cleaned)
    if _LINK.search(plain):
        raise NotTaken(f"The {what} holds a link. Take it out.")
    if _E_MAIL.search(plain):
        raise NotTaken(f"The {what} holds an e-mail address or account. Take it out.")
    if PhoneNumberMatcher(plain, "MX", leniency=Leniency.POSSIBLE).has_next():
        raise NotTaken(
            f"The {what} holds a phone number. Take it out: Faro shows only numbers "
            "that somebody of the team dialled."
        )
    return cleaned


def web_address(url: str, what: str) -> str:
    """The address as it is; raises NotTaken if it is none that Faro would show."""
    try:
        parsed = TypeAdapter(HttpUrl).validate_python(url)
    except ValidationError as error:
        raise NotTaken(
            f"The {what} is no web address. Write it with https://."
        ) from error
    if len(url) > URL_MOST or not url.isascii() or not url.isprintable() or " " in url:
        raise NotTaken(f"The {what} is too long or holds strange signs. Correct it.")
    if parsed.username or parsed.password:
        raise NotTaken(f"The {what} holds a user name. Take it out.")
    return url


def kind_of(text: str) -> str:
    """The kind of place that names and terms speak of, or nothing."""
    for kind, words in _KINDS.items():
        if _says(words, text):
            is_for_children = kind == "shelter" and _says(_CHILD, text)
            mixed = _says(_ANYBODY, text) or _says(_WOMEN, text)
            return CHILDREN if is_for_children and not mixed else kind
    return ""


def must_hide(kind: str, name: str, terms: str) -> bool:
    """True if the name or the terms speak of a refuge for those who hide.

    Terms that also name men or families are a list of all whom an open place takes.
    """
    if _says(_VIOLENCE, name) or _says(_VIOLENCE, terms):
        return True
    if kind not in _SLEEP:
        return False
    hidden = f"{_WOMEN}|{_CHILD}|{_LGBT}"
    open_to_all = _says(_ANYBODY, terms) and kind != CHILDREN
    return (
        kind == CHILDREN
        or _says(hidden, name)
        or (_says(hidden, terms) and not open_to_all)
    )


def says_where(name: str) -> bool:
    """True if a name holds a street, or the number of a house."""
    return _says(_WHERE, name) or re.search(r"\d{2}", name) is not None


def is_comar(*texts: str) -> bool:
    """True for offices of the refugee commission, which only the project lists."""
    return any(
        _says(r"comar|comision mexicana de ayuda a refugiados", text) for text in texts
    )


def _says(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", comparable(text)) is not None
