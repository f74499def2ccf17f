"""A new rule shape is one module and one line of the registry; nothing else names it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import pytest

from campaigns.scorecards.document import Document
from campaigns.scorecards.exchange.schema import scorecard_schema
from campaigns.scorecards.exchange.yaml_file import read_yaml, write_yaml
from campaigns.scorecards.faults import DocumentError
from campaigns.scorecards.rules import SHAPES, Facts, Inputs, Rule, TargetKind
from campaigns.scorecards.rules.base import points_vi
from campaigns.scorecards.rules.fields import Field, Whole
from campaigns.scorecards.targets import Target, target_in_words, target_problem
from campaigns.scorecards.validator import checked_document
from campaigns.scorecards.wording import computation_in_words
from core.errors import DomainError
from scoring.forms.sheet import SheetForm
from scoring.models import MeasureState
from scoring.rankings import explanation
from scoring.sheets.cell_text import parse, typed
from scoring.sheets.figures import figure_problems
from scoring.sheets.reading import cell_in_words
from scoring.sheets.values import Cell, PartNumbers
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from .against_oracle import rank, set_up

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Stars(Rule):
    """One to `most` stars, each worth the same share of the maximum."""

    most: int

    code: ClassVar[str] = "stars"
    name_vi: ClassVar[str] = "Chấm sao"
    fields: ClassVar[Mapping[str, Field]] = {"most": Whole("Số sao cao nhất", 5, most=10)}
    needs_reason: ClassVar[bool] = True
    count_label: ClassVar[str] = "Số sao"

    @property
    def has_whole_counts(self) -> bool:
        return True

    @property
    def counted_unit(self) -> str:
        return "sao"

    @property
    def target_kind(self) -> TargetKind:
        return TargetKind.COUNT

    def every_points(self) -> Iterator[Decimal]:
        yield from (self.maximum, self.maximum / self.most)

    def formula(self, x: Inputs) -> str:
        return f"{x.count} * {x.maximum} / {self.most}"

    def count_problem(self, count: Decimal, maximum: Decimal) -> str | None:
        return None if 1 <= count <= self.most else f"chỉ có từ 1 đến {self.most} sao."

    def count_in_words(self, count: Decimal) -> str:
        return f"{count} sao"

    def count_choices(self) -> list[tuple[Decimal, str]]:
        return [(Decimal(n), "★" * n) for n in range(1, self.most + 1)]

    def count_as_text(self, count: Decimal, *, reserved: Container[str] = ()) -> str:
        return "★" * int(count)

    def count_from_text(self, text: str) -> Decimal:
        if set(text) != {"★"}:
            raise DomainError("Hãy gõ các dấu sao.", field="count")
        return Decimal(len(text))

    def in_words(self) -> str:
        return f"{self.most} sao: {points_vi(self.maximum)}"

    def explain(self, facts: Facts, points: Decimal) -> str:
        return f"{facts.count} sao: {points_vi(points)}."


DOCUMENT = {
    "name": "Bảng sao",
    "kinds": ["board"],
    "criteria": [
        {
            "code": "S",
            "name": "Sao",
            "max": "10",
            "shape": "stars",
            "params": {"most": 4},
            "source": "sheet",
        },
    ],
}


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setitem(SHAPES, Stars.code, Stars)


@pytest.fixture
def stage(db):
    city = cast.found_city("sao", "Sao", delegates=1)
    people = [
        Participant(
            key,
            "Cụm 1",
            "collective",
            365,
            measures={"S": Measure("counted", (Numbers(stars),))},
        )
        for key, stars in {1: 3, 2: 4}.items()
    ]
    return set_up(city, [(DOCUMENT, people)])


def leaf_of(stage):
    return stage.plan.scorecards.get().criteria.get()


def test_its_parameters_are_checked_and_come_back_from_a_file():
    document = checked_document(DOCUMENT).as_data()
    assert Document.read(read_yaml(write_yaml(document))[0]).as_data() == document
    with pytest.raises(DocumentError, match="Số sao cao nhất"):
        checked_document(
            {**DOCUMENT, "criteria": [{**DOCUMENT["criteria"][0], "params": {"most": 11}}]}
        )
    shapes = scorecard_schema()["$defs"]["leaf"]["properties"]["shape"]["oneOf"]
    assert {"const": "stars", "description": "Chấm sao"} in shapes


def test_it_is_put_into_words():
    assert computation_in_words(Document.read(DOCUMENT).leaves[0]) == "4 sao: 10 điểm"


def test_it_may_be_promised(stage):
    leaf = leaf_of(stage)
    assert target_problem(leaf, Target(Decimal("2.5"))) == "Chỉ tiêu ở đây là số nguyên, ví dụ 6."
    assert target_in_words(leaf, Target(Decimal(3))) == "3 sao"


def test_a_cell_is_typed_read_checked_and_chosen(stage):
    leaf, entry = leaf_of(stage), stage.entries[1]
    cell = parse(leaf, "★★★")
    assert (cell.parts[0].count, typed(leaf, cell), cell_in_words(leaf, cell)) == (
        3,
        "★★★",
        "3 sao",
    )
    with pytest.raises(DomainError, match="dấu sao"):
        parse(leaf, "3")
    five = Cell(MeasureState.COUNTED, (PartNumbers(Decimal(5)),))
    problems = dict(figure_problems(entry, leaf, five))
    assert problems == {
        "hãy ghi lý do cho điểm.": "reason",
        "chỉ có từ 1 đến 4 sao.": "count",
    }
    field = SheetForm(leaves=[leaf], cells={leaf.pk: cell}, states=()).fields[f"count_{leaf.pk}_1"]
    assert field.label == "Số sao"
    assert [label for _, label in field.choices] == ["★", "★★", "★★★", "★★★★", "Chưa chấm"]


def test_it_is_ranked_and_explained(stage):
    lines = rank(stage)
    assert {key: line.total for key, line in lines.items()} == {1: Decimal("7.5"), 2: Decimal(10)}
    assert [score.reason for score in explanation.scores_of(lines[1])] == ["3 sao: 7,5 điểm."]
