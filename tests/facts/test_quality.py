from datetime import date
from typing import Any

import pytest

from bot.facts.quality import (
    answer_problems,
    gaps,
    is_good_link,
    months,
    numbers,
    pair_problems,
    reading_problems,
    text_problems,
)
from bot.facts.seed import MORE_LIMIT, TEXT_LIMIT, SeedAnswer
from tests.facts.sample import sample_answer

KEY = "comar_cost"
CLAIM = sample_answer("", "")["claims"][0]
SOURCE = sample_answer("", "")["sources"][0]


def answer(**changes: Any) -> dict[str, Any]:
    """The sample's entry with these parts changed; a string is a text without more."""
    texts = {"es": "Es gratis.", "en": "It is free."}
    changed = {
        part: {"text": value} if part in texts and isinstance(value, str) else value
        for part, value in changes.items()
    }
    return {**sample_answer(**texts), **changed}


def found(entry: dict[str, Any], key: str = KEY) -> list[str]:
    return answer_problems(key, SeedAnswer.model_validate(entry))


def claims(*said: str) -> list[dict[str, Any]]:
    return [{**CLAIM, "says": text} for text in said]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("el 5 de mayo y en marzo", "es", ["03", "05"]),
        ("5 May, then in March", "en", ["03", "05"]),
        ("You may ask. May I work? It may take days.", "en", []),
        ("May 2025", "en", ["05"]),
        ("Marzo, MARZO", "es", ["03", "03"]),
    ],
)
def test_months_are_found_by_their_names(
    text: str, language: str, found: list[str]
) -> None:
    assert months(text, language) == found


