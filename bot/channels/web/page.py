"""The chat page as HTML, with its sentences inside: no second request is needed."""

from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

_HERE = Path(__file__).parent
_PREFIX = "page_"

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
}


class Page:
    """Renders page.html; `phrases` are the fixed sentences by key and language."""

    def __init__(self, phrases: dict[str, dict[str, str]]) -> None:
        environment = Environment(
            loader=FileSystemLoader(_HERE), autoescape=True, auto_reload=False
        )
        self._template = environment.get_template("page.html")
        self._phrases = {
            language: {
                key: texts[language]
                for key, texts in phrases.items()
                if key.startswith(_PREFIX)
            }
            for language in ("es", "en")
        }

    def html(self, language: str) -> str:
        """The page in one language; it carries both, since a chat may change it."""
        return self._template.render(
            language=language,
            other="en" if language == "es" else "es",
            say=self._phrases[language],
            phrases=self._phrases,
        )


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Headers that keep other sites and their scripts away; for every response."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
