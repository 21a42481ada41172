"""The rules of places, kept on the web channel through the real three processes."""

from urllib.error import HTTPError

import pytest
import yaml

from tests.conftest import FACTS
from tests.e2e.conftest import Faro
from tests.e2e.test_facts import Person, text_of
from tests.places.rules import broken_rules

pytestmark = pytest.mark.e2e

SHELTERS = yaml.safe_load((FACTS / "places" / "shelters.yml").read_text("utf-8"))
OFFICES = yaml.safe_load((FACTS / "places" / "comar_offices.yml").read_text("utf-8"))
CITIES = sorted(
    {p["city"] for p in [*SHELTERS["places"], *OFFICES["offices"]]} | {"Tecate"}
)
ASKED = {
    "es": ("albergue en {}", "albergue para personas lgbt en {}", "comar en {}"),
    "en": ("shelter in {}", "shelter for women in {}", "COMAR office in {}"),
}
NEAR_THE_HOUSE = {"latitude": 32.5207, "longitude": -117.0043}


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_reply_about_any_city_breaks_a_rule(faro: Faro, language: str) -> None:
    lines = [
        {"conversation": f"{city} {number}", "text": question.format(city)}
        for city in CITIES
        for number, question in enumerate(ASKED[language])
    ]
    replies = faro.ask(*lines, concurrency=2)
    places = [reply for reply in replies if reply["kind"] == "place"]
    assert len(places) > len(lines) * 0.9
    broken = [
        f"{asked['text']}: {problem}"
        for asked, reply in zip(lines, replies, strict=True)
        for problem in broken_rules(text_of(reply), reply["language"])
    ]
    assert broken == []
    # What stays inside never leaves with a reply.
    assert not {"places", "more", "asks"} & {key for reply in replies for key in reply}


def test_a_shared_location_gets_the_nearest_with_the_way_and_the_next_three(
    faro: Faro,
) -> None:
    replies = faro.ask(
        {"conversation": "c", "location": NEAR_THE_HOUSE},
        {"conversation": "c", "choice": "more"},
    )
    first, second = (text_of(reply) for reply in replies)
    assert first.index("Casa del Migrante en Tijuana") < first.index("Madre Asunta")
    assert "A menos de 1 km de usted." in first
    assert " km de usted, en línea recta." in second
    shown = [name for name in _names() if name in first]
    assert len(shown) == 3
    assert not [name for name in shown if name in second]
    for text in (first, second):
        assert broken_rules(text, "es", located=True) == []
        assert str(NEAR_THE_HOUSE["latitude"]) not in text


def test_a_caseworker_confirms_and_a_person_reports_in_the_same_conversation(
    faro: Faro,
) -> None:
    person = Person(faro)
    place = "centro_para_migrantes_jesus_torres"
    faro.command(
        *("places", "confirm", place, "open", "--by", "Ana", "--free", "women=12")
    )
    reply = person.send(text="donde puedo dormir en torreon")
    assert "Confirmado hace menos de una hora: está abierto." in text_of(reply)
    assert "Lugares libres entonces: 12 para mujeres." in text_of(reply)
    card = person.send(choice=f"place:{place}")
    assert text_of(card).startswith("Centro para Migrantes Jesús Torres, en Torreón")
    thanks = person.send(text="fui y estaba cerrado")
    assert "Gracias por avisar de Centro para Migrantes Jesús Torres." in text_of(
        thanks
    )
    tasks = faro.command("facts", "tasks")
    assert f"place_closed: {place}\n" in tasks
    faro.command("places", "confirm", place, "closed", "--by", "Ana")
    again = person.send(text="donde puedo dormir en torreon")
    assert "Jesús Torres" not in text_of(again)
    assert place not in faro.command("facts", "tasks")
    faro.command("places", "confirm", place, "open", "--by", "Ana")


def test_a_place_that_was_not_offered_cannot_be_tapped(faro: Faro) -> None:
    person = Person(faro)
    with pytest.raises(HTTPError, match="409"):
        person.send(choice="closed:casa_frida")


def _names() -> list[str]:
    return [place["name"] for place in SHELTERS["places"]]