def test_numbers_and_gaps_are_found_as_they_are_written() -> None:
    assert numbers("68,000 y 30; 2.5") == ["000", "2", "30", "5", "68"]
    assert gaps("{whom}, {date}: {date}") == ["{date}", "{date}", "{whom}"]


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://www.gob.mx/comar", True),
        ("https://empleo.gob.mx", True),
        ("http://a-b.mx:8080/x?y=1#z", True),
        ("https://a.mx?x=1", True),
        ("https://a.mx.", False),
        ("https://a.mx/x,", False),
        ("https://a.mx/?", False),
        ("https://comar", False),
        ("https://", False),
        ("https://a..mx", False),
        ("www.gob.mx", False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_good_link_is_whole_and_ends_in_no_mark(link: str, good: bool) -> None:
    assert is_good_link(link) is good


@pytest.mark.parametrize(
    ("text", "language", "problem"),
    [
        ("Llame al 664 123 4567.", "es", "“664 123 4567” is a phone that nobody check"),
        ("Es **gratis**.", "es", "“**” is Markdown"),
        ("Si tienes miedo, vaya.", "es", "“tienes” is not “usted”. Reword it."),
        ("Seguro que le aceptan.", "es", "“Seguro que” promises."),
        ("It is guaranteed.", "en", "“guaranteed” promises."),
        ("Un migrante ilegal.", "es", "“migrante ilegal” calls people illegal."),
        ("See https://a.mx. Go.", "en", "“https://a.mx.” is no good link."),
        ("See https:/a.mx now", "en", "“https:/a.mx” is no good link."),
        ("See www.gob.mx now", "en", "“www.gob.mx” is no good link."),
        ("=1+1", "en", "begins with =, +, - or @. Begin with a word."),
    ],
)
def test_what_is_wrong_with_a_text_is_quoted_with_its_remedy(
    text: str, language: str, problem: str
) -> None:
    problems = list(text_problems(text, language))

    assert any(line.startswith(problem) for line in problems), problems


def test_what_is_wrong_twice_is_said_once() -> None:
    assert len(list(text_problems("Ve a tu casa, tu casa.", "es"))) == 2


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_good_text_has_no_problem(language: str) -> None:
    text = "• COMAR: https://www.gob.mx/comar\n\nTel. 911."

    assert list(text_problems(text, language)) == []


@pytest.mark.parametrize(
    ("text", "language", "problem"),
    [
        ("mar " * 29, "es", "a sentence has 29 words, 28 are allowed. Split it: “"),
        ("mar " * 28, "es", None),
        ("administrativamente. " * 20, "es", "reading ease -"),
        ("administrativamente. " * 19, "es", None),
        ("international. " * 20, "en", "reading ease -"),
        ("It is free. " * 20, "en", None),
    ],
)
def test_a_text_must_be_easy_to_read(
    text: str, language: str, problem: str | None
) -> None:
    problems = list(reading_problems(text, language))

    assert len(problems) == (problem is not None)
    assert all(line.startswith(problem or "") for line in problems)


@pytest.mark.parametrize(
    ("es", "en", "problem"),
    [
        ("En 30 o 45 días.", "In 30 days.", "numbers differ: only in Spanish '45', on"),
        ("En 30 días.", "In 30 or 30 days.", "English '30'. Make them equal."),
        ("el 5 de mayo", "5 March", "months differ: only in Spanish '05', only in Eng"),
        ("• Uno\n• Dos", "• One", "points differ: only in Spanish '•', only in Englis"),
        ("https://a.mx", "https://b.mx", "links differ: only in Spanish 'https://a.mx"),
        ("{topic}", "{title}", "gaps differ: only in Spanish '{topic}', only in Engli"),
    ],
)
def test_both_languages_say_the_same_figures_months_points_and_links(
    es: str, en: str, problem: str
) -> None:
    [line] = pair_problems(es, en)

    assert problem in line


def test_both_languages_may_say_them_in_another_order() -> None:
    es = "• El 5 de mayo, 30 días: https://a.mx\n• https://b.mx"
    en = "• https://b.mx\n• 30 days, on 5 May: https://a.mx"

    assert list(pair_problems(es, en)) == []


def test_the_sample_has_no_problem() -> None:
    assert found(answer()) == []
    assert found(answer(sources="project", claims=[]), "meta_greet") == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"claims": []}, "has no claims. List under `claims:` what each source says."),
        ({"sources": [], "claims": []}, "has no source. Add at least one under `sou"),
        ({"sources": "project"}, "claim 1 names source 1, 2 of 0. Correct its `sou"),
        ({"claims": [{**CLAIM, "sources": [1]}]}, "source 2 bears out no claim."),
        ({"claims": [{**CLAIM, "sources": [1, 2, 3]}]}, "claim 1 names source 3 of 2."),
        ({"claims": [{**CLAIM, "sources": [0, 1, 2]}]}, "claim 1 names source 0 of 2."),
        ({"claims": [CLAIM, {**CLAIM, "sources": []}]}, "claim 2 names no source."),
        ({"claims": [{**CLAIM, "as_of": "hoy"}]}, "claim 1: `as_of` “hoy”. Write YYYY"),
        ({"claims": [{**CLAIM, "as_of": "2027"}]}, "claim 1: `as_of` 2027 is later th"),
        ({"sources": [SOURCE, {**SOURCE, "date": "2026-11-25"}]}, "source date 2026-1"),
        (
            {"sources": [SOURCE, {**SOURCE, "date": "2026-13"}]},
            "source date “2026-13”.",
        ),
        ({"sources": [SOURCE, {**SOURCE, "url": "a.mx"}]}, "source address “a.mx” is "),
        ({"review_by": date(2027, 11, 26)}, "`review_by` is more than a year after"),
        ({"review_by": date(2026, 11, 24)}, "`review_by` must be later than"),
        ({"es": " "}, "es text: is empty. Write it."),
        ({"es": "a" * (TEXT_LIMIT + 1)}, "es text: 801 characters, 800 are"),
        (
            {"en": {"text": "a", "more": "a" * (MORE_LIMIT + 1)}},
            "en more: 3001 charact",
        ),
        ({"en": {"text": "a", "more": "For sure."}}, "en more: “For sure” promises."),
        ({"es": "mar " * 29}, "es text: a sentence has 29 words"),
        ({"es": "En 30 días."}, "text: numbers differ: only in Spanish '30'"),
        ({"es": {"text": "a", "more": "30"}}, "more: numbers differ: only in Spanish "),
        ({"es": "{topic}"}, "es: gaps are ['{topic}'], only none may be in"),
    ],
)
def test_each_problem_of_an_answer_is_found_and_says_where(
    changes: dict[str, Any], problem: str
) -> None:
    problems = found(answer(**changes))

    assert any(line.startswith(problem) for line in problems), problems


