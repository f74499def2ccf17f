from django.core.management.base import BaseCommand

from ...scorecards.exchange import schema


class Command(BaseCommand):
    help = "Rewrite campaigns/scorecards/exchange/scorecard.schema.json after a field has changed."

    def handle(self, *args, **options) -> None:
        schema.FILE.write_text(schema.written(), encoding="utf-8")
        self.stdout.write(f"{schema.FILE.name} written.")
