"""Points and reasons of every node of a line, from stored numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from campaigns.models import Combination, Criterion, NoneArisen, NotApplicable, Section
from campaigns.scorecards.rules import Facts, Numbers
from campaigns.scorecards.rules.base import points_vi
from campaigns.scorecards.rules.rounding import Rounding
from core.numbers import vietnamese

from ..models import LeafState, RankingLine
from .engine.compiled import CompiledScorecard


@dataclass(frozen=True)
class Score:
    """One node of a line: points, state (leaves), and the reason in Vietnamese.

    `maximum` is the entry's own maximum at a leaf where one was approved; above such a leaf it
    follows from the items of the group.
    """

    criterion: Criterion
    depth: int
    state: LeafState
    count: Decimal | None
    points: Decimal
    reason: str
    maximum: Decimal
    is_left_out: bool = False

    @property
    def has_own_maximum(self) -> bool:
        """Whether an own maximum was approved for this leaf."""
        return self.criterion.is_leaf and self.maximum != self.criterion.maximum

    @property
    def rule_in_words(self) -> str:
        """The leaf's rule with the maximum of this entry."""
        return replace(self.criterion.rule, maximum=self.maximum).in_words()

    @property
    def lost(self) -> Decimal:
        """Points deducted, or missing to the maximum; unearned bonus is not lost."""
        if self.criterion.section == Section.DEDUCTION:
            return self.points
        if self.criterion.section == Section.BONUS or self.is_left_out:
            return Decimal(0)
        return max(self.maximum - self.points, Decimal(0))

    @property
    def is_missing(self) -> bool:
        """Whether there is no data, and the rule does not count that as none."""
        return self.state == LeafState.MISSING and not self.criterion.rule.missing_is_none


def scores_of(line: RankingLine, leaders: Mapping[int, str] | None = None) -> list[Score]:
    """Every node of a line in order. 1 query, the criteria of the line's scorecard.

    `leaders` has the names of the entries that lead a leaf, by id.
    """
    compiled = CompiledScorecard(line.scorecard)
    maxima = maxima_of(compiled, line)
    depth: dict[int | None, int] = {None: -1}
    scores = []
    for node in compiled.nodes:
        depth[node.pk] = depth[node.parent_id] + 1
        score = _score(compiled, line, node, depth[node.pk], leaders or {})
        scores.append(replace(score, maximum=maxima[node.pk]))
    return scores


def maxima_of(compiled: CompiledScorecard, line: RankingLine) -> dict[int, Decimal]:
    """The maximum of every node for the entry of a line, by criterion id. No query.

    Own maxima count at their leaves; a group above one has at most the sum of its items, and at
    most the scorecard's maximum.
    """
    maxima: dict[int, Decimal] = {}
    own: set[int | None] = set()  # nodes with an own maximum at or below them
    for node in reversed(compiled.nodes):  # items before their groups
        if node.is_leaf:
            maxima[node.pk] = facts_of(compiled, line, node).maximum
            is_own = maxima[node.pk] != node.maximum
        else:
            maxima[node.pk] = _maximum_of_group(compiled, node, maxima, is_own := node.pk in own)
        if is_own:
            own.add(node.parent_id)
    return maxima


def _maximum_of_group(
    compiled: CompiledScorecard, node: Criterion, maxima: Mapping[int, Decimal], is_own: bool
) -> Decimal:
    if not is_own or node.combine == Combination.MEAN:
        return node.maximum
    below = [maxima[item.pk] for item in compiled.children[node.pk]]
    together = max(below) if node.combine == Combination.HIGHEST else sum(below, Decimal(0))
    return min(node.maximum, together)


def _score(
    compiled: CompiledScorecard,
    line: RankingLine,
    node: Criterion,
    depth: int,
    leaders: Mapping[int, str],
) -> Score:
    state, points = line.state_at(node.position), line.points_at(node.position)
    if not node.is_leaf:
        reason = _group_reason(compiled, line, node, points)
        return Score(node, depth, state, None, points, reason, node.maximum)
    facts = facts_of(compiled, line, node)
    leader_name = leaders.get(leader_of(compiled, line, node), "")
    reason = _leaf_reason(node, state, replace(facts, leader_name=leader_name), points)
    count, left_out = facts.parts[0].count, _is_left_out(compiled, line, node)
    return Score(node, depth, state, count, points, reason, facts.maximum, left_out)


def leader_of(compiled: CompiledScorecard, line: RankingLine, leaf: Criterion) -> int | None:
    """Id of the entry that leads the cluster at a leaf, if it compares."""
    names = compiled.input_names(leaf)
    if "leader_entry" not in names:
        return None
    stored = line.inputs[compiled.input_offsets[leaf.code] + names.index("leader_entry")]
    return None if stored is None else int(stored)


def leaders_of(line: RankingLine) -> set[int]:
    """Ids of the entries that a line was compared with. 1 query, the criteria."""
    compiled = CompiledScorecard(line.scorecard)
    leaders = {leader_of(compiled, line, leaf) for leaf in compiled.leaves}
    return {pk for pk in leaders if pk is not None}


