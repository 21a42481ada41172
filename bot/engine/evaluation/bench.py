"""`python -m bot.engine.evaluation.bench`: our pipeline and stock Rasa's, one run.

Each is trained from nothing and asked in a process of its own, on the same data and the
same held-out messages. Training may use all cores, asking uses one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bot.engine.evaluation.held_out import ROOT, Files
from bot.engine.evaluation.outcome import Outcome, outcome_of

PIPELINES = {
    "Faro": ROOT / "config.yml",
    "Faro without encoders": ROOT / "config.fallback.yml",
    "stock rasa init": ROOT / "scripts" / "stock_config.yml",
}

_FROM_NOTHING = {
    "RASA_MAX_CACHE_SIZE": "0",
    # make sets one thread for everything else.
    "OPENBLAS_NUM_THREADS": str(os.cpu_count() or 1),
}
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for docs/performance.md; exit 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine.evaluation.bench")
    parser.add_argument(
        "--data",
        default="data/nlu.yml",
        help="folder or file of examples; all of data/ takes stock Rasa hours",
    )
    parser.add_argument("--only", choices=list(PIPELINES), action="append")
    parser.add_argument("--train", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--model", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.train:
        return _train(given.train, given.data, given.model)
    if given.ask:
        return _ask(given.ask)
    rows = [_measured(name, given.data) for name in given.only or PIPELINES]
    for line in _table(rows):
        sys.stdout.write(f"{line}\n")
    return 0


def _measured(name: str, data: str) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        model = Path(folder) / "model.tar.gz"
        config = str(PIPELINES[name])
        training = _child(
            *("--train", config, "--data", data, "--model", str(model)),
            **_FROM_NOTHING,
        )
        asked = _child("--ask", str(model), **_ONE_THREAD)
        size = model.stat().st_size / 1e6
    sys.stderr.write(f"{name}: {training} {asked}\n")
    return {"name": name, "size": size, **training, **asked}


def _child(*arguments: str, **more: str) -> dict[str, Any]:
    """Run one step alone, so that its memory and time are its own."""
    finished = subprocess.run(  # noqa: S603  (our own module)
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "bot.engine.evaluation.bench",
            *list(arguments),
        ],
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", **more},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return dict(json.loads(finished.stdout.splitlines()[-1]))


def _train(config: Path, data: str, model: Path) -> int:
    from rasa.model_training import train_nlu

    started = time.perf_counter()
    train_nlu(
        str(config),
        data,
        str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        domain=str(ROOT / "domain.yml"),
    )
    _tell(training_s=time.perf_counter() - started, training_mb=_peak_mb())
    return 0


def _ask(model: Path) -> int:
    from bot.engine.evaluation.model import load_model

    started = time.perf_counter()
    parse = load_model(model)
    loading = time.perf_counter() - started
    messages = Files().messages()
    for message in messages[:10]:
        parse(message.text)
    times, outcomes = [], []
    for message in messages:
        before = time.perf_counter()
        parsed = parse(message.text)
        times.append((time.perf_counter() - before) * 1000)
        outcomes.append(outcome_of(message, parsed))
    _tell(
        loading_s=loading,
        memory_mb=_peak_mb(),
        p50_ms=float(np.percentile(times, 50)),
        p95_ms=float(np.percentile(times, 95)),
        **_accuracy(outcomes),
    )
    return 0


def _accuracy(outcomes: list[Outcome]) -> dict[str, float]:
    found = {}
    for language in ("es", "en"):
        for style in ("clean", "noisy", "all"):
            chosen = [
                outcome
                for outcome in outcomes
                if outcome.message.language == language
                and style in ("all", outcome.message.style)
            ]
            first = [o.in_top(1) for o in chosen]
            found[f"{style} {language}"] = sum(first) / len(first)
    return found


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(**figures: float) -> None:
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


def _table(rows: list[dict[str, Any]]) -> list[str]:
    """Markdown, one column a pipeline."""
    lines = [
        "| | " + " | ".join(row["name"] for row in rows) + " |",
        "| --- |" + " ---: |" * len(rows),
    ]
    styles = [f"{s} {lang}" for s in ("clean", "noisy", "all") for lang in ("es", "en")]
    lines += [
        f"| right topic first, {key} | "
        + " | ".join(f"{row[key]:.1%}" for row in rows)
        + " |"
        for key in styles
    ]
    for title, key, form in (
        ("time of a message, p50 (ms)", "p50_ms", ".1f"),
        ("time of a message, p95 (ms)", "p95_ms", ".1f"),
        ("training (s)", "training_s", ".0f"),
        ("memory in training, peak (MB)", "training_mb", ".0f"),
        ("memory in use, peak (MB)", "memory_mb", ".0f"),
        ("loading (s)", "loading_s", ".1f"),
        ("size of the model (MB)", "size", ".1f"),
    ):
        values = " | ".join(format(row[key], form) for row in rows)
        lines.append(f"| {title} | {values} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
