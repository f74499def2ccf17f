"""An attacker with all database copies and logs guesses no better than chance.

`bin/drill ballot 500` runs the same with 500 ballots and prints the result of every method.
"""

import os
import re

import pytest

from . import ballot_simulation as simulation
from .ballot_attack import attack, report, suspicious

BALLOTS = int(os.environ.get("BALLOTS", "12"))
WEAK_BALLOTS = 4
# Keys are random in each run: the suite may fail by chance once in a million runs, the drill once
# in 100.
CONFIDENCE = 0.99 if BALLOTS >= 100 else 1 - 1e-6

pytestmark = pytest.mark.django_db(transaction=True)


def attacked(title: str, number: int, **options):
    ballots, logs = simulation.simulate(number, seed=20231105, **options)
    findings = attack(ballots, simulation.QUESTIONS)
    print(f"\n{report(title, ballots, findings)}")
    return ballots, logs, findings


def test_an_attacker_with_all_data_guesses_no_better_than_chance():
    ballots, logs, findings = attacked("Ours", BALLOTS)
    assert [finding.method for finding in suspicious(findings, CONFIDENCE)] == []
    for evidence in ballots:
        # One version and one length: the fifteen rows cannot be distinguished.
        assert len({(v["xmin"], v["cmin"], len(v["sealed"])) for v in evidence.votes}) == 1
        assert len({(s["xmin"], s["cmin"], s["has_voted"]) for s in evidence.seats}) == 1
        assert all(vote["sealed"] is None for vote in evidence.votes_after)
        places = [v["ctid"] for v in sorted(evidence.votes, key=lambda v: str(v["id"]))]
        assert len(set(places)) == len(places)
    assert "buoc" not in logs
    assert not re.search(r"\bq\d+\W{1,9}(yes|no|blank)\b", logs)


def test_the_attack_breaks_plain_votes():
    with simulation.plain_votes_as_they_come():
        _, _, findings = attacked("Plain votes as they come", WEAK_BALLOTS, counts=False)
    caught = {f.method: f.hits / f.guesses for f in suspicious(findings)}
    assert caught["row versions: words"] == 1
    assert caught["access log and places: words"] > 0.9


def test_the_attack_breaks_votes_of_different_lengths():
    with simulation.sealed_votes_of_any_length():
        _, _, findings = attacked("Sealed, of any length", WEAK_BALLOTS, counts=False)
    assert "a copy after every vote: lengths" in {f.method for f in suspicious(findings)}


def test_the_attack_breaks_votes_written_to_the_log():
    _, _, findings = attacked("Votes in the log", 2, counts=False, logs_votes=True)
    assert "words in the logs" in {f.method for f in suspicious(findings)}
