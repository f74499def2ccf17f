"""Draw pictures of every paper for the documentation."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from ...documents.sample_pictures import draw_pictures


class Command(BaseCommand):
    help = "Draws docs/pictures/papers/*.png from the built-in templates with invented values."

    def handle(self, **options) -> None:
        for path in draw_pictures(Path(settings.BASE_DIR, "docs", "pictures", "papers")):
            self.stdout.write(f"{path.name} {path.stat().st_size // 1024} kB")