@pytest.mark.parametrize(
    ("es", "en", "said", "problems"),
    [
        ("En 30 días.", "In 30 days.", "The limit is 30 days.", []),
        ("En 30 días.", "In 30 days.", "The limit is 300 days.", ["30", "30"]),
        ("Van 68,000.", "So far 68,000.", "In all 68,000.", []),
        ("Van 68,000.", "So far 68,000.", "In all 68 of 000.", ["68000", "68000"]),
        ("Desde mayo.", "Since May.", "Known since May.", []),
        ("Desde mayo.", "Since May.", "It may be.", ["month 05", "month 05"]),
        ("Vea https://b.mx", "See https://b.mx", "See https://b.mx", []),
        ("Vea https://b.mx/1", "See https://b.mx/1", "", 2 * ["the link https://b.mx"]),
        ("Llame al 911 o 089.", "Call 911 or 089.", "Call for help.", []),
        ("Llame al 800 911 2000.", "Call 800 911 2000.", "Call for help.", []),
        ("Cuesta 800 pesos.", "It is 800 pesos.", "It is free.", ["800", "800"]),
        ("Es del año 2000.", "It is of 2000.", "It is old.", ["2000", "2000"]),
    ],
)
def test_each_figure_month_and_link_of_a_text_stands_in_a_claim(
    es: str, en: str, said: str, problems: list[str]
) -> None:
    lines = found(answer(es=es, en=en, claims=claims("A claim. " + said)))

    assert len(lines) == len(problems)
    for line, language, problem in zip(lines, ("es", "en"), problems):
        assert line.startswith(f"{language}: {problem}")
        assert line.endswith(" stands in no claim. Add the claim.")


def test_a_link_to_a_source_needs_no_claim_and_more_is_read_too() -> None:
    entry = answer()
    for language in ("es", "en"):
        entry[language]["more"] = f"{SOURCE['url']}\n7"

    assert [line.split(" stands")[0] for line in found(entry)] == ["es: 7", "en: 7"]


@pytest.mark.parametrize(
    ("key", "es", "en", "problem"),
    [
        ("ask_here.comar", "Sobre {topic}.", "On {topic}.", None),
        ("ask_here.comar", "Sobre eso.", "On that.", "gaps are none, only ['{topic}']"),
        ("safety_kidnapping", "Llame al 911.", "Call 911.", None),
        (
            "safety_kidnapping",
            "Calma.\nAl 911.",
            "Calm.\n911.",
            "the first line does no",
        ),
        ("safety_kidnapping", "Son 9110.", "They are 9110.", "the first line does not"),
        ("ask_here.safety", "{topic}", "{topic}", "the first line does not say 911."),
    ],
)
def test_some_keys_have_rules_of_their_own(
    key: str, es: str, en: str, problem: str | None
) -> None:
    lines = found(answer(es=es, en=en, claims=claims("So it is, 9110.")), key)
    wanted = [] if problem is None else [f"es: {problem}", f"en: {problem}"]

    assert len(lines) == len(wanted)
    assert all(line.startswith(start) for line, start in zip(lines, wanted)), lines


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("meta_greet", True),
        ("ask_here.meta", True),
        ("comar_cost", False),
        ("ask_here.comar", False),
    ],
)
def test_only_what_faro_says_of_itself_has_the_project_as_its_source(
    key: str, allowed: bool
) -> None:
    text = "{topic}" if "ask" in key else "Hola."
    lines = found(answer(es=text, en=text, sources="project", claims=[]), key)

    assert lines == (
        [] if allowed else ["`sources: project` is only for what Faro says of itself."]
    )


def test_a_text_that_is_behind_may_differ_and_rests_on_its_own_ground() -> None:
    older = {
        **{k: v for k, v in answer().items() if k not in ("es", "en")},
        "claims": claims("In 45 days."),
        "because": "urgente",
    }
    entry = answer(es="En 30 días.", en="In 45 days.", claims=claims("In 30 days."))
    assert len(found(entry)) == 2
    entry["en"]["behind"] = older

    assert found(entry) == []
    entry["en"]["behind"] = {**older, "claims": []}
    assert found(entry) == [
        "en: has no claims. List under `claims:` what each source says."
    ]
