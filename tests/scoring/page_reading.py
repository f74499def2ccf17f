"""Read the page "Vì sao điểm này?" and recompute its numbers from its text only.

Nothing of the product is imported: what a reader could do with a pencil is all that is done here.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from html import unescape
from math import ceil, floor

NUMBER = r"[−-]?[0-9][0-9.]*(?:,[0-9]+)?"
MODES = {
    "từ nửa trở lên làm tròn lên": lambda x: floor(x + Fraction(1, 2)),
    "đúng nửa làm tròn về bội chẵn": round,
    "đúng nửa làm tròn xuống": lambda x: ceil(x - Fraction(1, 2)),
    "luôn làm tròn lên": ceil,
    "luôn làm tròn xuống": floor,
}


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", ".").replace("−", "-"))


def words(html: str) -> str:
    """The text of a piece of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rounded(value: Fraction, text: str) -> Fraction:
    """`value` rounded as the first rounding in `text` says."""
    step, mode = re.search(rf"làm tròn đến ({NUMBER}) \(([^)]+)\)", text).groups()
    return MODES[mode](value / number(step)) * number(step)


@dataclass
class Row:
    """A row of the table of criteria."""

    code: str
    shape: str
    depth: int
    points: Fraction
    maximum: Fraction
    reason: str
    periods: list[str]
    is_missing: bool
    items: list["Row"] = field(default_factory=list)

    @property
    def is_counted(self) -> bool:
        """Whether the points come from the rule, not only from the state of the leaf."""
        states = ("Số liệu không được công nhận", "Được duyệt là không áp dụng", "Không phát sinh:")
        return bool(self.shape) and not self.is_missing and not self.reason.startswith(states)


@dataclass
class Page:
    rows: list[Row]
    steps: list[tuple[str, str, Fraction, Fraction | None, str]]  # kind, code, points, max, notes
    chain: list[tuple[str, str]]  # sentence, grade after it
    levels: list[str]
    total: Fraction | None

    @property
    def by_code(self) -> dict[str, Row]:
        return {row.code: row for row in self.rows}


def read_page(html: str) -> Page:
    title = words(re.search(r"<h1>(.*?)</h1>", html, re.S)[1])
    total = re.match(rf"Vì sao ({NUMBER}) điểm", title)
    levels = re.search(r'grade-levels">Các mức: (.*?)\.</p>', html)
    chain = re.search(r'<ol class="grade-chain">(.*?)</ol>', html, re.S)
    return Page(
        _rows(html),
        _steps(html),
        [
            (
                words(item.split("</span>")[0]),
                words("".join(re.findall("<strong>.*?</strong>", item, re.S))),
            )
            for item in re.findall(r"<li.*?</li>", chain[1], re.S)
        ]
        if chain
        else [],
        [re.sub(rf" từ {NUMBER}$", "", level) for level in unescape(levels[1]).split("; ")]
        if levels
        else [],
        number(total[1]) if total else None,
    )


def _rows(html: str) -> list[Row]:
    rows: list[Row] = []
    over: dict[int, Row] = {}
    pattern = r'<tr id="tieu-chi-\d+"[^>]*data-shape="(\w*)" data-depth="(\d+)">(.*?)</tr>'
    for shape, depth, body in re.findall(pattern, html, re.S):
        code, _, points, _ = re.findall(r"<td.*?>(.*?)</td>", body, re.S)
        reason = re.search(
            r'<span class="reason">(.*?)</span>\s*(?:<small|<span class="sources|</td>)', body, re.S
        )
        got, most = re.match(rf"({NUMBER}|–) / ({NUMBER})", words(points)).groups()
        row = Row(
            code,
            shape,
            int(depth),
            Fraction(0) if got == "–" else number(got),
            number(most),
            words(reason[1]),
            [words(period) for period in re.findall(r'class="period">(.*?)</span>', body, re.S)],
            "Chưa có số liệu</span>" in body,
        )
        over[row.depth] = row
        if row.depth:
            over[row.depth - 1].items.append(row)
        rows.append(row)
    return rows


