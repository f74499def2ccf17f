"""Tests that are too slow for every change, each under its own name."""

import os
import sys

from . import bootstrap, run_tests

SPREAD = ["-n", run_tests.PROCESSES]
# Name -> environment variable of its number, default number, tests, options of pytest.
DRILLS = {
    "oracle": ("ORACLE_SETS", "2000", "tests/scoring/test_against_oracle.py", SPREAD),
    "ties": ("TIED_ENTRIES", "20000", "tests/scoring/test_properties.py", ["-k", "exact_ties"]),
    # one process whose output is shown
    "ballot": (
        "BALLOTS",
        "500",
        "tests/ballots/test_ballot_secrecy.py",
        ["--capture=tee-sys", "--show-capture=no", "-p", "no:logging", "-n", "0"],
    ),
}


def main() -> int:
    name, *number = sys.argv[1:] or [""]
    if name not in DRILLS or len(number) > 1 or not all(text.isdigit() for text in number):
        print(f"bin/drill NAME [NUMBER], where NAME is one of: {', '.join(DRILLS)}")
        return 2
    bootstrap.enter_venv("requirements-dev.txt")
    variable, usual, tests, options = DRILLS[name]
    os.environ[variable] = number[0] if number else usual
    return run_tests.run_pytest([tests, *options], {})
