"""YAML files that come with the product, beside the code."""

from pathlib import Path
from typing import Any

import yaml

# Without the C library PyYAML has only its slow parser.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(path: Path) -> Any:
    """Content of a YAML file of the product. Uses the C parser, about ten times as fast."""
    with path.open("rb") as file:
        return yaml.load(file, _LOADER)  # noqa: S506 (both are safe ones)
