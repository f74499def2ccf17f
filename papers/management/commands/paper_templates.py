"""Draw the Word templates that come with the product anew."""

from django.core.management.base import BaseCommand

from ...documents.drawing import draw_all


class Command(BaseCommand):
    help = "Draws the built-in Word templates into awards/papers/templates."

    def handle(self, **options) -> None:
        for path in draw_all():
            self.stdout.write(path.name)
