"""A scorecard prepared for the SQL builders: tree, links, inputs of each leaf."""

from collections import defaultdict
from functools import cached_property

from campaigns.models import Criterion, MeasureSource, NoneArisen, NotApplicable, Scorecard, Section


class CompiledScorecard:
    """Index of a scorecard's criteria in their order; `criteria` replaces the stored ones."""

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
    def linked_leaves(self) -> dict[str, list[Criterion]]:
        """Leaves whose occurrences count at a deduction leaf as well, by that leaf's code."""
        linked = defaultdict(list)
        for leaf in self.leaves:
            for code in dict.fromkeys(leaf.also_deducted_in):
                linked[code].append(leaf)
        return linked

    @cached_property
    def zeroing_leaves(self) -> dict[str, list[Criterion]]:
        """Leaves that set a group to 0 when they fail, by the group's code."""
        zeroing = defaultdict(list)
        for leaf in self.leaves:
            if leaf.zeroes:
                zeroing[leaf.zeroes].append(leaf)
        return zeroing

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

    def has_variable_maximum(self, node: Criterion) -> bool:
        """Whether the points available at a node differ between entries."""
        leaves = self.leaves_under(node.code)
        return any(self.may_be_left_out(leaf) or leaf.own_maximum for leaf in leaves)

    @cached_property
    def groups_by_height(self) -> list[list[Criterion]]:
        """Groups by their height above the leaves, the lowest first."""
        height: dict[int, int] = {}
        for node in reversed(self.nodes):
            below = [height[item.pk] + 1 for item in self.children[node.pk]]
            height[node.pk] = max(below, default=0)
        groups: list[list[Criterion]] = [[] for _ in range(max(height.values(), default=0))]
        for node in self.nodes:
            if not node.is_leaf:
                groups[height[node.pk] - 1].append(node)
        return groups

    def units(self, points) -> int:
        return int(points * self.unit)

    def input_names(self, leaf: Criterion) -> tuple[str, ...]:
        """Names of the numbers that `RankingLine.inputs` holds for a leaf, in order.

        For each part `count`, then `denominator` and `excluded` where the shape has them; after
        the parts the other numbers that its points were computed from.
        """
        parts = range(1, len(leaf.rule.part_names) + 1)
        kinds = ("count", "denominator", "excluded") if leaf.rule.reads_denominator else ("count",)
        names = [f"{kind}_{n}" for n in parts for kind in kinds]
        names += ["shared"] if leaf.not_counted_with else []
        names += ["linked"] if leaf.code in self.linked_leaves else []
        names += ["is_excepted"] if leaf.rule.has_exception else []
        names += ["maximum"] if leaf.own_maximum else []
        if leaf.rule.reads_leader:
            names += ["leader_count", "leader_denominator", "leader_entry"]
        return tuple(names)

    @cached_property
    def input_offsets(self) -> dict[str, int]:
        """Index in `RankingLine.inputs` where each leaf's numbers start, by code."""
        offsets, start = {}, 0
        for leaf in self.leaves:
            offsets[leaf.code] = start
            start += len(self.input_names(leaf))
        return offsets

    @cached_property
    def report_leaves(self) -> list[Criterion]:
        """Leaves that verified reports may count for: of source reports, or office."""
        sources = (MeasureSource.REPORTS, MeasureSource.OFFICE)
        return [leaf for leaf in self.leaves if leaf.source in sources and leaf.rule.is_reportable]

    @cached_property
    def rising_leaves(self) -> list[Criterion]:
        """Leaves whose points further reports may raise."""
        return [leaf for leaf in self.report_leaves if leaf.rule.rises_with_reports]

    @property
    def ranking_leaves(self) -> list[Criterion]:
        """Leaves that count earlier rankings."""
        return [leaf for leaf in self.leaves if leaf.source == MeasureSource.RANKINGS]
