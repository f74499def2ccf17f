"""The text of a grid cell reads back as the same cell, for every shape."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from campaigns.models import Criterion
from core.errors import DomainError
from scoring.sheets.cell_text import LONGEST, parse, typed
from scoring.sheets.values import Cell, PartNumbers

from .against_oracle import decimal
from .random_scorecards import seeded

NAMES = ("0", "1", "2", "3", "1 lần", "0,5", "10", "Đạt", "KAD", "#1", "1. Tốt", "Chưa; có")


def leaves_of(document: dict) -> list[dict]:
    found, nodes = [], list(document["criteria"])
    while nodes:
        node = nodes.pop()
        nodes += node.get("items", [])
        if "items" not in node:
            found.append(node)
    return found


def criterion(spec: dict) -> Criterion:
    return Criterion(
        code=spec["code"],
        shape=spec["shape"],
        maximum=Decimal(str(spec["max"])),
        params=spec["params"],
        none_arisen=spec.get("none_arisen", ""),
        not_counted_with=spec.get("not_counted_with", ""),
    )


def cell_of(measure) -> Cell:
    if measure.state != "counted":
        return Cell(measure.state)
    numbers = ("count", "denominator", "excluded", "shared")
    return Cell(
        parts=tuple(
            PartNumbers(*(decimal(getattr(part, name)) for name in numbers), part.is_excepted)
            for part in measure.parts
        )
    )


def random_cells(seeds: range):
    """(leaf, cell) of random scorecards; levels get other names, also by digits."""
    for seed in seeds:
        rng = Random(seed)
        for document, people in seeded(seed):
            leaves = {spec["code"]: criterion(spec) for spec in leaves_of(document)}
            for leaf in leaves.values():
                levels = leaf.params.get("levels", ()) if leaf.shape == "choice" else ()
                for level, name in zip(levels, rng.sample(NAMES, len(levels)), strict=True):
                    level["name_vi"] = name
            for person in people:
                for code, measure in person.measures.items():
                    yield leaves[code], cell_of(measure)


def test_the_text_of_a_cell_reads_back_for_every_shape():
    shapes = set()
    for leaf, cell in random_cells(range(300)):
        text = typed(leaf, cell)
        shapes.add(leaf.shape)
        assert len(text) <= LONGEST
        # whatever the column before it holds
        other = Cell(parts=(PartNumbers(Decimal(7), Decimal(9), Decimal(1), None, True),))
        for like in (None, cell, other):
            assert parse(leaf, text, like=like).figures == cell.figures, (leaf.shape, text)
        assert typed(leaf, parse(leaf, text)) == text
    assert len(shapes) == 13  # every shape there is


def choice(*names: str) -> Criterion:
    levels = [{"name_vi": name, "points": str(number)} for number, name in enumerate(names)]
    return Criterion(code="A", shape="choice", maximum=Decimal(5), params={"levels": levels})


@pytest.mark.parametrize(
    ("names", "text", "number"),
    [
        (("0", "1", "2"), "1", 2),
        (("0", "1", "2"), "#1", 1),
        (("0 lần", "1 lần", "2 lần"), "1", 2),
        (("0 lần", "1 lần", "2 lần"), "1 LAN", 2),
        (("Tốt", "Khá", "Yếu"), "2", 2),
        (("Tốt", "Khá", "Yếu"), "kha", 2),
        (("Tốt", "Khá", "Yếu"), "2. Khá", 2),
    ],
)
def test_a_level_is_read_by_its_name_before_its_position(names, text, number):
    assert parse(choice(*names), text).parts[0].count == number


@pytest.mark.parametrize("text", ["3", "0 lần 1", "#4", "#0", ""])
def test_a_number_is_not_a_position_where_level_names_are_numbers(text):
    leaf = choice("0", "1", "2")
    if not text:
        assert parse(leaf, text) is None
        return
    with pytest.raises(DomainError, match="Không có mức"):
        parse(leaf, text)


def test_yes_and_no_are_read_as_words():
    leaf = Criterion(code="A", shape="pass_fail", maximum=Decimal(5), params={})
    assert typed(leaf, Cell(parts=(PartNumbers(Decimal(0)),))) == "Không đạt"
    assert parse(leaf, "đạt").parts == (PartNumbers(Decimal(1)),)
    assert parse(leaf, "0").parts == (PartNumbers(Decimal(0)),)
    several = replace(PartNumbers(Decimal(3)), denominator=Decimal(0))
    assert parse(leaf, typed(leaf, Cell(parts=(several,)))).parts == (several,)