def _steps(html: str):
    steps = []
    for kind, body in re.findall(r'data-step="(\w+)">(.*?)</tr>', html, re.S):
        code, name, _, points = re.findall(r"<td.*?>(.*?)</td>", body, re.S)
        got, most = re.match(rf"(?:− )?({NUMBER})(?: / ({NUMBER}))?", words(points)).groups()
        steps.append((kind, code, number(got), most and number(most), words(name)))
    return steps


# --- one leaf ------------------------------------------------------------------------------------


def points_of(row: Row) -> Fraction:
    """The points of a row, computed from its words and, for a group, from the rows in it."""
    if not row.shape:
        return _of_group(row)
    if not row.is_counted:
        return _of_state(row)
    return SHAPES[row.shape](row)


def _of_state(row: Row) -> Fraction:
    if full := re.search(rf": tính ({NUMBER}) điểm\.$", row.reason):
        assert number(full[1]) in (0, row.maximum), row
        return number(full[1])
    return Fraction(0)


def _of_group(row: Row) -> Fraction:
    points = [item.points for item in row.items]
    if "nên cả mục 0 điểm" in row.reason or "Không mục con nào được tính" in row.reason:
        return Fraction(0)
    if "mục con cao nhất" in row.reason:
        together = max(points)
    elif mean := re.match(rf"Trung bình (\d+) mục con được tính: ({NUMBER}) / (\d+), ", row.reason):
        assert mean[1] == mean[3] and number(mean[2]) == sum(points), row
        together = rounded(sum(points) / int(mean[1]), row.reason)
    else:
        together = sum(points)
    return min(max(together, Fraction(0)), row.maximum)


def _count(text: str) -> Fraction:
    """`3 lần (gồm …)` or `Không có lần nào`."""
    return Fraction(0) if text.startswith("Không có") else number(re.match(NUMBER, text)[0])


def _ratio(text: str) -> tuple[Fraction, Fraction]:
    count, of = re.match(rf"({NUMBER})/({NUMBER})", text).groups()
    return number(count), number(of)


def _pass_fail(row: Row) -> Fraction:
    if row.reason.startswith("Đã tính ở tiêu chí khác"):
        return Fraction(0)
    is_met = row.reason.startswith("Đạt")
    if numbers := re.search(rf"ghi nhận ({NUMBER}).*cần từ ({NUMBER}) trở lên", row.reason):
        assert is_met == (number(numbers[1]) >= number(numbers[2])), row
    return row.maximum if is_met else Fraction(0)


def _choice(row: Row) -> Fraction:
    name, levels = re.match(r"Mức “(.*?)”: .* điểm\. Các mức: (.*)\.$", row.reason).groups()
    points = dict(
        re.match(rf"(.*): ({NUMBER}) điểm", level).groups() for level in levels.split("; ")
    )
    return number(points[name])


def _threshold(row: Row) -> Fraction:
    head, ladder = row.reason.rstrip(".").split(" Cách tính: ")
    is_ratio = "%" in ladder
    if is_ratio:
        count, of = _ratio(head)
        value = count * 100 / of
    else:
        value = _count(head)
    exception = None
    for step in ladder.split("; "):
        text, points = re.match(rf"(.*): ({NUMBER}) điểm", step).groups()
        below = re.match(rf"dưới ({NUMBER}).* nhưng (.*)", text)
        if below and f"; {below[2]}: " in head and value < number(below[1]):
            exception = number(points)
    if exception is not None:
        return exception
    for step in ladder.split("; "):
        text, points = re.match(rf"(.*): ({NUMBER}) điểm", step).groups()
        bound = re.search(NUMBER, text)
        if (
            text == "còn lại"
            or (text.startswith("từ ") and value >= number(bound[0]))
            or (text.startswith("không quá ") and value <= number(bound[0]))
            or (text.startswith("không có ") and not value)
        ):
            return number(points)
    raise AssertionError(row)


