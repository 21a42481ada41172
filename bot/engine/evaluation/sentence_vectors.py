"""Encodes texts with the featurizers of config.yml, and keeps the vectors on disk.

Encoding is most of what Rasa's training costs; kept, the topic model alone can be
fitted many times in minutes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import yaml

_BATCH = 256


class SentenceVectors:
    """The dense vectors of texts, side by side in the order of the pipeline."""

    def __init__(self, config: Path, cache: Path) -> None:
        self._parts = [
            (component, {**component.get_default_config(), **settings})
            for component, settings in components(config)
            if hasattr(component, "vectors")
        ]
        self._cache = cache

    def fingerprint(self) -> str:
        """Changes with every encoder, its version and its settings."""
        told = [
            [part.__name__, part.fingerprint_addon(settings), settings]
            for part, settings in self._parts
        ]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def of(self, texts: list[str], tell: Callable[[str], None]) -> np.ndarray:
        """One row a text; encodes what the cache does not know, keeps just these."""
        known = self._read()
        new = [text for text in dict.fromkeys(texts) if _key(text) not in known]
        if new:
            self._encode(new, known, tell)
            self._write({_key(text): known[_key(text)] for text in texts})
        return np.vstack([known[_key(text)] for text in texts])

    def _encode(
        self,
        new: list[str],
        known: dict[str, np.ndarray],
        tell: Callable[[str], None],
    ) -> None:
        """Each core with encoders of its own."""
        cores = len(os.sched_getaffinity(0))
        free: SimpleQueue[list[Any]] = SimpleQueue()
        for _ in range(cores):
            free.put([part(settings, part.__name__) for part, settings in self._parts])

        def rows_of(batch: list[str]) -> np.ndarray:
            encoders = free.get()
            try:
                rows = [encoder.vectors(batch) for encoder in encoders]
            finally:
                free.put(encoders)
            # A pipeline without a sentence encoder has no dense columns.
            return np.hstack([np.zeros((len(batch), 0), np.float32), *rows])

        batches = [new[i : i + _BATCH] for i in range(0, len(new), _BATCH)]
        with ThreadPoolExecutor(cores) as pool:
            for batch, rows in zip(batches, pool.map(rows_of, batches)):
                known.update(zip(map(_key, batch), rows.astype(np.float32)))
                tell(f"encoded {len(batch)} more texts of {len(new)}")

    def _read(self) -> dict[str, np.ndarray]:
        if not self._cache.exists():
            return {}
        with np.load(self._cache, allow_pickle=False) as kept:
            if str(kept["fingerprint"]) != self.fingerprint():
                return {}
            return dict(zip(kept["keys"].tolist(), kept["rows"]))

    def _write(self, known: dict[str, np.ndarray]) -> None:
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._cache.with_suffix(".new.npz")
        np.savez(
            fresh,
            fingerprint=self.fingerprint(),
            keys=np.array(list(known)),
            rows=np.vstack(list(known.values())),
        )
        # A run that is stopped while it writes must not leave half a file.
        fresh.replace(self._cache)


def components(config: Path) -> list[tuple[Any, dict[str, Any]]]:
    """Our own components of the pipeline, each with its settings."""
    pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    found = []
    for line in pipeline:
        module, _, name = line["name"].rpartition(".")
        if module:
            settings = {key: value for key, value in line.items() if key != "name"}
            found.append((getattr(import_module(module), name), settings))
    return found


def settings_of(config: Path, name: str) -> dict[str, Any]:
    """Settings of the component called `name`; ValueError if the pipeline has none."""
    for component, settings in components(config):
        if component.__name__ == name:
            return {**component.get_default_config(), **settings}
    raise ValueError(f"{config}: no {name} in the pipeline.")


def _key(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]
