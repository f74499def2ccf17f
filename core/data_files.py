"""Data that comes with the product, as YAML files beside the code."""

from pathlib import Path
from typing import Any

import yaml

# Built without the C library, PyYAML has the slow one alone.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(path: Path) -> Any:
    """What a YAML file of ours holds; by the C library, some ten times as fast as PyYAML's own."""
    with path.open("rb") as file:
        return yaml.load(file, _LOADER)  # noqa: S506 (both are safe ones)
