"""Whatever is down: a vetted reply, no word of the person in a log, and recovery."""

from typing import Any

import pytest

from tests.e2e.conftest import Faro

pytestmark = pytest.mark.e2e

SECRET = "zarigueya morada"
TEXT = f"cuanto cuesta la comar, soy {SECRET}, mi numero es 6641234567"


def is_apology(answer: dict[str, Any]) -> bool:
    text = answer["replies"][0]["text"]
    return answer["kind"] == "apology" and "911" in text


@pytest.mark.parametrize("name", ["actions", "engine"])
def test_a_killed_process_means_an_apology_and_comes_back(
    faro: Faro, name: str
) -> None:
    faro.wait_ready()
    faro.kill(name)
    assert is_apology(faro.say(TEXT))
    faro.wait_ready()
    assert faro.say(TEXT)["topic"] == "comar_cost"


@pytest.mark.parametrize("name", ["actions", "engine"])
def test_a_hanging_process_means_an_apology_in_time_and_comes_back(
    faro: Faro, name: str
) -> None:
    faro.wait_ready()
    faro.freeze(name)
    try:
        answers = faro.ask(*({"conversation": f"c{n}", "text": TEXT} for n in range(3)))
        assert all(is_apology(answer) for answer in answers)
    finally:
        faro.thaw(name)
    faro.wait_ready()
    assert faro.say(TEXT)["topic"] == "comar_cost"


def test_danger_is_answered_with_the_engine_down(faro: Faro) -> None:
    faro.wait_ready()
    faro.freeze("engine")
    try:
        answer = faro.say("auxilio me quieren matar")
    finally:
        faro.thaw("engine")
    assert answer["topic"] == "safety_emergency"
    assert "911" in answer["replies"][0]["text"].splitlines()[0]
    faro.wait_ready()


def test_an_outage_opens_a_case(faro: Faro) -> None:
    assert "apology" in faro.command("cases")


def test_no_log_holds_what_a_person_wrote(faro: Faro) -> None:
    logs = faro.logs()
    assert "answered message=" in logs  # The logs are the right ones.
    assert "engine" in logs
    for trace in (*SECRET.split(), "6641234567", "auxilio"):
        assert trace not in logs
