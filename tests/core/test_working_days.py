"""Working days, with holidays and moved days."""

from datetime import date

import pytest

from core.models import CalendarDay, CalendarYear
from core.working_days import add_working_days, is_working_day, load_calendar, provisional_note

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 4, 29), False),  # Monday moved to Saturday 4 May
        (date(2024, 5, 4), True),
        (date(2024, 5, 5), False),
        (date(2023, 9, 4), False),
        (date(2023, 9, 5), True),
        (date(2026, 1, 2), False),  # Friday moved to Saturday 10 January, by 12729/VPCP-KGVX
        (date(2026, 1, 10), True),
        (date(2026, 8, 31), False),  # Monday moved to Saturday 22 August
        (date(2026, 8, 22), True),
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam
        (date(2027, 1, 1), False),
        (date(2027, 2, 8), False),  # the third day of Tết 2027
        (date(2027, 2, 11), True),
        (date(2027, 4, 16), False),  # Giỗ Tổ Hùng Vương
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
        (date(2027, 2, 1), 10, date(2027, 2, 22)),  # over Tết 2027: five weekdays off
        (date(2026, 11, 20), 2, date(2026, 11, 25)),
    ],
)
def test_the_nth_working_day_after_a_day(start, number, end):
    assert add_working_days(start, number) == end


def test_a_period_that_touches_an_unconfirmed_year_is_provisional():
    assert provisional_note(date(2023, 1, 3), date(2026, 12, 31)) == ""
    assert "2027" in provisional_note(date(2026, 12, 28), date(2027, 1, 11))
    assert "2027, 2028" in provisional_note(date(2026, 12, 28), date(2028, 1, 3))


def test_a_year_entered_on_the_admin_site_is_confirmed():
    year = CalendarYear.objects.create(year=2027, document="Văn bản 1/VPCP (giả định)")
    CalendarDay.objects.create(year=year, day=date(2027, 2, 11), reason="nghỉ thêm")
    CalendarDay.objects.create(year=year, day=date(2027, 2, 20), is_worked=True, reason="làm bù")
    calendar = load_calendar()
    assert not calendar.is_working_day(date(2027, 2, 11))
    assert calendar.is_working_day(date(2027, 2, 20))
    assert calendar.provisional_years([date(2027, 2, 1)]) == []


def test_the_admin_site_overrides_the_shipped_calendar():
    year = CalendarYear.objects.create(year=2026, document="Văn bản 2/VPCP (giả định)")
    CalendarDay.objects.create(year=year, day=date(2026, 1, 2), is_worked=True)
    CalendarDay.objects.create(year=year, day=date(2026, 1, 10))
    assert is_working_day(date(2026, 1, 2))
    assert not is_working_day(date(2026, 1, 10))
