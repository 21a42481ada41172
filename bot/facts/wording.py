"""Words and signs that no text of Faro may hold: each check lists what it finds.

The lists are meant to stay silent on good sentences ("Nobody can guarantee a bed",
"Charging you is illegal"): an author who is stopped for nothing stops reading.
"""

import re
from typing import Final

import phonenumbers

NATIONWIDE: Final = ("911", "089", "800 911 2000")
"""The only numbers that were found to be for all of Mexico and working."""

_LINK = re.compile(r"https?://[^\s)»”\"]+")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[a-z.]+\.(?:gob\.mx|gov|org)(?:/\S*)?")
_QUOTED = re.compile(r"\"[^\"\n]*\"|«[^»\n]*»|“[^”\n]*”")
"""Names like "Quédate en México" are not ours to change."""

_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s().–-]*\d){6,}")
_LINK_TO_CALL = re.compile(r"wa\.me/|\btel:|whatsapp\.com", re.IGNORECASE)
_SHORT_LINE = re.compile(
    r"(?<![\d,.$])(?<!\$ )(?:0\d\d|9\d\d)\b"
    r"(?!\s+(?:pesos|d[oó]lares|dollars|personas|people|casos|cases|d[ií]as|days)\b)"
)
_TO_DIAL = re.compile(
    r"\b(?:llam\w+ al?|marque(?: el)?|denunci\w+ al|tel[eé]fono|call|dial|report to)"
    r"[ :]+\*?\d+",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\*\*|__|~~|```|`|\]\(|^\s{0,3}#{1,6}\s|^\s*[-*+>]\s|^\s*\d+[.)]\s"
    r"|(?<!\w)[*_]\w[^\n*_]*\w[*_](?!\w)",
    re.MULTILINE,
)

_TU_WORDS = """
    tú tu tus te ti contigo tuyo tuya tuyos tuyas vos tenés podés querés
    eres estás vas has vienes tienes puedes debes quieres necesitas sabes haces dices
    vives viajas crees sientes temes llevas entras llegas pides recibes
    tendrás podrás deberás llegaste entraste saliste pediste fuiste hiciste tuviste
    perdiste faltaste recibiste firmaste sufriste estabas tenías podías
    tengas puedas vayas seas estés hayas hagas digas salgas pagues esperes olvides
    creas dejes entres llames escribas preguntes necesites quieras pidas vuelvas
    dime dinos dile ponte vete quédate cuídate acércate llámanos escríbenos
    """
_TU_FORM = re.compile(
    rf"\b(?:{'|'.join(_TU_WORDS.split())})\b"
    # "Se viste", "las sales", "los viajes" and "condenas firmes" are other words.
    r"|(?<!\bse )\bviste\b|\b(?:si|cuando|no) sales\b|\b(?:no|que) (?:firmes|viajes)\b",
    re.IGNORECASE,
)
_TU_ORDER = re.compile(
    # "Busca" and "espera" are orders to "tú" only where a sentence begins: "si pidió
    # refugio y espera la respuesta" is said to "usted", and so is "¿Busca trabajo?".
    r"(?:^|[.:!?•]\s*)(?:llama|busca|escribe|pregunta|espera|guarda|lleva|toca"
    r"|mira|habla con|ven|ve al?)\b"
    r"|[,;]\s*llama al?\b"
    r"|(?:^|[.:;,!?•]\s*|\bo\s|\by\s)(?:di que|di no|haz|sal de|ten)\b",
    re.IGNORECASE | re.MULTILINE,
)

_PROMISE = {
    "es": re.compile(
        r"\b(?:garanti[zc]\w+|prometemos|le aseguramos|con toda seguridad|sin duda"
        r"|sin ning[uú]n riesgo|siempre funciona|nunca falla|no se preocupe)\b"
        # "Un lugar seguro que…" is no promise.
        r"|(?:^|[.,:;¿¡!?•]\s*|\b(?:es|está|y|pero)\s)seguro que\b|\b100\s?%",
        re.IGNORECASE | re.MULTILINE,
    ),
    "en": re.compile(
        r"\b(?:(?<!no )guarante\w+|(?<!know )(?<!knows )(?<!known )for sure"
        r"|certainly will|definitely will|will (?:certainly|definitely|surely)"
        r"|without (?:any )?doubt|no doubt|we promise|no risk(?!-)|never fails"
        r"|always works|do not worry|don['’]t worry)\b|\b100\s?%",
        re.IGNORECASE,
    ),
}
_DENIED = {
    "es": re.compile(
        r"\b(?:no|nadie|nada|ning[uú]n\w*|nunca|ni|tampoco|alguien|quien(?:es)?)\b"
        r"[^.,:;!?\n]*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:\b(?:not|nobody|nothing|never|cannot|no one|anyone|anybody|someone"
        r"|somebody|whoever|(?:people|those) who)|n['’]t)\b[^.,:;!?\n]*$",
        re.IGNORECASE,
    ),
}
"""What turns a promise into a warning, in the part of the sentence before it."""

