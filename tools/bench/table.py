"""The table that every engine ranks: counts of entries in clusters, and points per count.

Points of a leaf = min(count x per, cap); of a group = min(sum of its leaves, group cap); the total
is the sum of the groups; places are competition places (1, 2, 2, 4) in a cluster by total.
"""

import hashlib
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import gcd

from .scale import clusters_for

# Includes decimals without an exact binary form, so sums in floating point are wrong.
POINTS_PER_COUNT = tuple(
    Decimal(text) for text in ("0.1", "0.25", "3.35", "1", "0.3", "0.05", "2", "0.7", "1.5", "0.15")
)
LEAVES_IN_A_GROUP = 5
COUNTS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30)
WEIGHTS = (30, 16, 12, 9, 7, 6, 4, 4, 4, 3, 2, 2, 1)
TWINS = 0.25  # share of entries that repeat the counts of another
STRIDE = 2_654_435_761  # a prime: visits the reports in an order that helps no engine


@dataclass(frozen=True)
class Leaf:
    """A counted criterion: points per count, at most `cap`, in a group."""

    per: Decimal
    cap: Decimal
    group: int


@dataclass(frozen=True)
class Table:
    """The input of a ranking. `counts` has the leaves of each entry, one entry after the other."""

    entries: list[int]
    clusters: list[int]
    leaves: list[Leaf]
    group_caps: list[Decimal]
    counts: array

    def __post_init__(self) -> None:
        groups = [leaf.group for leaf in self.leaves]
        if groups != sorted(groups) or set(groups) != set(range(len(self.group_caps))):
            raise ValueError("the leaves of a group stand together, and each group has some")

    def row(self, index: int) -> Sequence[int]:
        width = len(self.leaves)
        return self.counts[index * width : (index + 1) * width]

    @cached_property
    def digits(self) -> int:
        """Number of decimals needed for every point and cap."""
        numbers = [n for leaf in self.leaves for n in (leaf.per, leaf.cap)] + self.group_caps
        return max(max(0, -number.as_tuple().exponent) for number in numbers)

    def units(self, number: Decimal) -> int:
        """`number` as a whole number of the smallest decimal step of this table."""
        return int(number.scaleb(self.digits))


def make_table(entries: int, leaves: int, seed: int = 1, clusters: int | None = None) -> Table:
    """A table with many exact ties; the same arguments give the same table."""
    clusters = clusters or clusters_for(entries)
    rng = random.Random(seed)  # noqa: S311 (made-up data)
    nodes = [_leaf(rng, position) for position in range(leaves)]
    owners, counts = _rows(rng, entries, leaves, clusters)
    return Table(list(range(1, entries + 1)), owners, nodes, _group_caps(nodes), counts)


def _leaf(rng: random.Random, position: int) -> Leaf:
    per = POINTS_PER_COUNT[position % len(POINTS_PER_COUNT)]
    cap = (per * rng.choice((3, 5, 8, 12)) * 2).quantize(Decimal(1)) / 2 or Decimal("0.5")
    return Leaf(per, cap, position // LEAVES_IN_A_GROUP)


def _group_caps(leaves: list[Leaf]) -> list[Decimal]:
    """Seven tenths of the sum of the leaves' caps, in steps of 0.5."""
    sums = defaultdict(Decimal)
    for leaf in leaves:
        sums[leaf.group] += leaf.cap
    return [(sums[group] * 7 / 5).quantize(Decimal(1)) / 2 for group in sorted(sums)]


def _rows(rng: random.Random, entries: int, leaves: int, clusters: int) -> tuple[list[int], array]:
    """Clusters and counts; an entry that repeats the counts of another is in its cluster."""
    owners, counts = [], array("q")
    for index in range(entries):
        if index and rng.random() < TWINS:
            twin = rng.randrange(index)
            owners.append(owners[twin])
            counts.extend(counts[twin * leaves : (twin + 1) * leaves])
        else:
            owners.append(rng.randrange(clusters) + 1)
            counts.extend(rng.choices(COUNTS, WEIGHTS, k=leaves))
    return owners, counts


# --- The same counts as reports ---------------------------------------------------------------
def reports(table: Table, rows: int) -> Iterator[tuple[int, int, int]]:
    """`rows` reports (entry, leaf, count) that add up to the table's counts, in mixed order.

    Each count is spread evenly over its reports, so some of them may have 0.
    """
    owners = _owners(table, rows)
    times = array("q", bytes(8 * len(table.counts)))
    for cell in owners:
        times[cell] += 1
    given = array("q", bytes(8 * len(table.counts)))
    stride = STRIDE if gcd(STRIDE, rows) == 1 else 1
    for step in range(rows):
        cell = owners[step * stride % rows]
        share, rest = divmod(table.counts[cell], times[cell])
        index, leaf = divmod(cell, len(table.leaves))
        yield table.entries[index], leaf, share + (given[cell] < rest)
        given[cell] += 1


def _owners(table: Table, rows: int) -> array:
    """The cell of each report; each cell that is not 0 has at least one report."""
    cells = array("q", (cell for cell, count in enumerate(table.counts) if count))
    if rows < len(cells):
        raise ValueError(f"{len(cells)} counts are not 0: so many reports are needed at least")
    times, rest = divmod(rows, len(cells))
    return cells * times + cells[:rest]


# --- Checking -----------------------------------------------------------------------------------
def reference(table: Table) -> tuple[dict[int, Decimal], dict[int, int]]:
    """Totals and places in plain Python decimals: slow, but easy to verify."""
    totals = {entry: _total(table, table.row(index)) for index, entry in enumerate(table.entries)}
    return totals, places_by_total(table, totals)


def _total(table: Table, row: Sequence[int]) -> Decimal:
    sums = [Decimal(0)] * len(table.group_caps)
    for leaf, count in zip(table.leaves, row, strict=True):
        sums[leaf.group] += min(leaf.per * count, leaf.cap)
    return sum(map(min, sums, table.group_caps), Decimal(0))


def places_by_total(table: Table, totals: Mapping[int, Decimal]) -> dict[int, int]:
    """Competition places (1, 2, 2, 4) in each cluster."""
    clusters = defaultdict(list)
    for entry, cluster in zip(table.entries, table.clusters, strict=True):
        clusters[cluster].append(totals[entry])
    first = {}
    for cluster, values in clusters.items():
        values.sort(reverse=True)
        for place in range(len(values), 0, -1):
            first[cluster, values[place - 1]] = place
    return {
        entry: first[cluster, totals[entry]]
        for entry, cluster in zip(table.entries, table.clusters, strict=True)
    }


def checksum(totals: Mapping[int, Decimal], places: Mapping[int, int]) -> str:
    """SHA-256 (hex) over the lines "entry|total|place" in the order of the entries."""
    lines = (f"{entry}|{shortest(totals[entry])}|{places[entry]}\n" for entry in sorted(totals))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def shortest(number: Decimal) -> str:
    """The shortest exact decimal text, without exponent and trailing zeros."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
