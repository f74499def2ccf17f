"""Score sheets, appeals and post-checks; measures, rankings, explanation, what-if."""
