import signal

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Wait until it is stopped, as the mail catcher does."""

    def handle(self, **options: object) -> None:
        signal.sigwait({signal.SIGTERM})
