"""Draw the built-in Word templates."""

from django.core.management.base import BaseCommand

from ...documents.word_templates import draw_all


class Command(BaseCommand):
    help = "Draws the built-in Word templates into papers/documents/templates."

    def handle(self, **options) -> None:
        for path in draw_all():
            self.stdout.write(path.name)
