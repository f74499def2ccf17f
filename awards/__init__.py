"""Award types, eligibility, quotas, proposals, public notice, decisions, register."""
