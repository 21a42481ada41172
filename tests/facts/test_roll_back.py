import pytest

from bot.db import Sessions
from bot.facts.load import load_seed
from bot.facts.people import Refused
from bot.facts.review import approve, retire, submit
from bot.facts.roll_back import roll_back
from bot.facts.stand import pair
from tests.facts.life import KEY, draft, logged, published, said, states
from tests.facts.sample import Sample

SEED_TEXTS = {"es": "Es gratis.", "en": "It is free."}


def texts(word: str) -> dict[str, str]:
    return {"es": f"Es gratis, {word}.", "en": f"It is free, {word}."}


@pytest.fixture
def loaded(empty: Sessions, sample: Sample) -> Sessions:
    """The sample, then two more publications."""
    with empty.begin() as session:
        load_seed(session, sample.read())
    for word in ("uno", "dos"):
        with empty.begin() as session:
            published(session, word)
    return empty


def back(loaded: Sessions) -> None:
    with loaded.begin() as session:
        roll_back(session, KEY, "Eva", "estaba mal")


def test_one_step_says_again_what_was_said_before(loaded: Sessions) -> None:
    back(loaded)

    assert said(loaded) == texts("uno")
    assert logged(loaded)[-1] == ("Eva", "rollback", "published", "estaba mal")


def test_each_step_goes_one_further_back_until_there_is_nothing(
    loaded: Sessions,
) -> None:
    back(loaded)
    back(loaded)
    assert said(loaded) == SEED_TEXTS
    with pytest.raises(Refused, match="Nothing was said of comar_cost before"):
        back(loaded)


def test_the_old_text_is_a_new_version_with_its_author_and_approval(
    loaded: Sessions,
) -> None:
    back(loaded)

    assert states(loaded, "es") == ["retired", "retired", "retired", "published"]
    with loaded() as session:
        version = pair(session, KEY).published["en"]
        assert version.author == "Ana"
        assert [approval.by for approval in version.approvals] == ["Luis"]
        assert len(version.sources) == 2
        assert len(version.claims) == 1


def test_after_a_step_back_one_can_go_on_and_back_again(loaded: Sessions) -> None:
    back(loaded)
    with loaded.begin() as session:
        published(session, "tres")
    back(loaded)

    assert said(loaded) == texts("uno")


def test_a_retired_answer_comes_back(loaded: Sessions) -> None:
    with loaded.begin() as session:
        retire(session, KEY, "Luis", "no era cierto")
    back(loaded)

    assert said(loaded) == texts("dos")


def test_going_back_from_half_a_pair_makes_it_whole_again(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft(session, "es", "No cuesta nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
    back(loaded)

    assert said(loaded) == texts("dos")
    with loaded() as session:
        assert pair(session, KEY).out_of_date == []


def test_going_back_to_half_a_pair_keeps_the_reason(loaded: Sessions) -> None:
    with loaded.begin() as session:
        draft(session, "es", "No cuesta nada.")
        submit(session, KEY, "Ana")
        approve(session, KEY, "Luis", only_one="urgente")
    with loaded.begin() as session:
        published(session, "tres")
    back(loaded)

    assert said(loaded) == {"es": "No cuesta nada.", "en": "It is free, dos."}
    with loaded() as session:
        stand = pair(session, KEY)
        assert stand.out_of_date == ["en"]
        publication = stand.published["es"].publication
        assert publication is not None
        assert publication.only_one == "urgente"
