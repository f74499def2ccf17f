from django.core.management.base import BaseCommand

from ...services import catalogue


class Command(BaseCommand):
    help = "Add missing rows of the national catalogue of awards; idempotent."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{catalogue.load_catalogue()} rows added.")