def facts_of(compiled: CompiledScorecard, line: RankingLine, leaf: Criterion) -> Facts:
    """The stored numbers of one leaf."""
    names, start = compiled.input_names(leaf), compiled.input_offsets[leaf.code]
    stored = dict(zip(names, line.inputs[start : start + len(names)], strict=True))
    parts = tuple(
        Numbers(*(stored.get(f"{name}_{n}") for name in ("count", "denominator", "excluded")))
        for n in range(1, len(leaf.rule.part_names) + 1)
    )
    leader = None
    if "leader_count" in stored:
        leader = Numbers(stored["leader_count"], stored["leader_denominator"])
    return Facts(
        parts=parts,
        maximum=stored.get("maximum") or leaf.maximum,
        shared=stored.get("shared"),
        linked=stored.get("linked"),
        is_excepted=bool(stored.get("is_excepted")),
        leader=leader,
    )


def _leaf_reason(leaf: Criterion, state: LeafState, facts: Facts, points: Decimal) -> str:
    rule = leaf.rule
    if state == LeafState.REFUSED:
        return "Số liệu không được công nhận: 0 điểm."
    if state == LeafState.NOT_APPLICABLE:
        return f"Được duyệt là không áp dụng: {_policy(leaf.not_applicable, points)}."
    if state == LeafState.NONE_ARISEN:
        return f"Không phát sinh: {_policy(leaf.none_arisen, points)}."
    if state == LeafState.MISSING and not rule.missing_is_none:
        words = replace(rule, maximum=facts.maximum).in_words()
        return f"Chưa có số liệu, tạm tính {points_vi(points)}. {words}."
    return rule.explain(facts, points)


def _policy(policy: str, points: Decimal) -> str:
    if policy in (NoneArisen.LEFT_OUT, NotApplicable.LEFT_OUT):
        return "không tính mục này, các mục còn lại được quy đổi"
    return f"tính {points_vi(points)}"


def _group_reason(
    compiled: CompiledScorecard, line: RankingLine, node: Criterion, points: Decimal
) -> str:
    items = compiled.children[node.pk]
    below = [line.points_at(item.position) for item in items]
    for leaf in compiled.zeroing_leaves.get(node.code, ()):
        if not points and any(below) and _has_failed(compiled, line, leaf):
            return f"Tiêu chí {leaf.code} không đạt nên cả mục 0 điểm."
    if node.combine == Combination.HIGHEST:
        cap = f", nhiều nhất {points_vi(node.maximum)}" if max(below) > node.maximum else ""
        return f"Chỉ tính mục con cao nhất{cap}: {points_vi(points)}."
    if node.combine == Combination.MEAN:
        number = sum(_available(compiled, line, item) > 0 for item in items)
        if not number:
            return "Không mục con nào được tính: 0 điểm."
        total = vietnamese(sum(below, Decimal(0)))
        rounding = Rounding.read(node.rounding).in_words()
        return (
            f"Trung bình {number} mục con được tính: {total} / {number}, {rounding}, nhiều nhất "
            f"{vietnamese(node.maximum)}: {points_vi(points)}."
        )
    total = sum(below, Decimal(0))
    if total > points:
        return (
            f"Các mục con cộng lại {points_vi(total)}, "
            f"vượt mức tối đa nên tính {points_vi(points)}."
        )
    if total < points:
        return f"Các mục con cộng lại {points_vi(total)}, thấp hơn 0 nên tính {points_vi(points)}."
    return "Tổng các mục con."


def _has_failed(compiled: CompiledScorecard, line: RankingLine, leaf: Criterion) -> bool:
    state = line.state_at(leaf.position)
    failing = leaf.rule.failed_counts()
    if state == LeafState.REFUSED or failing is None:
        known = state in (LeafState.COUNTED, LeafState.REFUSED)
        return known and not line.points_at(leaf.position)
    return state == LeafState.COUNTED and facts_of(compiled, line, leaf).count in failing


def _is_left_out(compiled: CompiledScorecard, line: RankingLine, leaf: Criterion) -> bool:
    policies = {
        LeafState.NOT_APPLICABLE: leaf.not_applicable,
        LeafState.NONE_ARISEN: leaf.none_arisen,
    }
    left_out = policies.get(line.state_at(leaf.position)) == NotApplicable.LEFT_OUT
    return left_out and compiled.may_be_left_out(leaf)


def _available(compiled: CompiledScorecard, line: RankingLine, node: Criterion) -> Decimal:
    """The points available at a node: 0 where everything in it was left out."""
    if node.is_leaf:
        maximum = facts_of(compiled, line, node).maximum
        return Decimal(0) if _is_left_out(compiled, line, node) else maximum
    items = [_available(compiled, line, item) for item in compiled.children[node.pk]]
    if node.combine == Combination.MEAN:
        return node.maximum if any(items) else Decimal(0)
    together = max(items) if node.combine == Combination.HIGHEST else sum(items, Decimal(0))
    return min(node.maximum, together)