def _pro_rata(row: Row) -> Fraction:
    count, of = _ratio(row.reason)
    most = number(re.search(rf" × ({NUMBER}) điểm, ", row.reason)[1])
    return min(rounded(count / of * most, row.reason), most)


def _per_unit_capped(row: Row) -> Fraction:
    per, most = re.search(rf"mỗi .*? ({NUMBER}) điểm, tối đa ({NUMBER}):", row.reason).groups()
    return min(_count(row.reason) * number(per), number(most))


def _maximum_minus(row: Row) -> Fraction:
    if row.reason.startswith("Không có"):
        return row.maximum
    per, full = re.search(rf"trừ ({NUMBER}) mỗi .*? từ ({NUMBER}) điểm", row.reason).groups()
    floor_points = re.search(rf"không dưới ({NUMBER}):", row.reason)
    least = number(floor_points[1]) if floor_points else Fraction(0)
    return max(number(full) - _count(row.reason) * number(per), least)


def _deduction(row: Row) -> Fraction:
    if row.reason.startswith("Không có") or "chỉ ghi nhận" in row.reason:
        return Fraction(0)
    per, most = re.search(rf"trừ ({NUMBER}) mỗi .*?, tối đa ({NUMBER}):", row.reason).groups()
    return min(_count(row.reason) * number(per), number(most))


def _judgement(row: Row) -> Fraction:
    given, most = re.match(rf"Người chấm cho ({NUMBER}) trên ({NUMBER}) điểm", row.reason).groups()
    assert number(given) <= number(most) == row.maximum
    return number(given)


def _mean_of_ratios(row: Row) -> Fraction:
    inside, most = re.match(
        rf"Trung bình các tỷ lệ \((.*)\) × ({NUMBER}) điểm, ", row.reason
    ).groups()
    total = weights = Fraction(0)
    for part in inside.split("; "):
        text = part.split(": ", 1)[1]
        weight = re.search(rf"trọng số ({NUMBER})$", text)
        weight = number(weight[1]) if weight else Fraction(1)
        if text.startswith("không phát sinh"):
            ratio = number(re.search(rf"tính là ({NUMBER}) %", text)[1]) / 100
        else:
            count, of = _ratio(text)
            ratio = min(count / of, Fraction(1))
        total, weights = total + ratio * weight, weights + weight
    return min(rounded(total / weights * number(most), row.reason), number(most))


def _weighted_percent(row: Row) -> Fraction:
    mark, weight = re.match(rf"({NUMBER}) điểm \(thang 100\) × ({NUMBER}) %", row.reason).groups()
    return min(rounded(number(mark) * number(weight) / 100, row.reason), row.maximum)


def _signed(row: Row) -> Fraction:
    plus, per_plus, minus, per_minus, low, high = re.match(
        rf"({NUMBER}) .*?, cộng ({NUMBER}) mỗi .*?; ({NUMBER}) .*?, trừ ({NUMBER}) mỗi .*?; "
        rf"từ ({NUMBER}) đến ({NUMBER}):",
        row.reason,
    ).groups()
    total = number(plus) * number(per_plus) - number(minus) * number(per_minus)
    return min(max(total, number(low)), number(high))


def _relative(row: Row) -> Fraction:
    if below := re.search(rf"chỉ tiêu: ({NUMBER}) × ({NUMBER}) / ({NUMBER}), ", row.reason):
        half, done, target = map(number, below.groups())
        assert done <= target and half * 2 == row.maximum, row
        return rounded(half * done / target, row.reason)
    assert re.search(r"Dẫn đầu cụm là \S", row.reason), row
    half, same, done, target, best, best_target = map(
        number,
        re.search(
            rf"({NUMBER}) \+ ({NUMBER}) × \(({NUMBER}) / ({NUMBER}) − 1\) / "
            rf"\(({NUMBER}) / ({NUMBER}) − 1\)",
            row.reason,
        ).groups(),
    )
    assert half == same and half * 2 == row.maximum and done > target, row
    above = half + half * (done / target - 1) / (best / best_target - 1)
    return min(rounded(above, row.reason), row.maximum)


