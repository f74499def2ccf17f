"""Days that count for deadlines in working days, holidays and moved days among them."""

from datetime import date

import pytest

from core.working_days import add_working_days, is_working_day, known_years


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 4, 29), False),  # Monday moved to Saturday 4 May
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
        (date(2023, 9, 4), False),
        (date(2023, 9, 5), True),
    ],
)
def test_holidays_and_moved_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2023, 12, 1), 5, date(2023, 12, 8)),  # Friday to Friday
        (date(2023, 12, 2), 1, date(2023, 12, 4)),  # from a Saturday
        (date(2024, 2, 7), 1, date(2024, 2, 15)),  # over the whole of Tết
        (date(2023, 12, 5), 0, date(2023, 12, 5)),
    ],
)
def test_the_nth_working_day_after_a_day(start, number, end):
    assert add_working_days(start, number) == end


def test_the_years_of_both_demonstrations_are_known():
    assert {2022, 2023, 2024} <= known_years()
