"""Learns topics from sentence vectors and n-grams together, without Rasa around it.

Kernel ridge regression: a Gaussian kernel over the sentence vectors plus a small linear
kernel over the n-grams, solved in closed form: the same data give the same model. Its
scores become probabilities by a softmax whose temperature is fitted on a hidden fold.
docs/decisions/0006-understanding.md has the measurements.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

from bot.engine.text_vectors import NGrams, TextVectors

_BLOCK = 2048


class TopicModel:
    """`fit` on vectors, texts and topic names; then `chances` of each of `labels`."""

    def __init__(
        self,
        width: float = 0.2,
        ngram_weight: float = 0.15,
        word_weight: float = 0.7,
        min_df: int = 2,
        ridge: float = 0.1,
        calibration_folds: int = 3,
    ) -> None:
        self._width, self._ngram_weight, self._ridge = width, ngram_weight, ridge
        self._folds = calibration_folds
        self._text = TextVectors(
            [
                NGrams("char_wb", (2, 5), min_df, 1.0),
                NGrams("word", (1, 2), min_df, word_weight),
            ]
        )
        self.labels: list[str] = []
        self._temperature = 1.0
        self._known = np.zeros((0, 0), np.float32)
        self._pull = np.zeros((0, 0), np.float32)
        self._ngrams = np.zeros((0, 0), np.float32)
        self._squares = np.zeros(0, np.float32)

    def fit(self, dense: np.ndarray, texts: list[str], names: list[str]) -> None:
        """Learn; `dense` has one row a text, and may have no columns."""
        self.labels = sorted(set(names))
        index = {label: i for i, label in enumerate(self.labels)}
        truth = np.array([index[name] for name in names])
        self._know(dense.astype(np.float32))
        rows = self._text.fit(texts)
        kernel = self._kernel(rows)
        self._temperature = self._fit_temperature(kernel, truth)
        self._pull = self._solve(kernel, truth)
        self._ngrams = (rows.T @ self._pull).astype(np.float32) * self._ngram_part

    def chances(self, dense: np.ndarray, texts: list[str]) -> np.ndarray:
        """Probabilities, one row a text, one column a label."""
        return softmax(self._scores(dense, self._text.rows(texts)) * self._temperature)

    @property
    def _ngram_part(self) -> float:
        """Without sentence vectors the n-grams must carry everything."""
        return self._ngram_weight if self._known.shape[1] else 1.0

    def _know(self, vectors: np.ndarray) -> None:
        self._known = vectors
        self._squares = (vectors**2).sum(axis=1)

    def _kernel(self, rows: csr_matrix) -> np.ndarray:
        """All examples against all: n × n in 4 bytes each, so nothing is held twice."""
        kernel = np.zeros((rows.shape[0], rows.shape[0]), np.float32)
        columns = rows.T.tocsr()
        for start in range(0, len(kernel), _BLOCK):
            part = slice(start, start + _BLOCK)
            kernel[part] = (rows[part] @ columns).toarray()
            kernel[part] *= np.float32(self._ngram_part)
            if self._known.shape[1]:
                kernel[part] += self._gaussian(self._known[part])
        return kernel

    def _gaussian(self, rows: np.ndarray) -> np.ndarray:
        near = rows @ self._known.T
        near *= np.float32(-2.0)
        near += (rows**2).sum(axis=1)[:, np.newaxis]
        near += self._squares
        np.maximum(near, 0, out=near)
        near *= np.float32(-self._width)
        return np.exp(near, out=near)

    def _scores(self, dense: np.ndarray, rows: csr_matrix) -> np.ndarray:
        scores = np.asarray(rows @ self._ngrams)
        if self._known.shape[1]:
            for start in range(0, len(scores), _BLOCK):
                part = slice(start, start + _BLOCK)
                near = self._gaussian(dense[part].astype(np.float32))
                scores[part] += near @ self._pull
        return scores

    def _solve(self, kernel: np.ndarray, truth: np.ndarray) -> np.ndarray:
        wanted = np.full((len(truth), len(self.labels)), -1 / len(self.labels))
        wanted[np.arange(len(truth)), truth] += 1
        # LAPACK works in columns; a symmetric matrix is its own transpose, so the copy
        # is handed over in the order that it can overwrite.
        ridged = np.array(kernel, dtype=np.float32, order="F")
        ridged[np.diag_indices_from(ridged)] += np.float32(self._ridge)
        factor = cho_factor(ridged, lower=True, overwrite_a=True, check_finite=False)
        return np.ascontiguousarray(
            cho_solve(factor, wanted.astype(np.float32), check_finite=False)
        )

    def _fit_temperature(self, kernel: np.ndarray, truth: np.ndarray) -> float:
        """The factor on the scores that makes probabilities honest on a hidden fold.

        One number needs no second fold, and each costs as much time as the fit itself.
        """
        folds = StratifiedKFold(self._folds, shuffle=True, random_state=0)
        seen, unseen = next(folds.split(truth, truth))
        pull = self._solve(kernel[np.ix_(seen, seen)], truth[seen])
        scores = kernel[np.ix_(unseen, seen)] @ pull
        right = np.arange(len(unseen)), truth[unseen]

        def loss(temperature: float) -> float:
            return float(-np.log(softmax(scores * temperature)[right] + 1e-12).mean())

        return float(minimize_scalar(loss, bounds=(0.5, 40.0), method="bounded").x)

    def state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """What to store: labels and words (for JSON), numbers (for npz)."""
        words, idf = self._text.state()
        told = {
            "labels": self.labels,
            "words": words,
            "temperature": self._temperature,
        }
        numbers = {"known": self._known, "pull": self._pull, "ngrams": self._ngrams}
        return told, {**numbers, **idf}

    def restore(self, told: dict[str, Any], numbers: Any) -> None:
        """Take back what `state` gave."""
        self.labels, self._temperature = told["labels"], told["temperature"]
        self._text.restore(told["words"], numbers)
        self._know(numbers["known"])
        self._pull, self._ngrams = numbers["pull"], numbers["ngrams"]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis, without overflow."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=-1, keepdims=True)
