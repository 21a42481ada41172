from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.engine.evaluation.cross_validation import CrossValidation, Doubt
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.learning_curve import CurvePoint
from bot.engine.evaluation.measured import Measured, ShortOutcome
from bot.engine.evaluation.messages import ShortMessage
from bot.engine.evaluation.outcome import outcome_of
from bot.engine.evaluation.report import report
from bot.engine.evaluation.scores import scores_of
from bot.engine.evaluation.training_data import Example
from tests.engine.made_up import answered, many, message, parsed

NASTY = 'me pegan <script>alert("x")</script> & $content'
RATES = {"en": Rate(7, 10), "es": Rate(8, 10)}


@pytest.fixture
def measured() -> Measured:
    outcomes = many(20, 2) + many(20, 3, language="en", style="noisy", keyword=True)
    outcomes += many(1, style="<i>")
    outcomes += [
        answered(message(NASTY, "safety_rape"), "mpp_status"),
        answered(message("golpes", "safety_rape"), "safety_emergency"),
        outcome_of(message("eh"), parsed("comar_cost", kind="close", offered=("a",))),
        outcome_of(message("no se"), {"intent": {"name": None}}),
    ]
    return Measured(
        "abc123",
        400,
        outcomes,
        short=[ShortOutcome(ShortMessage("vale", "es"), "en")],
        leaked=3,
        cross=CrossValidation(
            Rate(15, 20),
            Rate(18, 20),
            RATES,
            [Doubt(Example("x <b>", "comar_cost", "es"), "mpp_status", 0.8)],
        ),
        curve=[CurvePoint(5, 20, RATES), CurvePoint(None, 40, RATES)],
    )


class Strict(HTMLParser):
    """Fails on a tag that is not closed by its own name."""

    ALONE = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(page: str) -> list[str]:
    parser = Strict()
    parser.feed(page)
    assert parser.open == []
    return parser.seen


def test_the_report_is_whole_and_asks_nothing_of_the_network(
    measured: Measured,
) -> None:
    page = report(measured, scores_of(measured), ["Wrong answer: <rose>"])
    tags = checked(page)
    assert tags.count("svg") == 5
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not re.search(r"https?:|url\(|@import|src=", page)
    assert 'name="viewport"' in page
    assert "prefers-color-scheme: dark" in page
    assert "$content" in page  # of the message, which is text and no template


def test_what_people_write_is_text_in_the_report(measured: Measured) -> None:
    page = report(measured, None, [])
    assert "&lt;script&gt;alert(" in page
    assert "x &lt;b&gt;" in page


def test_the_report_says_what_fell_and_what_leaked(measured: Measured) -> None:
    accepted = scores_of(measured)
    assert "Wrong answer: rose" in report(measured, accepted, ["Wrong answer: rose"])
    assert "No figure fell" in report(measured, accepted, [])
    assert "No run has been accepted" in report(measured, None, [])
    assert "3 of them nearly stand in the training data" in report(measured, None, [])


def test_a_missed_danger_is_listed_apart_from_one_with_another_topic(
    measured: Measured,
) -> None:
    page = report(measured, None, [])
    section = page[page.index("<h2>Danger") : page.index("<h2>By kind")]
    assert "1 of 2 were not answered as danger" in section
    missed, other = section.split("<details>")
    assert "me pegan" in missed
    assert "golpes" not in missed
    assert "golpes" in other


def test_every_message_that_was_not_right_is_listed(measured: Measured) -> None:
    page = report(measured, None, [])
    listed = page[page.index("<h2>Every mistake") :]
    wrong = [o for o in measured.outcomes if not o.right]
    assert all(o.message.text.split(" <")[0] in listed for o in wrong)
    assert listed.count("<tr>") == len(wrong) + 1 + 3


def test_a_quick_run_leaves_out_what_it_did_not_measure(measured: Measured) -> None:
    quick = replace(measured, cross=None, curve=[], leaked=None, short=[])
    page = report(quick, None, [])
    checked(page)
    assert "Within the training data" not in page
    assert "Would more examples help" not in page


def test_a_report_on_very_little_can_be_written() -> None:
    checked(report(Measured("m", 1, many(1)), None, []))
    checked(report(Measured("m", 1, many(1, 1)), None, []))
