from django.core.management.base import BaseCommand

from ...accounts import COUNCIL_GUIDES, GUIDES, PASSWORD, SHEET_GUIDES
from ...codes import open_codes

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
        for ballot, codes in open_codes().items():
            plan = ballot.proposal.ranking.plan
            self.stdout.write(f"\nThe ballot of “{plan}” is open. Two of its codes count it:")
            for username, code in codes.items():
                self.stdout.write(f"  {username.ljust(widths[1])}  {code}")
