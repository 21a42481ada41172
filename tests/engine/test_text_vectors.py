from __future__ import annotations

import json

import numpy as np

from bot.engine.text_vectors import NGrams, TextVectors

FAMILIES = [NGrams("char_wb", (2, 4), 1, 1.0), NGrams("word", (1, 2), 1, 0.5)]
TEXTS = ["¿Cuánto cuesta?", "cuesta mucho", "how much is it"]


def test_vectors_come_back_the_same_from_disk_formats() -> None:
    fitted = TextVectors(FAMILIES)
    rows = fitted.fit(TEXTS)
    words, weights = fitted.state()
    restored = TextVectors(FAMILIES)
    restored.restore(json.loads(json.dumps(words)), weights)
    assert np.allclose(restored.rows(TEXTS).toarray(), rows.toarray())


def test_accents_and_case_do_not_change_a_vector() -> None:
    vectors = TextVectors(FAMILIES)
    vectors.fit(TEXTS)
    plain, typed = vectors.rows(["cuanto cuesta", "¡CUÁNTO CUESTA!"]).toarray()
    assert np.array_equal(plain, typed)
