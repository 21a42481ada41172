"""Character and word TF-IDF of folded text, kept as numbers and words, no pickle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.language.comparable import comparable


@dataclass(frozen=True)
class NGrams:
    """One family of n-grams: sklearn's analyzer, lengths, fewest examples, weight."""

    analyzer: str
    lengths: tuple[int, int]
    min_df: int
    weight: float


class TextVectors:
    """Fits, applies, saves and restores several n-gram families side by side."""

    def __init__(self, families: list[NGrams]) -> None:
        self._families = families
        self._vectorizers: list[TfidfVectorizer] = []

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabulary of `texts` and return their rows."""
        self._vectorizers = [self._new(family) for family in self._families]
        for vectorizer in self._vectorizers:
            vectorizer.fit(texts)
            # Set anew, the weights are as exact as after `restore`; otherwise a model
            # read back differs in the last digit.
            vectorizer.idf_ = vectorizer.idf_
        return self.rows(texts)

    def rows(self, texts: list[str]) -> csr_matrix:
        """Sparse rows, one a text, in the order of the families."""
        parts = [
            vectorizer.transform(texts) * family.weight
            for vectorizer, family in zip(self._vectorizers, self._families)
        ]
        return hstack(parts, format="csr", dtype=np.float32)

    def state(self) -> tuple[list[list[str]], dict[str, np.ndarray]]:
        """Words in column order (for JSON) and weights of each (for npz)."""
        words = [list(v.get_feature_names_out()) for v in self._vectorizers]
        weights = {f"idf_{i}": v.idf_ for i, v in enumerate(self._vectorizers)}
        return words, weights

    def restore(self, words: list[list[str]], weights: Any) -> None:
        """Take back what `state` gave."""
        self._vectorizers = []
        for i, (family, columns) in enumerate(zip(self._families, words)):
            vectorizer = self._new(family, {word: n for n, word in enumerate(columns)})
            vectorizer.idf_ = weights[f"idf_{i}"]
            self._vectorizers.append(vectorizer)

    @staticmethod
    def _new(
        family: NGrams, vocabulary: dict[str, int] | None = None
    ) -> TfidfVectorizer:
        return TfidfVectorizer(
            preprocessor=comparable,
            token_pattern=r"\S+",  # noqa: S106  (a regular expression, no password)
            analyzer=family.analyzer,
            ngram_range=family.lengths,
            min_df=family.min_df if vocabulary is None else 1,
            sublinear_tf=True,
            vocabulary=vocabulary,
            dtype=np.float32,
        )
