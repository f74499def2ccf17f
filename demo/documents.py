"""YAML files under demo/data."""

from functools import cache
from pathlib import Path

from campaigns.scorecards.exchange.yaml_file import read_yaml
from core.data_files import read_data

DATA = Path(__file__).parent / "data"


@cache
def read_document(name: str) -> dict:
    """The document `demo/data/<name>.yaml`, read once. Callers must not change it."""
    return read_data(DATA / f"{name}.yaml")


def read_scorecard(name: str) -> dict:
    """A scorecard as if uploaded: read as text, where `on` is a word and 0.5 is not a float."""
    document, _ = read_yaml((DATA / f"{name}.yaml").read_bytes())
    return document
