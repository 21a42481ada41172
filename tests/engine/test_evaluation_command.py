from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.engine.evaluation import __main__ as command
from tests.engine.made_up import parsed


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Texts that the model, a stand-in here, takes for something else."""
    texts: set[str] = set()

    def parse(text: str) -> dict[str, Any]:
        return parsed("mpp_status" if text in texts else "comar_cost")

    monkeypatch.setattr(command, "load_model", lambda path: parse)
    return texts


@pytest.fixture
def run(tmp_path: Path) -> Any:
    heldout = tmp_path / "heldout.yml"
    entries = [
        {"topic": "comar_cost", "language": "es", "style": "clean", "text": f"t{i}"}
        for i in range(200)
    ]
    heldout.write_text(json.dumps(entries))

    def call(*arguments: str) -> int:
        files = {"held-out": heldout, "accepted": tmp_path / "accepted.json"}
        places = [f"--{name}={path}" for name, path in files.items()]
        return command.main(["--quick", f"--out={tmp_path}", *places, *arguments])

    return call


def test_the_first_run_is_accepted_and_the_same_run_holds(
    run: Any, wrong: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert "Nothing was accepted yet" in capsys.readouterr().out
    assert run("--accept") == 0
    assert run() == 0
    scores = (tmp_path / "scores.json").read_text()
    assert scores == (tmp_path / "accepted.json").read_text()
    assert scores == json.dumps(json.loads(scores), indent=1, sort_keys=True) + "\n"
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")


def test_a_drop_ends_with_1_and_says_what_fell(
    run: Any, wrong: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run("--accept")
    wrong.update(f"t{i}" for i in range(20))
    assert run() == 1
    assert "FELL: Right topic at once" in capsys.readouterr().out
    assert run("--accept") == 0
    assert run() == 0


def test_a_missing_or_wrong_file_ends_with_2_and_its_name(
    run: Any, wrong: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"--held-out={tmp_path}/none.yml") == 2
    assert "none.yml is missing" in capsys.readouterr().err
    broken = tmp_path / "broken.yml"
    broken.write_text("- {text: hola}")
    assert run(f"--held-out={broken}") == 2
    assert "entry 1" in capsys.readouterr().err


def test_an_untrained_model_ends_with_2_and_what_to_type(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--model=/nowhere/faro.tar.gz") == 2
    assert "make train" in capsys.readouterr().err
