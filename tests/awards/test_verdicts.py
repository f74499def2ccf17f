"""The verdict of the award council on a line of a proposal."""

import pytest

from awards.services.verdicts import record_verdicts

from . import stage


@pytest.mark.django_db
def test_a_line_that_an_earlier_ballot_passed_stays_passed(running):
    proposal = stage.propose(running)
    passed, failed = (stage.line_of_board(proposal, running, number) for number in range(2))
    record_verdicts(verdicts={passed.pk: True, failed.pk: False})
    record_verdicts(verdicts={passed.pk: False})
    for line in (passed, failed):
        line.refresh_from_db()
    assert (passed.is_passed, failed.is_passed) == (True, False)
    record_verdicts(verdicts={failed.pk: True})
    failed.refresh_from_db()
    assert failed.is_passed
