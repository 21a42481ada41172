import time

import pytest
from itsdangerous import TimestampSigner

from bot.channels.web.visitor import BadToken, Visitors

DAY = 24 * 3600


def days_old(monkeypatch: pytest.MonkeyPatch, days: float) -> str:
    """A token of "c1" that was signed some days ago."""
    moment = int(time.time() - days * DAY)
    with monkeypatch.context() as then:
        then.setattr(TimestampSigner, "get_timestamp", lambda _: moment)
        return Visitors("secret").token("c1")


def test_a_token_leads_to_its_conversation() -> None:
    visitors = Visitors("secret")
    assert visitors.conversation(visitors.token("c1")) == "c1"
    assert visitors.conversation(visitors.token("c2")) == "c2"


def test_a_token_outlives_a_restart() -> None:
    assert Visitors("secret").conversation(Visitors("secret").token("c1")) == "c1"


def test_a_token_lasts_for_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Visitors("secret").conversation(days_old(monkeypatch, 29)) == "c1"


def test_a_token_ends_after_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadToken):
        Visitors("secret").conversation(days_old(monkeypatch, 31))


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="nothing"),
        pytest.param("c1", id="bare conversation"),
        pytest.param("ñ.🙏.\x00", id="strange characters"),
        pytest.param("a.b.c", id="looks like one"),
        pytest.param(Visitors("another secret").token("c1"), id="foreign"),
        pytest.param(Visitors("secret").token("c1")[:-1], id="cut off"),
        pytest.param("x" + Visitors("secret").token("c1"), id="changed"),
    ],
)
def test_a_token_that_we_did_not_sign_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        Visitors("secret").conversation(token)
