"""Score sheets, appeals, post-checks; measures, rankings, explanation, what-if."""
