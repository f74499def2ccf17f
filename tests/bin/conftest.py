import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .clone import Clone


@pytest.fixture
def bare_clone() -> Iterator[Clone]:
    """A clone without a first start, in a folder with a space and Vietnamese letters.

    Not in pytest's folder: the path of the socket would be too long there, and PostgreSQL, which
    does not run as root, may not enter it when root runs the tests.
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
