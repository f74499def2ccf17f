"""The steps from the earned to the given grade of a line, from stored numbers.

The engine stored which gates, sanctions and limits lowered the grade, with the numbers of the
limits; this module only explains them (docs/scorecards.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from campaigns.scorecards.grading import (
    EFFECTS,
    PARTS,
    QUOTA_ROUNDING,
    Gate,
    Grading,
    Need,
    Quota,
    Sanction,
)
from campaigns.scorecards.rules.base import points_vi
from core.numbers import vietnamese

from ..models import LeafState, RankingLine
from .engine.compiled import CompiledScorecard
from .explanation import facts_of

NUMBERS_PER_LIMIT = 4
NOT_CONSIDERED = "Không xét"


@dataclass(frozen=True)
class GradeStep:
    """One step: a short and a full sentence, and the grade after it."""

    short: str
    text: str
    grade: str
    is_lowering: bool = True
    criterion_id: int | None = None  # the criterion whose record caused it
    entry_id: int | None = None  # the organisation that caused it


@dataclass(frozen=True)
class Grades:
    """Earned and given grade of a line, with the steps between them."""

    earned: str
    given: str
    steps: list[GradeStep]
    levels: str  # all levels in words, the best first

    @property
    def lowerings(self) -> list[GradeStep]:
        return [step for step in self.steps if step.is_lowering]

    @property
    def reasons(self) -> list[str]:
        """One sentence a lowering."""
        return [step.text for step in self.lowerings]


def grades_of(line: RankingLine, organisations: Mapping[int, str] | None = None) -> Grades | None:
    """Grades of a line; None where its scorecard gives none.

    `organisations` has the names of entries. Queries: 1, the criteria of the scorecard.
    """
    grading = line.scorecard.read_grading
    if grading is None or line.earned_grade is None:
        return None
    given = NOT_CONSIDERED if line.given_grade is None else grading.levels[line.given_grade].name
    steps = list(_steps(CompiledScorecard(line.scorecard), line, grading, organisations or {}))
    levels = "; ".join(
        level.name if level.bound is None else f"{level.name} từ {vietnamese(level.bound)}"
        for level in grading.levels
    )
    return Grades(grading.levels[line.earned_grade].name, given, steps, levels)


def organisations_of(line: RankingLine) -> set[int]:
    """Ids of the entries whose grade limited the line's."""
    return {
        numbers[0] for token, numbers in _limits(line) if token.partition(":")[0] == "organisation"
    }


def short_reasons(line: RankingLine, grading: Grading) -> list[str]:
    """Short reasons why the given grade is below the earned one. No query."""
    shorts = []
    for token in [*line.reasons, *line.limits]:
        kind, _, number = token.partition(":")
        if kind == "gate":
            shorts.append(_gate_in_short(grading, grading.gates[int(number)]))
        elif kind == "sanction":
            shorts.append(f"chế tài {grading.sanctions[int(number)].criterion}")
        elif kind == "organisation":
            shorts.append("xếp loại của tập thể do mình đứng đầu")
        else:
            shorts.append(_quota_in_short(grading, grading.quotas[int(number)], kind))
    return list(dict.fromkeys(shorts))


def _steps(
    compiled: CompiledScorecard,
    line: RankingLine,
    grading: Grading,
    organisations: Mapping[int, str],
) -> Iterator[GradeStep]:
    names = [level.name for level in grading.levels]
    at = line.earned_grade
    yield GradeStep("theo tổng điểm", _total_in_words(line, grading), names[at], False)
    for number, gate in enumerate(grading.gates):
        if gate.at != at:
            continue
        is_failed = f"gate:{number}" in line.reasons
        at = gate.otherwise if is_failed else at
        needs = "; ".join(_need_in_words(compiled, line, need) for need in gate.needs)
        text = f"Điều kiện của mức “{names[gate.at]}”: {needs}."
        if is_failed:
            text += f" Chưa đủ nên xếp “{names[at]}”."
        yield GradeStep(_gate_in_short(grading, gate), text, names[at], is_failed)
    for number, sanction in enumerate(grading.sanctions):
        if f"sanction:{number}" not in line.reasons:
            continue
        at = _after_sanction(sanction, at, grading)
        yield GradeStep(
            f"chế tài {sanction.criterion}",
            _sanction_in_words(compiled, line, sanction, names),
            NOT_CONSIDERED if at is None else names[at],
            criterion_id=compiled.by_code[sanction.criterion].pk,
        )
    for token, numbers in _limits(line):
        kind, _, number = token.partition(":")
        if kind == "organisation":
            yield _organisation_step(numbers, grading, organisations)
            continue
        quota = grading.quotas[int(number)]
        short = _quota_in_short(grading, quota, kind)
        yield GradeStep(short, _quota_in_words(quota, numbers, names, kind), names[quota.overflow])


def _limits(line: RankingLine) -> Iterator[tuple[str, list[int]]]:
    for index, token in enumerate(line.limits):
        start = index * NUMBERS_PER_LIMIT
        yield token, line.limit_numbers[start : start + NUMBERS_PER_LIMIT]


