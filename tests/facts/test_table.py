from datetime import date

import pytest

from bot.facts.table import read_day

BEFORE = date(2027, 2, 3)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-05-04", date(2027, 5, 4)),
        ("24/11/2026", date(2026, 11, 24)),
        ("11/24/2026", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        ("5/5/2027", date(2027, 5, 5)),
        ("3/2/2027", BEFORE),
        ("02/03/27", BEFORE),
    ],
)
def test_a_day_is_read_in_the_form_of_any_country_where_it_is_one_day_only(
    cell: str, day: date
) -> None:
    assert read_day(cell, BEFORE) == day


@pytest.mark.parametrize(
    "cell", ["", "4/5/2027", "31/31/2027", "2027", "mañana", "3/2"]
)
def test_what_is_no_day_or_may_be_two_is_refused(cell: str) -> None:
    with pytest.raises(ValueError):
        read_day(cell, BEFORE)
