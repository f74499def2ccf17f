"""The scenarios of the demonstration, in the order of loading."""

from . import commune, ha_noi, hai_phong, open_ballot, self_scores

SCENARIOS = (hai_phong, ha_noi, commune, self_scores, open_ballot)
