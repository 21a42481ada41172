"""What caseworkers do to an answer, as the person meets it in the same conversation."""

import json
import re
import urllib.request
from itertools import count
from typing import Any

import pytest

from bot.facts.seed import Seed
from tests.e2e.conftest import Faro

pytestmark = pytest.mark.e2e

ANA, LUIS = ("--by", "Ana Ruiz"), ("--by", "Luis Paz")
WHY = ("--why", "la regla cambió")


class Person:
    """Somebody at the chat page, message after message."""

    def __init__(self, faro: Faro) -> None:
        self._url = faro.url
        self._numbers = count(1)
        self._visitor = self._post("/web/visitors", {})["visitor"]

    def send(self, **message: str) -> dict[str, Any]:
        """The reply to `text` or `choice`."""
        body = {"visitor": self._visitor, "message_id": f"m{next(self._numbers)}"}
        reply: dict[str, Any] = self._post("/web/messages", body | message)["reply"]
        return reply

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"{self._url}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return dict(json.load(response))


def text_of(reply: dict[str, Any]) -> str:
    return "\n".join(bubble["text"] for bubble in reply["replies"])


def test_an_answer_taken_back_in_mid_conversation_is_not_said_again(
    faro: Faro, seed: Seed
) -> None:
    entry = seed.answers["comar_cost"].es
    person = Person(faro)
    first = person.send(text="cuanto cuesta pedir refugio en la comar")
    assert entry.text in text_of(first)
    faro.command("facts", "retire", "comar_cost", *LUIS, *WHY)
    try:
        for message in (
            {"choice": "more"},
            {"text": "de donde sale eso"},
            {"text": "cuanto cuesta pedir refugio en la comar"},
        ):
            said = text_of(person.send(**message))
            assert entry.text not in said
            assert entry.more not in said
    finally:
        faro.command("facts", "rollback", "comar_cost", *LUIS, *WHY)
    back = person.send(text="cuanto cuesta pedir refugio en la comar")
    assert entry.text in text_of(back)


def test_a_text_is_said_from_the_message_after_its_approval_and_found_by_its_code(
    faro: Faro, seed: Seed, tmp_path: Any
) -> None:
    entry = seed.answers["comar_work"].en
    person = Person(faro)
    question = "can I get a permit to work while comar decides my case"
    before = person.send(text=question)
    assert entry.text in text_of(before)
    file = tmp_path / "work.yml"
    faro.command("facts", "edit", "comar_work", str(file))
    written = file.read_text("utf-8")
    changed = re.sub(
        r"^(\s+text: \|-\n)", r"\1      Nuevo. New.\n", written, flags=re.MULTILINE
    )
    file.write_text(changed, "utf-8")
    faro.command("facts", "draft", str(file), *ANA)
    faro.command("facts", "submit", "comar_work", *ANA)
    assert "Nuevo. New." not in text_of(person.send(text=question))
    faro.command("facts", "approve", "comar_work", *LUIS)
    try:
        after = person.send(text=question)
        assert "Nuevo. New." in text_of(after)
        for reply, version in ((before, 1), (after, 2)):
            found = faro.command("facts", "said", reply["code"])
            assert f"comar_work en version {version}" in found
        assert "approved by Luis Paz" in found
    finally:
        faro.command("facts", "rollback", "comar_work", *LUIS, *WHY)


def test_news_are_said_at_once_and_end_at_once(faro: Faro) -> None:
    person = Person(faro)
    words = ("--es", "La COMAR cierra hoy.", "--en", "COMAR is closed today.")
    source = ("--title", "Aviso", "--url", "https://www.gob.mx/comar")
    origin = ("--publisher", "COMAR", "--date", "2026-11-24")
    about = ("--about", "comar", "--hours", "5")
    written = faro.command(
        "facts", "notice", "write", *ANA, *words, *about, *source, *origin
    )
    [number] = re.findall(r"Notice (\d+)", written)[:1]
    faro.command("facts", "notice", "approve", number, *LUIS)
    reply = person.send(text="cuanto cuesta pedir refugio en la comar")
    assert "La COMAR cierra hoy." in reply["replies"][0]["text"]
    faro.command("facts", "notice", "end", number, *LUIS, *WHY)
    assert "La COMAR cierra hoy." not in text_of(
        person.send(text="cuanto cuesta pedir refugio en la comar")
    )
