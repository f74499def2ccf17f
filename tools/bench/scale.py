"""The size of the clusters in which places are given."""

ENTRIES_IN_A_CLUSTER = 400
FEWEST_CLUSTERS = 5


def clusters_for(entries: int) -> int:
    """Number of clusters for about 400 entries each; at least 5.

    400 is more than any council has: the country has thousands of small clusters, each cheaper to
    update than these.
    """
    return max(FEWEST_CLUSTERS, entries // ENTRIES_IN_A_CLUSTER)
