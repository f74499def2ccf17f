"""Random scorecards with random participants, for comparing the engine with the oracle.

`scorecard_sets()` is a Hypothesis strategy (it shrinks: every choice is a small number, 0 the
plainest); `seeded(seed)` makes the same kind of set fast and reproducibly without Hypothesis. Both
give a list of (document, participants). `features(cards)` names what occurs in a set. Statistics:

    python -m tests.scoring.random_scorecards 2000
"""

import random
import sys
from collections import Counter
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor

from hypothesis import strategies as st

from tools.reference.oracle import (
    Card,
    Measure,
    Numbers,
    Participant,
    entries_of,
    is_left_out,
    score_all,
)

PLAIN = ("pass_fail", "threshold_count", "per_unit_capped", "max_minus_per_occurrence")
ON_RECORD = (
    "choice",
    "threshold_ratio",
    "pro_rata",
    "judgement",
    "mean_of_ratios",
    "weighted_percent",
    "signed_adjustment",
    "relative_to_leader",
)
MODES = ("half_up", "half_even", "half_down", "up", "down")
MAXIMA = ("2", "1", "3", "5", "10", "2.5", "0.75", "20", "7.77", "1.3333", "0.3")
STEPS = ("0.25", "0.01", "0.1", "0.5", "0.05", "0.0001")
OWN_MAXIMUM = ("pass_fail", "pro_rata", "judgement", "mean_of_ratios")
RATIOS = ("threshold_ratio", "pro_rata")
NONE_ARISEN = (*PLAIN, "threshold_ratio", "pro_rata", "choice", "judgement", "weighted_percent")
NOTE = "Ghi chú (ngẫu nhiên)"


# ---------------------------------------------------------------------------------------------
# Choices


class Dice:
    """Source of random choices; `below(n)` returns one of 0..n-1, 0 being the simplest."""

    def __init__(self, below):
        self.below = below

    def int(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) >= 100 - percent

    def pick(self, things):
        return things[self.below(len(things))]

    def some(self, things, low, high):
        """A random sample of `low` to `high` of the things, in random order."""
        left, chosen = list(things), []
        for _ in range(min(self.int(low, high), len(left))):
            chosen.append(left.pop(self.below(len(left))))
        return chosen


@cache
def _below(number):
    return st.integers(0, number - 1)


@st.composite
def scorecard_sets(draw):
    """1 or 2 scorecards of one plan with their participants: [(document, [Participant])]."""
    return build(Dice(lambda number: draw(_below(number)) if number > 1 else 0))


def seeded(seed):
    """The set of a seed, without Hypothesis."""
    return build(Dice(random.Random(seed).randrange))


def text(value):
    """A number as the document writes it, with at most 4 decimals."""
    value = Fraction(value)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    written = f"{exact.quantize(Decimal('0.0001')):f}"
    return written.rstrip("0").rstrip(".")


def part_of(top, numerator, denominator):
    """A share of `top`, cut to 2 decimals (4 when that is nothing)."""
    exact = Fraction(top) * numerator / denominator
    return Fraction(floor(exact * 100), 100) or Fraction(floor(exact * 10000), 10000)


def own_part_of(top, numerator, denominator):
    """A share of a maximum, cut to the decimals of its text: `set_own_maximum` takes no finer one
    than the scorecard's numbers. `top` itself where nothing is left."""
    unit = 10 ** len(top.partition(".")[2])
    return Fraction(floor(Fraction(top) * unit * numerator / denominator), unit) or Fraction(top)


def below(dice, top, number):
    """`number` (at most 8) different values under `top`, from 0 up, descending."""
    eighths = sorted(dice.some(range(8), number, number), reverse=True)
    return [part_of(top, eighth, 8) for eighth in eighths]


# ---------------------------------------------------------------------------------------------
# The tree


