"""Should the encoders' packages disappear, the rest still trains and answers."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from tests.engine.conftest import ROOT, Parse

ENCODERS = {"UseFeaturizer", "E5Featurizer"}


def pipeline(file: str) -> dict[str, dict[str, Any]]:
    content = yaml.safe_load((ROOT / file).read_text())
    return {line["name"].rpartition(".")[2]: line for line in content["pipeline"]}


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    """Trained on the core examples alone, which takes seconds."""
    os.chdir(ROOT)
    folder = tmp_path_factory.mktemp("model")
    model = train_nlu(
        str(ROOT / "config.fallback.yml"),
        str(ROOT / "data" / "nlu.yml"),
        str(folder),
        domain=str(ROOT / "domain.yml"),
    )
    assert model is not None
    agent = Agent.load(str(Path(model)))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def test_it_differs_from_the_full_one_only_by_the_encoders() -> None:
    full, fallback = pipeline("config.yml"), pipeline("config.fallback.yml")
    assert set(full) - set(fallback) == ENCODERS
    assert {name: full[name] for name in fallback} == fallback


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("cuánto cuesta pedir refugio en la comar", "comar_cost"),
        ("where can I sleep tonight in tijuana", "shelter_find"),
        ("mataron a mi hermano y me quieren matar a mi", "safety_emergency"),
        ("quiero hablar con una persona", "meta_human"),
    ],
)
def test_it_understands_plain_questions(
    understood: Parse, text: str, topic: str
) -> None:
    assert understood(text)["intent"]["name"] == topic


def test_it_finds_places_and_the_language(understood: Parse) -> None:
    found = understood("where is the comar office in tapachula")
    assert [entity["value"] for entity in found["entities"]] == ["Tapachula"]
    assert found["language"]["name"] == "en"
