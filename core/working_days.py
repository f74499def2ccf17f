"""Working days in Viet Nam: Monday to Friday, without public holidays and the days moved for them.

The days off of each year are announced by decision; `data/holidays.yaml` holds those known, and
the office adds a year there.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from .data_files import read_data

FILE = Path(__file__).parent / "data" / "holidays.yaml"


@cache
def _known() -> tuple[frozenset[date], frozenset[date]]:
    """(weekdays off, weekend days that are worked)."""
    data = read_data(FILE)
    off = {day for days in data["days_off"].values() for day in days}
    return frozenset(off), frozenset(data["days_worked"])


def is_working_day(day: date) -> bool:
    off, worked = _known()
    return day in worked or (day.weekday() < 5 and day not in off)


def add_working_days(day: date, number: int) -> date:
    """The `number`-th working day after `day`, which itself does not count."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def known_years() -> set[int]:
    """Years whose holidays are known; of others only the weekends count."""
    off, _ = _known()
    return {day.year for day in off}
