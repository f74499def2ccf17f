from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    def handle(self, **options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS load (at timestamptz DEFAULT now())")
            cursor.execute("INSERT INTO load DEFAULT VALUES")
        self.stdout.write("Đã nạp")
