import signal

from django.conf import settings
from django.core.management.base import BaseCommand

from ...mail_catcher import catcher


class Command(BaseCommand):
    help = "Take the demonstration's mail by SMTP and keep it for the page /thu-mau/."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        controller = catcher(settings.DEMO_MAIL_DIR, settings.EMAIL_PORT)
        controller.start()
        self.stdout.write(f"Taking mail on port {settings.EMAIL_PORT}")
        try:
            signal.sigwait({signal.SIGTERM, signal.SIGINT})
        finally:
            controller.stop()
