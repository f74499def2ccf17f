"""Changes of an entry since an earlier ranking, from the stored numbers of both."""

from dataclasses import dataclass

from ..models import LeafState, Ranking, RankingLine
from . import explanation, grade_steps


@dataclass(frozen=True)
class LeafChange:
    """A leaf whose state or points changed; None where it did not exist."""

    code: str
    name: str
    before: explanation.Score | None
    after: explanation.Score | None


@dataclass(frozen=True)
class LineChange:
    """A line compared with the same entry's line of an earlier ranking."""

    before: RankingLine
    grade_before: str | None
    grade_after: str | None
    leaves: list[LeafChange]

    @property
    def ranking(self) -> Ranking:
        return self.before.ranking


def change_of(before: RankingLine, after: RankingLine) -> LineChange:
    """Compare two lines leaf by leaf. Queries: the criteria of each scorecard."""
    if before.scorecard_id == after.scorecard_id:
        before.scorecard = after.scorecard
    earlier = _by_code(explanation.scores_of(before))
    later = _by_code(explanation.scores_of(after))
    codes = [*later, *(code for code in earlier if code not in later)]
    leaves = [
        LeafChange(code, (later.get(code) or earlier[code]).criterion.name, was, now)
        for code in codes
        if _differ(was := earlier.get(code), now := later.get(code))
    ]
    return LineChange(before, _grade(before), _grade(after), leaves)


def _by_code(scores: list[explanation.Score]) -> dict[str, explanation.Score]:
    return {score.criterion.code: score for score in scores if score.state != LeafState.GROUP}


def _differ(before: explanation.Score | None, after: explanation.Score | None) -> bool:
    if before is None or after is None:
        return True
    return (before.state, before.points, before.count) != (after.state, after.points, after.count)


def _grade(line: RankingLine) -> str | None:
    grades = grade_steps.grades_of(line)
    return grades and grades.given
