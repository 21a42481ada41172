import json
import re
from html.parser import HTMLParser

import pytest
from yarl import URL

from bot.channels.web.page import Page
from bot.channels.web.routes import STATIC
from bot.facts.seed import Seed
from tests.channels.web.browser import Browser

Attributes = dict[str, str | None]


class Elements(HTMLParser):
    """All elements of a page with their attributes, and the text inside scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []
        self.scripts: list[tuple[Attributes, str]] = []
        self._open: Attributes | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._open = dict(attrs) if tag == "script" else None
        if self._open is not None:
            self.scripts.append((self._open, ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.scripts[-1] = (self._open, self.scripts[-1][1] + data)


async def page(browser: Browser, path: str = "/", **headers: str) -> str:
    async with browser.http.get(path, headers=headers) as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert response.headers["Cache-Control"] == "no-store"
        return await response.text()


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/", None, "es"),
        ("/", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("/", "en-US,en;q=0.9,es;q=0.8", "en"),
        ("/", "fr-FR", "es"),
        ("/?lang=en", "es-MX", "en"),
        ("/?lang=es", "en-US", "es"),
        ("/?lang=EN", None, "en"),
        ('/?lang="><script>', None, "es"),
    ],
)
async def test_the_page_is_in_the_language_asked_for_or_that_of_the_browser(
    path: str, accepted: str | None, language: str, browser: Browser, seed: Seed
) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    html = await page(browser, path, **headers)
    assert Elements(html).found[0] == ("html", {"lang": language})
    assert seed.phrases["page_label"][language] in html


@pytest.mark.parametrize(("language", "other"), [("es", "en"), ("en", "es")])
async def test_the_page_leads_to_the_other_language(
    language: str, other: str, browser: Browser
) -> None:
    html = await page(browser, f"/?lang={language}")
    links = [a for tag, a in Elements(html).found if tag == "a"]
    assert f"?lang={other}" in [link["href"] for link in links]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_emergency_number_is_one_tap_away_without_any_script(
    language: str, browser: Browser
) -> None:
    html = await page(browser, f"/?lang={language}")
    links = [a for tag, a in Elements(html).found if tag == "a"]
    assert "tel:911" in [link["href"] for link in links]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_page_carries_its_sentences_in_both_languages(
    language: str, browser: Browser, seed: Seed
) -> None:
    html = await page(browser, f"/?lang={language}")
    [data] = [
        json.loads(text)
        for attributes, text in Elements(html).scripts
        if attributes.get("id") == "phrases"
    ]
    assert data == {
        code: {
            key: texts[code]
            for key, texts in seed.phrases.items()
            if key.startswith("page_")
        }
        for code in ("es", "en")
    }
    needed = re.findall(r'say\("(\w+)"\)', (STATIC / "chat.js").read_text("utf-8"))
    assert needed
    assert set(needed) <= set(data["es"])


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_page_has_no_inline_script_or_style(
    language: str, browser: Browser
) -> None:
    elements = Elements(await page(browser, f"/?lang={language}"))
    for attributes, text in elements.scripts:
        is_data = attributes.get("type") == "application/json"
        assert is_data or (attributes.get("src") and not text.strip())
    for tag, attributes in elements.found:
        assert tag not in ("style", "iframe", "object", "base")
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes
        assert "javascript:" not in str(attributes.get("href"))


async def test_all_that_the_page_loads_is_there_and_ours(browser: Browser) -> None:
    elements = Elements(await page(browser))
    loaded = [a.get("src") for _, a in elements.found]
    loaded += [a.get("href") for tag, a in elements.found if tag == "link"]
    files = {name for name in loaded if name}
    assert files == {"/static/chat.css", "/static/chat.js", "/static/faro.svg"}
    for name in files:
        assert not URL(name).absolute
        async with browser.http.get(name) as response:
            assert response.status == 200


ADDRESS = re.compile(r"(?:https?:|wss?:)?//\w[^\s\"'<>]*")
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize(
    "name", ["/", *(f"/static/{file.name}" for file in sorted(STATIC.iterdir()))]
)
async def test_nothing_names_another_host(name: str, browser: Browser) -> None:
    async with browser.http.get(name) as response:
        text = await response.text()
    assert [found for found in ADDRESS.findall(text) if found != NAMESPACE] == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        *("/static/chat.js", "/static/chat.css", "/static/faro.svg"),
        *("/health", "/nowhere", "/static/nowhere.js"),
    ],
)
async def test_every_response_keeps_other_sites_away(
    path: str, browser: Browser
) -> None:
    async with browser.http.get(path) as response:
        headers = response.headers
    rules = dict(
        rule.strip().split(" ", 1)
        for rule in headers["Content-Security-Policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in str(rules)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


async def test_replies_keep_other_sites_away_too(browser: Browser) -> None:
    async with browser.http.post("/web/visitors", json={}) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "path", ["/static/", "/static/../page.html", "/static/%2e%2e/routes.py"]
)
async def test_only_static_files_are_served(path: str, browser: Browser) -> None:
    url = URL(str(browser.http.make_url("")).rstrip("/") + path, encoded=True)
    async with browser.http.session.get(url) as response:
        assert response.status in (403, 404)


def test_sentences_cannot_break_out_of_the_page(seed: Seed) -> None:
    evil = "</script><script>alert(1)</script>\"'<b>"
    phrases = {key: dict.fromkeys(("es", "en"), evil) for key in seed.phrases}
    elements = Elements(Page(phrases).html("es"))
    assert len(elements.scripts) == 2
    assert "b" not in [tag for tag, _ in elements.found]
