from django.core.management.base import BaseCommand

from demo.accounts import COUNCIL_GUIDES, GUIDES, PASSWORD, SHEET_GUIDES

HEADINGS = ("Role", "Sign-in name", "Password", "Look first at")


class Command(BaseCommand):
    help = "Print the demonstration's accounts: who they are, how to sign in, what to look at."

    def handle(self, *args, **options) -> None:
        rows = [
            HEADINGS,
            *(
                (guide.role, guide.username, PASSWORD, guide.look_at)
                for guide in [*GUIDES, *COUNCIL_GUIDES, *SHEET_GUIDES]
            ),
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
        rows.insert(1, tuple("-" * width for width in widths))
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