class Tree:
    """State while a document is built. `leaves`: [(spec, codes of groups above, kind)]."""

    def __init__(self, dice, levels):
        self.dice, self.levels = dice, levels  # levels: number of grades, 0 without grading
        self.leaves, self.groups = [], []

    def root(self, number, section, leaves):
        node = self.node(f"{'BPD'[SECTIONS.index(section)]}{number}", section, leaves, 4, ())
        if section != "base" or self.dice.chance(10):
            node["section"] = section
        return node

    def node(self, code, section, leaves, depth, above):
        deep = depth > 1 and (leaves > 1 or self.dice.chance(35 if depth > 2 else 10))
        make = self.group if deep else self.leaf
        return make(code, section, leaves, depth, above)

    def group(self, code, section, leaves, depth, above):
        """A group of `leaves` leaves and at most `depth` levels."""
        dice = self.dice
        number = leaves if depth == 2 else dice.int(1, min(leaves, 4))
        spec = {"code": code, "name": f"Nhóm {code}", "max": "1"}
        self.groups.append(spec)
        shares = split(dice, leaves, number)
        spec["items"] = [
            self.node(f"{code}.{index}", section, share, depth - 1, (*above, code))
            for index, share in enumerate(shares, 1)
        ]
        maxima = [Fraction(str(item["max"])) for item in spec["items"]]
        combine = dice.pick(("sum", "sum", "sum", "highest", "mean"))
        if combine != "sum" or dice.chance(10):
            spec["combine"] = combine
        whole = sum(maxima) if combine == "sum" else max(maxima)
        spec["max"] = text(dice.pick((whole, whole, whole, part_of(whole, 3, 4), whole + 1)))
        if combine == "mean":
            spec["rounding"] = rounding(dice, Fraction(spec["max"]))
        return spec

    def leaf(self, code, section, leaves, depth, above):
        """A leaf of any shape that may stand in this section."""
        dice = self.dice
        kinds = [*PLAIN, *ON_RECORD, "mean_of_periods"]
        kinds = ["deduction"] if section == "deduction" else kinds
        kind = dice.pick(kinds)
        shape = "threshold" if kind.startswith("threshold") else kind
        spec = {"code": code, "name": f"Tiêu chí {code}", "max": dice.pick(MAXIMA), "shape": shape}
        spec["params"] = PARAMS[kind](dice, Fraction(spec["max"]))
        if dice.chance(10):
            spec["remark"] = NOTE
        if dice.chance(10):
            spec["legal_basis"] = "Căn cứ"
        self.source(spec, kind)
        self.states(spec, kind, section)
        self.own(spec, kind)
        able = section != "deduction" and above and kind != "signed_adjustment"
        if able and dice.chance(35 if kind in ("pass_fail", "choice") else 12):
            spec["zeroes"] = dice.pick(above)
        self.leaves.append((spec, above, kind))
        return spec

    def source(self, spec, kind):
        dice = self.dice
        if kind == "mean_of_periods":
            spec["source"] = "rankings"
        elif kind in ("threshold_count", "per_unit_capped") and self.levels and dice.chance(25):
            spec["source"] = "rankings"
            spec["period_grade"] = f"G{dice.int(0, self.levels - 1)}"
        elif kind in RATIOS and dice.chance(40):
            spec["source"] = dice.pick(("reports", "office"))
        elif kind in ON_RECORD or dice.chance(30):
            spec["source"] = dice.pick(("office", "sheet", "other_body"))
        else:
            self.reports(spec)
        if spec.get("source") == "other_body":
            spec["source_name"] = "Ủy ban Mặt trận Tổ quốc"

    def reports(self, spec):
        dice = self.dice
        if dice.chance(20):
            spec["source"] = "reports"
        if dice.chance(30):
            spec["largest_count"] = dice.pick((1, 3, 100))
        several = dice.pick((None, None, "sum", "highest", "once"))
        if several:
            spec["several"] = several

    def states(self, spec, kind, section):
        """The keys for leaves where nothing arose or that do not apply."""
        dice = self.dice
        ways = ("full", "zero", "left_out") if section == "base" else ("full", "zero")
        arises = kind in NONE_ARISEN and spec.get("source") != "rankings"
        if arises and dice.chance(45):
            spec["none_arisen"] = dice.pick(ways)
        if section == "base" and dice.chance(35):
            spec["not_applicable"] = dice.pick(("full", "left_out"))

    def own(self, spec, kind):
        params = spec["params"]
        follows = kind in OWN_MAXIMUM
        follows |= kind == "per_unit_capped" and "cap" not in params
        follows |= kind == "weighted_percent" and "weight" not in params
        if follows and self.dice.chance(25):
            spec["own_maximum"] = True

    # Links

    def link(self):
        """`not_counted_with` and `also_deducted_in`, after all nodes are there."""
        onward = self.dice.chance(50)
        for index, (spec, above, kind) in enumerate(self.leaves):
            if kind in PLAIN and spec.get("source") != "rankings":
                others = self.leaves[index + 1 :] if onward else self.leaves[:index]
                self.not_counted(spec, others, above)
            self.also_deducted(spec, kind)

    def not_counted(self, spec, others, above):
        """Leaves and groups entirely before or after the leaf, so that there is no cycle."""
        good = {leaf["code"] for leaf, _, kind in others if kind in PLAIN}
        aside = {leaf["code"] for leaf, _, _ in others}
        targets = [leaf["code"] for leaf, _, _ in others if leaf["code"] in good]
        for group in self.groups:
            inside = {leaf["code"] for leaf, over, _ in self.leaves if group["code"] in over}
            if inside <= aside and inside & good and group["code"] not in above:
                targets.append(group["code"])
        if targets and self.dice.chance(45):
            spec["not_counted_with"] = unnested(self.dice.some(targets, 1, 2))

    def also_deducted(self, spec, kind):
        targets = [leaf["code"] for leaf, _, other in self.leaves if other == "deduction"]
        able = kind in PLAIN and spec.get("source") != "rankings"
        able |= any("occurrences" in level for level in spec["params"].get("levels", []))
        if able and targets and self.dice.chance(50):
            spec["also_deducted_in"] = self.dice.some(targets, 1, 2)


