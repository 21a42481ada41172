from concurrent.futures import ThreadPoolExecutor

from bot.db import Sessions, now
from bot.tasks import Task, finish_tasks, open_tasks, raise_task

KIND = "past_max_age"


def still_open(database: Sessions) -> list[tuple[str, str]]:
    with database() as session:
        return [(task.kind, task.subject) for task in open_tasks(session)]


def raised(database: Sessions, *subjects: str, kind: str = KIND) -> None:
    with database.begin() as session:
        for subject in subjects:
            raise_task(session, kind, subject)


def test_what_is_asked_for_twice_is_one_task(database: Sessions) -> None:
    raised(database, "comar_work", "comar_work")
    raised(database, "comar_work")

    assert still_open(database) == [(KIND, "comar_work")]


def test_tasks_are_listed_in_the_order_in_which_they_were_raised(
    database: Sessions,
) -> None:
    before = now()
    raised(database, "us_cbp_one", "comar_work")
    raised(database, "comar_work", kind="place_gone")

    assert still_open(database) == [
        (KIND, "us_cbp_one"),
        (KIND, "comar_work"),
        ("place_gone", "comar_work"),
    ]
    with database() as session:
        assert all(before <= t.raised_at <= now() for t in open_tasks(session))


def test_only_what_is_done_is_finished_and_the_task_is_kept(
    database: Sessions,
) -> None:
    raised(database, "us_cbp_one", "comar_work")
    raised(database, "comar_work", kind="place_gone")
    with database.begin() as session:
        finish_tasks(session, KIND, "comar_work")

    assert still_open(database) == [(KIND, "us_cbp_one"), ("place_gone", "comar_work")]
    with database() as session:
        done = session.get_one(Task, 2)
        assert done.done_at is not None
        assert done.raised_at <= done.done_at <= now()


def test_finishing_again_changes_nothing(database: Sessions) -> None:
    raised(database, "comar_work")
    with database.begin() as session:
        finish_tasks(session, KIND, "comar_work")
        first = session.get_one(Task, 1).done_at
    with database.begin() as session:
        finish_tasks(session, KIND, "comar_work")
        finish_tasks(session, KIND, "never_asked_for")

    with database() as session:
        assert session.get_one(Task, 1).done_at == first


def test_what_was_done_can_be_asked_for_again(database: Sessions) -> None:
    raised(database, "comar_work")
    with database.begin() as session:
        finish_tasks(session, KIND, "comar_work")
    raised(database, "comar_work")

    assert still_open(database) == [(KIND, "comar_work")]


def test_a_task_is_raised_only_if_the_caller_commits(database: Sessions) -> None:
    with database() as session:
        raise_task(session, KIND, "comar_work")
        session.rollback()

    assert still_open(database) == []


def test_many_who_ask_at_once_raise_one_task_and_none_fails(
    database: Sessions,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: raised(database, "comar_work"), range(40)))

    assert still_open(database) == [(KIND, "comar_work")]
