"""The source campaigns as demonstrations, built through services."""