SECTIONS = ("base", "bonus", "deduction")


def unnested(codes):
    """The codes without those below another of them."""
    return [one for one in codes if not any(one.startswith(f"{other}.") for other in codes)]


def split(dice, whole, number):
    """`whole` as a sum of `number` parts of at least 1."""
    parts = [1] * number
    for _ in range(whole - number):
        parts[dice.below(number)] += 1
    return parts


def rounding(dice, top, steps=STEPS):
    """A rounding with a step of at most `top`."""
    rule = {"step": dice.pick([step for step in steps if Fraction(step) <= top] or ("0.0001",))}
    mode = dice.pick((None, *MODES))
    if mode:
        rule["mode"] = mode
    return rule


# ---------------------------------------------------------------------------------------------
# Parameters of every shape: (dice, max) -> params


def of_pass_fail(dice, top):
    at_least = dice.pick((None, 1, "2", 3))
    return {"at_least": at_least} if at_least else {}


def of_choice(dice, top):
    points = [top, *below(dice, top, dice.int(1, 3))]
    levels = [{"name_vi": f"Mức {n}", "points": text(p)} for n, p in enumerate(points, 1)]
    fails = dice.pick(((), (), (-1,), (-2, -1), (1,)))
    for index in fails if len(levels) > 2 else fails[-1:]:
        levels[index]["fails"] = True
    if dice.chance(50):
        for number, level in enumerate(levels[1:], dice.int(0, 1)):
            if number:
                level["occurrences"] = number
    return {"levels": levels}


def of_threshold(dice, top, on):
    number = dice.int(1, 3)
    points = below(dice, top, number + 1)
    if dice.chance(80):
        points = [top, *points[:number]]
    direction = dice.pick((None, "at_least", "at_most"))
    pool = (100, 90, 80, "66.6667", 50, "33.3333", "12.5") if on == "ratio" else (9, 6, 5, 3, 2, 1)
    bounds = sorted(dice.some(pool, number, number), key=Fraction, reverse=direction != "at_most")
    if direction == "at_most" and dice.chance(50):
        bounds[0] = 0
    params = {"on": on, "otherwise": text(points[number])}
    if direction:
        params["direction"] = direction
    params["steps"] = [
        {"bound": bound, "points": text(p)}
        for bound, p in zip(bounds, points[:number], strict=True)
    ]
    if dice.chance(35):
        below_it = dice.pick(bounds) or 1
        worth = dice.pick(points)
        params["override"] = {"when_vi": "Đã đôn đốc", "below": below_it, "points": text(worth)}
    return params


def of_threshold_count(dice, top):
    return of_threshold(dice, top, "count")


def of_threshold_ratio(dice, top):
    return of_threshold(dice, top, "ratio")


def of_pro_rata(dice, top):
    return {**rounding(dice, top), "unit_vi": "việc"}


def of_per_unit_capped(dice, top):
    params = {"per": text(dice.pick((part_of(top, 1, 3), part_of(top, 1, 2), top)))}
    params["unit_vi"] = "mô hình"
    if dice.chance(40):
        lower = max(part_of(top, 2, 3), Fraction(params["per"]))
        params["cap"] = text(dice.pick((top, top + 1, lower)))
    return params


def of_max_minus(dice, top):
    params = {"per": text(part_of(top, dice.int(1, 5), 6)), "unit_vi": "lần"}
    floor_points = dice.pick((None, Fraction(0), part_of(top, 1, 2)))
    if floor_points is not None:
        params["floor"] = text(floor_points)
    return params


def of_deduction(dice, top):
    per = part_of(top, 1, dice.int(1, 5))
    cap = dice.pick((top, top, top, part_of(top, 4, 5), top + 2))
    return {"per": text(per), "cap": text(max(cap, per)), "unit_vi": "vụ"}


