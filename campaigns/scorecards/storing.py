"""A document as rows that are not saved yet."""

from collections.abc import Mapping

from ..models import ContentArea, Criterion, Plan, Scorecard
from .document import Document
from .fields import GRADING_FIELDS
from .rules.fields import raw, write_fields


def scorecard_of(document: Document, plan: Plan, *, version: int) -> Scorecard:
    """The unsaved scorecard of a document, without its criteria."""
    values = document.values
    keys = ("name", "legal_basis", "remark", "interpretations")
    caps = ("bonus_cap", "deduction_cap", "lowest_total")
    return Scorecard(
        plan=plan,
        version=version,
        kinds=list(values["kinds"]),
        tie_break=list(values["tie_break"]),
        scaling=raw(values["scaling"]) if values["scaling"] else None,
        base_maximum=document.base_maximum,
        highest_total=document.highest_total,
        decimals=document.decimals,
        grading=write_fields(GRADING_FIELDS, values["grading"]) if values["grading"] else {},
        **{key: values[key] for key in (*keys, *caps)},
    )


def criteria_of(
    document: Document, scorecard: Scorecard, areas: Mapping[int, ContentArea]
) -> list[Criterion]:
    """Unsaved criteria in reading order; `parent` and `previous` are for the caller to set."""
    criteria = []
    for position, node in enumerate(document.nodes, start=1):
        values = {
            key: value
            for key, value in node.values.items()
            if key not in ("max", "area", "section") and value is not None
        }
        for key in ("also_deducted_in", "not_counted_with"):
            values[key] = list(values.get(key, ()))
        if values.get("rounding"):
            values["rounding"] = raw(values["rounding"])
        criteria.append(
            Criterion(
                scorecard=scorecard,
                position=position,
                section=node.section,
                maximum=node.maximum,
                content_area=areas.get(node.values["area"]),
                params=node.rule.as_params() if node.rule else {},
                **values,
            )
        )
    return criteria
