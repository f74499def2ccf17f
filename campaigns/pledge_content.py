"""Content of a pledge as forms, services and queries exchange it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from core.names import visible_text

from .scorecards.targets import Target


@dataclass(frozen=True)
class PledgeContent:
    """Content of a pledge: targets by criterion id, a commitment, the title aimed for.

    `token` identifies the page, `seen` the version of the pledge that the page was opened with.
    """

    targets: Mapping[int, Target] = field(default_factory=dict)
    commitment: str = ""
    title: str = ""
    token: UUID = field(default_factory=uuid4)
    seen: UUID | None = None

    def normalised(self) -> tuple[dict[int, Target], str, str]:
        """Targets without empty ones; commitment and title without invisible characters."""
        targets = {pk: target for pk, target in self.targets.items() if not target.is_empty}
        return targets, visible_text(self.commitment), visible_text(self.title)


@dataclass(frozen=True)
class LateApproval:
    """Who allowed a registration after the deadline, and why."""

    allowed_by: str
    reason: str