def of_judgement(dice, top):
    step = dice.pick((None, "0.25", "0.5", "0.1", "0.01"))
    return {"step": step} if step and Fraction(step) <= top else {"step": "0.05"} if top < 1 else {}


def of_mean_of_ratios(dice, top):
    ratios = [{"name_vi": f"Tỷ lệ {n}"} for n in range(1, dice.int(1, 3) + 1)]
    if dice.chance(40):
        for ratio in ratios:
            ratio["weight"] = dice.pick(("1", "2", "0.5", 3))
    params = {"ratios": ratios, **rounding(dice, top)}
    empty = dice.pick((None, "full", "zero"))
    return {**params, "empty_ratio": empty} if empty else params


def of_weighted_percent(dice, top):
    params = rounding(dice, top)
    if dice.chance(30):
        del params["step"]
    if dice.chance(30):
        params["weight"] = text(dice.pick((top, part_of(top, 4, 5))))
    return params


def of_signed_adjustment(dice, top):
    params = {"plus_vi": "tăng", "minus_vi": "giảm"}
    params["per_plus"] = text(part_of(top, 1, dice.int(1, 4)))
    params["per_minus"] = text(part_of(top, 1, dice.int(1, 4)))
    return {**params, "lowest": dice.pick(("0", "-1", "-2.5", f"-{text(top)}"))}


def of_relative(dice, top):
    return {**rounding(dice, top), "unit_vi": "việc"}


def of_mean_of_periods(dice, top):
    params = rounding(dice, top)
    of, at_least = dice.pick((None, "100", "70")), dice.pick((None, 1, 2))
    params.update({"of": of} if of else {})
    return {**params, **({"at_least": at_least} if at_least else {})}


PARAMS = {
    "pass_fail": of_pass_fail,
    "choice": of_choice,
    "threshold_count": of_threshold_count,
    "threshold_ratio": of_threshold_ratio,
    "pro_rata": of_pro_rata,
    "per_unit_capped": of_per_unit_capped,
    "max_minus_per_occurrence": of_max_minus,
    "deduction": of_deduction,
    "judgement": of_judgement,
    "mean_of_ratios": of_mean_of_ratios,
    "weighted_percent": of_weighted_percent,
    "signed_adjustment": of_signed_adjustment,
    "relative_to_leader": of_relative,
    "mean_of_periods": of_mean_of_periods,
}


# ---------------------------------------------------------------------------------------------
# Documents


def build(dice):
    """A whole set: documents, people, then gradings with bounds at totals that occur."""
    number = dice.pick((1, 1, 2))
    kinds = dice.some(("council", "delegate", "board", "standing_committee"), number, number)
    clusters = "ABC"[: dice.int(1, 3)]
    cards, trees = [], []
    for index, kind in enumerate(kinds):
        levels = dice.pick((3, 2, 4, 5, 0))
        tree = Tree(dice, levels)
        document = a_document(dice, tree, kind, index)
        people = the_people(dice, tree, document, kind, clusters, index)
        cards.append((document, people))
        trees.append(tree)
    tie_break(dice, cards)
    for (document, people), tree in zip(cards, trees, strict=True):
        if tree.levels:
            document["grading"] = a_grading(dice, tree, Card(document, people))
    organisations(dice, cards)
    decisions(dice, cards)
    return cards


def a_document(dice, tree, kind, index):
    """A scorecard without its tie-break and grading."""
    sections = ["base"] * dice.int(1, 3)
    sections += ["bonus"] * dice.pick((0, 1, 2)) + ["deduction"] * dice.pick((0, 1, 2))
    shares = split(dice, dice.int(len(sections), 12), len(sections))
    roots = [
        tree.root(number, section, share)
        for number, (section, share) in enumerate(zip(sections, shares, strict=True), 1)
    ]
    tree.link()
    document = {"name": f"Bảng tiêu chí {index}", "kinds": [kind]}
    if dice.chance(20):
        document["legal_basis"] = "Dự thảo"
    document.update(the_limits(dice, roots))
    document["criteria"] = roots
    if may_be_left_out(tree) or dice.chance(20):
        document["scaling"] = rounding(
            dice, Fraction(document["base_maximum"]), ("0.01", "0.25", "0.1", "1", "0.0001")
        )
    keep_above_zero(tree, roots)
    if tree.levels:  # provisional: enough to know the totals
        document["grading"] = {
            "levels": the_levels(tree.levels, Fraction(document["base_maximum"]))
        }
    return document


