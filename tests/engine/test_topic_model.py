from __future__ import annotations

import numpy as np
import pytest

from bot.engine.topic_model import TopicModel, softmax

WORDS = {
    "cost": ["cuanto cuesta", "es gratis", "hay que pagar", "cobran algo"],
    "sleep": ["donde duermo", "busco cama", "un techo esta noche", "hay albergue"],
    "help": ["me siguen", "tengo miedo", "ayuda ya", "me quieren robar"],
}
TEXTS = [text for texts in WORDS.values() for text in texts]
NAMES = [name for name, texts in WORDS.items() for _ in texts]
PLACES = {"cost": (1.0, 0.0), "sleep": (0.0, 1.0), "help": (-1.0, -1.0)}


def vectors(names: list[str]) -> np.ndarray:
    """Two columns: each topic around its own point."""
    noise = np.random.default_rng(0).normal(0, 0.05, (len(names), 2))
    return np.array([PLACES[name] for name in names]) + noise


def fitted(dense: np.ndarray) -> TopicModel:
    model = TopicModel(width=1.0, min_df=1, calibration_folds=2)
    model.fit(dense, TEXTS, NAMES)
    return model


NONE = np.zeros((len(TEXTS), 0), np.float32)


def test_chances_are_probabilities_of_the_sorted_topics() -> None:
    model = fitted(vectors(NAMES))
    chances = model.chances(vectors(["cost", "help"]), ["?", "?"])
    assert model.labels == ["cost", "help", "sleep"]
    assert chances.shape == (2, 3)
    assert chances.sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize("name", list(PLACES))
def test_the_vector_decides_where_the_words_are_new(name: str) -> None:
    model = fitted(vectors(NAMES))
    chances = model.chances(vectors([name]), ["zzz"])[0]
    assert model.labels[int(chances.argmax())] == name


def test_without_vectors_the_words_decide() -> None:
    model = fitted(NONE)
    for text, name in [("cuanto cobran", "cost"), ("una cama", "sleep")]:
        chances = model.chances(NONE[:1], [text])[0]
        assert model.labels[int(chances.argmax())] == name


def test_a_text_like_no_other_is_left_open() -> None:
    chances = fitted(vectors(NAMES)).chances(np.array([[40.0, -40.0]]), ["zzz"])[0]
    assert chances == pytest.approx([1 / 3] * 3, abs=0.01)


@pytest.mark.parametrize("dense", [vectors(NAMES), NONE], ids=["vectors", "none"])
def test_a_restored_model_says_the_same(dense: np.ndarray) -> None:
    model, other = fitted(dense), TopicModel(width=1.0, min_df=1)
    other.restore(*model.state())
    asked = ["hay cama", "es gratis", "zzz"]
    expected = model.chances(dense[:3], asked)
    assert np.array_equal(other.chances(dense[:3], asked), expected)


def test_the_same_data_give_the_same_model() -> None:
    one, other = fitted(vectors(NAMES)), fitted(vectors(NAMES))
    asked = vectors(NAMES)[:2]
    assert np.array_equal(
        one.chances(asked, TEXTS[:2]), other.chances(asked, TEXTS[:2])
    )


def test_more_messages_than_a_block_keep_their_order() -> None:
    model = fitted(vectors(NAMES))
    names = ["cost", "sleep", "help"] * 1000
    chances = model.chances(vectors(names), ["?"] * 3000)
    assert [model.labels[i] for i in chances.argmax(axis=1)] == names


def test_softmax_does_not_overflow() -> None:
    assert softmax(np.array([[1e6, 0.0]])) == pytest.approx(np.array([[1, 0]]))
