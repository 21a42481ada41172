import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.defuse import defused

_UNSEEN = [
    pytest.param("\u200b", id="zero-width space"),
    pytest.param("\u200d", id="zero-width joiner"),
    pytest.param("\u200e", id="left-to-right mark"),
    pytest.param("\u202a", id="embedding, as in copied contacts"),
    pytest.param("\u2066", id="isolate"),
    pytest.param("\u2060", id="word joiner"),
    pytest.param("\u00ad", id="soft hyphen"),
    pytest.param("\ufe0f", id="variation selector"),
    pytest.param("\ufeff", id="byte order mark"),
    pytest.param("\u00a0", id="no-break space"),
    pytest.param("\x00", id="control character"),
    pytest.param(" \t\r\n", id="spaces and lines"),
]


@pytest.mark.parametrize("mark", _UNSEEN)
def test_a_command_behind_marks_that_nobody_sees_is_defused(mark: str) -> None:
    assert defused(f"{mark}/{mark}/restart") == "restart"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("/restart", "restart"),
        ("///restart", "restart"),
        (" / /meta_human", "meta_human"),
        ('/comar_cost{"city": "Tijuana"}', 'comar_cost{"city": "Tijuana"}'),
        ("/", ""),
        ("/ \u200b /", ""),
    ],
)
def test_a_command_loses_its_slashes(written: str, left: str) -> None:
    assert defused(written) == left


@pytest.mark.parametrize(
    "text", ["llegué el 3/4/2025", "y/o", " hola", "", "atienden 24/7?", "\u200bhola"]
)
def test_other_text_stays_as_it_was(text: str) -> None:
    assert defused(text) == text


@given(st.text(alphabet="/ \t\n\u200b\u202e\ufeffab1"))
def test_no_text_starts_with_a_slash_afterwards(text: str) -> None:
    assert not defused(text).strip(" \t\n\u200b\u202e\ufeff").startswith("/")