def the_limits(dice, roots):
    """base_maximum, caps and the range of the total."""
    sums = Counter()
    for root in roots:
        sums[root.get("section", "base")] += Fraction(root["max"])
    base = sums["base"]
    limits = {"base_maximum": text(dice.pick((base, base, base, part_of(base, 7, 8), base + 1)))}
    for section in ("bonus", "deduction"):
        if sums[section] and dice.chance(50):
            limits[f"{section}_cap"] = text(part_of(sums[section], dice.int(2, 4), 4))
    if dice.chance(30):
        limits["lowest_total"] = text(dice.pick((Fraction(0), part_of(base, 1, 4))))
    if dice.chance(30):
        bonus = Fraction(limits.get("bonus_cap", sums["bonus"]))
        highest = Fraction(limits["base_maximum"]) + dice.pick((bonus, Fraction(0), bonus / 2))
        limits["highest_total"] = text(part_of(highest, 1, 1))
    return limits


def may_be_left_out(tree):
    keys = ("none_arisen", "not_applicable")
    return any(spec.get(key) == "left_out" for spec, _, _ in tree.leaves for key in keys)


def keep_above_zero(tree, roots):
    """A signed root in the base would bring sums below 0 to the scaling: none there."""
    for root in roots:
        signed = root.get("shape") == "signed_adjustment" and root.get("section", "base") == "base"
        if signed and may_be_left_out(tree):
            root["params"]["lowest"] = "0"


def the_levels(number, top):
    names = [{"code": f"G{index}", "name": f"Mức {index}"} for index in range(number)]
    for index, level in enumerate(names[:-1]):
        level["from"] = text(part_of(top, 2 * number - 2 * index - 1, 2 * number))
    return names


def tie_break(dice, cards):
    """The same chain for all; with two scorecards only `bonus` and `deduction`."""
    sections = [{node.get("section", "base") for node in doc["criteria"]} for doc, _ in cards]
    chain = [name for name in ("bonus", "deduction") if all(name in has for has in sections)]
    if len(cards) == 1:
        nodes = Card(*cards[0]).nodes.values()
        chain += [node.code for node in nodes if node.section != "deduction"]
    chain = dice.some(chain, 0, 3)
    for document, _ in cards:
        if chain:
            document["tie_break"] = chain


# ---------------------------------------------------------------------------------------------
# Grading


def a_grading(dice, tree, card):
    """A grading with bounds near the totals and points that occur."""
    entries = entries_of(card)
    grading = {"levels": on_boundaries(dice, card, entries)}
    if dice.chance(30):
        grading["rounding"] = rounding(dice, highest_of(card), ("1", "0.5", "0.1"))
    if dice.chance(35):
        grading["minimum_days"] = dice.pick((180, 90, 365))
    for key, percent, make in (
        ("gates", 50, gate),
        ("sanctions", 50, sanction),
        ("quotas", 70, quota),
    ):
        if dice.chance(percent):
            made = [make(dice, tree, card, entries) for _ in range(dice.int(1, 3))]
            made = [one for one in made if one]
            grading.update({key: made} if made else {})
    return grading


def highest_of(card):
    """The highest total that the document allows."""
    bonus = sum((root.max for root in card.section("bonus")), Fraction(0))
    highest = card.number("base_maximum") + card.number("bonus_cap", bonus)
    return card.number("highest_total", highest)


def on_boundaries(dice, card, entries):
    """The provisional levels, some moved to exactly the total of a participant."""
    levels = deepcopy(card.grading["levels"])
    totals = [entry.result.total for entry in entries if entry.result.total]
    for index in range(len(levels) - 1):
        if not totals or dice.chance(40):
            continue
        total = dice.pick(totals)
        above = Fraction(levels[index - 1]["from"]) if index else total + 1
        under = Fraction(levels[index + 1].get("from", 0))
        if under < total < above and (total * 10000).denominator == 1:
            levels[index]["from"] = text(total)
    return levels


def gate(dice, tree, card, entries):
    """A gate at any grade but the lowest; some needs equal the points of a participant."""
    index = dice.int(0, tree.levels - 2)
    made = {"grade": f"G{index}"}
    made["needs"] = [need(dice, tree, card, entries) for _ in range(dice.int(1, 3))]
    if dice.chance(40):
        made["otherwise"] = f"G{dice.int(index + 1, tree.levels - 1)}"
    return made


def need(dice, tree, card, entries):
    countable = [spec["code"] for spec, _, kind in tree.leaves if kind in (*PLAIN, "deduction")]
    if countable and dice.chance(30):
        return {"node": dice.pick(countable), "count": dice.int(1, 3)}
    node = dice.pick([node for node in card.nodes.values() if node.section != "deduction"])
    if dice.chance(50):
        return {"node": node.code, "share": dice.pick(("0.5", "0.6", "1", "0.25", "0.3333"))}
    met = [entry.result.points[node.code] for entry in entries]
    met = [points for points in met if 0 < points <= node.max]
    points = dice.pick(met) if met else part_of(node.max, 1, 2)
    return {"node": node.code, "points": text(points)}


