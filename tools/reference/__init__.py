"""An independent reference for the ranking, used by the tests and by bin/bench."""
