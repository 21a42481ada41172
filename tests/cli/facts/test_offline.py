import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.database import load_all
from bot.cli.facts.offline import offline_page, write_offline
from bot.db import Sessions, now
from bot.facts.notices import approve_notice, write_notice
from bot.facts.people import Refused
from bot.facts.review import approve
from bot.facts.seed import read_seed
from bot.language.dates import said_date, today
from bot.places.models import Place
from tests.cli.conftest import Typed
from tests.cli.facts.conftest import Run, answers
from tests.facts.life import KEY
from tests.facts.sample import Sample, sample_answer
from tests.places.rules import NEVER_SHOWN
from tests.places.sample import Sample as Places
from tests.places.sample import sample_shelter

Write = Callable[[], Path]
ALONE = {"br", "meta"}
"""Elements that have no end."""


class Page(HTMLParser):
    """Reads a page strictly: what is opened must be closed, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ALONE:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.text += data

    def every(self, attribute: str) -> list[str]:
        return [str(a[attribute]) for _, a in self.elements if attribute in a]


@pytest.fixture
def made(empty: Sessions, write: Write) -> Callable[[str], Page]:
    """The page in one language, from the sample as it is by then."""

    def page(language: str) -> Page:
        load_all(empty, write())
        with empty() as session:
            return Page(offline_page(session, language, today()))

    return page


async def test_the_command_writes_two_pages_and_a_zip_and_touches_no_other_file(
    run: Run, loaded: Sessions, tree: Path, tmp_path: Path
) -> None:
    before = (tree / "facts" / "comar.yml").read_text(encoding="utf-8")
    done = await run("facts", "offline", str(tree))
    names = [
        f"faro-es-{today()}.html",
        f"faro-en-{today()}.html",
        f"faro-{today()}.zip",
    ]
    assert [re.sub(r" \(.*", "", line) for line in done.out.splitlines()] == [
        str(tree / name) for name in names
    ]
    assert (tree / "facts" / "comar.yml").read_text(encoding="utf-8") == before
    with zipfile.ZipFile(tree / names[2]) as zipped:
        assert zipped.testzip() is None
        assert zipped.read(names[0]) == (tree / names[0]).read_bytes()
        zipped.extractall(tmp_path / "out")
    assert read_seed(tmp_path / "out" / "facts") == read_seed(tree / "facts")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_page_needs_nothing_from_outside(
    language: str, made: Callable[[str], Page], sample: Sample
) -> None:
    page = made(language)
    sources = {source["url"] for source in sample.answer["sources"]}
    links = page.every("href")
    anchors = {link for link in links if link.startswith("#")}

    assert set(links) - anchors == sources
    assert {anchor[1:] for anchor in anchors} <= set(page.every("id"))
    assert len(page.every("id")) == len(set(page.every("id")))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "link", "iframe", "form", "object", "base"}
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not attributes & {"src", "srcset", "style", "action", "background"}
    assert not [name for name in attributes if name.startswith("on")]
    policy = {"http-equiv": "Content-Security-Policy"}
    policy["content"] = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("meta", policy) in page.elements


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_page_says_its_day_and_what_to_do_in_danger_first(
    language: str, made: Callable[[str], Page], sample: Sample
) -> None:
    page = made(language)
    assert page.elements[0] == ("html", {"lang": language})
    assert f"Faro · {said_date(today(), language)}" in page.text
    lead = sample.phrases["offline_lead"][language]
    assert lead.format(date=said_date(today(), language)) in page.text
    danger = sample.phrases["offline_danger"][language]
    assert page.text.index(danger) < page.text.index(sample.topic["title"][language])


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_page_has_each_own_answer_with_its_day_and_all_its_sources(
    language: str, made: Callable[[str], Page], sample: Sample
) -> None:
    text = made(language).text
    answer = sample.answer[language]
    for words in (answer["text"], *answer["more"].split("\n\n")):
        assert words in text
    assert said_date(today(), language) in text.partition(answer["text"])[2]
    for source in sample.answer["sources"]:
        assert source["title"] in text
    # No answer of its own, and Faro speaking of itself.
    assert f"comar_work {language}" not in text
    assert f"meta_greet {language}" not in text


def test_safety_comes_first_whatever_the_order_of_the_topics(
    made: Callable[[str], Page], sample: Sample
) -> None:
    topics = sample.files["topics.yml"]["topics"]
    topics.append(
        {**topics[0], "id": "safety_now", "area": "safety", "next": []}
        | {"title": {"es": "Peligro ya", "en": "Danger now"}}
    )
    del topics[-1]["max_age"], topics[-1]["past_max_age"]
    record = sample_answer("Llame al 911.", "Call 911.")
    sample.files["safety.yml"] = {
        "area": "safety",
        "ask_here": record,
        "answers": {"safety_now": record},
    }
    text = made("es").text
    assert text.index("Llame al 911.") < text.index("Es gratis.")
    assert text.index("Peligro ya") < text.index("comar_cost es")


@pytest.mark.parametrize(
    ("days", "phrase"),
    [(61, "stale"), (181, "too_old")],
    ids=["past review", "too old"],
)
def test_an_aged_answer_says_so(
    days: int, phrase: str, made: Callable[[str], Page], sample: Sample
) -> None:
    checked = today() - timedelta(days=days)
    for answer in answers(sample):
        answer["checked_on"] = checked
        answer["review_by"] = checked + timedelta(days=60)
    text = made("en").text
    line = sample.phrases[phrase]["en"].format(
        date=said_date(checked, "en"), whom=sample.phrases["whom_comar"]["en"]
    )
    assert line in text
    is_before = text.index(line) < text.index("It is free.")
    assert is_before is (phrase == "too_old")


def test_an_answer_too_old_to_be_said_gives_way_to_whom_to_ask(
    made: Callable[[str], Page], sample: Sample
) -> None:
    sample.answer["checked_on"] = today() - timedelta(days=181)
    sample.topic["past_max_age"] = "ask_here"
    text = made("es").text
    assert "Pregunte en la COMAR sobre: comar_cost es." in text
    assert "Es gratis." not in text


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_page_has_each_place_but_those_that_must_not_be_found(
    language: str, made: Callable[[str], Page], places: Places
) -> None:
    places.shelters.append(
        sample_shelter("three", city="Mexicali", show="with_warning")
    )
    places.shelters.append(sample_shelter("secret", sensitive=True))
    page = made(language)
    for shown in ("Casa one", "Casa two", "Casa three", "Mexicali, Baja California"):
        assert shown in page.text
    address = {"es": "Calle 1, centro", "en": "1 Street, centre"}[language]
    assert address in page.text
    assert "secret" not in page.text
    assert "place-secret" not in page.every("id")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('1 < 2 & "3" <script>x</script>', "1 &lt; 2 &amp; &#34;3&#34; &lt;script&gt;"),
        (
            "Uno.\n\n• Dos\n• Tres\nFin.",
            "<ul><li>Dos</li><li>Tres</li></ul>\n<p>Fin.</p>",
        ),
        ("Uno.\nDos.", "<p>Uno.<br>Dos.</p>"),
        (
            "<Vea> (https://example.org/a?b=1&c=2).",
            '&lt;Vea&gt; (<a href="https://example.org/a?b=1&amp;c=2">'
            "https://example.org/a?b=1&amp;c=2</a>).",
        ),
        (
            "Nada de javascript:alert(1) aquí.",
            "<p>Nada de javascript:alert(1) aquí.</p>",
        ),
    ],
)
def test_a_text_is_shown_as_it_is_typed_with_its_links_and_points(
    text: str, html: str, empty: Sessions, write: Write, sample: Sample
) -> None:
    sample.answer["es"]["text"] = text
    load_all(empty, write())
    with empty() as session:
        page = offline_page(session, "es", today())
    assert html in page
    assert Page(page)


def test_names_and_titles_cannot_change_the_page(
    made: Callable[[str], Page], sample: Sample, places: Places
) -> None:
    odd = '<b>"A" & B</b>'
    sample.topic["title"]["es"] = odd
    sample.answer["sources"][0] |= {"title": odd, "publisher": odd}
    places.shelters[0] |= {"name": odd, "city": odd}
    places.shelters[0]["source"]["publisher"] = odd
    page = made("es")
    assert page.text.count(odd) >= 6
    assert "b" not in {tag for tag, _ in page.elements}


def test_the_news_of_the_day_stands_on_the_pages_while_it_lasts(
    typed: Typed, loaded: Sessions, tmp_path: Path
) -> None:
    source = {"title": "Aviso", "url": "https://example.org/a"}
    source |= {"publisher": "COMAR", "date": "2026-11"}
    texts = {"es": "La oficina cierra hoy.", "en": "The office is closed today."}
    with loaded.begin() as session:
        ends = now() + timedelta(hours=2)
        notice = write_notice(session, "Ana", texts, ["comar"], source, ends, now())
    typed("facts", "offline", str(tmp_path / "one"))
    with loaded.begin() as session:
        approve_notice(session, notice.id, "Luis", now())
    typed("facts", "offline", str(tmp_path / "two"))

    name = f"faro-en-{today()}.html"
    assert texts["en"] not in (tmp_path / "one" / name).read_text(encoding="utf-8")
    assert texts["en"] in (tmp_path / "two" / name).read_text(encoding="utf-8")


def test_where_approval_is_required_pages_and_files_have_nothing_else(
    loaded: Sessions, tmp_path: Path
) -> None:
    with loaded.begin() as session, pytest.raises(Refused, match="would be empty"):
        write_offline(session, tmp_path / "out", today(), approved_only=True)
    assert not (tmp_path / "out").exists()
    with loaded.begin() as session:
        approve(session, KEY, "Luis")
        files = write_offline(session, tmp_path / "out", today(), approved_only=True)
    with zipfile.ZipFile(files[2]) as zipped:
        content = {name: zipped.read(name).decode() for name in zipped.namelist()}
    assert "Es gratis." in content[files[0].name]
    assert "Es gratis." in content["facts/comar.yml"]
    assert "Pregunte en la COMAR" not in "".join(content.values())


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_project_s_own_pages_keep_the_rules_of_places(
    language: str, database: Sessions
) -> None:
    with database() as session:
        page = offline_page(session, language, today())
        hidden = session.scalars(select(Place).where(Place.sensitive.is_(True))).all()
    # The places stand behind the answers.
    listed = page[page.index('id="place-') :]
    assert [name for name in NEVER_SHOWN if name in listed] == []
    assert [place.name for place in hidden if place.name in listed] == []
    assert "maps.google.com" in listed
