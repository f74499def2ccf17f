"""Pages of the people who report, and of the files behind reports."""
