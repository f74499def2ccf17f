"""The written part of the demonstration: YAML files under demo/data."""

from functools import cache
from pathlib import Path

import yaml

from campaigns.exchange import read_yaml

DATA = Path(__file__).parent / "data"


@cache
def read_document(name: str) -> dict:
    """The document `demo/data/<name>.yaml`, read once. Callers must not change it."""
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def read_scorecard(name: str) -> dict:
    """A scorecard as somebody uploads it: by its text, where `on` is a word and 0.5 no float."""
    document, _ = read_yaml((DATA / f"{name}.yaml").read_bytes())
    return document
