"""Pages for reporting and for evidence files."""
