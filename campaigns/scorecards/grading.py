"""From a total to a grade: levels, gates, sanctions, organisation, quotas.

docs/scorecards.md describes the steps and their order. Levels are numbered from 0, the best.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .faults import DocumentError, Fault, Path
from .rules.fields import (
    LARGEST_COUNT,
    Code,
    Field,
    Flag,
    Number,
    Option,
    Rows,
    Text,
    Whole,
    lookalike_key,
    read_fields,
)
from .rules.rounding import Rounding, rounding_group

EFFECTS = {
    "at_most": "không xếp trên mức",
    "down": "hạ mức",
    "lowest": "xếp mức thấp nhất",
    "not_considered": "không xét",
}
PARTS = {
    "scorecard": "tất cả",
    "cluster": "từng cụm",
    "list": "từng danh sách",
    "cluster_and_list": "từng danh sách của từng cụm",
}
QUOTA_ROUNDING = {"down": "làm tròn xuống", "up": "làm tròn lên", "half_up": "làm tròn thường"}

FIELDS: dict[str, Field] = {
    "levels": Rows(
        "Các mức xếp loại",
        fields={
            "code": Code("Mã mức", longest=40),
            "name": Text("Tên mức", longest=100),
            "from": Number("Từ điểm", None),
        },
        least=2,
        most=12,
    ),
    "rounding": rounding_group("Làm tròn tổng điểm"),
    "minimum_days": Whole("Số ngày tối thiểu", 0, least=0, most=3660),
    "gates": Rows(
        "Điều kiện",
        (),
        fields={
            "grade": Text("Mức", longest=40),
            "needs": Rows(
                "Điều kiện cần có",
                fields={
                    "node": Text("Tiêu chí", longest=20),
                    "share": Number("Phần của điểm tối đa", None, most=Decimal(1)),
                    "points": Number("Số điểm", None),
                    "count": Number("Số lượng", None, most=LARGEST_COUNT),
                },
            ),
            "otherwise": Text("Nếu không thì", "", longest=40),
        },
        least=0,
    ),
    "sanctions": Rows(
        "Chế tài",
        (),
        fields={
            "criterion": Text("Tiêu chí", longest=20),
            "from": Whole("Từ số lần", 1),
            "effect": Option("Hậu quả", options=EFFECTS),
            "grade": Text("Mức", "", longest=40),
            "by": Whole("Số mức bị hạ", 1, most=12),
        },
        least=0,
    ),
    "not_above_organisation": Flag("Không xếp trên tập thể"),
    "quotas": Rows(
        "Hạn mức",
        (),
        fields={
            "grade": Text("Mức", longest=40),
            "share": Number("Tỷ lệ", None, most=Decimal(1), is_above_least=True),
            "number": Whole("Số lượng", None, least=0),
            "of": Text("Tính trên", "assessed", longest=40),
            "per": Option("Trong", "scorecard", options=PARTS),
            "rounding": Option("Làm tròn", "down", options=QUOTA_ROUNDING),
            "overflow": Text("Vượt thì xếp", "", longest=40),
        },
        least=0,
    ),
}


@dataclass(frozen=True)
class Level:
    code: str
    name: str
    bound: Decimal | None  # lowest total of the level; None for the last one


@dataclass(frozen=True)
class Need:
    node: str
    share: Decimal | None
    points: Decimal | None
    count: Decimal | None


@dataclass(frozen=True)
class Gate:
    """An entry at level `at` that misses one of the needs goes to level `otherwise`."""

    at: int
    needs: tuple[Need, ...]
    otherwise: int
    number: int = field(default=0, compare=False)  # its position in the document, from 0


@dataclass(frozen=True)
class Sanction:
    criterion: str
    occurrences: int
    effect: str
    at_most: int  # level, for `at_most`
    by: int


@dataclass(frozen=True)
class Quota:
    """At most so many entries at level `at` or better in each part.

    Exactly one of `share` and `number` is set. A share is taken of the entries at level `of` or
    better; None counts all assessed.
    """

    at: int
    share: Decimal | None
    number: int | None
    of: int | None
    per: str
    rounding: str
    overflow: int


@dataclass(frozen=True)
class Grading:
    levels: tuple[Level, ...]
    rounding: Rounding | None
    minimum_days: int
    gates: tuple[Gate, ...]
    sanctions: tuple[Sanction, ...]
    not_above_organisation: bool
    quotas: tuple[Quota, ...]

    @classmethod
    def parse(cls, raw: Mapping) -> "Grading":
        """Read raw data. Raises DocumentError with every fault; paths start inside `grading`."""
        faults: list[Fault] = []
        values = read_fields(FIELDS, raw, (), faults)
        if faults:
            raise DocumentError(faults)
        return cls.of_values(values)

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> "Grading":
        """Build from values read before. Raises DocumentError if they do not fit together."""
        if faults := _faults(values):
            raise DocumentError(faults)
        return _build(values)

    def number_of(self, code: str) -> int:
        return [level.code for level in self.levels].index(code)

    @property
    def last(self) -> int:
        return len(self.levels) - 1

    def needs(self) -> Iterator[tuple[Path, Gate, Need]]:
        """The needs of all gates, each with its path in the document."""
        for gate in self.gates:
            for number, need in enumerate(gate.needs):
                yield ("grading", "gates", gate.number, "needs", number), gate, need


def _build(values: Mapping[str, Any]) -> Grading:
    codes = [level["code"] for level in values["levels"]]

    def number(code: str, default: int) -> int:
        return codes.index(code) if code else min(default, len(codes) - 1)

    gates = [
        Gate(
            codes.index(gate["grade"]),
            tuple(Need(**need) for need in gate["needs"]),
            number(gate["otherwise"], codes.index(gate["grade"]) + 1),
            position,
        )
        for position, gate in enumerate(values["gates"])
    ]
    return Grading(
        levels=tuple(Level(v["code"], v["name"], v["from"]) for v in values["levels"]),
        rounding=Rounding.read(values["rounding"]) if values["rounding"] else None,
        minimum_days=values["minimum_days"],
        gates=tuple(sorted(gates, key=lambda gate: gate.at)),
        sanctions=tuple(
            Sanction(v["criterion"], v["from"], v["effect"], number(v["grade"], 0), v["by"])
            for v in values["sanctions"]
        ),
        not_above_organisation=values["not_above_organisation"],
        quotas=tuple(
            Quota(
                at=codes.index(v["grade"]),
                share=v["share"],
                number=v["number"],
                of=None if v["of"] == "assessed" else codes.index(v["of"]),
                per=v["per"],
                rounding=v["rounding"],
                overflow=number(v["overflow"], codes.index(v["grade"]) + 1),
            )
            for v in values["quotas"]
        ),
    )


def _faults(values: Mapping[str, Any]) -> list[Fault]:
    levels = values["levels"]
    codes = [level["code"] for level in levels]
    return [
        *_level_faults(levels, codes),
        *(_gate_faults(values["gates"], codes)),
        *(_sanction_faults(values["sanctions"], codes)),
        *(_quota_faults(values["quotas"], codes)),
    ]


def _level_faults(levels, codes: list[str]) -> Iterator[Fault]:
    if len(set(map(lookalike_key, codes))) < len(codes):
        yield Fault(("levels",), "Hai mức xếp loại có cùng mã, hoặc mã trông giống nhau.")
    if len({lookalike_key(level["name"]) for level in levels}) < len(levels):
        yield Fault(("levels",), "Hai mức xếp loại có cùng tên.")
    if "assessed" in codes:
        yield Fault(("levels", codes.index("assessed"), "code"), "Mã “assessed” dành riêng.")
    for number, level in enumerate(levels[:-1]):
        if level["from"] is None:
            yield Fault(
                ("levels", number, "from"), f"Mức “{level['name']}” thiếu điểm bắt đầu (from)."
            )
    if levels[-1]["from"] is not None:
        yield Fault(
            ("levels", len(levels) - 1, "from"),
            f"Mức cuối “{levels[-1]['name']}” phải nhận mọi điểm còn lại, không ghi from.",
        )
    bounds = [
        (n, level["from"]) for n, level in enumerate(levels[:-1]) if level["from"] is not None
    ]
    for (_, better), (number, worse) in pairwise(bounds):
        if worse >= better:
            yield Fault(("levels", number, "from"), "Các mức phải xếp từ điểm cao xuống điểm thấp.")


def _unknown(path: Path, code: str, codes: list[str], *, lower_than: str = "") -> Iterator[Fault]:
    if code not in codes:
        yield Fault(path, f"Không có mức xếp loại “{code}” ({', '.join(codes)}).")
    elif lower_than in codes and codes.index(code) <= codes.index(lower_than):
        yield Fault(path, f"Mức “{code}” không thấp hơn “{lower_than}”.")


def _lowered_faults(place: Path, row: Mapping, key: str, codes: list[str]) -> Iterator[Fault]:
    """Faults of a grade and of the lower one that replaces it."""
    yield from _unknown((*place, "grade"), row["grade"], codes)
    if row["grade"] == codes[-1]:
        yield Fault((*place, "grade"), "Mức thấp nhất không cần điều kiện, hạn mức.")
    if row[key]:
        yield from _unknown((*place, key), row[key], codes, lower_than=row["grade"])


def _gate_faults(gates, codes: list[str]) -> Iterator[Fault]:
    for number, gate in enumerate(gates):
        place: Path = ("gates", number)
        yield from _lowered_faults(place, gate, "otherwise", codes)
        for n, need in enumerate(gate["needs"]):
            if sum(need[key] is not None for key in ("share", "points", "count")) != 1:
                yield Fault(
                    (*place, "needs", n),
                    f"Điều kiện về {need['node']} phải ghi đúng một con số: tỷ lệ (share), "
                    "điểm (points) hoặc số lượng (count).",
                )


def _sanction_faults(sanctions, codes: list[str]) -> Iterator[Fault]:
    for number, row in enumerate(sanctions):
        if row["effect"] == "at_most" and not row["grade"]:
            yield Fault(("sanctions", number, "grade"), "Hãy ghi không được xếp trên mức nào.")
        elif row["effect"] == "at_most":
            yield from _unknown(("sanctions", number, "grade"), row["grade"], codes)
        elif row["grade"]:
            yield Fault(("sanctions", number, "grade"), "Chỉ ghi mức khi hậu quả là at_most.")
        if row["by"] != 1 and row["effect"] != "down":
            yield Fault(("sanctions", number, "by"), "Chỉ ghi số mức bị hạ khi hậu quả là down.")


def _quota_faults(quotas, codes: list[str]) -> Iterator[Fault]:
    for number, row in enumerate(quotas):
        place: Path = ("quotas", number)
        yield from _lowered_faults(place, row, "overflow", codes)
        if (row["share"] is None) == (row["number"] is None):
            yield Fault(place, "Hạn mức ghi tỷ lệ (share) hoặc số lượng (number), một trong hai.")
        if row["of"] != "assessed":
            yield from _unknown((*place, "of"), row["of"], codes)
            yield from _quota_base_faults((*place, "of"), row, codes)


def _quota_base_faults(place: Path, row: Mapping, codes: list[str]) -> Iterator[Fault]:
    """A share of a better grade would depend on entries that its own quota has not decided yet."""
    of, grade = row["of"], row["grade"]
    if of in codes and grade in codes and codes.index(of) < codes.index(grade):
        yield Fault(
            place,
            f"Hạn mức của “{grade}” không tính được trên mức cao hơn “{of}”; hãy ghi “assessed”, "
            f"“{grade}” hoặc một mức thấp hơn.",
        )
