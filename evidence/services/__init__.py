"""Reporting an activity and deciding about the report. Only these functions change its state."""
