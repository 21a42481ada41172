from bot.conversations.before import (
    awaited_topic,
    group_before,
    last_answer,
    left_of_choice,
    other_topics,
    place_topic,
    recent_topics,
)
from bot.reply import Reply
from tests.fake_engine import reply

ASKED = [("comar_cost", "Costo"), ("comar_work", "Trabajo"), ("menu", "Ver temas")]


def clarify() -> Reply:
    return reply(kind="clarify", topic=None, choices=ASKED)


def about(topic: str, kind: str = "answer") -> Reply:
    return reply(kind=kind, topic=topic, topics=[topic])


def test_recent_topics_are_those_answered_newest_first_and_once() -> None:
    replies = [
        about("safety_emergency"),
        about("meta_menu", kind="meta"),
        about("shelter_find", kind="place"),
        about("comar_cost"),
        about("shelter_find", kind="place"),
    ]
    expected = ["safety_emergency", "shelter_find", "comar_cost"]
    assert recent_topics(replies) == expected


def test_of_two_answers_in_one_reply_the_second_is_the_newer() -> None:
    two = reply(topic="comar_cost", topics=["comar_cost", "comar_work"])
    assert recent_topics([two]) == ["comar_work", "comar_cost"]


def test_a_question_about_places_outlives_a_call_for_help() -> None:
    recent = ["safety_emergency", "comar_offices", "shelter_find"]
    assert place_topic(recent) == "comar_offices"
    assert place_topic(["comar_cost"]) is None


def test_what_was_offered_and_not_taken_is_left() -> None:
    assert left_of_choice([about("comar_cost"), clarify()]) == ["comar_work"]


def test_nothing_is_left_where_no_offered_topic_was_taken() -> None:
    assert left_of_choice([about("mpp_status"), clarify()]) == []
    assert left_of_choice([clarify()]) == []
    assert left_of_choice([about("comar_cost"), about("comar_work")]) == []
    assert left_of_choice([]) == []


def test_the_likely_alternatives_are_what_it_might_have_been() -> None:
    last = about("comar_cost").model_copy(
        update={
            "alternatives": [
                ("comar_work", 0.2),
                ("meta_human", 0.1),
                ("comar_curp", 0.05),
                ("comar_family", 0.03),
                ("comar_denied", 0.02),
                ("us_cbp_one", 0.001),
            ]
        }
    )
    assert other_topics([last]) == ["comar_work", "comar_curp", "comar_family"]
    assert other_topics([]) == []


def test_after_a_choice_the_alternatives_are_those_that_were_not_shown() -> None:
    last = clarify().model_copy(
        update={"alternatives": [("comar_work", 0.2), ("comar_curp", 0.05)]}
    )
    assert other_topics([last]) == ["comar_curp"]


def test_the_last_answer_is_the_one_that_answered_something() -> None:
    place = about("shelter_find", kind="place")
    assert last_answer([about("meta_thanks", kind="meta"), place]) == place
    assert last_answer([clarify()]) is None


def test_for_whom_a_bed_was_sought_is_remembered() -> None:
    men = reply(kind="place", entities={"group": "men"})
    two = reply(kind="place", entities={"group": ["men", "lgbtiq"]})
    assert group_before([about("comar_cost"), men, two]) == "men"
    assert group_before([two, men]) == "men lgbtiq"
    assert group_before([about("comar_cost")]) == ""


def test_a_day_is_awaited_only_right_after_it_was_asked_for() -> None:
    asked = reply(topic="comar_cost", asks="comar_deadline")
    assert awaited_topic([asked]) == "comar_deadline"
    assert awaited_topic([about("comar_cost"), asked]) is None
    assert awaited_topic([]) is None
