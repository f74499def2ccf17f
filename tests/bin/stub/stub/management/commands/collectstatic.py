from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--no-input", action="store_true")
        parser.add_argument("--clear", action="store_true")

    def handle(self, **options):
        """There is nothing to collect."""
