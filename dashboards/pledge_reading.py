"""A pledge for display: each target beside what was reached so far."""

from dataclasses import dataclass

from campaigns.models import Criterion, Entry, PlanState, Pledge
from campaigns.scorecards.targets import Target, target_in_words
from core.states import Look, StateChoices
from scoring.models import RankingLine
from scoring.rankings.reached import Reached, reached_at


class TargetState(StateChoices):
    """A target beside what was reached; a limit is kept or exceeded."""

    REACHED = "reached", Look("good", "check"), "Đã đạt"
    ON_THE_WAY = "on_the_way", Look("waiting", "clock"), "Chưa đạt"
    KEPT = "kept", Look("good", "check"), "Trong mức"
    EXCEEDED = "exceeded", Look("bad", "alert"), "Đã vượt"


@dataclass(frozen=True)
class TargetRow:
    """One target in words; `reached` is None when nothing was counted or its leaf is gone."""

    criterion: Criterion
    text: str
    reached: Reached | None
    is_limit: bool

    @property
    def state(self) -> TargetState | None:
        """The state when there is a number to compare, else None."""
        if self.reached is None or self.reached.is_met is None:
            return None
        if self.is_limit:
            return TargetState.KEPT if self.reached.is_met else TargetState.EXCEEDED
        return TargetState.REACHED if self.reached.is_met else TargetState.ON_THE_WAY


def line_of(entry: Entry) -> RankingLine | None:
    """The newest line: of the draft, or of the sealed ranking of a closed plan. 1 query."""
    lines = RankingLine.objects.filter(entry=entry).select_related("ranking", "scorecard")
    if entry.plan.state == PlanState.CLOSED:
        lines = lines.filter(ranking__number__isnull=False)
    return lines.order_by("-ranking__number").first()


def rows_of(pledge: Pledge, line: RankingLine | None) -> list[TargetRow]:
    """Targets in reading order. Three queries, whatever their number."""
    targets = list(pledge.targets.select_related("criterion").order_by("criterion__position"))
    numbers = {target.criterion_id: target.number for target in targets}
    reached = reached_at(line, numbers) if line and numbers else {}
    return [
        TargetRow(
            criterion=target.criterion,
            text=target_in_words(target.criterion, Target(target.number, target.text)),
            reached=reached.get(target.criterion_id),
            is_limit=target.criterion.rule.is_lower_better,
        )
        for target in targets
    ]
