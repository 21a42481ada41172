import time

import pytest

from bot.channels.web.rates import RateLimit


def test_no_more_than_the_limit_is_allowed() -> None:
    rates = RateLimit(per_minute=3)
    assert [rates.allows("a") for _ in range(5)] == [True, True, True, False, False]


def test_each_visitor_has_a_limit_of_its_own() -> None:
    rates = RateLimit(per_minute=1)
    assert [rates.allows(key) for key in ("a", "b", "a", "c", "b")] == [
        *(True, True, False, True, False)
    ]


def test_the_limit_is_of_any_sixty_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = RateLimit(per_minute=2)
    allowed = []
    for second in (0, 50, 59, 61, 62, 111):
        monkeypatch.setattr(time, "monotonic", lambda now=second: 1000.0 + now)
        allowed.append(rates.allows("a"))
    # At 61 the message of second 0 no longer counts, at 111 that of second 50.
    assert allowed == [True, True, False, True, False, True]


def test_a_refused_message_does_not_prolong_the_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rates = RateLimit(per_minute=1)
    allowed = []
    for second in (0, 30, 59, 61):
        monkeypatch.setattr(time, "monotonic", lambda now=second: 1000.0 + now)
        allowed.append(rates.allows("a"))
    assert allowed == [True, False, False, True]


def test_memory_is_bounded_and_the_quietest_is_forgotten_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.web.rates._VISITORS", 2)
    rates = RateLimit(per_minute=1)
    assert [rates.allows(key) for key in ("a", "b")] == [True, True]
    # "a" was heard again, so the third visitor pushes "b" out.
    assert [rates.allows(key) for key in ("a", "c", "a", "b")] == [
        *(False, True, False, True)
    ]
