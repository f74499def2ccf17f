"""Vì sao điểm này? Written from the stored numbers of a line; no point is computed again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from campaigns.grading import EFFECTS, Gate, Grading, Sanction
from campaigns.models import Combination, Criterion, NoneArisen, NotApplicable
from campaigns.rules import Facts, Numbers
from campaigns.rules.base import points_vi
from core.numbers import vietnamese

from .engine.card import Card
from .models import LeafState, RankingLine


@dataclass(frozen=True)
class Score:
    """One node of a line: its points, its state (leaves), and the reason in Vietnamese."""

    criterion: Criterion
    depth: int
    state: LeafState
    count: Decimal | None
    points: Decimal
    reason: str
    remark: str = ""

    @property
    def is_missing(self) -> bool:
        """Nobody has said anything yet, and that is not the same as none."""
        return self.state == LeafState.MISSING and not self.criterion.rule.missing_is_none


@dataclass(frozen=True)
class Grades:
    """Earned and given grade of a line, and a sentence for every lowering between them."""

    earned: str
    given: str
    reasons: list[str]


def scores_of(line: RankingLine, remarks: Mapping[int, str] | None = None) -> list[Score]:
    """Every node of a line in order; `remarks` by criterion are put beside the reasons.

    Queries: 1, the criteria of the line's scorecard.
    """
    card = Card(line.scorecard)
    depth: dict[int | None, int] = {None: -1}
    scores = []
    for node in card.nodes:
        depth[node.pk] = depth[node.parent_id] + 1
        score = _score(card, line, node, depth[node.pk])
        scores.append(replace(score, remark=(remarks or {}).get(node.pk, "")))
    return scores


def _score(card: Card, line: RankingLine, node: Criterion, depth: int) -> Score:
    state, points = line.state_at(node.position), line.points_at(node.position)
    if not node.is_leaf:
        return Score(node, depth, state, None, points, _group_reason(card, line, node, points))
    facts = facts_of(card, line, node)
    said = facts.parts[0].count
    return Score(node, depth, state, said, points, _leaf_reason(node, state, facts, points))


def facts_of(card: Card, line: RankingLine, leaf: Criterion) -> Facts:
    """The stored numbers of one leaf."""
    slots, start = card.slots(leaf), card.offsets[leaf.code]
    stored = dict(zip(slots, line.inputs[start : start + len(slots)], strict=True))
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
        return f"Chưa có số liệu, tạm tính {points_vi(points)}. {rule.in_words()}."
    return rule.explain(facts, points)


def _policy(policy: str, points: Decimal) -> str:
    if policy in (NoneArisen.LEFT_OUT, NotApplicable.LEFT_OUT):
        return "không tính mục này, các mục còn lại được quy đổi"
    return f"tính {points_vi(points)}"


def _group_reason(card: Card, line: RankingLine, node: Criterion, points: Decimal) -> str:
    below = [line.points_at(item.position) for item in card.children[node.pk]]
    for leaf in card.zeroing.get(node.code, ()):
        if not points and any(below) and _has_failed(card, line, leaf):
            return f"Tiêu chí {leaf.code} không đạt nên cả mục 0 điểm."
    if node.combine == Combination.HIGHEST:
        return f"Chỉ tính mục con cao nhất: {points_vi(points)}."
    if node.combine == Combination.MEAN:
        return f"Trung bình các mục con: {points_vi(points)}."
    total = sum(below, Decimal(0))
    if total > points:
        return (
            f"Các mục con cộng lại {points_vi(total)}, "
            f"vượt mức tối đa nên tính {points_vi(points)}."
        )
    if total < points:
        return f"Các mục con cộng lại {points_vi(total)}, thấp hơn 0 nên tính {points_vi(points)}."
    return "Tổng các mục con."


def _has_failed(card: Card, line: RankingLine, leaf: Criterion) -> bool:
    state = line.state_at(leaf.position)
    failing = leaf.rule.failed_counts()
    if state == LeafState.REFUSED or failing is None:
        known = state in (LeafState.COUNTED, LeafState.REFUSED)
        return known and not line.points_at(leaf.position)
    return state == LeafState.COUNTED and facts_of(card, line, leaf).count in failing


def grades_of(line: RankingLine) -> Grades | None:
    """Grades of a line in words; None where its scorecard gives none. No query."""
    grading = line.scorecard.read_grading
    if grading is None or line.earned_grade is None:
        return None
    given = "Không xét" if line.given_grade is None else grading.levels[line.given_grade].name
    reasons = [_lowered(grading, token) for token in [*line.reasons, *line.limits]]
    return Grades(grading.levels[line.earned_grade].name, given, reasons)


def _lowered(grading: Grading, token: str) -> str:
    kind, _, number = token.partition(":")
    if kind == "gate":
        return _gate_in_words(grading, grading.gates[int(number)])
    if kind == "sanction":
        return _sanction_in_words(grading, grading.sanctions[int(number)])
    if kind == "organisation":
        return "Không xếp cao hơn tập thể do mình đứng đầu."
    quota = grading.quotas[int(number)]
    name, lower = grading.levels[quota.at].name, grading.levels[quota.overflow].name
    if kind == "tie":
        return f"Bằng nhau ở ranh giới hạn mức “{name}”, tạm xếp “{lower}” chờ quyết định."
    return f"Đủ điểm “{name}” nhưng vượt hạn mức, nên xếp “{lower}”."


def _gate_in_words(grading: Grading, gate: Gate) -> str:
    needs = []
    for need in gate.needs:
        if need.share is not None:
            needs.append(f"mục {need.node} đạt từ {vietnamese(need.share * 100)} % điểm tối đa")
        elif need.points is not None:
            needs.append(f"mục {need.node} từ {points_vi(need.points)}")
        else:
            needs.append(f"mục {need.node} có số lượng từ {vietnamese(need.count)}")
    name, lower = grading.levels[gate.at].name, grading.levels[gate.otherwise].name
    return f"“{name}” cần {' và '.join(needs)}; chưa đủ nên xếp “{lower}”."


def _sanction_in_words(grading: Grading, sanction: Sanction) -> str:
    effect = EFFECTS[sanction.effect]
    if sanction.effect == "at_most":
        effect += f" “{grading.levels[sanction.at_most].name}”"
    elif sanction.effect == "down":
        effect = f"hạ {sanction.by} mức"
    return f"Vi phạm ở tiêu chí {sanction.criterion}: {effect}."
