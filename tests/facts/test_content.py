"""Rules for the project's own texts, whoever writes them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import phonenumbers
import pytest

from bot.db import Sessions
from bot.facts.answers import Found, find_answer, find_phrases
from bot.facts.compose import answer_text, provenance
from bot.facts.models import AnswerVersion, Source
from bot.facts.seed import ASK_HERE, LANGUAGES, TEXT_LIMIT, SeedTopic, read_seed
from tests.conftest import FACTS

SEED = read_seed(FACTS)

MUST_HAVE_AN_OWN_ANSWER = [
    "mpp_what_is",
    "mpp_status",
    "mpp_hearing",
    "mpp_lawyer",
    "us_cbp_one",
    "us_asylum_at_border",
    "mexico_options",
    "comar_what_is",
    "comar_who_qualifies",
    "comar_how_to_apply",
    "comar_deadline",
    "comar_late_application",
    "comar_cost",
    "comar_offices",
    "comar_documents",
    "comar_processing_time",
    "comar_denied",
    "shelter_find",
    "shelter_full",
    "services_legal_help",
    "safety_emergency",
    "safety_kidnapping",
    "safety_suicide",
    "meta_greet",
    "meta_goodbye",
    "meta_thanks",
    "meta_menu",
    "meta_change_language",
    "meta_who_are_you",
    "meta_privacy",
    "meta_delete_my_data",
    "meta_human",
    "meta_sources",
    "meta_wrong_answer",
    "meta_affirm",
    "meta_deny",
    "meta_out_of_scope",
]

MESSAGE_LIMIT = 1024
"""Characters that one WhatsApp message with buttons holds."""
LONG_MESSAGE_LIMIT = 4096
"""Characters that one WhatsApp message without buttons holds."""

NATIONWIDE = ("911", "089", "800 911 2000")
"""The only numbers that were found to be for all of Mexico and working."""

URL = re.compile(r"(?:https?://|www\.)\S+|\b[a-z.]+\.(?:gob\.mx|gov|org)(?:/\S*)?")
YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b")
LONG_NUMBER = re.compile(r"\+?\d(?:[\s().–-]*\d){6,}")
LINK_TO_CALL = re.compile(r"wa\.me/|\btel:|whatsapp\.com", re.IGNORECASE)
SHORT_LINE = re.compile(r"(?<![\d,.])(?:0\d\d|9\d\d)\b")
TO_DIAL = re.compile(
    r"\b(?:llam\w+ al?|marque(?: el)?|denunci\w+ al|tel[eé]fono|call|dial|report to)"
    r"[ :]+\*?\d+",
    re.IGNORECASE,
)

MARKDOWN = re.compile(
    r"\*\*|__|~~|```|`|\]\(|^\s{0,3}#{1,6}\s|^\s*[-*+>]\s|^\s*\d+[.)]\s"
    r"|(?<!\w)[*_]\w[^\n*_]*\w[*_](?!\w)",
    re.MULTILINE,
)

TU_WORDS = """
    tú tu tus te ti contigo tuyo tuya tuyos tuyas vos tenés podés querés
    eres estás vas vienes tienes puedes debes quieres necesitas sabes haces dices
    vives viajas crees sientes temes llevas sales entras llegas pides
    llegaste entraste saliste pediste fuiste hiciste tuviste perdiste faltaste
    recibiste firmaste sufriste viste estabas tenías podías
    tengas puedas vayas seas estés hagas digas salgas pagues firmes esperes olvides
    creas dejes entres viajes llames escribas preguntes necesites quieras
    dime dinos dile ven ponte vete quédate cuídate acércate llámanos escríbenos
    """
TU_FORM = re.compile(rf"\b(?:{'|'.join(TU_WORDS.split())})\b", re.IGNORECASE)
TU_ORDER = re.compile(
    r"(?:^|[.:;,¿¡!?•]\s*|\bo\s|\by\s)"
    r"(?:llama al|llama a|ve a|ve al|busca|escribe|pregunta|espera|guarda|lleva|toca"
    r"|habla con|mira|di|haz|sal|ten)\b",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED = re.compile(r"\"[^\"\n]*\"|«[^»\n]*»")
"""Names like "Quédate en México" are not ours to change."""


def written(language: str) -> dict[str, str]:
    """Every sentence that a person may read in this language, by where it stands."""
    texts: dict[str, str] = {}
    for key, answer in SEED.answers.items():
        texts[key] = answer.text(language).text
        texts[f"{key} more"] = answer.text(language).more
    for topic in SEED.topics:
        texts[f"title of {topic.id}"] = topic.title[language]  # type: ignore[index]
    for key, phrase in SEED.phrases.items():
        texts[f"phrase {key}"] = phrase.get(language, "")
    return {where: text for where, text in texts.items() if text}


EVERY_TEXT = [
    pytest.param(text, id=f"{where} {language}")
    for language in LANGUAGES
    for where, text in written(language).items()
] + [
    pytest.param(text, id=f"phrase {key} {language}")
    for key, phrase in SEED.phrases.items()
    for language, text in phrase.items()
    if language not in LANGUAGES
]


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{.*?\}", text))


def phone_numbers(text: str) -> list[str]:
    """What looks like a number to call, except for the three nationwide ones."""
    links = LINK_TO_CALL.findall(text)
    text = YEARS.sub(" ", URL.sub(" ", text))
    for allowed in sorted(NATIONWIDE, key=len, reverse=True):
        text = re.sub(rf"(?<!\d)(?<!\d ){allowed}(?! ?\d)", " ", text)
    found = links + [
        match.raw_string
        for region in ("MX", "US", "GT", "HN", "SV")
        for match in phonenumbers.PhoneNumberMatcher(
            text, region, leniency=phonenumbers.Leniency.POSSIBLE
        )
    ]
    patterns = (LONG_NUMBER, SHORT_LINE, TO_DIAL)
    return found + [m.group() for pattern in patterns for m in pattern.finditer(text)]


def tu_forms(text: str) -> list[str]:
    text = QUOTED.sub(" ", text)
    return [m.group() for form in (TU_FORM, TU_ORDER) for m in form.finditer(text)]


def asked_topics() -> list[SeedTopic]:
    """All topics with an own answer; of the others, those with the longest titles."""
    own = [topic for topic in SEED.topics if topic.id in SEED.answers]
    others = [topic for topic in SEED.topics if topic.id not in SEED.answers]
    longest = [
        max(
            (topic for topic in others if topic.area == area),
            key=lambda topic: len(topic.title[language]),  # type: ignore[index]
        )
        for area in dict.fromkeys(topic.area for topic in others)
        for language in LANGUAGES
    ]
    return own + longest


def messages(make_session: Sessions, *, more: bool = False) -> dict[str, str]:
    """Each message as it is sent, before and after its review day."""
    sent = {}
    with make_session() as session:
        for language in LANGUAGES:
            phrases = find_phrases(session, language)
            for topic in asked_topics():
                found: Found = find_answer(session, topic.id, language)
                for late in (0, 1):
                    day = found.version.review_by + timedelta(days=late)
                    sent[f"{topic.id} {language} {day}"] = answer_text(
                        found, language, phrases, day, more=more
                    )
    return sent


@pytest.mark.parametrize("topic", MUST_HAVE_AN_OWN_ANSWER)
def test_the_most_asked_topics_have_an_answer_of_their_own_in_both_languages(
    topic: str,
) -> None:
    assert topic in {known.id for known in SEED.topics}
    assert SEED.answers[topic].es.text
    assert SEED.answers[topic].en.text


def test_every_topic_about_the_conversation_has_an_answer_of_its_own() -> None:
    meta = [topic.id for topic in SEED.topics if topic.area == "meta"]

    assert [topic for topic in meta if topic not in SEED.answers] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_answered(database: Sessions, language: str) -> None:
    with database() as session:
        for topic in SEED.topics:
            found = find_answer(session, topic.id, language)
            assert found.version.text
            assert found.own is (topic.id in SEED.answers)


def test_a_whole_message_fits_on_whatsapp(database: Sessions) -> None:
    sent = messages(database)
    too_long = {k: len(t) for k, t in sent.items() if len(t) > MESSAGE_LIMIT}

    assert len(sent) >= 4 * len(MUST_HAVE_AN_OWN_ANSWER)
    assert too_long == {}


def test_a_text_as_long_as_allowed_fits_with_the_warning_that_it_is_old() -> None:
    publishers = [s.publisher for a in SEED.answers.values() for s in a.listed_sources]
    version = AnswerVersion(
        checked_on=date(2026, 9, 28),
        review_by=date(2026, 10, 28),
        sources=[Source(publisher=max(publishers, key=len))],
    )
    for language in LANGUAGES:
        phrases = {key: text.get(language, "") for key, text in SEED.phrases.items()}
        lines = provenance(version, language, phrases, date(2026, 10, 29))
        assert TEXT_LIMIT + len(f"\n\n{lines}") <= MESSAGE_LIMIT


def test_a_whole_longer_message_fits_on_whatsapp(database: Sessions) -> None:
    sent = messages(database, more=True)

    assert {k: len(t) for k, t in sent.items() if len(t) > LONG_MESSAGE_LIMIT} == {}


@pytest.mark.parametrize("part", ["text", "more"])
@pytest.mark.parametrize("key", SEED.answers)
def test_both_languages_of_an_answer_hold_the_same_numbers(key: str, part: str) -> None:
    answer = SEED.answers[key]

    assert numbers(getattr(answer.es, part)) == numbers(getattr(answer.en, part))


@pytest.mark.parametrize("key", SEED.answers)
def test_both_languages_of_an_answer_have_as_many_points_and_addresses(
    key: str,
) -> None:
    answer = SEED.answers[key]
    for es, en in ((answer.es.text, answer.en.text), (answer.es.more, answer.en.more)):
        assert es.count("• ") == en.count("• ")
        assert re.findall(r"https?://\S+", es) == re.findall(r"https?://\S+", en)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [k for k in SEED.answers if "safety" in k])
def test_the_first_line_of_a_safety_answer_says_911(key: str, language: str) -> None:
    first, *_ = SEED.answers[key].text(language).text.splitlines()

    assert re.search(r"\b911\b", first)


@pytest.mark.parametrize("key", ["apology", "clarify", "page_danger", "page_noscript"])
def test_where_nothing_else_helps_911_is_said_in_every_language(key: str) -> None:
    for text in (*SEED.phrases[key].values(), *SEED.phrases["other_language"].values()):
        assert re.search(r"\b911\b", text)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_text_names_a_phone_that_is_not_nationwide(text: str) -> None:
    assert phone_numbers(text) == []


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_text_has_markdown(text: str) -> None:
    assert MARKDOWN.findall(text) == []


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=where) for where, text in written("es").items()]
)
def test_spanish_says_usted(text: str) -> None:
    assert tu_forms(text) == []


@pytest.mark.parametrize("key", SEED.answers)
def test_only_ask_here_has_a_gap_and_it_is_for_the_topic(key: str) -> None:
    for language in LANGUAGES:
        text = SEED.answers[key].text(language)
        expected = ["{topic}"] if key.startswith(ASK_HERE) else []
        assert placeholders(text.text) == expected
        assert placeholders(text.more) == []


@pytest.mark.parametrize("key", [k for k, v in SEED.phrases.items() if "es" in v])
def test_a_phrase_has_the_same_gaps_in_both_languages(key: str) -> None:
    phrase = SEED.phrases[key]

    assert placeholders(phrase["es"]) == placeholders(phrase["en"])


@pytest.mark.parametrize("key", SEED.answers)
def test_no_page_is_newer_than_the_day_it_was_checked(key: str) -> None:
    answer = SEED.answers[key]
    dates = [s.date for s in answer.listed_sources if s.date != "unknown"]

    assert [day for day in dates if day > answer.checked_on.isoformat()] == []


@pytest.mark.parametrize("key", SEED.answers)
def test_an_answer_is_read_again_within_a_year(key: str) -> None:
    answer = SEED.answers[key]

    assert answer.review_by - answer.checked_on <= timedelta(days=366)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_topics_have_the_same_title(language: str) -> None:
    titles = [topic.title[language] for topic in SEED.topics]  # type: ignore[index]

    assert sorted({t for t in titles if titles.count(t) > 1}) == []


def test_no_topic_offers_itself_as_the_next() -> None:
    assert [topic.id for topic in SEED.topics if topic.id in topic.next] == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (phone_numbers, "Llame al 664 123 4567."),
        (phone_numbers, "Llame al 55-1234-5678."),
        (phone_numbers, "WhatsApp: +52 1 55 1234 5678"),
        (phone_numbers, "Call 800-911-2001."),
        (phone_numbers, "Línea de la Vida: 800 911 20005."),
        (phone_numbers, "Casa del Migrante, 6823812."),
        (phone_numbers, "Call (619) 555 0199 for help."),
        (phone_numbers, "Llame al 060 o al 066."),
        (phone_numbers, "Marque 088."),
        (phone_numbers, "Call 912 now."),
        (phone_numbers, "Escriba a https://wa.me/5216641234567"),
        (phone_numbers, "Marque *5589 o llame al 4000."),
        (MARKDOWN.findall, "Es **gratis**."),
        (MARKDOWN.findall, "Es *gratis*."),
        (MARKDOWN.findall, "# Qué hacer"),
        (MARKDOWN.findall, "- Vaya a la COMAR"),
        (MARKDOWN.findall, "1. Vaya a la COMAR"),
        (MARKDOWN.findall, "Mire [la página](https://example.org)"),
        (tu_forms, "Si tienes miedo, dígalo."),
        (tu_forms, "Tu caso está abierto."),
        (tu_forms, "Llama al 911."),
        (tu_forms, "Si puede, pide ayuda. Busca un lugar."),
        (tu_forms, "No firmes nada."),
    ],
)
def test_these_checks_see_what_they_are_for(
    check: Callable[[str], list[str]], text: str
) -> None:
    assert check(text)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (phone_numbers, "Llame al 911. Denuncie al 089. Línea: 800 911 2000, gratis."),
        (phone_numbers, "El plazo es de 30 días. En 2024 fueron 618; antes 94,829."),
        (phone_numbers, "En el primer MPP (2019-2021), el 16 de abril de 2025."),
        (phone_numbers, "Mire https://issuu.com/s/15998808 hoy."),
        (MARKDOWN.findall, "• Vaya a la COMAR\n• Es gratis, https://a.mx/x_y_z"),
        (tu_forms, 'El MPP ("Quédate en México") sigue. La COMAR busca intérprete.'),
        (tu_forms, "Pida ayuda, busque un lugar y llame al 911."),
    ],
)
def test_these_checks_leave_good_texts_alone(
    check: Callable[[str], list[str]], text: str
) -> None:
    assert check(text) == []
