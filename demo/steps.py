"""Print a line with the duration of each step of a scenario."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection

_GROWN = (
    "accounts_user, participants_person, participants_mandate, participants_membership, "
    "participants_body, campaigns_entry, campaigns_pledge, campaigns_pledgetarget, "
    "evidence_activityreport, evidence_reportcount, scoring_measure, scoring_rankingline, "
    "notices_notice"
)

# Used as: with step("councils and delegates"): ...
Step = Callable[[str], AbstractContextManager[None]]


def steps_to(write: Callable[[str], object], scenario: str) -> Step:
    """Send the lines of the steps inside the block to `write`."""

    @contextmanager
    def step(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                f"ANALYZE {_GROWN}"
            )  # otherwise later queries are planned for empty tables
        write(f"{scenario}: {name} {time.perf_counter() - started:.1f} s")

    return step
