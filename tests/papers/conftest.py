"""Fixtures of papers."""

import pytest

from .. import cast
from .paper_setup import PaperCase, paper_case


@pytest.fixture
def case(running: cast.Round) -> PaperCase:
    """A decided proposal with everything that papers are made from."""
    return paper_case(running)
