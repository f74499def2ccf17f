"""Compare a ranking line of the database with the oracle's result."""

from fractions import Fraction

from scoring.models import LeafState, RankingLine

from .oracle import Result

STATES = {
    LeafState.MISSING: "missing",
    LeafState.COUNTED: "counted",
    LeafState.NOT_APPLICABLE: "not_applicable",
    LeafState.REFUSED: "refused",
    LeafState.NONE_ARISEN: "none_arisen",
}


def differences(line: RankingLine, expected: Result) -> list[str]:
    """Describe every number of a line that differs from the oracle's."""
    found = []
    grading = line.scorecard.read_grading
    names = [level.code for level in grading.levels] if grading else []

    def compare(what: str, ours, theirs) -> None:
        if ours != theirs:
            found.append(f"{what}: {ours} instead of {theirs}")

    for node in line.scorecard.criteria.all():
        points = Fraction(line.points_at(node.position))
        compare(f"points {node.code}", points, expected.points[node.code])
        if node.is_leaf:
            state = STATES[line.state_at(node.position)]
            compare(f"state {node.code}", state, expected.states[node.code])
    for name in ("total", "raw_total", "bonus", "deduction", "best_total", "worst_total"):
        ours, theirs = getattr(line, name), getattr(expected, name)
        compare(name, None if ours is None else Fraction(ours), theirs)
    for name in ("standing", "place", "tied_with"):
        compare(name, getattr(line, name), getattr(expected, name))
    for name in ("earned", "own", "given"):
        level = getattr(line, f"{name}_grade")
        compare(name, None if level is None else names[level], getattr(expected, name))
    compare("reasons", sorted(line.reasons), sorted(expected.reasons))
    compare("waits", any(t.startswith("tie:") for t in line.limits), expected.waits)
    return found
