"""`python -m bot.engine.evaluation`: measure, report, compare with the accepted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.engine.evaluation.drops import drops
from bot.engine.evaluation.fitting import Model, NewModel
from bot.engine.evaluation.headline import headline
from bot.engine.evaluation.held_out import Files, measure
from bot.engine.evaluation.measured import Measured
from bot.engine.evaluation.model import load_model
from bot.engine.evaluation.refit import with_refits
from bot.engine.evaluation.report import report
from bot.engine.evaluation.scores import read_scores, scores_of, write_scores
from bot.engine.evaluation.sentence_vectors import settings_of
from bot.engine.topic_model import TopicModel


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 if a figure really fell, or 2 if a file is missing or wrong."""
    given = _arguments().parse_args(arguments)
    files = Files(held_out=given.held_out, model=given.model, accepted=given.accepted)
    try:
        files.messages()
        measured = measure(files, load_model(files.model))
        if not given.quick:
            measured = with_refits(measured, files, _new_model(files), _tell)
        return _conclude(measured, files, given.out, accept=given.accept)
    except (FileNotFoundError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.engine.evaluation", description=__doc__
    )
    files = Files()
    parser.add_argument(
        "--accept", action="store_true", help="make this run the one to compare with"
    )
    parser.add_argument(
        "--quick", action="store_true", help="the held-out messages only"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("var/evaluation"), help="folder of the report"
    )
    for name in ("held_out", "model", "accepted"):
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=Path, default=getattr(files, name))
    return parser


def _new_model(files: Files) -> NewModel:
    settings = settings_of(files.config, "HybridIntentClassifier")

    def new() -> Model:
        return TopicModel(**settings)

    return new


def _conclude(measured: Measured, files: Files, out: Path, *, accept: bool) -> int:
    scores, accepted = scores_of(measured), read_scores(files.accepted)
    fallen = drops(measured.outcomes, accepted) if accepted else []
    write_scores(scores, out / "scores.json")
    page = out / "report.html"
    page.write_text(report(measured, accepted, fallen), encoding="utf-8")
    for title, now, verdict, goal, *_ in headline(measured, accepted):
        _say(f"{title:50} {now:24} {goal:18} {verdict}".rstrip())
    _say(f"Report: {page}")
    if accept:
        write_scores(scores, files.accepted)
        _say(f"Accepted: {files.accepted}. Commit it with what changed the figures.")
        return 0
    if accepted is None:
        _say("Nothing was accepted yet to compare with: make evaluate ARGS=--accept")
    for sentence in fallen:
        _say(f"FELL: {sentence}")
    return 1 if fallen else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
