"""Campaigns, plans, scorecards and their rules, entries, pledges."""
