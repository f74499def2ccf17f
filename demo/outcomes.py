"""Outcomes of each commune of a round at each criterion: drawn by strength, or given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from scoring.models import MeasureState
from scoring.sheets.values import PartNumbers


@dataclass(frozen=True)
class Outcome:
    """The result at one criterion. A `done` is a plain number that reports can provide."""

    state: str = MeasureState.COUNTED
    numbers: PartNumbers | None = None
    reason: str = ""
    done: int = 0
    reported_as: str = ""  # the kind of activity, if it differs from the criterion's


# Criterion code -> its outcome; criteria without data are missing.
Outcomes = dict[str, Outcome]


def draw_outcomes(document: Mapping, communes: Iterable[str], rng: Random) -> dict[str, Outcomes]:
    """Commune -> its outcomes. Given outcomes of a commune do not change the draws of others."""
    drawn = {name: _draw(document, Random(f"{rng.random()}:{name}")) for name in communes}
    raw = {name: _written(document, name, drawn[name]) for name in drawn}
    for name, case in document["cases"].items():
        if "like" in case:
            raw[name] = raw[case["like"]]
    return {name: read_outcomes(values) for name, values in raw.items()}


def read_outcomes(values: Mapping[str, Any]) -> Outcomes:
    return {code: _read(value) for code, value in values.items() if value is not None}


def _read(value: Any) -> Outcome:
    """Read a number, a list or a mapping, as described in demo/data/commune_round.yaml."""
    if isinstance(value, list):
        return Outcome(numbers=PartNumbers(*map(Decimal, value)))
    if isinstance(value, int):
        return Outcome(numbers=PartNumbers(Decimal(value)), done=value)
    if "reported_as" in value:
        return Outcome(done=value["count"], reported_as=value["reported_as"])
    given = {key: each for key, each in value.items() if key not in ("state", "reason")}
    numbers = {key: each if key == "is_excepted" else Decimal(each) for key, each in given.items()}
    return Outcome(
        state=value.get("state", MeasureState.COUNTED),
        numbers=PartNumbers(**numbers) if numbers else None,
        reason=value.get("reason", ""),
    )


def _draw(document: Mapping, rng: Random) -> dict[str, Any]:
    strength = rng.betavariate(1.3, 1.7)
    base = {code: _pick(ladder, rng, strength) for code, ladder in document["base"].items()}
    return base | {code: rng.choice(chances) for code, chances in document["extra"].items()}


def _pick(ladder: list, rng: Random, strength: float) -> Any:
    """A step of the ladder: mostly from its end for weak, from its front for strong communes."""
    return ladder[int(len(ladder) * rng.random() ** (0.6 + 3 * strength))]


def _written(document: Mapping, commune: str, drawn: dict[str, Any]) -> dict[str, Any]:
    case = document["cases"].get(commune, {})
    best = {code: ladder[0] for code, ladder in document["base"].items()}
    return (best if case.get("best") else drawn) | case.get("outcomes", {})