def _mean_of_periods(row: Row) -> Fraction:
    total, periods, of, most = map(
        number,
        re.search(
            rf": ({NUMBER}) / ({NUMBER}) / ({NUMBER}) × ({NUMBER}) điểm, ", row.reason
        ).groups(),
    )
    totals = [number(re.search(rf": ({NUMBER}) điểm", period)[1]) for period in row.periods]
    assert (sum(totals), len(totals)) == (total, periods), row
    return min(rounded(total / periods / of * most, row.reason), most)


SHAPES = {
    "pass_fail": _pass_fail,
    "choice": _choice,
    "threshold": _threshold,
    "pro_rata": _pro_rata,
    "per_unit_capped": _per_unit_capped,
    "max_minus_per_occurrence": _maximum_minus,
    "deduction": _deduction,
    "judgement": _judgement,
    "mean_of_ratios": _mean_of_ratios,
    "weighted_percent": _weighted_percent,
    "signed_adjustment": _signed,
    "relative_to_leader": _relative,
    "mean_of_periods": _mean_of_periods,
}


# --- the total -----------------------------------------------------------------------------------


def total_of(page: Page) -> Fraction:
    """The total from the roots, with every clamp and the scaling that the page prints."""
    at = next(index for index, step in enumerate(page.steps) if step[0] == "base")
    base = _base(page.steps[at], [step[2] for step in page.steps[:at]])
    rest = page.steps[at + 1 : -1]
    bonus = _section([step for step in rest if step[0] in ("root", "bonus")])
    deduction = _section([step for step in rest if step[0] == "deduction"])
    _, _, _, highest, notes = page.steps[-1]
    printed = re.search(rf"({NUMBER}) \+ ({NUMBER}) − ({NUMBER}) = ({NUMBER})", notes).groups()
    total = base + bonus - deduction
    assert [number(text) for text in printed] == [base, bonus, deduction, total], page.steps
    lowest = re.search(rf"thấp nhất ({NUMBER}) nên tính", notes)
    return max(total, number(lowest[1])) if lowest else min(total, highest)


def _base(step, roots: list[Fraction]) -> Fraction:
    _, _, _, maximum, notes = step
    base = min(sum(roots), maximum)
    scaled = re.search(rf": ({NUMBER}) × ({NUMBER}) / ({NUMBER}), làm tròn", notes)
    if scaled is None:
        return base
    counted, scale, available = map(number, scaled.groups())
    assert (counted, scale) == (base, maximum), step
    return min(rounded(counted * scale / available, notes), maximum)


def _section(steps) -> Fraction:
    """Bonus or deduction: its roots, capped where a row without a code says so."""
    total = sum(step[2] for step in steps if step[1])
    for _, code, _, cap, _ in steps:
        if not code and cap is not None:
            total = min(total, cap)
    return total


# --- the grade -----------------------------------------------------------------------------------

QUOTA_MODES = {
    "làm tròn xuống": floor,
    "làm tròn lên": ceil,
    "làm tròn thường": lambda x: floor(x + Fraction(1, 2)),
}


def grade_of(page: Page, met: set[str]) -> str:
    """The grade after all steps; `met` collects which kinds of steps lowered it."""
    first, grade = page.chain[0]
    _check_total(first, grade, page)
    for text, shown in page.chain[1:-1]:
        if text.startswith("Khi bằng điểm"):
            continue
        after = _after(text, grade, page, met)
        assert shown in (after, f"giữ {after}"), (text, shown, after)
        grade = after
    return grade


