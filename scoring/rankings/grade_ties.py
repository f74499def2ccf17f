"""Tie groups at the edge of a quota of grades, and the decisions about them."""

from collections import defaultdict
from dataclasses import dataclass

from ..models import Ranking, RankingLine, TieDecision

_FIELDS_OF_PART = {
    "scorecard": (),
    "cluster": ("cluster_id",),
    "list": ("list",),
    "cluster_and_list": ("cluster_id", "list"),
}


@dataclass(frozen=True)
class GradeTie:
    """A tie group that fits a quota only partly; none of it has the grade yet.

    `key` identifies the group in a form; it changes when the group does.
    """

    key: str
    level: str
    lower: str
    lines: list[RankingLine]


def grade_ties_of(ranking: Ranking) -> list[GradeTie]:
    """Tie groups of a ranking that wait for a decision, in order. 2 queries."""
    tied = ranking.lines.with_open_grade_tie()
    lines = tied.select_related("entry", "cluster", "scorecard").in_order()
    groups: dict[tuple, list[RankingLine]] = defaultdict(list)
    gradings = {}
    for line in lines:
        if line.scorecard_id not in gradings:
            gradings[line.scorecard_id] = line.scorecard.read_grading
        grading = gradings[line.scorecard_id]
        for number, quota in enumerate(grading.quotas):
            if f"tie:{number}" in line.limits:
                part = tuple(getattr(line, name) for name in _FIELDS_OF_PART[quota.per])
                equal = (line.total, *line.tie_keys)
                groups[(line.scorecard_id, number, part, equal)].append(line)
    ties = []
    for (scorecard, number, *_), tied_lines in groups.items():
        grading = gradings[scorecard]
        quota = grading.quotas[number]
        ties.append(
            GradeTie(
                key="-".join(str(pk) for pk in sorted(line.entry_id for line in tied_lines)),
                level=grading.levels[quota.at].name,
                lower=grading.levels[quota.overflow].name,
                lines=tied_lines,
            )
        )
    return ties


def tie_decision_of(line: RankingLine) -> TieDecision | None:
    """The tie decision that was valid for the line's total, if any."""
    decisions = TieDecision.objects.filter(entry=line.entry_id, total=line.total)
    if line.ranking.is_sealed:
        decisions = decisions.filter(decided_at__lte=line.ranking.sealed_at)
    return decisions.first()
