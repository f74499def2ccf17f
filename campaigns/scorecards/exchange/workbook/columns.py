"""Sheets and columns of the workbook, derived from the fields of the document."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ...fields import CARD_FIELDS, GROUP_FIELDS, LEAF_FIELDS, ROOT_FIELDS
from ...grading import FIELDS as GRADING_FIELDS
from ...rules import SHAPES
from ...rules.fields import Field, Group, Option, Rows, Text, Texts, Whole

INFO, TREE, GRADING, GUIDE = "Thông tin", "Tiêu chí", "Xếp loại", "Hướng dẫn"
DETAILS = "params"
# The key of the document, in brackets at the end of a header or of an option.
KEY = re.compile(r"\(([a-z_.]+)\)\s*$")


def _simple_params() -> dict[str, Field]:
    """Parameters with a single value, each once, with the label of the first shape that has it."""
    params: dict[str, Field] = {}
    for shape in SHAPES.values():
        for name, each in shape.fields.items():
            if not isinstance(each, Rows | Group | Texts):
                params.setdefault(name, each)
    return params


def _column_fields() -> dict[str, Field]:
    first = {"code": ROOT_FIELDS["code"], "name": ROOT_FIELDS["name"]}
    parent = {"parent": Text("Thuộc mục", "", longest=20)}
    then = {key: ROOT_FIELDS[key] for key in ("section", "max")}
    shapes = Option("Cách tính", options={code: each.name_vi for code, each in SHAPES.items()})
    params = {f"params.{name}": each for name, each in _simple_params().items()}
    details = {DETAILS: Text("Tham số chi tiết", "")}
    last = {
        key: each
        for key, each in {**LEAF_FIELDS, **GROUP_FIELDS, **ROOT_FIELDS}.items()
        if key not in {*first, *then, "shape"}
    }
    return {**first, **parent, **then, "shape": shapes, **params, **details, **_flat(last)}


def _flat(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Fields with each part of a group as a field of its own: `rounding.step`."""
    flat: dict[str, Field] = {}
    for key, each in fields.items():
        if isinstance(each, Group):
            for name, part in each.fields.items():
                label = f"{each.label}: {part.label.lower()}"
                flat[f"{key}.{name}"] = replace(part, label=label)
        else:
            flat[key] = each
    return flat


COLUMNS = _column_fields()
INFO_FIELDS = _flat({key: each for key, each in CARD_FIELDS.items() if key != "grading"})
SETTINGS = _flat({k: f for k, f in GRADING_FIELDS.items() if not isinstance(f, Rows)})
GATES = {
    "number": Whole("Điều kiện số"),
    "grade": GRADING_FIELDS["gates"].fields["grade"],
    "otherwise": GRADING_FIELDS["gates"].fields["otherwise"],
    **GRADING_FIELDS["gates"].fields["needs"].fields,
}
TABLES: dict[str, tuple[str, Mapping[str, Field]]] = {
    "settings": (
        "Quy định chung",
        {"key": Text("Khóa"), "label": Text("Ý nghĩa"), "value": Text("Giá trị")},
    ),
    "levels": ("Các mức xếp loại, từ cao xuống thấp", GRADING_FIELDS["levels"].fields),
    "gates": ("Điều kiện của từng mức, mỗi điều kiện cần có một dòng", GATES),
    "sanctions": ("Chế tài, theo thứ tự", GRADING_FIELDS["sanctions"].fields),
    "quotas": ("Hạn mức, theo thứ tự", GRADING_FIELDS["quotas"].fields),
}
