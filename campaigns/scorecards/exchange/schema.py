"""The JSON Schema of the document, from the same fields that read it.

`manage.py write_scorecard_schema` rewrites scorecard.schema.json.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from ...models import ParticipantKind
from ..document import DEEPEST_TREE
from ..fields import CARD_FIELDS, GROUP_FIELDS, LEAF_FIELDS, NODE_FIELDS, ROOT_FIELDS
from ..rules import SHAPES
from ..rules.fields import object_schema

FILE = Path(__file__).with_name("scorecard.schema.json")


def scorecard_schema() -> dict:
    """The schema, draft 2020-12. The validator checks what depends on the whole document."""
    card = object_schema(CARD_FIELDS)
    card["properties"]["kinds"]["items"] = {"enum": list(ParticipantKind.values)}
    card["properties"]["criteria"] = {
        "type": "array",
        "minItems": 1,
        "items": _either("root_group", "root_leaf"),
    }
    card["required"] = [*card["required"], "criteria"]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bảng tiêu chí thi đua HĐND",
        "description": f"Cây tiêu chí sâu nhất {DEEPEST_TREE} tầng. Xem docs/scorecards.md.",
        **card,
        "$defs": {
            "root_group": _group(ROOT_FIELDS),
            "root_leaf": _leaf(ROOT_FIELDS),
            "group": _group(NODE_FIELDS),
            "leaf": _leaf(NODE_FIELDS),
        },
    }
    return _as_read(schema)


def written() -> str:
    return json.dumps(scorecard_schema(), ensure_ascii=False, indent=2) + "\n"


def _either(*names: str) -> dict:
    return {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in names]}


def _group(fields: dict) -> dict:
    schema = object_schema({**fields, **GROUP_FIELDS})
    schema["properties"]["items"] = {
        "type": "array",
        "minItems": 1,
        "items": _either("group", "leaf"),
    }
    return {**schema, "required": [*schema["required"], "items"]}


def _leaf(fields: dict) -> dict:
    schema = object_schema({**fields, **LEAF_FIELDS})
    schema["properties"]["shape"] = {
        "description": LEAF_FIELDS["shape"].label,
        "oneOf": [{"const": code, "description": each.name_vi} for code, each in SHAPES.items()],
    }
    schema["properties"]["params"] = {"type": "object"}
    schema["allOf"] = [_params_of(code) for code in SHAPES]
    return schema


def _params_of(code: str) -> dict:
    params = object_schema(SHAPES[code].fields)
    then: dict[str, Any] = {"properties": {"params": params}}
    if params["required"]:
        then["required"] = ["params"]
    return {"if": {"properties": {"shape": {"const": code}}}, "then": then}


def _as_read(schema: Any) -> Any:
    """Allow text for whole numbers as well, as the fields do."""
    schema = deepcopy(schema)
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("type") == "integer":
                part.update(type=["integer", "string"], pattern="^-?[0-9]{1,12}$")
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return schema
