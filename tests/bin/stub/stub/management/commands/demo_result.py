import sys

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    """Tell how often the demonstration was loaded into this database; fail from the second on."""

    def handle(self, **options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM load")
            loads = cursor.fetchone()[0]
        self.stdout.write(f"loads={loads}")
        sys.exit(0 if loads < 2 else 7)
