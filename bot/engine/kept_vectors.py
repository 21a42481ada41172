"""Keeps the vectors of texts on disk between trainings.

Encoding is most of the time of training, and Rasa's own cache starts from nothing when
one example changes; with this, five new examples cost five texts.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from rasa.engine.caching import (
    CACHE_LOCATION_ENV,
    CACHE_SIZE_ENV,
    DEFAULT_CACHE_LOCATION,
)

_MOST = 30_000

logger = logging.getLogger(__name__)


class KeptVectors:
    """One file of vectors; `mark` changes with whatever changes a vector.

    Without a file nothing is kept. At most 30,000 vectors are.
    """

    def __init__(self, file: Path | None, mark: str) -> None:
        self._file, self._mark = file, mark

    def of(
        self, texts: Sequence[str], encode: Callable[[list[str]], np.ndarray]
    ) -> np.ndarray:
        """One row a text, at least one text; `encode` gets those not known yet."""
        known = self._read()
        keys = [sha256(text.encode()).hexdigest()[:24] for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in known}
        if new:
            known.update(zip(new, encode(list(new.values()))))
            self._write(known if len(known) <= _MOST else {k: known[k] for k in keys})
        return np.vstack([known[key] for key in keys])

    def _read(self) -> dict[str, np.ndarray]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            with np.load(self._file, allow_pickle=False) as kept:
                if str(kept["mark"]) != self._mark:
                    return {}
                return dict(zip(kept["keys"].tolist(), kept["rows"]))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            logger.warning("%s cannot be read (%s); encoding anew.", self._file, error)
            return {}

    def _write(self, known: dict[str, np.ndarray]) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # A run that is stopped while it writes must not leave half a file.
        fresh = self._file.with_suffix(f".{os.getpid()}.npz")
        rows = np.vstack(list(known.values()))
        np.savez(fresh, mark=self._mark, keys=np.array(list(known)), rows=rows)
        fresh.replace(self._file)


def file_for(name: str) -> Path | None:
    """Beside Rasa's own cache; None where RASA_MAX_CACHE_SIZE=0 switches that off."""
    if os.environ.get(CACHE_SIZE_ENV) == "0":
        return None
    folder = Path(os.environ.get(CACHE_LOCATION_ENV, DEFAULT_CACHE_LOCATION)).parent
    return folder / "vectors" / f"{name}.npz"
