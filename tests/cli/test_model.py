import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.model import engine_environment, fingerprint, is_current
from bot.settings import ROOT

SHAPING = [
    "data/nlu.yml",
    "data/rules.yml",
    "data/stories.yml",
    "domain.yml",
    "config.yml",
    "bot/engine/hybrid_classifier.py",
    "bot/engine/sentence_featurizer.py",
    "bot/language/comparable.py",
    "bot/language/danger.py",
    "bot/language/words/other_languages.yml",
    "facts/gazetteer.yml",
    "locks/engine/engine.txt",
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what shapes the model, and of something that does not."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("data", "bot/engine", "bot/language", "facts", "locks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    for name in ("domain.yml", "config.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n# one more line\n")


def gone(file: Path) -> None:
    file.unlink()


def renamed(file: Path) -> None:
    file.rename(file.with_name(f"other_{file.name}"))


def test_a_copy_elsewhere_has_the_same_fingerprint(tree: Path) -> None:
    assert fingerprint(tree) == fingerprint(ROOT)


@pytest.mark.parametrize("change", [longer, gone, renamed])
@pytest.mark.parametrize("name", SHAPING)
def test_the_fingerprint_changes_with_every_file_that_shapes_the_model(
    name: str, change: Callable[[Path], None], tree: Path
) -> None:
    before = fingerprint(tree)
    change(tree / name)
    assert fingerprint(tree) != before


@pytest.mark.parametrize(
    "name", ["data/more/nlu.yml", "bot/engine/new.py", "bot/language/words/new.yml"]
)
def test_the_fingerprint_changes_with_a_new_file(name: str, tree: Path) -> None:
    before = fingerprint(tree)
    file = tree / name
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert fingerprint(tree) != before


@pytest.mark.parametrize("name", ["facts/comar.yml", "endpoints.yml"])
def test_the_fingerprint_does_not_change_with_what_rasa_does_not_learn(
    name: str, tree: Path
) -> None:
    before = fingerprint(tree)
    longer(tree / name)
    assert fingerprint(tree) == before


@pytest.mark.parametrize(
    ("with_model", "mark", "current"),
    [
        pytest.param(True, "now", True, id="trained from what is there"),
        pytest.param(True, "before", False, id="trained from something else"),
        pytest.param(True, None, False, id="nobody knows from what"),
        pytest.param(False, "now", False, id="no model"),
    ],
)
def test_a_model_is_current_only_with_the_fingerprint_of_now(
    with_model: bool,
    mark: str | None,
    current: bool,
    tmp_path: Path,
) -> None:
    model = tmp_path / "faro.tar.gz"
    if with_model:
        model.touch()
    if mark is not None:
        text = fingerprint() if mark == "now" else "0" * 64
        (tmp_path / "faro.fingerprint").write_text(text, encoding="utf-8")
    assert is_current(model) is current


def test_rasa_never_phones_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    assert engine_environment()["RASA_TELEMETRY_ENABLED"] == "false"


def test_what_a_process_needs_more_is_added_to_its_environment() -> None:
    environment = engine_environment(FARO_ACTIONS_URL="http://127.0.0.1:1")
    assert environment["FARO_ACTIONS_URL"] == "http://127.0.0.1:1"
    assert environment["PYTHONPATH"] == str(ROOT)