def sanction(dice, tree, card, entries):
    kinds = (*PLAIN, "deduction")
    codes = [
        spec["code"]
        for spec, _, kind in tree.leaves
        if kind in kinds or any("occurrences" in x for x in spec["params"].get("levels", []))
    ]
    if not codes:
        return None
    effect = dice.pick(("at_most", "down", "lowest", "not_considered"))
    made = {"criterion": dice.pick(codes), "effect": effect}
    if dice.chance(50):
        made["from"] = dice.int(1, 3)
    if effect == "at_most":
        made["grade"] = f"G{dice.int(1, tree.levels - 1)}"
    if effect == "down":
        made["by"] = dice.int(1, 2)
    return made


def quota(dice, tree, card, entries):
    index = dice.int(0, tree.levels - 2)
    made = {"grade": f"G{index}"}
    if dice.chance(40):
        made["number"] = dice.int(0, 4)
    else:
        made["share"] = dice.pick(("0.25", "0.2", "0.5", "0.3333", "0.1", "1"))
        of = dice.pick((None, "assessed", "grade", "grade"))
        of = f"G{dice.int(index + 1, tree.levels - 1)}" if of == "grade" else of
        how = dice.pick((None, "down", "up", "half_up"))
        made.update({"of": of} if of else {})
        made.update({"rounding": how} if how else {})
    per = dice.pick((None, "scorecard", "cluster", "list", "cluster_and_list"))
    made.update({"per": per} if per else {})
    if dice.chance(40):
        made["overflow"] = f"G{dice.int(index + 1, tree.levels - 1)}"
    return made


def organisations(dice, cards):
    """`not_above_organisation` on one scorecard; organisations are of the other."""
    graded = [index for index, (document, _) in enumerate(cards) if "grading" in document]
    if not graded or dice.chance(50):
        return
    heads = dice.pick(graded)
    cards[heads][0]["grading"]["not_above_organisation"] = True
    others = [p.key for index, (_, people) in enumerate(cards) for p in people if index != heads]
    for person in cards[heads][1]:
        if others and dice.chance(70):
            person.organisation = dice.pick(others)


def decisions(dice, cards):
    """Tie decisions, most of them about a total that is still valid."""
    if not dice.chance(50):
        return
    results = score_all(cards)
    for _, people in cards:
        for person in people:
            total = results[person.key].total
            if total is not None and dice.chance(50):
                stale = Fraction(1, 100) if dice.chance(15) else 0
                person.decision = (total + stale, dice.int(1, 4))


# ---------------------------------------------------------------------------------------------
# Participants


def the_people(dice, tree, document, kind, clusters, card):
    """0 to 10 participants, some exactly like the one before."""
    people = []
    for index in range(dice.int(0, 10)):
        key = 100 * (card + 1) + index
        if people and dice.chance(30):
            person = deepcopy(people[-1])
            person.key = key
            if dice.chance(30):
                person.cluster = dice.pick(clusters)
        else:
            person = a_person(dice, tree, kind, clusters, key)
        if dice.chance(30):
            person.days = dice.pick((365, 90, 89, 180, 179, 0))
        people.append(person)
    return people


def a_person(dice, tree, kind, clusters, key):
    lists = ("full_time", "part_time") if kind == "delegate" else ("collective",)
    person = Participant(key, dice.pick(clusters), dice.pick(lists))
    for spec, _, leaf_kind in tree.leaves:
        if spec.get("own_maximum") and dice.chance(70):
            top = str(spec["max"])
            choices = (own_part_of(top, 1, 2), Fraction(top), own_part_of(top, 2, 3))
            person.maxima[spec["code"]] = dice.pick(choices)
        measure = a_measure(dice, spec, leaf_kind, person)
        if measure:
            person.measures[spec["code"]] = measure
    person.reports = the_reports(dice, tree)
    if any(spec.get("source") == "rankings" for spec, _, _ in tree.leaves):
        person.periods = the_periods(dice, tree)
    return person


def the_reports(dice, tree):
    """Verified reports, each for one to three leaves."""
    specs = {spec["code"]: spec for spec, _, _ in tree.leaves}
    kinds = {spec["code"]: kind for spec, _, kind in tree.leaves}
    codes = [
        code
        for code, spec in specs.items()
        if (kinds[code] not in ON_RECORD or kinds[code] in RATIOS)
        and spec.get("source", "reports") in ("reports", "office")
    ]
    reports = []
    for _ in range(dice.int(0, 5) if codes else 0):
        chosen = dice.some(codes, 1, 3)
        reports.append({code: brought(dice, specs[code], kinds[code]) for code in chosen})
    return reports


