"""Data that comes with the product, as YAML files beside the code."""

from pathlib import Path
from typing import Any

import yaml


def read_data(path: Path) -> Any:
    """What a YAML file of ours holds; by the C library, some ten times as fast as PyYAML's own."""
    with path.open("rb") as file:
        return yaml.load(file, yaml.CSafeLoader)
