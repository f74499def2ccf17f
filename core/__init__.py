"""Errors, dates, names, numbers, files, working days: what every app may use."""
