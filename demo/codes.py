"""Codes of the demonstration's open ballot, in a file beside the database.

A keeper's code is shown once and never stored (docs/adr/0009). Users of the demonstration are no
keepers but should be able to count the votes, so `demo_accounts` prints the codes from this file.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from ballots.ballot_box import public_key_of_code
from ballots.models import Ballot, BallotKeeper, BallotState


def _file() -> Path:
    return settings.VAR_DIR / "ballot-codes.txt"


def keep_codes(codes: Mapping[str, str]) -> None:
    """Write sign-in name -> code, replacing earlier codes."""
    _file().touch(mode=0o600)
    _file().write_text("".join(f"{name} {code}\n" for name, code in codes.items()))


def open_codes() -> dict[Ballot, dict[str, str]]:
    """Codes of ballots that are not counted yet: ballot -> sign-in name -> code."""
    if not _file().exists():
        return {}
    kept = dict(line.split() for line in _file().read_text().splitlines())
    keepers = BallotKeeper.objects.filter(
        user__username__in=kept, ballot__state__in=[BallotState.OPEN, BallotState.CLOSED]
    ).select_related("user", "ballot__proposal__ranking__plan")
    found: dict[Ballot, dict[str, str]] = {}
    for keeper in keepers.order_by("ballot", "number"):
        code = kept[keeper.user.username]
        if keeper.public_key == public_key_of_code(code):
            found.setdefault(keeper.ballot, {})[keeper.user.username] = code
    return found
