"""Trains the model when something that shapes it has changed, and only then."""

import hashlib
import os
import subprocess
from pathlib import Path

from bot.settings import ROOT

MODEL = ROOT / "models" / "faro.tar.gz"
ENGINE_PYTHON = ROOT / ".venv-engine" / "bin" / "python"

# Rasa's own cache sees data, domain, config and component classes; helpers, word lists
# and the encoder it does not. Asking Rasa also costs eight seconds, which a hash does
# not.
_SHAPES = (
    "data/**/*.yml",
    "domain.yml",
    "config.yml",
    "bot/engine/*.py",
    "bot/language/**/*.py",
    "bot/language/**/*.yml",
    "facts/gazetteer.yml",
    "locks/engine/engine.txt",
)


# Solving for the topics is one large system of equations.
_ALL_CORES = {"OPENBLAS_NUM_THREADS": str(os.cpu_count() or 1)}


class TrainingError(Exception):
    """Training failed; the output above says why."""


def fingerprint(root: Path = ROOT) -> str:
    """A hash over every file that shapes the model."""
    digest = hashlib.sha256()
    for pattern in _SHAPES:
        for file in sorted(root.glob(pattern)):
            digest.update(str(file.relative_to(root)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def is_current(model: Path = MODEL) -> bool:
    """True if the model was trained from what is on disk now."""
    mark = _mark(model)
    return (
        model.exists()
        and mark.exists()
        and mark.read_text(encoding="utf-8") == fingerprint()
    )


def train_if_needed(*, force: bool = False) -> bool:
    """Train with Rasa; False if there was nothing to do. Raises TrainingError."""
    if is_current() and not force:
        return False
    before = fingerprint()
    command = [
        *(str(ENGINE_PYTHON), "-m", "rasa", "train"),
        *("--fixed-model-name", MODEL.name.removesuffix(".tar.gz")),
        *("--out", str(MODEL.parent)),
        *(["--force"] if force else []),
    ]
    finished = subprocess.run(  # noqa: S603  (fixed command, no input of others)
        command, cwd=ROOT, env=engine_environment(**_ALL_CORES), check=False
    )
    if finished.returncode != 0 or not MODEL.exists():
        raise TrainingError(
            "Training failed; see the lines above. Check data/, domain.yml and "
            "config.yml with: make validate"
        )
    _mark(MODEL).write_text(before, encoding="utf-8")
    return True


def _mark(model: Path) -> Path:
    return model.with_name("faro.fingerprint")


def engine_environment(**more: str) -> dict[str, str]:
    """The environment of every Rasa process: no telemetry, one thread each."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONWARNINGS": "ignore",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
        **more,
    }