_ILLEGAL = {
    "es": re.compile(
        r"\bindocumentad[oa]s?\b"
        r"|\b(?:personas?|migrantes?|inmigrantes?|extranjer[oa]s?|gente|familias?"
        r"|trabajador(?:es|as?)?|niñ[oa]s?|los|las|un|una|unos|unas)\s+ilegal(?:es)?\b"
        r"|\b(?:usted(?:es)?|quien(?:es)?|personas?|gente|ellos|ellas)\s+"
        r"(?:es|son|está|están)\s+(?:aquí\s+)?ilegal(?:es|mente)?\b"
        r"|\b(?:migraci[oó]n|inmigraci[oó]n|entrada|ingreso|estancia|cruce|estatus"
        r"|situaci[oó]n)\s+ilegal\b"
        r"|\b(?:entr|ingres|cru[zc]|viv|est[aáu]|migr|lleg)\w*\s+(?:\w+\s+){0,3}"
        r"(?:ilegalmente|de (?:manera|forma) ilegal)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\billegals\b"
        r"|\billegal\s+(?:people|persons?|i?m+igra\w+|aliens?|foreigners?|workers?"
        r"|families|children|entry|entries|crossings?|stay|status)\b"
        r"|\b(?:you|we|people|persons?|migrants?|immigrants?|who)\s+(?:are|is)\s+"
        r"(?:here\s+)?illegal(?:ly)?\b"
        r"|\b(?:enter|cross|liv|stay|came|come|migrat)\w*\s+(?:\w+\s+){0,3}illegally\b"
        # "Alien Registration Number" is what the paper says.
        r"|\baliens?\b(?!\s+(?:registration|number|file))",
        re.IGNORECASE,
    ),
}
"""No person is illegal, and nobody's way here; what somebody does to them may be."""


def links(text: str) -> list[str]:
    """The web addresses of a text, in order."""
    return _LINK.findall(text)


def without_links(text: str) -> str:
    """The text with a space for each web address."""
    return _LINK.sub(" ", text)


def without_nationwide(text: str) -> str:
    """The text with a space for each of the three numbers that may be said."""
    for allowed in sorted(NATIONWIDE, key=len, reverse=True):
        text = re.sub(rf"(?<!\d)(?<!\d ){allowed}(?! ?\d)", " ", text)
    return text


def phone_numbers(text: str) -> list[str]:
    """What looks like a number to call, except for the three nationwide ones."""
    calls = _LINK_TO_CALL.findall(text)
    text = without_nationwide(_YEARS.sub(" ", _SITE.sub(" ", text)))
    found = calls + [
        match.raw_string
        for region in ("MX", "US", "GT", "HN", "SV")
        for match in phonenumbers.PhoneNumberMatcher(
            text, region, leniency=phonenumbers.Leniency.POSSIBLE
        )
    ]
    patterns = (_LONG_NUMBER, _SHORT_LINE, _TO_DIAL)
    return found + [m.group() for pattern in patterns for m in pattern.finditer(text)]


def markdown(text: str) -> list[str]:
    """Marks that a phone would show as they are."""
    return [match.group() for match in _MARKDOWN.finditer(text)]


def tu_forms(text: str) -> list[str]:
    """Spanish that says "tú" or "vos" where Faro says "usted"."""
    text = _ours(text)
    words = _TU_FORM.finditer(text)
    orders = _TU_ORDER.finditer(text)
    return [match.group() for match in (*words, *orders)]


def promises(text: str, language: str) -> list[str]:
    """Words that promise what nobody can keep, unless the sentence denies it."""
    text = _ours(text)
    return [
        match.group()
        for match in _PROMISE[language].finditer(text)
        if not _DENIED[language].search(text, 0, match.start())
    ]


def illegal(text: str, language: str) -> list[str]:
    """Words that call a person, or the way they came, illegal."""
    return [match.group() for match in _ILLEGAL[language].finditer(_ours(text))]


def _ours(text: str) -> str:
    return _QUOTED.sub(" ", without_links(text))
