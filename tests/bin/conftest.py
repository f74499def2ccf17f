import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .clone import Clone


@pytest.fixture
def bare_clone() -> Iterator[Clone]:
    """A clone nobody started yet, in a folder with a space and Vietnamese letters.

    Not in pytest's own folder: there the socket's path would be too long, and where root runs
    the tests, pytest and PostgreSQL would not agree on who may pass through it.
    """
    folder = Path(tempfile.mkdtemp(prefix="thi đua "))
    clone = Clone(folder)
    yield clone
    clone.end()


@pytest.fixture
def clone(bare_clone: Clone) -> Clone:
    """A clone with everything installed."""
    bare_clone.lend_packages()
    return bare_clone
