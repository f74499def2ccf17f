"""The oracle: `docs/scorecards.md` word for word, in exact fractions, one entry at a time.

It is slow and plain on purpose and shares nothing with the engine. Units: points and totals are
`Fraction`s; a grade is the number of its level from the top (0 = best) inside this module and the
level's code in a `Result`. `code` is always the code of a node of the scorecard.

    results = score_all([(document, [Participant(...), ...]), ...])   # {key: Result}
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import floor

NOTHING_SAID_IS_NONE = ("max_minus_per_occurrence", "deduction")  # the shapes marked with ∅
HAS_DENOMINATOR = ("pro_rata", "relative_to_leader", "mean_of_periods")  # and threshold on ratio
SECTIONS = ("base", "bonus", "deduction")


# ---------------------------------------------------------------------------------------------
# Input and result


@dataclass(frozen=True)
class Numbers:
    """The numbers of one part of a measure."""

    count: Fraction | int = 0
    denominator: Fraction | int | None = None
    excluded: Fraction | int = 0
    shared: Fraction | int = 0
    is_excepted: bool = False


@dataclass(frozen=True)
class Measure:
    """A measure on record: `counted`, `not_applicable` or `refused`.

    What the oracle derives may also be in the state `missing` or `none_arisen`.
    """

    state: str
    parts: tuple[Numbers, ...] = ()


MISSING = Measure("missing", (Numbers(),))


@dataclass
class Participant:
    """A participant scored by a scorecard.

    `reports`: verified ones, each {code: count}. `maxima`: {code: approved own maximum}.
    `organisation`: key of another participant. `decision`: (total, position). `periods`: (total,
    code of the grade) of the earlier plans.
    """

    key: int
    cluster: str
    list: str
    days: int = 365
    measures: dict = field(default_factory=dict)
    reports: list = field(default_factory=list)
    maxima: dict = field(default_factory=dict)
    organisation: int | None = None
    decision: tuple | None = None
    periods: list = field(default_factory=list)


@dataclass
class Result:
    """The result of one participant; grades are codes of levels."""

    points: dict  # code of every node -> points, unscaled, deductions positive
    states: dict  # code of every leaf -> state
    base: Fraction
    raw_total: Fraction
    bonus: Fraction
    deduction: Fraction
    total: Fraction | None
    best_total: Fraction | None = None
    worst_total: Fraction | None = None
    standing: str = "ranked"
    earned: str | None = None
    own: str | None = None
    given: str | None = None
    place: int | None = None
    tied_with: int = 0
    reasons: list = field(default_factory=list)  # numbers of gates and sanctions that lowered it
    waits: bool = False  # a quota splits a group of equals: waits for a decision


# ---------------------------------------------------------------------------------------------
# Numbers


def number(text) -> Fraction:
    """A number of the document: text or a whole number, never a float."""
    if isinstance(text, float):
        raise TypeError(f"{text!r} is a float")
    return _exact(text)


@cache
def _exact(text) -> Fraction:
    return Fraction(text)


def round_to(value, step, mode="half_up") -> Fraction:
    """The multiple of `step` which `mode` chooses for `value`."""
    steps = Fraction(value) / Fraction(step)
    low = floor(steps)
    rest = steps - low
    if rest == 0 or mode == "down":
        above = False
    elif mode == "up":
        above = True
    elif rest != Fraction(1, 2):
        above = rest > Fraction(1, 2)
    else:
        above = {"half_up": True, "half_down": False, "half_even": low % 2 == 1}[mode]
    return (low + above) * Fraction(step)


def round_by(value, rule, step=None) -> Fraction:
    """`value` rounded by the `step` and `mode` of a rule (a dict); `step` is the default step."""
    return round_to(value, number(rule.get("step", step)), rule.get("mode", "half_up"))


def clamp(value, lowest, highest) -> Fraction:
    """`value`, kept in lowest..highest."""
    return max(min(Fraction(value), highest), lowest)


# ---------------------------------------------------------------------------------------------
# The scorecard


class Node:
    """A group or leaf of the tree; `spec` is its part of the document."""

    def __init__(self, spec, parent=None, section=None):
        self.spec, self.parent = spec, parent
        self.code, self.max = spec["code"], number(spec["max"])
        self.section = section or spec.get("section", "base")
        self.items = [Node(item, self, self.section) for item in spec.get("items", [])]
        self.is_leaf = "shape" in spec
        self.shape = spec.get("shape")
        self.params = spec.get("params") or {}
        self.source = spec.get("source", "reports")

    def walk(self):
        """The node and all nodes below it, items before their group."""
        for item in self.items:
            yield from item.walk()
        yield self

    def top(self, person) -> Fraction:
        """M: the approved own maximum, or `max`."""
        if self.spec.get("own_maximum"):
            return Fraction(person.maxima.get(self.code, self.max))
        return self.max

    def has_denominator(self) -> bool:
        on_ratio = self.shape == "threshold" and self.params.get("on") == "ratio"
        return self.shape in HAS_DENOMINATOR or on_ratio


class Card:
    """A scorecard with its participants."""

    def __init__(self, document, people):
        self.document, self.people = document, people
        self.roots = [Node(spec) for spec in document["criteria"]]
        self.nodes = {node.code: node for root in self.roots for node in root.walk()}
        self.leaves = [node for node in self.nodes.values() if node.is_leaf]
        self.grading = document.get("grading")
        self.levels = [level["code"] for level in (self.grading or {}).get("levels", [])]

    def number(self, key, default=None):
        """A number at the head of the document, or the default."""
        return number(self.document[key]) if self.document.get(key) is not None else default

    def section(self, name):
        return [root for root in self.roots if root.section == name]


# ---------------------------------------------------------------------------------------------
# The measure of a leaf


def measures_of(card, person) -> dict:
    """{code: Measure} of every leaf, with all three steps taken."""
    first = {leaf.code: without_shared(leaf, stated(card, leaf, person)) for leaf in card.leaves}
    return {leaf.code: with_links(card, leaf, first) for leaf in card.leaves}


def stated(card, leaf, person) -> Measure:
    """The measure on record, else that of the reports or earlier plans, else missing."""
    if leaf.code in person.measures:
        return person.measures[leaf.code]
    if leaf.source in ("reports", "office"):
        return reported(card, leaf, person)
    if leaf.source == "rankings":
        return from_rankings(card, leaf, person)
    return MISSING


def reported(card, leaf, person) -> Measure:
    """The measure that the verified reports add up to, with its shared part."""
    mine = [report for report in person.reports if leaf.code in report]
    if not mine:
        return MISSING
    if isinstance(mine[0][leaf.code], Numbers):  # a ratio: numerators and denominators add up
        brought = [report[leaf.code] for report in mine]
        return Measure(
            "counted",
            (
                Numbers(
                    sum(part.count for part in brought),
                    sum(part.denominator for part in brought),
                    sum(part.excluded for part in brought),
                ),
            ),
        )
    elsewhere = codes_below(card, leaf.spec.get("not_counted_with", []))
    shared = [report[leaf.code] for report in mine if elsewhere & set(report)]
    alone = [report[leaf.code] for report in mine if not elsewhere & set(report)]
    several = leaf.spec.get("several", "sum")
    if several == "sum":
        numbers = Numbers(sum(shared) + sum(alone), shared=sum(shared))
    elif several == "highest":
        numbers = Numbers(max(alone, default=0))
    else:
        numbers = Numbers(min(sum(alone), 1))
    return Measure("counted", (numbers,))


def codes_below(card, codes) -> set:
    """The codes of the leaves among and below the nodes of these codes."""
    return {n.code for code in codes for n in card.nodes[code].walk() if n.is_leaf}


def from_rankings(card, leaf, person) -> Measure:
    """The measure from earlier plans: their totals, or the number of plans with a grade."""
    if not person.periods:
        return MISSING
    grade = leaf.spec.get("period_grade")
    if grade is None:
        total = sum(Fraction(total) for total, _ in person.periods)
        return Measure("counted", (Numbers(total, len(person.periods)),))
    good = card.levels[: card.levels.index(grade) + 1]
    return Measure("counted", (Numbers(sum(code in good for _, code in person.periods)),))


def without_shared(leaf, measure) -> Measure:
    """Step 1: subtract the part that is already counted at another leaf."""
    if measure.state != "counted" or not leaf.spec.get("not_counted_with"):
        return measure
    parts = (_replace(part, count=max(part.count - part.shared, 0)) for part in measure.parts)
    return Measure("counted", tuple(parts))


def with_links(card, leaf, first) -> Measure:
    """Step 2: linked incidents are added; step 3: the denominator."""
    measure = first[leaf.code]
    linked = sum(
        occurrences(other, denominated(other, first[other.code]))
        for other in card.leaves
        if leaf.code in other.spec.get("also_deducted_in", [])
    )
    if linked and measure.state in ("counted", "missing"):
        numbers = measure.parts[0]
        numbers = _replace(numbers, count=numbers.count + linked)
        measure = Measure("counted", (numbers, *measure.parts[1:]))
    return denominated(leaf, measure)


def denominated(leaf, measure) -> Measure:
    """Step 3: exclusions leave the denominator; a denominator of 0 means `none_arisen`."""
    if measure.state != "counted" or leaf.shape == "mean_of_ratios":
        return measure
    part = measure.parts[0]
    if leaf.shape == "mean_of_periods" and is_too_few(leaf, part):
        return MISSING
    if leaf.has_denominator():
        part = _replace(part, denominator=part.denominator - part.excluded, excluded=0)
        measure = Measure("counted", (part,))
    return Measure("none_arisen", measure.parts) if part.denominator == 0 else measure


def is_too_few(leaf, part) -> bool:
    """Whether there are fewer earlier plans than a mean of periods asks for."""
    return part.denominator < number(leaf.params.get("at_least", 1))


def occurrences(leaf, measure) -> int:
    """Number of occurrences at this leaf; 0 unless it is counted."""
    if measure.state != "counted":
        return 0
    count = measure.parts[0].count
    if leaf.shape == "pass_fail":
        return 0 if count >= number(leaf.params.get("at_least", 1)) else 1
    if leaf.shape == "choice":
        return int(leaf.params["levels"][int(count) - 1].get("occurrences", 0))
    return floor(count)


def _replace(numbers, **changes) -> Numbers:
    return Numbers(**{**vars(numbers), **changes})


# ---------------------------------------------------------------------------------------------
# Points of a leaf. Every shape: (M, params, parts) -> points before the clamp


def pass_fail(top, params, parts):
    return top if parts[0].count >= number(params.get("at_least", 1)) else 0


def choice(top, params, parts):
    return number(params["levels"][int(parts[0].count) - 1]["points"])


def threshold(top, params, parts):
    part = parts[0]
    on_ratio = params.get("on") == "ratio"
    value = Fraction(part.count) / part.denominator * 100 if on_ratio else Fraction(part.count)
    override = params.get("override")
    if override and part.is_excepted and value < number(override["below"]):
        return number(override["points"])
    for step in params["steps"]:
        bound = number(step["bound"])
        if value <= bound if params.get("direction") == "at_most" else value >= bound:
            return number(step["points"])
    return number(params.get("otherwise", 0))


def pro_rata(top, params, parts):
    return round_by(Fraction(parts[0].count) / parts[0].denominator * top, params)


def per_unit_capped(top, params, parts):
    return min(parts[0].count * number(params["per"]), number(params.get("cap", top)))


def max_minus_per_occurrence(top, params, parts):
    return max(top - parts[0].count * number(params["per"]), number(params.get("floor", 0)))


def deduction(top, params, parts):
    return min(parts[0].count * number(params["per"]), number(params.get("cap", top)))


def judgement(top, params, parts):
    return parts[0].count


def mean_of_ratios(top, params, parts):
    weights = [number(ratio.get("weight", 1)) for ratio in params["ratios"]]
    ratios = [_ratio(part, params.get("empty_ratio", "full")) for part in parts]
    mean = sum(w * r for w, r in zip(weights, ratios, strict=True)) / sum(weights)
    return round_by(mean * top, params)


def _ratio(part, empty) -> Fraction:
    denominator = part.denominator - part.excluded
    if denominator == 0:
        return Fraction(1 if empty == "full" else 0)
    return min(Fraction(part.count) / denominator, Fraction(1))


def weighted_percent(top, params, parts):
    weight = number(params.get("weight", top))
    return round_by(Fraction(parts[0].count) / 100 * weight, params, "0.01")


def signed_adjustment(top, params, parts):
    plus, minus = parts
    return plus.count * number(params["per_plus"]) - minus.count * number(params["per_minus"])


def mean_of_periods(top, params, parts):
    mean = Fraction(parts[0].count) / parts[0].denominator
    return round_by(mean / number(params.get("of", 100)) * top, params)


def relative_to_leader(top, params, parts, leader):
    """`leader` is R, the highest ratio of the cluster."""
    ratio, half = attained(parts[0]), top / 2
    if ratio < 1:
        exact = half * ratio
    elif ratio == 1:
        exact = half
    else:
        exact = half + half * (ratio - 1) / (leader - 1)
    return round_by(exact, params)


def attained(part) -> Fraction:
    """Ratio of the count to its target (the denominator without exclusions)."""
    return Fraction(part.count) / part.denominator


SHAPES = {
    shape.__name__: shape
    for shape in (
        pass_fail,
        choice,
        threshold,
        pro_rata,
        per_unit_capped,
        max_minus_per_occurrence,
        deduction,
        judgement,
        mean_of_ratios,
        weighted_percent,
        signed_adjustment,
        mean_of_periods,
    )
}


def leaf_points(leaf, top, measure, leader=None) -> Fraction:
    """The points of a leaf in any state."""
    state, parts = measure.state, measure.parts
    if state == "missing" and leaf.shape in NOTHING_SAID_IS_NONE:
        state, parts = "counted", (Numbers(),)
    if state in ("not_applicable", "none_arisen"):
        return top if leaf.spec.get(state) == "full" else Fraction(0)
    if state != "counted":
        return Fraction(0)
    if leaf.shape == "relative_to_leader":
        exact = relative_to_leader(top, leaf.params, parts, leader)
    else:
        exact = SHAPES[leaf.shape](top, leaf.params, parts)
    lowest = number(leaf.params["lowest"]) if leaf.shape == "signed_adjustment" else Fraction(0)
    return clamp(exact, lowest, top)


def is_left_out(leaf, measure) -> bool:
    states = ("not_applicable", "none_arisen")
    return measure.state in states and leaf.spec.get(measure.state) == "left_out"


def has_failed(leaf, measure, points) -> bool:
    """Whether this leaf zeroes the group that it names."""
    if measure.state == "refused":
        return True
    if measure.state != "counted":
        return False
    levels = leaf.params.get("levels", []) if leaf.shape == "choice" else []
    if any(level.get("fails") for level in levels):
        return bool(levels[int(measure.parts[0].count) - 1].get("fails"))
    return points == 0


def lowest_of(leaf) -> tuple:
    """(lowest points, whether the leaf then counts as failed) of a missing leaf."""
    params = leaf.params
    lowest = Fraction(0)
    if leaf.shape == "threshold":
        said = [*params["steps"], {"points": params.get("otherwise", 0)}]
        said += [params["override"]] if params.get("override") else []
        lowest = min(number(step["points"]) for step in said)
    elif leaf.shape == "signed_adjustment":
        lowest = number(params["lowest"])
    elif leaf.shape == "choice":
        levels = params["levels"]
        lowest = min(number(level["points"]) for level in levels)
        if any(level.get("fails") for level in levels):
            last = [level for level in levels if number(level["points"]) == lowest]
            return lowest, any(level.get("fails") for level in last)
    return lowest, lowest == 0


# ---------------------------------------------------------------------------------------------
# From leaves to the total


@dataclass
class Sheet:
    """The leaves of one participant: {code: points}, {code: M}, and two sets of codes."""

    points: dict
    tops: dict
    left_out: set
    failed: set


@dataclass
class Sums:
    points: dict  # of every node
    base: Fraction
    bonus: Fraction
    deduction: Fraction
    raw_total: Fraction
    total: Fraction | None  # None: cannot be assessed


def sum_up(card, sheet) -> Sums:
    """From the points of the leaves to the total."""
    points, available = {}, {}
    for root in card.roots:
        for node in root.walk():
            add_node(node, sheet, points, available)
    base_raw, base = base_of(card, sheet, points, available)
    sums = {name: section_sum(card, name, points) for name in ("bonus", "deduction")}
    raw_total = within_range(card, base_raw + sums["bonus"] - sums["deduction"])
    total = None
    if base is not None:
        total = within_range(card, base + sums["bonus"] - sums["deduction"])
    shown = base_raw if base is None else base
    return Sums(points, shown, **sums, raw_total=raw_total, total=total)


def add_node(node, sheet, points, available) -> None:
    """Add the points and the available points of a node after those of its items."""
    code = node.code
    if node.is_leaf:
        points[code] = sheet.points[code]
        available[code] = Fraction(0) if code in sheet.left_out else sheet.tops[code]
        return
    combine = node.spec.get("combine", "sum")
    there = [item.code for item in node.items if available[item.code] > 0]
    if combine == "sum":
        exact = sum(points[item.code] for item in node.items)
        room = min(node.max, sum(available[item.code] for item in node.items))
    elif not there:
        exact = room = Fraction(0)
    elif combine == "highest":
        exact = max(points[item] for item in there)
        room = min(node.max, max(available[item] for item in there))
    else:
        mean = Fraction(sum(points[item] for item in there)) / len(there)
        exact, room = round_by(mean, node.spec["rounding"]), node.max
    if any(leaf.spec.get("zeroes") == code and leaf.code in sheet.failed for leaf in node.walk()):
        exact = Fraction(0)
    points[code], available[code] = clamp(exact, Fraction(0), node.max), room


def base_of(card, sheet, points, available) -> tuple:
    """(raw base, base); the base is None when everything was left out."""
    roots, highest = card.section("base"), card.number("base_maximum")
    raw = min(sum((points[root.code] for root in roots), Fraction(0)), highest)
    room = min(sum((available[root.code] for root in roots), Fraction(0)), highest)
    if not any(leaf.section == "base" and leaf.code in sheet.left_out for leaf in card.leaves):
        return raw, raw
    if room == 0:
        return raw, None
    return raw, min(round_by(raw * highest / room, card.document["scaling"]), highest)


def section_sum(card, name, points) -> Fraction:
    """The bonus or the deduction, at most its cap."""
    exact = sum((points[root.code] for root in card.section(name)), Fraction(0))
    return min(exact, card.number(f"{name}_cap", exact))


def within_range(card, total) -> Fraction:
    bonus = sum((root.max for root in card.section("bonus")), Fraction(0))
    highest = card.number("base_maximum") + card.number("bonus_cap", bonus)
    lowest = card.number("lowest_total", Fraction(0))
    return clamp(total, lowest, card.number("highest_total", highest))


# ---------------------------------------------------------------------------------------------
# One entry, and all entries of a scorecard


@dataclass
class Entry:
    """A participant on the way to a result; grades are numbers of levels, 0 = best."""

    card: Card
    person: Participant
    measures: dict
    result: Result
    earned: int | None = None
    own: int | None = None
    given: int | None = None


def entries_of(card) -> list:
    """The entries of a scorecard with their totals; no grades yet."""
    measures = [measures_of(card, person) for person in card.people]
    leaders = leaders_of(card, measures)
    return [entry_of(card, *both, leaders) for both in zip(card.people, measures, strict=True)]


def leaders_of(card, measures) -> dict:
    """{(cluster, code): R}, the highest ratio of those counted there."""
    leaders = {}
    for leaf in card.leaves:
        for person, read in zip(card.people, measures, strict=True):
            if leaf.shape == "relative_to_leader" and read[leaf.code].state == "counted":
                place, ratio = (person.cluster, leaf.code), attained(read[leaf.code].parts[0])
                leaders[place] = max(leaders.get(place, ratio), ratio)
    return leaders


def entry_of(card, person, measures, leaders) -> Entry:
    """One entry: points, totals and what the missing leaves may still bring."""
    sheet = sheet_of(card, person, measures, leaders)
    sums = sum_up(card, sheet)
    unheard = is_unheard(card, measures)
    standing = "ranked" if sums.total is not None else "cannot_be_assessed"
    result = Result(
        points=sums.points,
        states={code: measure.state for code, measure in measures.items()},
        base=sums.base,
        raw_total=sums.raw_total,
        bonus=sums.bonus,
        deduction=sums.deduction,
        total=None if unheard else sums.total,
        standing="no_data" if unheard else standing,
    )
    missing = [leaf for leaf in card.leaves if is_open(leaf, measures[leaf.code])]
    rising = [leaf for leaf in card.leaves if may_rise(leaf, person, measures[leaf.code])]
    if (missing or rising) and sums.total is not None:
        result.best_total = sum_up(card, supposing(sheet, [*missing, *rising], best=True)).total
        result.worst_total = sum_up(card, supposing(sheet, missing, best=False)).total
    return Entry(card, person, measures, result)


def is_unheard(card, measures) -> bool:
    """Whether nothing is known of a participant, and a leaf exists for which this matters."""
    if any(measure.state != "missing" for measure in measures.values()):
        return False
    return any(is_open(leaf, measures[leaf.code]) for leaf in card.leaves)


def sheet_of(card, person, measures, leaders) -> Sheet:
    """The leaves as they are now."""
    sheet = Sheet({}, {}, set(), set())
    for leaf in card.leaves:
        code, measure = leaf.code, measures[leaf.code]
        sheet.tops[code] = leaf.top(person)
        leader = leaders.get((person.cluster, code))
        sheet.points[code] = leaf_points(leaf, sheet.tops[code], measure, leader)
        if is_left_out(leaf, measure):
            sheet.left_out.add(code)
        if has_failed(leaf, measure, sheet.points[code]):
            sheet.failed.add(code)
    return sheet


def is_open(leaf, measure) -> bool:
    """Whether this leaf may still get points because nothing is recorded or reported for it."""
    return measure.state == "missing" and leaf.shape not in NOTHING_SAID_IS_NONE


def may_rise(leaf, person, measure) -> bool:
    """Whether further reports may add points to those that this leaf has from reports."""
    if leaf.source not in ("reports", "office") or leaf.code in person.measures:
        return False
    if measure.state == "none_arisen" and leaf.spec.get("none_arisen") == "left_out":
        return False
    if measure.state not in ("counted", "none_arisen"):
        return False
    if leaf.shape == "threshold":
        falling = leaf.params.get("direction") == "at_most"
        return leaf.params["on"] == "ratio" or not falling
    one_ratio = leaf.shape == "mean_of_ratios" and len(leaf.params["ratios"]) == 1
    return one_ratio or leaf.shape in ("pass_fail", "per_unit_capped", "pro_rata")


def highest_of(leaf, top) -> Fraction:
    """Highest points that the leaf can still get."""
    if leaf.shape == "choice":
        return max(number(level["points"]) for level in leaf.params["levels"])
    if leaf.shape == "threshold":
        points = [number(step["points"]) for step in leaf.params["steps"]]
        points.append(number(leaf.params.get("otherwise", 0)))
        if leaf.params.get("override"):
            points.append(number(leaf.params["override"]["points"]))
        return max(points)
    if leaf.shape == "per_unit_capped":
        return min(number(leaf.params.get("cap", top)), top)
    return top


def supposing(sheet, leaves, best) -> Sheet:
    """The sheet if these leaves had their best or worst points (for the total)."""
    points, failed = dict(sheet.points), set(sheet.failed)
    for leaf in leaves:
        if best != (leaf.section == "deduction"):
            points[leaf.code] = highest_of(leaf, sheet.tops[leaf.code])
            failed.discard(leaf.code)
        else:
            points[leaf.code], fails = lowest_of(leaf)
            failed |= {leaf.code} if fails else set()
    return Sheet(points, sheet.tops, sheet.left_out, failed)


# ---------------------------------------------------------------------------------------------
# Grades


def grade_alone(entry) -> None:
    """Earned grade, gates and sanctions: the grade of an entry before quotas."""
    card, grading, result = entry.card, entry.card.grading, entry.result
    if grading is None or result.total is None:
        return
    if entry.person.days < (grading.get("minimum_days") or 0):
        result.standing = "too_short"
        return
    entry.earned = earned_grade(grading, result.total)
    entry.own = after_sanctions(entry, after_gates(entry, entry.earned))
    if entry.own is None:
        result.standing = "not_considered"
    result.earned = card.levels[entry.earned]
    result.own = None if entry.own is None else card.levels[entry.own]


def earned_grade(grading, total) -> int:
    """The first level whose `from` is at or below the total."""
    compared = round_by(total, grading["rounding"]) if grading.get("rounding") else total
    for index, level in enumerate(grading["levels"]):
        if level.get("from") is None or compared >= number(level["from"]):
            return index
    return len(grading["levels"]) - 1


def after_gates(entry, grade) -> int:
    """The grade after all gates, taken from the best grade down."""
    levels = entry.card.levels
    gates = entry.card.grading.get("gates") or []
    in_order = sorted(gates, key=lambda gate: levels.index(gate["grade"]))
    for place, gate in enumerate(in_order):
        index = levels.index(gate["grade"])
        if grade == index and not all(is_met(entry, need) for need in gate["needs"]):
            entry.result.reasons.append(f"gate:{place}")
            grade = levels.index(gate["otherwise"]) if gate.get("otherwise") else index + 1
    return grade


def is_met(entry, need) -> bool:
    """Whether one need of a gate is met; `share` and `points` look at unscaled points."""
    node = entry.card.nodes[need["node"]]
    points = entry.result.points[node.code]
    met = [True]
    if need.get("share") is not None:
        met.append(points >= number(need["share"]) * node.max)
    if need.get("points") is not None:
        met.append(points >= number(need["points"]))
    if need.get("count") is not None:
        measure = entry.measures[node.code]
        count = measure.parts[0].count if measure.state == "counted" else 0
        met.append(count >= number(need["count"]))
    return all(met)


def after_sanctions(entry, grade) -> int | None:
    """The own grade; None when the entry is not considered."""
    card = entry.card
    for place, sanction in enumerate(card.grading.get("sanctions") or []):
        leaf = card.nodes[sanction["criterion"]]
        times = occurrences(leaf, entry.measures[leaf.code])
        if times < int(sanction.get("from", 1)):
            continue
        effect, last = sanction["effect"], len(card.levels) - 1
        if effect == "not_considered":
            entry.result.reasons.append(f"sanction:{place}")
            return None
        before = grade
        if effect == "at_most":
            grade = max(grade, card.levels.index(sanction["grade"]))
        elif effect == "down":
            grade = min(grade + int(sanction.get("by", 1)), last)
        else:
            grade = last
        if grade != before:
            entry.result.reasons.append(f"sanction:{place}")
    return grade


def grade_together(entries, given) -> None:
    """Organisation and quotas of one scorecard; `given` is {key: grade} of those done before."""
    graded = [entry for entry in entries if entry.own is not None]
    for entry in graded:
        entry.given = entry.own
        above = given.get(entry.person.organisation)
        if entry.card.grading.get("not_above_organisation") and above is not None:
            entry.given = max(entry.own, min(above, len(entry.card.levels) - 1))
    quotas = (graded[0].card.grading.get("quotas") or []) if graded else []
    for quota in quotas:
        for part in parts_of(graded, quota.get("per", "scorecard")):
            apply_quota(quota, part)
    for entry in graded:
        entry.result.given = entry.card.levels[entry.given]


def parts_of(entries, per) -> list:
    """The parts in which a quota is counted."""
    parts = defaultdict(list)
    for entry in entries:
        cluster = entry.person.cluster if per in ("cluster", "cluster_and_list") else None
        listed = entry.person.list if per in ("list", "cluster_and_list") else None
        parts[cluster, listed].append(entry)
    return list(parts.values())


def apply_quota(quota, entries) -> None:
    """Lower the entries of one part that are beyond the allowed number."""
    levels = entries[0].card.levels
    grade = levels.index(quota["grade"])
    overflow = levels.index(quota["overflow"]) if quota.get("overflow") else grade + 1
    allowed = allowed_number(quota, entries, levels)
    position = 0
    for group in equal_groups([entry for entry in entries if entry.given <= grade], quota_key):
        first, position = position, position + len(group)
        if position > allowed:
            for entry in group:
                entry.given = overflow
                entry.result.waits |= first < allowed


def allowed_number(quota, entries, levels) -> int:
    """Number of entries of a part that may have the grade."""
    if quota.get("number") is not None:
        return int(quota["number"])
    base = len(entries)
    if quota.get("of", "assessed") != "assessed":
        base = sum(entry.given <= levels.index(quota["of"]) for entry in entries)
    exact = number(quota["share"]) * base
    return int(round_to(exact, 1, quota.get("rounding", "down")))


def equal_groups(entries, key) -> list:
    """The entries in order, grouped by equal keys."""
    groups = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return [groups[one] for one in sorted(groups)]


def place_key(entry) -> tuple:
    """Sort key: total, then the tie-break chain."""
    result = entry.result
    chain = []
    for name in entry.card.document.get("tie_break") or []:
        if name == "deduction":
            chain.append(result.deduction)
        else:
            chain.append(-(result.bonus if name == "bonus" else result.points[name]))
    return (-result.total, *chain)


def quota_key(entry) -> tuple:
    """Sort key: present grade, place key, then a recorded decision that is still valid."""
    decision = entry.person.decision
    holds = decision is not None and decision[0] == entry.result.total
    return (entry.given, place_key(entry), (0, decision[1]) if holds else (1, 0))


# ---------------------------------------------------------------------------------------------
# Everything


def score_all(cards) -> dict:
    """{key: Result} of a plan: `cards` is a list of (document, participants)."""
    scored = [entries_of(Card(document, people)) for document, people in cards]
    entries = [entry for card_entries in scored for entry in card_entries]
    for entry in entries:
        grade_alone(entry)
    for capped in (False, True):
        given = {entry.person.key: entry.given for entry in entries}
        for card_entries in scored:
            if card_entries and _is_capped(card_entries[0].card) == capped:
                grade_together(card_entries, given)
    give_places(entries)
    return {entry.person.key: entry.result for entry in entries}


def _is_capped(card) -> bool:
    return bool((card.grading or {}).get("not_above_organisation"))


def give_places(entries) -> None:
    """Set places within cluster and list over all scorecards; equals share one (1, 2, 2, 4)."""
    ranked = [entry for entry in entries if entry.result.standing == "ranked"]
    for part in parts_of(ranked, "cluster_and_list"):
        place = 1
        for group in equal_groups(part, place_key):
            for entry in group:
                entry.result.place, entry.result.tied_with = place, len(group) - 1
            place += len(group)
