import time

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from core.history.context import history_context

from ... import scenarios
from ...steps import steps_to


class Command(BaseCommand):
    help = "Load the demonstration's campaigns; what is there already stays as it is."

    def handle(self, *args, **options) -> None:
        for scenario in scenarios.SCENARIOS:
            if scenario.is_loaded():
                self.stdout.write(f"{scenario.NAME}: already loaded")
            else:
                self._load(scenario)

    def _load(self, scenario) -> None:
        """Load one scenario in one transaction, so that an interrupted load leaves no rows.

        Some small files without rows may remain in the media folder. The context names the cause of
        every change in the history.
        """
        started = time.perf_counter()
        with transaction.atomic(), history_context(cause=f"demo_load {scenario.NAME}"):
            _check_foreign_keys_at_once()
            scenario.load(steps_to(self.stdout.write, scenario.NAME))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # otherwise the first pages are planned for empty tables
        self.stdout.write(f"{scenario.NAME}: loaded in {time.perf_counter() - started:.1f} s")


def _check_foreign_keys_at_once() -> None:
    """Check foreign keys immediately instead of at the end of the transaction.

    Each row's history trigger catches an exception, and PostgreSQL scans the queue of deferred
    checks for every subtransaction that is rolled back: minutes instead of seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