def _check_total(text: str, grade: str, page: Page) -> None:
    total = number(re.match(rf"Theo tổng điểm ({NUMBER})", text)[1])
    assert total == page.total
    total = rounded(total, text) if "làm tròn" in text else total
    bounds = text.split(": mức ")[1]
    low = re.search(rf"từ ({NUMBER})", bounds)
    high = re.search(rf"dưới ({NUMBER})", bounds)
    assert f"“{grade}”" in bounds
    assert (not low or total >= number(low[1])) and (not high or total < number(high[1])), text


def _after(text: str, grade: str, page: Page, met: set[str]) -> str:
    if text.startswith("Điều kiện của mức"):
        return _after_gate(text, grade, page, met)
    if text.startswith("Vi phạm ở tiêu chí"):
        return _after_sanction(text, grade, page, met)
    if text.startswith("Không xếp cao hơn tập thể"):
        met.add("organisation")
        level = int(re.search(r"xếp mức thứ (\d+)", text)[1]) - 1
        assert f"“{page.levels[min(level, len(page.levels) - 1)]}”" in text
        return page.levels[max(page.levels.index(grade), min(level, len(page.levels) - 1))]
    return _after_quota(text, met)


def _after_gate(text: str, grade: str, page: Page, met: set[str]) -> str:
    assert f"“{grade}”" in text
    needs = text.split("”: ", 1)[1].split(" Chưa đủ nên")[0].rstrip(".").split("; ")
    is_failed = False
    for need in needs:
        verdict = need.endswith(": chưa đủ")
        assert verdict == (not _is_met(need, page)), need
        is_failed |= verdict
    if not is_failed:
        return grade
    met.add("gate")
    return re.search(r"Chưa đủ nên xếp “(.*?)”", text)[1]


def _is_met(need: str, page: Page) -> bool:
    if counted := re.match(rf"\S+ có số lượng từ ({NUMBER}), có ({NUMBER}):", need):
        return number(counted[2]) >= number(counted[1])
    if "chưa có số liệu" in need:
        return False
    code = need.split(" ")[0]
    has = number(re.search(rf"có ({NUMBER}) điểm:", need)[1])
    assert has == page.by_code[code].points
    if share := re.search(rf"từ ({NUMBER}) % của ({NUMBER}) = ({NUMBER}) điểm", need):
        percent, of, least = map(number, share.groups())
        assert percent * of / 100 == least
    else:
        least = number(re.search(rf"từ ({NUMBER}) điểm", need)[1])
    return has >= least


def _after_sanction(text: str, grade: str, page: Page, met: set[str]) -> str:
    times, needed = re.search(rf": ({NUMBER}) lần; từ ({NUMBER}) lần thì", text).groups()
    assert number(times) >= number(needed)
    met.add("sanction")
    at, last = page.levels.index(grade), len(page.levels) - 1
    if most := re.search(r"không xếp trên mức “(.*?)”", text):
        return page.levels[max(at, page.levels.index(most[1]))]
    if down := re.search(r"hạ (\d+) mức", text):
        return page.levels[min(at + int(down[1]), last)]
    return page.levels[last] if "xếp mức thấp nhất" in text else "Không xét"


def _after_quota(text: str, met: set[str]) -> str:
    seats = int(re.search(r": (\d+) suất", text)[1])
    share = re.search(rf"\(({NUMBER}) % của (\d+) .* = ({NUMBER}), (làm tròn \w+)\)", text)
    if share:
        percent, base, exact = (number(share[n]) for n in (1, 2, 3))
        assert percent * base / 100 == exact
        assert QUOTA_MODES[share[4]](exact) == seats
    places = [int(n) for n in re.search(r"ở vị trí (\d+)(?: đến (\d+))?", text).groups() if n]
    assert places[-1] > seats
    if "chờ quyết định" in text:
        assert places[0] <= seats
        met.add("tie")
    else:
        assert places[0] > seats
        met.add("quota")
    return re.search(r"xếp “(.*?)”", text)[1]
