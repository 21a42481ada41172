from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.engine import kept_vectors
from bot.engine.kept_vectors import KeptVectors, file_for


class Letters:
    """Counts letters, and records what it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(t), t.count("a")] for t in texts], np.float32)


def asked_of(file: Path | None, texts: list[str], mark: str = "1") -> list[str]:
    """What had to be encoded; the rows must be right in any case."""
    letters = Letters()
    rows = KeptVectors(file, mark).of(texts, letters)
    assert rows.tolist() == [[len(t), t.count("a")] for t in texts]
    assert rows.dtype == np.float32
    return letters.asked


def test_only_texts_not_seen_before_are_encoded(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "v.npz"
    assert asked_of(file, ["aa", "b", "b"]) == ["aa", "b"]
    assert asked_of(file, ["ccc", "b"]) == ["ccc"]
    assert asked_of(file, ["b", "aa", "ccc"]) == []
    assert [f.name for f in file.parent.iterdir()] == ["v.npz"]


def test_another_encoder_encodes_all_again(tmp_path: Path) -> None:
    file = tmp_path / "v.npz"
    asked_of(file, ["aa"])
    assert asked_of(file, ["aa"], mark="2") == ["aa"]


def test_half_a_file_is_no_file(tmp_path: Path) -> None:
    file = tmp_path / "v.npz"
    asked_of(file, ["aa"])
    file.write_bytes(file.read_bytes()[:50])
    assert asked_of(file, ["aa"]) == ["aa"]
    assert asked_of(file, ["aa"]) == []


def test_too_many_are_cut_to_those_just_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_vectors, "_MOST", 3)
    file = tmp_path / "v.npz"
    asked_of(file, ["aa", "b"])
    asked_of(file, ["c", "d"])
    assert asked_of(file, ["aa", "c", "d"]) == ["aa"]


def test_without_a_file_nothing_is_kept() -> None:
    assert asked_of(None, ["aa"]) == asked_of(None, ["aa"]) == ["aa"]


def test_rasas_settings_of_its_cache_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    assert file_for("E5") == tmp_path / "vectors" / "E5.npz"
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    assert file_for("E5") is None
