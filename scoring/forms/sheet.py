"""One column of a score sheet as a form; the fields of a leaf follow from its rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms

from campaigns.forms.numbers import NumberField
from campaigns.models import Criterion
from core.errors import DomainError
from core.forms import ServiceForm

from ..models import MeasureState
from ..sheets.rules import RETURN_REASON_REQUIRED
from ..sheets.values import Cell, CellsError, PartNumbers, StaleCellError

_NUMBERS = {
    "count": "Số lượng",
    "denominator": "Trên tổng số",
    "excluded": "Trong đó không tính",
    "shared": "Đã tính ở tiêu chí khác",
}
MOST_RADIOS = 8  # more levels than these are a select
KEEP, OTHER = "keep", "other"


@dataclass
class PartFields:
    """Bound fields of one part of a measure; None for absent ones."""

    name: str
    unit: str
    count: forms.BoundField
    denominator: forms.BoundField | None = None
    excluded: forms.BoundField | None = None
    shared: forms.BoundField | None = None
    excepted: forms.BoundField | None = None

    @property
    def is_radio(self) -> bool:
        return isinstance(self.count.field.widget, forms.RadioSelect)

    @property
    def is_sentence(self) -> bool:
        """Whether the two numbers are shown as a sentence: 45 of 50."""
        return self.denominator is not None


@dataclass
class LeafFields:
    """Bound fields of one leaf in the order of the page; None for absent ones."""

    leaf: Criterion
    reason: forms.BoundField
    decision: forms.BoundField | None = None
    state: forms.BoundField | None = None
    document: forms.BoundField | None = None
    parts: list[PartFields] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        fields = [self.decision, self.state, self.reason, self.document]
        for part in self.parts:
            fields += [part.count, part.denominator, part.excluded, part.shared, part.excepted]
        return [error for each in fields if each is not None for error in each.errors]

    @property
    def may_exclude(self) -> bool:
        return any(part.excluded is not None for part in self.parts)

    @property
    def has_document_or_exclusion(self) -> bool:
        """Whether the fields for exceptional cases have values and are shown open."""
        bound = [self.document, *(part.excluded for part in self.parts)]
        return any(each is not None and each.value() not in (None, "") for each in bound)


class SheetForm(ServiceForm):
    """The cells of one column; a leaf without input stays empty."""

    def __init__(
        self,
        *args,
        leaves: Iterable[Criterion],
        cells: Mapping[int, Cell],
        states: Iterable[str],
        with_documents: bool = False,
        to_decide: Mapping[int, Cell] | None = None,
        **kwargs,
    ) -> None:
        """`with_documents` shows the document field at every leaf.

        `to_decide` (criterion id -> cell of the column before) adds the choice between keeping
        that cell and another value; without a choice the leaf stays undecided.
        """
        super().__init__(*args, **kwargs)
        self.with_documents = with_documents
        self.leaves = {leaf.pk: leaf for leaf in leaves}
        self.to_decide = to_decide or {}
        self.states = [state for state in MeasureState if state in states]
        for leaf in self.leaves.values():
            self._add_leaf(leaf, cells.get(leaf.pk))

    def _add_leaf(self, leaf: Criterion, cell: Cell | None) -> None:
        if leaf.pk in self.to_decide:
            is_kept = cell and not cell.differs_from(self.to_decide[leaf.pk])
            self.fields[f"decision_{leaf.pk}"] = forms.ChoiceField(
                label="Quyết định",
                choices=[(KEEP, "Giữ như tự chấm"), (OTHER, "Chấm khác")],
                initial=(KEEP if is_kept else OTHER) if cell else "",
                widget=forms.RadioSelect,
                required=False,
            )
        states = [s for s in self.states if s != MeasureState.NOT_APPLICABLE or leaf.not_applicable]
        if len(states) > 1:
            self.fields[f"state_{leaf.pk}"] = forms.ChoiceField(
                label="Tình trạng",
                choices=[(s.value, s.label) for s in states],
                initial=cell.state if cell else MeasureState.COUNTED,
                widget=forms.Select(attrs={"class": "form-select"}),
                required=False,
            )
        for number, name in enumerate(leaf.rule.part_names, start=1):
            part = cell.parts[number - 1] if cell and cell.parts else None
            for kind, new in _fields_of(leaf, name, part).items():
                if part is not None:
                    new.initial = part.is_excepted if kind == "excepted" else getattr(part, kind)
                self.fields[f"{kind}_{leaf.pk}_{number}"] = new
        self.fields[f"reason_{leaf.pk}"] = forms.CharField(
            label="Lý do, căn cứ",
            required=False,
            max_length=2000,
            initial=cell.reason if cell else "",
            widget=forms.Textarea(attrs={"rows": 1, "class": "form-control"}),
        )
        if (
            self.with_documents
            or leaf.rule.reads_denominator
            or MeasureState.REFUSED in self.states
        ):
            self.fields[f"document_{leaf.pk}"] = forms.CharField(
                label="Văn bản, tài liệu" if self.with_documents else "Văn bản cho phép (nếu có)",
                required=False,
                max_length=200,
                initial=cell.document if cell else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
        for name in self.names_of(leaf):
            widget = self.fields[name].widget
            if not isinstance(widget, forms.RadioSelect):  # its fieldset has the name
                widget.attrs["aria-label"] = f"{leaf.code} {leaf.name}: {self.fields[name].label}"

    def names_of(self, leaf: Criterion) -> list[str]:
        """Names of the fields of a leaf, in order."""
        return [name for name in self.fields if name.split("_")[1] == str(leaf.pk)]

    def leaf_fields(self, leaf: Criterion) -> LeafFields:
        """Bound fields of a leaf by purpose."""

        def bound(kind: str, part: str = "") -> forms.BoundField | None:
            name = f"{kind}_{leaf.pk}{part}"
            return self[name] if name in self.fields else None

        parts = []
        for number, name in enumerate(leaf.rule.part_names, start=1):
            kinds = ("count", "denominator", "excluded", "shared", "excepted")
            fields = {kind: bound(kind, f"_{number}") for kind in kinds}
            parts.append(PartFields(name, leaf.rule.counted_unit, **fields))
        words = {kind: bound(kind) for kind in ("decision", "state", "reason", "document")}
        return LeafFields(leaf, parts=parts, **words)

    def clean(self) -> dict:
        for pk, before in self.to_decide.items():
            if pk not in self.leaves or self.cleaned_data.get(f"decision_{pk}") != OTHER:
                continue
            if any(name.split("_")[1] == str(pk) for name in self.errors):
                continue
            cell = self._typed_cell(self.leaves[pk])
            if cell is None:
                self.add_error(f"decision_{pk}", "Hãy ghi số chấm khác và lý do.")
            elif not cell.differs_from(before):
                self.add_error(
                    f"decision_{pk}", "Số này giống tự chấm; hãy chọn “Giữ như tự chấm”."
                )
        return self.cleaned_data

    def cells(self) -> dict[int, Cell | None]:
        """The cells as typed, without leaves that have an invalid field."""
        wrong = {int(name.split("_")[1]) for name in self.errors if "_" in name}
        return {leaf.pk: self._cell(leaf) for leaf in self.leaves.values() if leaf.pk not in wrong}

    def _cell(self, leaf: Criterion) -> Cell | None:
        if leaf.pk in self.to_decide:
            decision = self.cleaned_data.get(f"decision_{leaf.pk}")
            if decision != OTHER:
                kept = self.to_decide[leaf.pk].without_reason()
                return kept if decision == KEEP else None
        return self._typed_cell(leaf)

    def _typed_cell(self, leaf: Criterion) -> Cell | None:
        data, pk = self.cleaned_data, leaf.pk
        state = data.get(f"state_{pk}") or MeasureState.COUNTED
        reason, document = data[f"reason_{pk}"].strip(), data.get(f"document_{pk}", "").strip()
        if state != MeasureState.COUNTED:
            return Cell(state, (), reason, document)
        parts = [
            {kind: data.get(f"{kind}_{pk}_{number}") for kind in _NUMBERS}
            | {"is_excepted": bool(data.get(f"excepted_{pk}_{number}"))}
            for number in range(1, len(leaf.rule.part_names) + 1)
        ]
        if all(part["count"] is None for part in parts):
            return None
        return Cell(
            state,
            tuple(PartNumbers(**part | {"count": part["count"] or Decimal(0)}) for part in parts),
            reason,
            document,
        )

    def refuse(self, error: DomainError) -> None:
        """Show a refusal at the field of its cell, else above the form."""
        if not isinstance(error, CellsError | StaleCellError):
            names = [name for name in self.fields if error.field and name.startswith(error.field)]
            self.add_error(names[0] if names else None, error.html)
            return
        for pk, (message, kind) in error.problems.items():
            if pk not in self.leaves:
                continue
            names = self.names_of(self.leaves[pk])
            at = next((name for name in names if name.startswith(kind)), names[0])
            self.add_error(at, f"{message[:1].upper()}{message[1:]}")


def _fields_of(leaf: Criterion, part_name: str, part: PartNumbers | None) -> dict[str, forms.Field]:
    rule = leaf.rule
    label = f"{part_name}: " if part_name else ""
    kinds = ["count", "denominator", "excluded"] if rule.reads_denominator else ["count"]
    if leaf.none_arisen and not rule.reads_denominator and not rule.has_parts:
        kinds.append("denominator")
    if leaf.not_counted_with:
        kinds.append("shared")
    fields: dict[str, forms.Field] = {
        kind: NumberField(label=f"{label}{_NUMBERS[kind]}") for kind in kinds
    }
    if choices := _choices_of(leaf, part):
        widget = forms.RadioSelect if len(choices) <= MOST_RADIOS else forms.Select
        attrs = {} if widget is forms.RadioSelect else {"class": "form-select"}
        fields["count"] = forms.TypedChoiceField(
            label=rule.count_label or "Kết quả",
            choices=choices,
            initial="",
            coerce=Decimal,
            empty_value=None,
            required=False,
            widget=widget(attrs=attrs),
        )
    elif rule.count_label:
        fields["count"] = NumberField(label=rule.count_label)
    if rule.has_exception:
        fields["excepted"] = forms.BooleanField(
            label=rule.exception_vi,
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
    return fields


def _choices_of(leaf: Criterion, part: PartNumbers | None) -> list[tuple[str, str]]:
    """Choices of a count, the empty one last; none where a number is typed."""
    choices = dict(leaf.rule.count_choices())
    if not choices or (part is not None and part.count not in choices):
        return []
    empty = "Chưa chọn" if leaf.rule.level_names else "Chưa chấm"
    return [*((str(count), label) for count, label in choices.items()), ("", empty)]


class ReturnForm(ServiceForm):
    """The reason for returning a sheet to its unit."""

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": RETURN_REASON_REQUIRED},
    )
