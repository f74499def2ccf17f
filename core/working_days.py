"""Working days in Viet Nam: Monday to Friday, without holidays and with moved days.

Holidays come from the package `holidays` (Labour Code 2019, Art. 112). `data/holidays.yaml` and
the calendar on the admin site (`CalendarYear`) add what the package lacks. Moved days are announced
year by year, so a year that nobody has confirmed is provisional.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from .data_files import read_data
from .models import CalendarDay, CalendarYear

FILE = Path(__file__).parent / "data" / "holidays.yaml"
_SATURDAY = 5


@dataclass(frozen=True)
class WorkingCalendar:
    """Exceptions from the computed holidays, and the confirmed years."""

    days_off: frozenset[date]
    days_worked: frozenset[date]
    confirmed_years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        if day in self.days_off:
            return False
        computed = _computed_year(day.year)
        is_weekend = day.weekday() >= _SATURDAY
        return day in computed.worked or not (is_weekend or day in computed.off)

    def add(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`, which itself does not count."""
        while number > 0:
            day += timedelta(days=1)
            number -= self.is_working_day(day)
        return day

    def provisional_years(self, days: Iterable[date]) -> list[int]:
        """Years from the first to the last of `days` that nobody has confirmed."""
        years = [day.year for day in days]
        if not years:
            return []
        return sorted(set(range(min(years), max(years) + 1)) - self.confirmed_years)


def load_calendar() -> WorkingCalendar:
    """The current calendar; not cached, so changes take effect at once. 2 queries."""
    shipped = _shipped()
    rows = list(CalendarDay.objects.values_list("day", "is_worked"))
    kept_off = {day for day, is_worked in rows if not is_worked}
    kept_worked = {day for day, is_worked in rows if is_worked}
    return WorkingCalendar(
        days_off=frozenset({*shipped["days_off"]} - kept_worked | kept_off),
        days_worked=frozenset({*shipped["days_worked"]} - kept_off | kept_worked),
        confirmed_years=frozenset(
            {*shipped["confirmed_years"], *CalendarYear.objects.values_list("year", flat=True)}
        ),
    )


def is_working_day(day: date) -> bool:
    return load_calendar().is_working_day(day)


def add_working_days(day: date, number: int) -> date:
    """The `number`-th working day after `day`, which itself does not count."""
    return load_calendar().add(day, number)


def provisional_note(*days: date) -> str:
    """A sentence for a deadline within a provisional year, in Vietnamese; else empty.

    `days`: the first and the last day of the period, or the deadline only. 2 queries.
    """
    return note_on_years(load_calendar().provisional_years(days))


def note_on_years(years: list[int]) -> str:
    if not years:
        return ""
    names = ", ".join(str(year) for year in years)
    return (
        f"Hạn tạm tính: lịch nghỉ lễ năm {names} mới tính theo luật, chưa đối chiếu với văn bản "
        "công bố ngày nghỉ, ngày làm bù của năm đó."
    )


def computed_holidays(year: int) -> list[tuple[date, str]]:
    """(weekday off, its name) of a year as the package computes them, in order."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    return sorted((day, name) for day, name in found.items() if day.weekday() < _SATURDAY)


@cache
def _shipped() -> dict[str, list]:
    return read_data(FILE)


@dataclass(frozen=True)
class _ComputedYear:
    off: frozenset[date]
    worked: frozenset[date]


@cache
def _computed_year(year: int) -> _ComputedYear:
    found = holidays.country_holidays("VN", years=year)
    return _ComputedYear(
        off=frozenset(day for day in found if day.weekday() < _SATURDAY),
        worked=frozenset(day for day in found.weekend_workdays if day.year == year),
    )
