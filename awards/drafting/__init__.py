"""From a sealed ranking to a proposal: eligibility, shares of a quota, who is in."""