def _total_in_words(line: RankingLine, grading: Grading) -> str:
    level = grading.levels[line.earned_grade]
    text = f"Theo tổng điểm {vietnamese(line.total)}"
    if grading.rounding:
        text += f", {grading.rounding.in_words()} trước khi so với mức"
    bounds = []
    if level.bound is not None:
        bounds.append(f"từ {vietnamese(level.bound)}")
    if line.earned_grade:
        bounds.append(f"dưới {vietnamese(grading.levels[line.earned_grade - 1].bound)}")
    return f"{text}: mức “{level.name}” là {' đến '.join(bounds)} điểm."


# Gates and sanctions


def _gate_in_short(grading: Grading, gate: Gate) -> str:
    nodes = ", ".join(dict.fromkeys(need.node for need in gate.needs))
    return f"chưa đủ điều kiện “{grading.levels[gate.at].name}” ở {nodes}"


def _need_in_words(compiled: CompiledScorecard, line: RankingLine, need: Need) -> str:
    """A need and its fulfilment: `V từ 60 % của 10 = 6 điểm, có 5 điểm: chưa đủ`."""
    node = compiled.by_code[need.node]
    points = line.points_at(node.position)
    if need.count is not None:
        known = line.state_at(node.position) == LeafState.COUNTED
        count = facts_of(compiled, line, node).count if known else Decimal(0)
        verdict = "đủ" if known and count >= need.count else "chưa đủ"
        has = f"có {vietnamese(count)}" if known else "chưa có số liệu"
        return f"{node.code} có số lượng từ {vietnamese(need.count)}, {has}: {verdict}"
    least, of = need.points, ""
    if need.share is not None:
        least = need.share * node.maximum
        of = f"{vietnamese(need.share * 100)} % của {vietnamese(node.maximum)} = "
    verdict = "đủ" if points >= least else "chưa đủ"
    return f"{node.code} từ {of}{points_vi(least)}, có {points_vi(points)}: {verdict}"


def _after_sanction(sanction: Sanction, at: int, grading: Grading) -> int | None:
    if sanction.effect == "at_most":
        return max(at, sanction.at_most)
    if sanction.effect == "down":
        return min(at + sanction.by, grading.last)
    return grading.last if sanction.effect == "lowest" else None


def _sanction_in_words(
    compiled: CompiledScorecard, line: RankingLine, sanction: Sanction, names: list[str]
) -> str:
    effect = EFFECTS[sanction.effect]
    if sanction.effect == "at_most":
        effect += f" “{names[sanction.at_most]}”"
    elif sanction.effect == "down":
        effect = f"hạ {sanction.by} mức"
    leaf = compiled.by_code[sanction.criterion]
    number = vietnamese(leaf.rule.incidents(facts_of(compiled, line, leaf).count))
    return (
        f"Vi phạm ở tiêu chí {sanction.criterion} ({leaf.name}): {number} lần; từ "
        f"{sanction.occurrences} lần thì {effect}."
    )


# Organisation and quotas


def _organisation_step(
    numbers: list[int], grading: Grading, organisations: Mapping[int, str]
) -> GradeStep:
    entry_id, grade = numbers[:2]
    name = organisations.get(entry_id, "tập thể")
    level = grading.levels[min(grade, grading.last)].name
    return GradeStep(
        "xếp loại của tập thể do mình đứng đầu",
        f"Không xếp cao hơn tập thể do mình đứng đầu: {name} xếp mức thứ {grade + 1} từ trên "
        f"xuống, nên cao nhất là “{level}”.",
        level,
        entry_id=entry_id,
    )


def _quota_in_short(grading: Grading, quota: Quota, kind: str) -> str:
    reason = "bằng nhau ở ranh giới" if kind == "tie" else "vượt"
    return f"{reason} hạn mức “{grading.levels[quota.at].name}”"


def _quota_in_words(quota: Quota, numbers: list[int], names: list[str], kind: str) -> str:
    allowed, base, rank, size = numbers
    name, lower = names[quota.at], names[quota.overflow]
    of = "đơn vị, cá nhân được xếp loại"
    if quota.of is not None:
        of += f" từ “{names[quota.of]}” trở lên"
    text = f"Hạn mức “{name}” tính theo {PARTS[quota.per]}: {allowed} suất"
    if quota.share is not None:
        exact = vietnamese(quota.share * base)
        text += (
            f" ({vietnamese(quota.share * 100)} % của {base} {of} = {exact}, "
            f"{QUOTA_ROUNDING[quota.rounding]})"
        )
    if kind == "tie":
        return (
            f"{text}; {size} tập thể, cá nhân bằng nhau ở vị trí {rank} đến {rank + size - 1}, "
            f"tạm xếp “{lower}” chờ quyết định."
        )
    where = f"vị trí {rank}" if size == 1 else f"vị trí {rank} đến {rank + size - 1}"
    return f"{text}; ở {where} nên xếp “{lower}”."
