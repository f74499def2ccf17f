from django.core.management.base import BaseCommand

from awards.services import load_catalogue


class Command(BaseCommand):
    help = "Add what is missing of the state's catalogue of awards; may run any number of times."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{load_catalogue()} rows added.")
