"""Comparison of two typists' counts of a paper ballot."""

from ..models import VOTE_KINDS, Ballot, PaperCount


def paper_cells(count: PaperCount) -> dict[str, int]:
    """Every number a typist entered: "issued", "returned", "<question id>_yes"..."""
    cells = {"issued": count.issued, "returned": count.returned}
    for line in count.lines.all():
        cells |= {f"{line.question_id}_{kind}": getattr(line, kind) for kind in VOTE_KINDS}
    return cells


def differing_cells(ballot: Ballot) -> set[str]:
    """Names of cells in which two typists differ; empty while only one has typed."""
    counts = [paper_cells(count) for count in ballot.paper_counts.prefetch_related("lines")]
    if len(counts) != 2:
        return set()
    one, other = counts
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
