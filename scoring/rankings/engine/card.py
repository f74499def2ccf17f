"""A scorecard made ready to be computed: its tree, its links, and which numbers each leaf reads."""

from collections import defaultdict
from functools import cached_property

from campaigns.models import Criterion, MeasureSource, NoneArisen, NotApplicable, Scorecard, Section


class Card:
    """One scorecard with its criteria in order; `criteria` may differ from the stored ones."""

    def __init__(self, scorecard: Scorecard, criteria: list[Criterion] | None = None) -> None:
        self.scorecard = scorecard
        self.nodes = sorted(
            scorecard.criteria.all() if criteria is None else criteria, key=lambda c: c.position
        )
        self.leaves = [node for node in self.nodes if node.is_leaf]
        self.by_code = {node.code: node for node in self.nodes}
        self.children: dict[int | None, list[Criterion]] = defaultdict(list)
        for node in self.nodes:
            self.children[node.parent_id].append(node)
        self.unit = scorecard.unit
        self.grading = scorecard.read_grading

    def roots(self, section: str) -> list[Criterion]:
        return [node for node in self.children[None] if node.section == section]

    @cached_property
    def linking(self) -> dict[str, list[Criterion]]:
        """Leaves whose occurrences count at a deduction leaf as well, by its code."""
        found = defaultdict(list)
        for leaf in self.leaves:
            for code in dict.fromkeys(leaf.also_deducted_in):
                found[code].append(leaf)
        return found

    @cached_property
    def zeroing(self) -> dict[str, list[Criterion]]:
        """Leaves that make a group 0 when they fail, by the group's code."""
        found = defaultdict(list)
        for leaf in self.leaves:
            if leaf.zeroes:
                found[leaf.zeroes].append(leaf)
        return found

    @property
    def is_relative(self) -> bool:
        """Whether one entry's points depend on the others of its cluster."""
        return any(leaf.rule.reads_leader for leaf in self.leaves)

    def leaves_under(self, code: str) -> list[Criterion]:
        node = self.by_code[code]
        if node.is_leaf:
            return [node]
        return [leaf for c in self.children[node.pk] for leaf in self.leaves_under(c.code)]

    def may_be_left_out(self, leaf: Criterion) -> bool:
        return leaf.section == Section.BASE and (
            leaf.none_arisen == NoneArisen.LEFT_OUT or leaf.not_applicable == NotApplicable.LEFT_OUT
        )

    def may_vanish(self, node: Criterion) -> bool:
        """Whether what can be had at a node differs between entries."""
        leaves = self.leaves_under(node.code)
        return any(self.may_be_left_out(leaf) or leaf.own_maximum for leaf in leaves)

    @cached_property
    def floors(self) -> list[list[Criterion]]:
        """The groups by their height over the leaves, the lowest first."""
        height: dict[int, int] = {}
        for node in reversed(self.nodes):
            below = [height[item.pk] + 1 for item in self.children[node.pk]]
            height[node.pk] = max(below, default=0)
        floors: list[list[Criterion]] = [[] for _ in range(max(height.values(), default=0))]
        for node in self.nodes:
            if not node.is_leaf:
                floors[height[node.pk] - 1].append(node)
        return floors

    def units(self, points) -> int:
        return int(points * self.unit)

    def slots(self, leaf: Criterion) -> tuple[str, ...]:
        """Names of the numbers that a line's `inputs` hold for a leaf, in order.

        For each part `count`, and `denominator`, `excluded` where the shape has them; then
        whatever else went into its points.
        """
        parts = range(1, len(leaf.rule.part_names) + 1)
        names = ("count", "denominator", "excluded") if leaf.rule.reads_denominator else ("count",)
        slots = [f"{name}_{n}" for n in parts for name in names]
        slots += ["shared"] if leaf.not_counted_with else []
        slots += ["linked"] if leaf.code in self.linking else []
        slots += ["is_excepted"] if leaf.rule.has_exception else []
        slots += ["maximum"] if leaf.own_maximum else []
        if leaf.rule.reads_leader:
            slots += ["leader_count", "leader_denominator", "leader_entry"]
        return tuple(slots)

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Where each leaf's numbers start in `inputs`, by code."""
        offsets, start = {}, 0
        for leaf in self.leaves:
            offsets[leaf.code] = start
            start += len(self.slots(leaf))
        return offsets

    @cached_property
    def reported(self) -> list[Criterion]:
        """Leaves that verified reports may count for; the office reports what it records, too."""
        sources = (MeasureSource.REPORTS, MeasureSource.OFFICE)
        return [leaf for leaf in self.leaves if leaf.source in sources and leaf.rule.is_reportable]

    @cached_property
    def rising(self) -> list[Criterion]:
        """Leaves whose points further reports may raise."""
        return [leaf for leaf in self.reported if leaf.rule.rises_with_reports]

    @property
    def ranked(self) -> list[Criterion]:
        return [leaf for leaf in self.leaves if leaf.source == MeasureSource.RANKINGS]
