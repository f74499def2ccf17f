"""Activity reports with their counts and files, imports, verification."""