def brought(dice, spec, kind):
    """The numbers of one report at a leaf: a count, or those of a ratio."""
    if kind not in RATIOS:
        return min(dice.pick((1, 1, 1, 2, 3, 7)), spec.get("largest_count", 50))
    if "none_arisen" in spec and dice.chance(20):
        out = dice.pick((0, 0, 2))
        return Numbers(0, out, out)
    below, out = dice.pick((1, 2, 3, 8, 9)), dice.pick((0, 0, 0, 1, 4))
    return Numbers(dice.int(0, below), below + out, out)


def the_periods(dice, tree):
    """(total, grade) of 0 to 4 earlier plans."""
    grades = [None, *(f"G{index}" for index in range(tree.levels))]
    totals = ("80", "92.5", "100", "0", "66.67", "105.25", "33.3333")
    number = dice.int(0, 4)
    return [(Fraction(dice.pick(totals)), dice.pick(grades)) for _ in range(number)]


def a_measure(dice, spec, kind, person):
    """A measure, or None; leaves of reports rarely have one."""
    silent = 70 if spec.get("source", "reports") == "reports" else 12
    ranked = spec.get("source") == "rankings"
    if "not_applicable" in spec and dice.chance(25):
        return Measure("not_applicable", ())
    if ranked or dice.chance(silent):
        return None
    top = Fraction(person.maxima.get(spec["code"], spec["max"]))
    parts = NUMBERS[kind](dice, spec, top)
    if dice.chance(8):
        return Measure("refused", parts)
    if "none_arisen" in spec and dice.chance(30):
        return Measure("counted", (nothing(dice, kind, parts[0]),))
    if spec.get("not_counted_with") and dice.chance(50):
        parts = (Numbers(**{**vars(parts[0]), "shared": dice.int(0, int(parts[0].count))}),)
    return Measure("counted", parts)


def nothing(dice, kind, part):
    """Numbers of a leaf where nothing arose."""
    if kind in ("pro_rata", "threshold_ratio"):
        excluded = dice.pick((0, 0, 3))
        return Numbers(0, excluded, excluded)
    return Numbers(part.count if kind == "choice" else 0, 0)


def n_count(dice, spec, top):
    """A plain count, often at the bounds of the rule."""
    params = spec["params"]
    near = [int(Fraction(str(step["bound"]))) for step in params.get("steps", [])]
    near = [count + by for count in near for by in (0, -1, 1) if count + by >= 0]
    near += [int(params.get("at_least", 1)), 0, 1, 2, 4, 1, 0]
    count = 1_000_000 if dice.chance(2) else dice.pick(near)
    denominator = 7 if dice.chance(10) else None
    return (Numbers(count, denominator, is_excepted=has_override(spec) and dice.chance(50)),)


def has_override(spec):
    return "override" in spec["params"]


def n_choice(dice, spec, top):
    return (Numbers(dice.int(1, len(spec["params"]["levels"]))),)


