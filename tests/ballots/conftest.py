"""Fixtures of ballots."""

import pytest

from .. import cast
from .ballot_setup import BallotCase, ballot_case


@pytest.fixture
def case(running: cast.Round) -> BallotCase:
    """A council of five with accounts, and a closed proposal of two lines."""
    return ballot_case(running)
