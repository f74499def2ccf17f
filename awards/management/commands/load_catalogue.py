from django.core.management.base import BaseCommand

from ...services import catalogue


class Command(BaseCommand):
    help = "Add what is missing of the state's catalogue of awards; may run any number of times."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{catalogue.load_catalogue()} rows added.")
