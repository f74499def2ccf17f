"""How large the clusters are in which places are given."""

ENTRIES_IN_A_CLUSTER = 400
FEWEST_CLUSTERS = 5


def clusters_for(entries: int) -> int:
    """So many clusters that one holds about 400 entries; at least 5.

    400 is more than any council arranges: the country has thousands of small clusters, each
    cheaper to keep up to date than these.
    """
    return max(FEWEST_CLUSTERS, entries // ENTRIES_IN_A_CLUSTER)
