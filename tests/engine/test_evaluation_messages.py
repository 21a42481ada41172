from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.evaluation.keywords import has_keyword, read_keywords
from bot.engine.evaluation.messages import read_messages, read_short
from tests.engine.made_up import message

ENTRY = "- {topic: comar_cost, language: es, style: clean, text: cuánto cuesta"


def written(folder: Path, text: str) -> Path:
    file = folder / "heldout.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_message_is_read_with_all_that_is_accepted(tmp_path: Path) -> None:
    file = written(tmp_path, ENTRY + ", also: [comar_process], author: ana}")
    (read,) = read_messages(file)
    assert read.accepted == {"comar_cost", "comar_process"}
    assert (read.area, read.author, read.keyword) == ("comar", "ana", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {topic: comar_cost, language: es, text: hola}", "entry 1: write style"),
        (ENTRY + ", also: comar_process}", "must be a list of topics"),
        (ENTRY + "}\n" + ENTRY + "}", "stands there twice"),
        ("topic: comar_cost", "must be a list of messages"),
    ],
    ids=["no style", "also is no list", "twice", "no list"],
)
def test_what_is_wrong_in_the_file_is_named(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        read_messages(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.yml is missing"):
        read_messages(tmp_path / "nothing.yml")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a b c d", "1-4 words"),
        ("a b c d e", "5-14 words"),
        (" ".join("a" * 14), "5-14 words"),
        (" ".join("a" * 15), "15+ words"),
    ],
)
def test_messages_are_short_middling_or_long(text: str, length: str) -> None:
    assert message(text).length == length


def test_the_key_follows_text_and_label() -> None:
    assert message("a").key == message("a", style="noisy", keyword=True).key
    others = [message("b"), message("a", also=frozenset({"mpp_status"}))]
    others += [message("a", language="en"), message("a", topic="mpp_status")]
    assert message("a").key not in {other.key for other in others}


@pytest.mark.parametrize(
    ("text", "stems", "found"),
    [
        ("¿CUÁNTO CUESTA?", ["cuest"], True),
        ("acuesta al niño", ["cuest"], False),
        ("quédate en méxico", ["quedate en"], True),
        ("cualquier cosa", [], False),
        ("cualquier cosa", ["!", "cuest"], False),
    ],
    ids=["folded", "not within a word", "two words", "no stems", "empty stem"],
)
def test_key_words_match_where_a_word_begins(
    text: str, stems: list[str], found: bool
) -> None:
    assert has_keyword(text, stems) == found


def test_key_words_fill_in_what_the_file_does_not_say(tmp_path: Path) -> None:
    said = ENTRY.replace("cuánto", "oiga cuánto") + ", keyword: false}"
    file = written(tmp_path, f"{ENTRY}}}\n{said}")
    read = read_messages(file, {"comar_cost": ["cuest"]})
    assert [m.keyword for m in read] == [True, False]


def test_files_that_may_be_missing_are_empty(tmp_path: Path) -> None:
    assert read_keywords(tmp_path / "none.yml") == {}
    assert read_short(tmp_path / "none.yml") == []
