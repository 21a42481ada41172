"""Finds held-out messages that the training data nearly holds: they measure nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from bot.language.comparable import comparable

SIMILAR = 0.7
"""Shared character trigrams of all trigrams, from which two texts are one."""

_CONTAINED_WORDS = 4
_CHUNK = 200


@dataclass(frozen=True)
class NearDuplicate:
    """Positions of a held-out and a training text, and what makes them alike."""

    asked: int
    trained: int
    why: str


def near_duplicates(asked: list[str], trained: list[str]) -> list[NearDuplicate]:
    """Equal after folding, alike in trigrams, or one within the other (4+ words)."""
    ours, theirs = _padded(asked), _padded(trained)
    trigrams = CountVectorizer(
        analyzer="char", ngram_range=(3, 3), binary=True, lowercase=False
    )
    known = trigrams.fit_transform(theirs + ours)
    sizes = np.asarray(known.sum(axis=1)).ravel()
    split = len(theirs)
    columns = known[:split].T.tocsr()
    found = []
    for start in range(0, len(ours), _CHUNK):
        shared = known[split + start : split + start + _CHUNK] @ columns
        found += [
            NearDuplicate(start + i, j, why)
            for i, j, alike in _likely(shared, sizes[split + start :], sizes[:split])
            if (why := _reason(ours[start + i], theirs[j], alike))
        ]
    return found


def _padded(texts: list[str]) -> list[str]:
    # A text of marks alone folds to nothing, and all such would be the same.
    return [f" {comparable(text) or text} " for text in texts]


def _likely(
    shared: csr_matrix, ours: np.ndarray, theirs: np.ndarray
) -> Iterator[tuple[int, int, float]]:
    """Pairs that are alike, or of which one may hold all trigrams of the other."""
    pairs = shared.tocoo()
    mine, other = ours[pairs.row], theirs[pairs.col]
    alike = pairs.data / (mine + other - pairs.data)
    likely = (alike >= SIMILAR) | (pairs.data == np.minimum(mine, other))
    for i, j, share in zip(pairs.row[likely], pairs.col[likely], alike[likely]):
        yield int(i), int(j), float(share)


def _reason(ours: str, theirs: str, alike: float) -> str:
    if ours == theirs:
        return "the same"
    if alike >= SIMILAR:
        return f"{alike:.0%} alike"
    short, long = sorted((ours, theirs), key=len)
    if len(short.split()) >= _CONTAINED_WORDS and short in long:
        return "one within the other"
    return ""
