from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.e5_featurizer import E5Featurizer
from bot.engine.readings import READINGS, Readings
from bot.engine.sentence_featurizer import SentenceFeaturizer
from bot.engine.use_featurizer import UseFeaturizer

BOTH = [UseFeaturizer, E5Featurizer]
TEXTS = ["¿Dónde duermo?", "where can I sleep", "🙏", "a" * 20_000, "\x00\u200b", "…"]


def new(kind: type[SentenceFeaturizer], **settings: Any) -> SentenceFeaturizer:
    return kind({**kind.get_default_config(), **settings}, "test")


@pytest.fixture(scope="module", params=BOTH)
def featurizer(request: pytest.FixtureRequest) -> SentenceFeaturizer:
    return new(request.param)


def vector_of(message: Message) -> np.ndarray:
    features = message.get_dense_features("text")[1]
    assert features is not None
    return np.asarray(features.features[0])


def test_every_text_gets_a_finite_vector(featurizer: SentenceFeaturizer) -> None:
    rows = featurizer.vectors(TEXTS)
    assert len(rows) == len(TEXTS)
    assert np.isfinite(rows).all()
    assert (np.abs(rows).sum(axis=1) > 0).all()


def test_the_same_question_in_two_languages_is_nearer_than_another(
    featurizer: SentenceFeaturizer,
) -> None:
    one, same, other = featurizer.vectors(
        ["¿Dónde puedo dormir hoy?", "Where can I sleep today?", "¿Cuánto cuesta?"]
    )
    assert np.linalg.norm(one - same) < np.linalg.norm(one - other)


def test_a_batch_of_training_examples_gets_what_single_messages_get(
    featurizer: SentenceFeaturizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    texts = [f"pregunta numero {number}" for number in range(600)]
    examples = [Message(data={"text": text, "intent": "x"}) for text in texts]
    featurizer.process_training_data(TrainingData(examples))
    for place in (0, 255, 256, 599):
        alone = featurizer.vectors([texts[place]])[0]
        assert np.allclose(vector_of(examples[place]), alone, atol=1e-5)


def test_kept_vectors_are_those_of_the_encoder_in_any_scale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    single, double = new(UseFeaturizer, scale=1.0), new(UseFeaturizer, scale=2.0)
    text = ["hola"]
    assert np.allclose(single.kept_vectors(text), single.vectors(text))
    twice = double.vectors(text)
    monkeypatch.setattr(double, "encode", None)
    assert np.array_equal(double.kept_vectors(text), twice)


def test_other_readings_are_encoded_with_their_message(
    featurizer: SentenceFeaturizer,
) -> None:
    after = Message(data={"text": "Costo y trabajo?"})
    message = Message(data={"text": "y trabajo?", READINGS: Readings(after=after)})
    featurizer.process([message, Message(data={})])
    assert vector_of(message).shape == vector_of(after).shape


@pytest.mark.parametrize("kind", BOTH)
def test_scale_multiplies_the_vectors(kind: type[SentenceFeaturizer]) -> None:
    single, double = new(kind, scale=1.0), new(kind, scale=2.0)
    text = ["hola"]
    assert np.allclose(double.vectors(text), 2 * single.vectors(text))


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("wrong", [{"scale": 0}, {"threads": 0}])
def test_a_setting_that_would_spoil_the_vectors_is_refused(
    kind: type[SentenceFeaturizer], wrong: dict[str, int]
) -> None:
    with pytest.raises(InvalidConfigException, match="above zero"):
        new(kind, **wrong)
