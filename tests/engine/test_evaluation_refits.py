from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.engine.evaluation.cross_validation import cross_validate
from bot.engine.evaluation.intervals import Rate
from bot.engine.evaluation.learning_curve import learning_curve
from bot.engine.evaluation.sentence_vectors import sentence_vectors, settings_of
from bot.engine.evaluation.training_data import Example, read_training_data
from tests.engine.made_up import message

TOPICS = ("comar_cost", "mpp_status")


class Nearest:
    """A stand-in for the topic model: the topic whose mean vector is nearest."""

    fits: list[list[str]]

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.fits = []

    def fit(self, dense: np.ndarray, texts: list[str], names: list[str]) -> None:
        assert len(dense) == len(texts) == len(names)
        self.fits.append(texts)
        self.labels = sorted(set(names))
        rows = [[name == label for name in names] for label in self.labels]
        self._means = np.array([dense[row].mean(axis=0) for row in rows])

    def chances(self, dense: np.ndarray, texts: list[str]) -> np.ndarray:
        assert not set(texts) & set(self.fits[-1])
        away = np.linalg.norm(dense[:, None] - self._means, axis=2)
        near = np.exp(-away)
        return near / near.sum(axis=1, keepdims=True)


class Told(list[str]):
    def __call__(self, text: str) -> None:
        self.append(text)


def examples(each: int) -> tuple[list[Example], np.ndarray]:
    """Two topics, apart in the first column; the first example lies with the other."""
    found, rows = [], []
    for side, topic in enumerate(TOPICS):
        for language in ("es", "en"):
            for i in range(each):
                found.append(Example(f"{topic} {language} {i}", topic, language))
                rows.append([float(side), 0.1 * i])
    rows[0][0] = 1.0
    return found, np.array(rows)


def test_cross_validation_judges_each_example_by_the_others() -> None:
    found, dense = examples(each=10)
    told = Told()
    cross = cross_validate(found, dense, Nearest, told)
    assert cross.top1 == Rate(39, 40)
    assert cross.top3 == Rate(40, 40)
    assert cross.by_language == {"en": Rate(20, 20), "es": Rate(19, 20)}
    (doubt,) = cross.doubts
    assert (doubt.example, doubt.taken_for) == (found[0], "mpp_status")
    assert len(told) == 5


def test_the_learning_curve_takes_so_many_per_topic_and_language() -> None:
    found, dense = examples(each=12)
    asked = [message("a", "comar_cost"), message("b", "comar_cost", "en")]
    models: list[Nearest] = []

    def new() -> Nearest:
        models.append(Nearest())
        return models[-1]

    held_out = np.array([[0.0, 0.0], [1.0, 0.0]])
    curve = learning_curve(found, dense, asked, held_out, new, Told())
    assert [(p.size, p.examples) for p in curve] == [(5, 20), (10, 40), (None, 48)]
    assert curve[0].by_language == {"en": Rate(0, 1), "es": Rate(1, 1)}
    few, more, _ = (set(model.fits[0]) for model in models)
    assert few < more
    assert sum(text.startswith("mpp_status en") for text in few) == 5


class Letters:
    """A stand-in featurizer: counts letters."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        self._scale = config["scale"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"scale": 1.0}

    def kept_vectors(self, texts: list[str]) -> np.ndarray:
        return np.array([[len(text), text.count("a")] for text in texts]) * self._scale


def config(folder: Path) -> Path:
    file = folder / "config.yml"
    file.write_text(
        "pipeline:\n- name: WhitespaceTokenizer\n"
        f"- name: {__name__}.Letters\n  scale: 2.0\n"
        f"- name: {__name__}.Letters\n"
    )
    return file


def test_vectors_stand_side_by_side_in_the_order_of_the_pipeline(
    tmp_path: Path,
) -> None:
    rows = sentence_vectors(config(tmp_path), ["aa", "b"])
    assert rows.tolist() == [[4, 4, 2, 2], [2, 0, 1, 0]]


def test_a_pipeline_without_encoders_has_no_columns(tmp_path: Path) -> None:
    file = tmp_path / "config.yml"
    file.write_text("pipeline:\n- name: WhitespaceTokenizer\n")
    assert sentence_vectors(file, ["aa", "b"]).shape == (2, 0)


def test_settings_are_the_defaults_and_what_config_says(tmp_path: Path) -> None:
    assert settings_of(config(tmp_path), "Letters") == {"scale": 2.0}
    with pytest.raises(ValueError, match="no TopicModel in the pipeline"):
        settings_of(config(tmp_path), "TopicModel")


BLOCK = """nlu:
- intent: comar_cost
  metadata: {language: %s}
  examples: |
    - cuánto cuesta
    - es gratis - o no
- synonym: ignored
  examples: |
    - nothing
"""


def test_training_data_is_read_from_the_file_and_the_folder(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu.yml").write_text(BLOCK % "es", encoding="utf-8")
    (tmp_path / "nlu" / "comar.yml").write_text(BLOCK % "en", encoding="utf-8")
    read = read_training_data(tmp_path)
    assert [(e.text, e.language) for e in read] == [
        ("cuánto cuesta", "es"),
        ("es gratis - o no", "es"),
        ("cuánto cuesta", "en"),
        ("es gratis - o no", "en"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BLOCK.replace("  metadata: {language: %s}\n", ""), "no metadata.language"),
        (BLOCK % "es" + "- intent: a\n  metadata: {language: es}\n  examples: x", "- "),
        ("nlu: []", "No examples"),
    ],
    ids=["no language", "no dash", "nothing"],
)
def test_what_is_wrong_in_the_training_data_is_named(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "nlu.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_training_data(tmp_path)
