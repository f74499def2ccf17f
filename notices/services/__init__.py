"""Telling people something, reading it, and mailing it once a day."""
