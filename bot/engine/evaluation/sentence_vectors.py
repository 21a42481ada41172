"""The sentence vectors of texts, as the featurizers of config.yml give them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import yaml


def sentence_vectors(config: Path, texts: list[str]) -> np.ndarray:
    """One row a text, the encoders side by side in the order of the pipeline.

    A pipeline without a sentence encoder gives no columns.
    """
    parts = [
        component({**component.get_default_config(), **settings}, component.__name__)
        for component, settings in components(config)
        if hasattr(component, "kept_vectors")
    ]
    rows = [part.kept_vectors(texts) for part in parts]
    return np.hstack([np.zeros((len(texts), 0), np.float32), *rows])


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
