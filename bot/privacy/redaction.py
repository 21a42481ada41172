"""Masks what could tell who a person is, before text is stored or reaches the engine.

In doubt it masks: a lost number costs a repeated question, a kept one can cost a life.
Words, days, ages and amounts of money survive, since answers depend on them.
"""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

PHONE, E_MAIL, DOCUMENT = "[teléfono]", "[correo]", "[documento]"
"""What takes a masked thing's place; words, so that the sentence stays readable."""

# juan@gmail.com, "juan arroba gmail punto com", @juanito; not "tod@s", "refugiad@s".
_E_MAIL = re.compile(
    r"(?<![\w.+%-])(?:"
    r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"
    r"|[\w.+%-]*@\w[\w.-]{3,}"
    r"|[\w.+%-]+\s*(?:\barroba\b|[(\[]\s?(?:at|arroba)\s?[)\]])\s*"
    r"[\w-]+(?:\s*(?:\.|\bpunto\b|\bdot\b)\s*\w+)*)",
    re.IGNORECASE,
)
# A case number between slashes or dashes: COMAR/TAP/0123/2024, NUE-TPC-1234-24.
_CASE = re.compile(
    r"\b[A-Z]{2,8}(?:[/-][A-Z]{1,8})*[/-]\d{3,6}[/-]\d{2,4}(?:[/-]\w+)*", re.IGNORECASE
)
# Letters and digits in one word, six digits in a row: CURP, tax id, voter's key,
# passport, A-number, US receipt, "tel5512345678". "150000pesos" is money.
_GLUED = re.compile(
    r"(?<![^\W_])(?!\d+(?![^\W_]))(?!\d{6}[^\W\d_]{3,}(?![^\W_]))[^\W_]*\d{6}[^\W_]*"
)

# What phones and people put between the digits of one number, and marks nobody sees.
_BETWEEN = (
    r"(?:[\s().\-‐‑‒–—−/_*~·•'"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\u20e3\ufeff]{1,4}"
    r"|,(?=\d{3}(?!\d)))"
)
# "10:30", "9 am", "30 días" behind a date are not its continuation.
_OTHER = (
    r"\d{1,3}(?::\d\d|\s?(?:[ap]\.?m|hrs?|h|horas?|hours?|d[ií]as?|days?|a[nñ]os?"
    r"|years?|mes(?:es)?|months?|pesos|mil)\b)"
)
# Seven or more digits, however spaced: phones, cards, accounts, national ids.
_DIGITS = re.compile(
    r"(?<!\d)(?!(?<=\d:)\d\d(?!\d))(?:\+\s?)?\(?"
    rf"\d(?:(?:{_BETWEEN}(?!{_OTHER}))?\d){{6,}}[\ufe0f\u20e3]*",
    re.IGNORECASE,
)

# Passport, A-number: capitals, or a letter that is no word, and six digits apart.
_SPACED = re.compile(
    r"\b(?!(?:MXN|USD|HNL|GTQ|LPS|L|Q)\b)(?:[A-Z]{1,3}|[b-df-hj-np-tv-xz])[\s#-]{1,2}\d{6}(?![^\W_])"
)
# Short numbers whose name says that they stand for a person.
_NAMED = re.compile(
    r"(\b(?:pasaporte|passport|folio|expediente|constancia|c[eé]dula|carnet|licencia"
    r"|dni|dui|dpi|cui|ine|nue|nut|nup|nss|caso|case|receipt|recibo)\b"
    r"(?:\W{0,3}\b(?:n[uú]mero|number|n[uú]m|no|nro|es|is))*\W{0,3})\d{5,6}(?![^\W_])",
    re.IGNORECASE,
)

_DAY = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])(?P<{0}>[\s./\-–])(?:0?[1-9]|[12]\d|3[01])(?P={0})"
    r"(?:19|20)\d{{2}}"
    r"|(?:19|20)\d{{2}}(?P<{0}y>[\s./\-–])(?:0?[1-9]|1[0-2])(?P={0}y)"
    r"(?:0?[1-9]|[12]\d|3[01]))"
)
_DATES = re.compile(rf"{_DAY.format('a')}(?:\s?[\-–\s]\s?{_DAY.format('b')})?")
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[\s/\-–]\s?(?:19|20)\d{2}){1,2}")
_CENTS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d\d|\d{1,3}(?:\.\d{3})+,\d\d")
_SUM = r"(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
_SUMS = re.compile(rf"{_SUM}(?:\s?[\-–]\s?{_SUM})?")
_MONEY_BEFORE = re.compile(
    r"(?:\$|\b(?:MXN|USD|HNL|GTQ|L|Q|Lps)\.?)\s?$", re.IGNORECASE
)
_MONEY_AFTER = re.compile(
    r"\s?(?:de\s)?(?:pesos|d[oó]lares|dollars|usd|mxn|lempiras|lps|quetzales|bol[ií]vares"
    r"|c[oó]rdobas|reales|gourdes|bucks)\b",
    re.IGNORECASE,
)

# Countries that people come from or go to; a number is tried as local in each of them.
_REGIONS = (
    *("MX", "US", "HN", "GT", "SV", "NI"),
    *("VE", "CO", "EC", "CU", "HT", "DO", "BR"),
)


def redacted(text: str) -> str:
    """The text with phones, e-mails and document numbers masked; idempotent."""
    # A mask can bring two halves together, so look again until nothing is found.
    while (safe := _masked_once(text)) != text:
        text = safe
    return text


def _masked_once(text: str) -> str:
    text = _E_MAIL.sub(E_MAIL, text)
    text = _CASE.sub(DOCUMENT, text)
    text = _GLUED.sub(DOCUMENT, text)
    text = _DIGITS.sub(_mask_digits, text)
    text = _SPACED.sub(_mask_unless_money, text)
    return _NAMED.sub(_mask_named, text)


def _mask_digits(found: re.Match[str]) -> str:
    digits = found[0]
    if any(kind.fullmatch(digits) for kind in (_DATES, _YEARS, _CENTS)):
        return digits
    if _SUMS.fullmatch(digits) and _is_money(found):
        return digits
    if _is_public_line(re.sub(r"\D", "", digits)):
        return digits
    return PHONE if _is_phone(digits) else DOCUMENT


def _mask_unless_money(found: re.Match[str]) -> str:
    return found[0] if _is_money(found) else DOCUMENT


def _mask_named(found: re.Match[str]) -> str:
    return found[0] if _is_money(found) else found[1] + DOCUMENT


def _is_money(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(_MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after))


def _is_public_line(digits: str) -> bool:
    """Toll-free numbers name an office, not a person: 800 911 2000, 1 800 898 7180.

    Other toll-free codes of the US are cities in Mexico, so people's numbers.
    """
    if re.fullmatch(r"1(?:800|888)[2-9]\d{6}", digits):
        return True
    try:
        number = phonenumbers.parse(digits.removeprefix("01"), "MX")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.number_type(number) == PhoneNumberType.TOLL_FREE)


def _is_phone(found: str) -> bool:
    if found.startswith("+"):
        return True
    digits = re.sub(r"\D", "", found)
    # Mexico wrote a 1 before mobile numbers until 2020, and WhatsApp still does.
    if re.fullmatch(r"521\d{10}", digits):
        return True
    return any(_is_valid(digits, region) for region in _REGIONS)


def _is_valid(digits: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, region))
    except phonenumbers.NumberParseException:
        return False