def n_ratio(dice, spec, top):
    """Numerator and denominator: whole, the numerator within what is left of the latter."""
    left = dice.pick((10, 8, 3, 7, 20, 100, 16, 3000, 1))
    count = dice.pick((left, 0, left // 2, left - 1, dice.int(0, left), left * 9 // 10))
    excluded = dice.pick((0, 0, 2))
    excepted = has_override(spec) and dice.chance(50)
    return (Numbers(count, left + excluded, excluded, is_excepted=excepted),)


def n_judgement(dice, spec, top):
    step = Fraction(spec["params"].get("step", "0.25"))
    steps = floor(top / step)
    return (
        Numbers(
            step * dice.pick((steps, 0, dice.int(0, steps))),
        ),
    )


def n_ratios(dice, spec, top):
    parts = []
    for _ in spec["params"]["ratios"]:
        empty = dice.chance(20)
        excluded = dice.pick((0, 2)) if empty else 0
        parts.append(Numbers(0, excluded, excluded) if empty else n_ratio(dice, spec, top)[0])
    return tuple(parts)


def n_percent(dice, spec, top):
    marks = ("100", "0", "50", "87.5", "33.3333", "62.25", "99.9999", "12.125", "70")
    return (Numbers(Fraction(dice.pick(marks))),)


def n_signed(dice, spec, top):
    return (Numbers(dice.int(0, 4)), Numbers(dice.int(0, 4)))


def n_relative(dice, spec, top):
    """Done and target: many at, just under or over the target; sometimes with decimals."""
    target = dice.pick((Fraction(10), Fraction(3), Fraction("2.5"), Fraction("0.7"), Fraction(8)))
    times = dice.pick(("1", "0.5", "2", "1.5", "0", "1.1", "0.9", "3"))
    count = Fraction(floor(target * Fraction(times) * 10000), 10000)
    excluded = Fraction(dice.pick((0, 0, 0, 1)))
    return (Numbers(count, target + excluded, excluded),)


NUMBERS = {
    **dict.fromkeys((*PLAIN, "deduction"), n_count),
    "choice": n_choice,
    **dict.fromkeys(("threshold_ratio", "pro_rata"), n_ratio),
    "judgement": n_judgement,
    "mean_of_ratios": n_ratios,
    "weighted_percent": n_percent,
    "signed_adjustment": n_signed,
    "relative_to_leader": n_relative,
}


# ---------------------------------------------------------------------------------------------
# What occurs


def features(cards):
    """Names of everything that occurs in a set: shapes, keys, states, results."""
    found = {f"cards {len(cards)}"}
    results = score_all(cards)
    for document, people in cards:
        card = Card(document, people)
        found |= {f"document {key}" for key in document}
        found |= {f"grading {key}" for key in card.grading or {}}
        found |= of_nodes(card) | of_grading(card.grading or {})
        for entry in entries_of(card):
            found |= of_entry(card, entry, results[entry.person.key])
    return found


def of_nodes(card):
    found = set()
    for node in card.nodes.values():
        depth, above = 1, node.parent
        while above:
            depth, above = depth + 1, above.parent
        found.add(f"depth {depth}")
        if not node.is_leaf:
            found.add(f"combine {node.spec.get('combine', 'sum')} {node.section}")
            continue
        found.add(f"shape {node.shape} {node.section}")
        found |= {f"param {node.shape} {key}" for key in node.params}
        for key in ("none_arisen", "not_applicable", "several", "source"):
            found |= {f"leaf {key} {node.spec[key]}"} if key in node.spec else set()
        names = ("zeroes", "also_deducted_in", "not_counted_with", "own_maximum", "period_grade")
        found |= {f"leaf {key}" for key in names if key in node.spec}
    return found


def of_grading(grading):
    found = {f"sanction {one['effect']}" for one in grading.get("sanctions", [])}
    needs = [need for gate in grading.get("gates", []) for need in gate["needs"]]
    found |= {f"need {key}" for need in needs for key in need if key != "node"}
    for one in grading.get("quotas", []):
        of = "assessed" if one.get("of", "assessed") == "assessed" else "a grade"
        kind = "number" if "number" in one else f"share of {of}"
        found |= {f"quota {kind}", f"quota per {one.get('per', 'scorecard')}"}
        found |= {f"quota rounding {one['rounding']}"} if "rounding" in one else set()
    return found


def of_entry(card, entry, result):
    """Features of the result of one participant."""
    found = {f"standing {result.standing}", f"given {'none' if result.given is None else 'some'}"}
    for leaf in card.leaves:
        measure = entry.measures[leaf.code]
        found.add(f"state {leaf.shape} {measure.state}")
        found |= {"happens left out"} if is_left_out(leaf, measure) else set()
        reported = any(leaf.code in report for report in entry.person.reports)
        found |= {"happens counted from reports"} if reported else set()
        values = [value for report in entry.person.reports for value in report.values()]
        if any(isinstance(value, Numbers) for value in values):
            found.add("happens ratio from reports")
    happens = {
        "scaled": result.total not in (None, result.raw_total),
        "best differs from worst": result.best_total != result.worst_total,
        "tied": result.tied_with > 0,
        "negative points": any(points < 0 for points in result.points.values()),
        "own under earned": result.own is not None and result.own > result.earned,
        "given under own": result.given is not None and result.given > result.own,
        "waits for a decision": result.waits,
        "exactly on a level": is_on_a_level(card, result.total),
        "decision": entry.person.decision is not None,
        "organisation": entry.person.organisation is not None,
    }
    return found | {f"happens {name}" for name, is_so in happens.items() if is_so}


def is_on_a_level(card, total):
    levels = (card.grading or {}).get("levels", [])
    return any(total == Fraction(str(x["from"])) for x in levels if "from" in x)


def statistics(number):
    """Number of sets with each feature, among the first `number` seeds."""
    counts = Counter()
    for seed in range(number):
        counts.update(features(seeded(seed)))
    return counts


if __name__ == "__main__":
    for name, times in sorted(statistics(int(sys.argv[1])).items()):
        sys.stdout.write(f"{times:7d}  {name}\n")
