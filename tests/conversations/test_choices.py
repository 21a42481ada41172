import pytest

from bot.conversations.choices import (
    PLACE_TOPICS,
    city_payload,
    confirmed,
    payload,
    tapped,
)
from tests.fake_engine import reply


@pytest.mark.parametrize(
    ("choice", "before", "command"),
    [
        ("comar_cost", None, "/comar_cost"),
        ("comar_cost", "mpp_status", "/comar_cost"),
        ("menu", "mpp_status", "/meta_menu"),
        ("human", "mpp_status", "/meta_human"),
        ("more", "mpp_status", '/mpp_status{"part": "more"}'),
        ("more", None, '/meta_menu{"part": "more"}'),
        ("lang:en", "mpp_status", '/meta_change_language{"language": "en"}'),
        ("lang:es", None, '/meta_change_language{"language": "es"}'),
        ("city:Tijuana", "comar_offices", '/comar_offices{"city": "Tijuana"}'),
        ("city:Tijuana", "mpp_status", '/shelter_find{"city": "Tijuana"}'),
        ("city:Tijuana", None, '/shelter_find{"city": "Tijuana"}'),
        (
            "city:Ciudad de México",
            "shelter_find_women",
            '/shelter_find_women{"city": "Ciudad de México"}',
        ),
        ("place:casa", "shelter_find", '/shelter_find{"place": "casa"}'),
        ("place:casa", None, '/shelter_find{"place": "casa"}'),
        ("closed:casa", "shelter_find", '/meta_wrong_answer{"closed": "casa"}'),
        (
            'city:"}{"',
            None,
            r'/shelter_find{"city": "\"}{\""}',
        ),
    ],
)
def test_a_tapped_choice_becomes_this_command(
    choice: str, before: str | None, command: str
) -> None:
    assert payload(choice, before) == command


def test_more_goes_on_with_what_the_reply_before_left() -> None:
    more = {"city": "Tijuana", "skip": "3"}
    assert payload("more", "shelter_find", None, more) == (
        '/shelter_find{"part": "more", "city": "Tijuana", "skip": "3"}'
    )


def test_what_is_near_a_shared_location_goes_along_nearest_first() -> None:
    assert city_payload("Tijuana", "shelter_find", {"them:1": 0, "casa": 12}) == (
        '/shelter_find{"city": "Tijuana", "near": "them:1=0 casa=12"}'
    )


@pytest.mark.parametrize("topic", PLACE_TOPICS)
def test_a_shared_location_repeats_the_last_question_about_places(topic: str) -> None:
    assert city_payload("Tapachula", topic) == f'/{topic}{{"city": "Tapachula"}}'


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (None, "/shelter_find"),
        ("mpp_status", "/shelter_find"),
        ("comar_offices", "/comar_offices"),
    ],
)
def test_a_location_in_no_known_city_gets_the_general_answer(
    before: str | None, command: str
) -> None:
    assert city_payload(None, before) == command


OFFERED = [("comar_cost", "Cuánto cuesta"), ("city:León", "León"), ("menu", "Menú")]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        pytest.param("Cuánto cuesta", "comar_cost", id="title"),
        pytest.param("  cuánto CUESTA\n", "comar_cost", id="title in other letters"),
        pytest.param("LEÓN", "city:León", id="accented capital"),
        pytest.param("1", "comar_cost", id="first number"),
        pytest.param(" 3 ", "menu", id="last number"),
        pytest.param("0", None, id="number before the list"),
        pytest.param("4", None, id="number behind the list"),
        pytest.param("001", None, id="three figures"),
        pytest.param("9" * 5000, None, id="endless number"),
        pytest.param("911", None, id="emergency number"),
        pytest.param("cuánto cuesta ir a León", None, id="title inside a question"),
        pytest.param("comar_cost", None, id="id"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_typed_title_or_number_is_that_choice_and_nothing_else_is(
    typed: str, id_: str | None
) -> None:
    assert tapped(typed, OFFERED) == id_


def test_nothing_can_be_tapped_where_nothing_was_offered() -> None:
    assert tapped("1", []) is None


@pytest.mark.parametrize("typed", ["la segunda", "opción 2", "the second one", "leon"])
def test_a_place_in_the_list_is_said_in_words_too(typed: str) -> None:
    assert tapped(typed, OFFERED) == "city:León"


ONE = [("comar_cost", "Costo"), ("menu", "Ver temas"), ("human", "Una persona")]


@pytest.mark.parametrize("typed", ["Sí", "yes", "that one", "eso"])
def test_yes_takes_the_only_topic_that_was_asked_about(typed: str) -> None:
    assert confirmed(typed, reply(kind="clarify", choices=ONE)) == "comar_cost"


def test_yes_takes_nothing_where_two_were_asked_about_or_none() -> None:
    two = [*ONE, ("comar_work", "Trabajo")]
    assert confirmed("sí", reply(kind="clarify", choices=two)) is None
    assert confirmed("sí", reply(kind="answer", choices=ONE)) is None
    assert confirmed("sí", None) is None
    assert confirmed("no", reply(kind="clarify", choices=ONE)) is None


def test_a_city_goes_on_with_the_last_question_about_places() -> None:
    after_danger = payload("city:León", "safety_emergency", "comar_offices")
    assert after_danger == '/comar_offices{"city": "León"}'
