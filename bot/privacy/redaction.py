"""Masks what could tell who a person is, before text is stored or reaches the engine.

In doubt it masks: a lost number costs a repeated question, a kept one can cost a life.
Words, days, ages and amounts of money survive, since answers depend on them.
"""

import re
from collections.abc import Callable

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

_E_MAIL = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", re.UNICODE)
# Clave Única de Registro de Población: 18 characters, DOF 2021-10-18.
_CURP = re.compile(
    r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b", re.IGNORECASE
)
# US alien registration number: A and 7 to 9 digits, often with dashes or spaces.
_A_NUMBER = re.compile(r"\bA[\s#:.-]{0,3}\d(?:[\s-]?\d){6,8}\b", re.IGNORECASE)
# Receipts of US cases, three letters and ten digits.
_RECEIPT = re.compile(r"\b[A-Z]{3}[\s-]?\d{10}\b", re.IGNORECASE)
# Passports of the region: one to three letters and six to nine digits.
_PASSPORT = re.compile(r"\b[A-Z]{1,3}[\s-]?\d{6,9}\b", re.IGNORECASE)
# Identity numbers with dashes: 0801-1990-12345 (Honduras), 001-010190-0001A
# (Nicaragua)…
_DASHED = re.compile(r"\b\d{3,4}-\d{4,6}-\d{4,5}[A-Z]?\b", re.IGNORECASE)
# Any run of seven or more digits, however spaced: cards, accounts, national ids, phones
# that no plan knows. Dates and amounts stay below it or are given back by _is_harmless.
_DIGITS = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s().\-–]{0,2}\d){6,}(?![\w])")

_DATE = re.compile(
    r"\d{1,2}[\s./\-–]\d{1,2}[\s./\-–](?:19|20)\d{2}"
    r"|(?:19|20)\d{2}[\s./\-–]\d{1,2}[\s./\-–]\d{1,2}"
)
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,7}[.,]\d{1,2}")
_YEARS = re.compile(r"(?:19|20)\d{2}[\s\-–](?:19|20)\d{2}")

# Countries that people come from or go to; a number is tried as local in each of them.
_REGIONS = (
    "MX",
    "US",
    "HN",
    "GT",
    "SV",
    "NI",
    "VE",
    "CO",
    "EC",
    "CU",
    "HT",
    "DO",
    "BR",
)

PHONE, E_MAIL, DOCUMENT = "[teléfono]", "[correo]", "[documento]"
"""What takes a masked thing's place; words, so that the sentence stays readable."""

_Replacement = str | Callable[[re.Match[str]], str]

_STEPS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    (_E_MAIL, E_MAIL),
    (_CURP, DOCUMENT),
    (_A_NUMBER, DOCUMENT),
    (_RECEIPT, DOCUMENT),
    (_PASSPORT, DOCUMENT),
    (_DASHED, DOCUMENT),
)


def redacted(text: str) -> str:
    """The text with phones, e-mails and document numbers masked; idempotent."""
    for pattern, mask in _STEPS:
        text = pattern.sub(mask, text)
    text = _without_phones(text)
    return _DIGITS.sub(lambda m: m[0] if _is_harmless(m[0]) else DOCUMENT, text)


def _without_phones(text: str) -> str:
    if sum(char.isdigit() for char in text) < 7:
        return text
    spans: set[tuple[int, int]] = set()
    for region in _REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            if not _is_harmless(match.raw_string):
                spans.add((match.start, match.end))
    for start, end in sorted(spans, reverse=True):
        if not text[start:end].startswith("["):
            text = text[:start] + PHONE + text[end:]
    return text


def _is_harmless(found: str) -> bool:
    """A date, a span of years, an amount, or a number that anybody may know.

    Such numbers are 911 and public lines.
    """
    bare = found.strip()
    if any(kind.fullmatch(bare) for kind in (_DATE, _YEARS, _AMOUNT)):
        return True
    digits = re.sub(r"\D", "", bare)
    return _is_public_line(digits)


def _is_public_line(digits: str) -> bool:
    """Toll-free numbers name an office, not a person: 800 911 2000."""
    try:
        number = phonenumbers.parse(digits, "MX")
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.number_type(number)
    return bool(kind == phonenumbers.PhoneNumberType.TOLL_FREE)
