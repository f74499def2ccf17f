"""One column of a score sheet as a form: a few fields a leaf, by what its rule reads."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import forms

from campaigns.forms import NumberField
from campaigns.models import Criterion

from ..models import MeasureState
from ..services import Cell, CellsError, PartNumbers

_NUMBERS = {
    "count": "Số lượng",
    "denominator": "Trên tổng số",
    "excluded": "Trong đó không tính",
    "shared": "Đã tính ở tiêu chí khác",
}


class SheetForm(forms.Form):
    """The cells of one column; a leaf where nothing is filled in stays empty."""

    def __init__(
        self,
        *args,
        leaves: Iterable[Criterion],
        cells: Mapping[int, Cell],
        states: Iterable[str],
        with_documents: bool = False,
        **kwargs,
    ) -> None:
        """`with_documents` asks for the document at every leaf."""
        super().__init__(*args, **kwargs)
        self.with_documents = with_documents
        self.leaves = {leaf.pk: leaf for leaf in leaves}
        self.before = cells
        self.states = [state for state in MeasureState if state in states]
        for leaf in self.leaves.values():
            self._add_leaf(leaf, cells.get(leaf.pk))

    def _add_leaf(self, leaf: Criterion, cell: Cell | None) -> None:
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
            for kind, field in _fields_of(leaf, name).items():
                if part is not None:
                    field.initial = part.is_excepted if kind == "excepted" else getattr(part, kind)
                self.fields[f"{kind}_{leaf.pk}_{number}"] = field
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

    def fields_of(self, leaf: Criterion) -> list:
        """Bound fields of a leaf, in order."""
        return [self[name] for name in self.fields if name.split("_")[1] == str(leaf.pk)]

    def cells(self) -> dict[int, Cell | None]:
        """The column as it was typed, without leaves that have a field at fault."""
        wrong = {int(name.split("_")[1]) for name in self.errors if "_" in name}
        return {leaf.pk: self._cell(leaf) for leaf in self.leaves.values() if leaf.pk not in wrong}

    def _cell(self, leaf: Criterion) -> Cell | None:
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

    def add_cell_errors(self, error: CellsError) -> None:
        """Put what the service refused at its field, or at the first of its leaf."""
        for pk, (message, field) in error.problems.items():
            names = [name for name in self.fields if name.split("_")[1] == str(pk)]
            at = next((name for name in names if name.startswith(field)), names[0])
            self.add_error(at, f"{message[:1].upper()}{message[1:]}")


def _fields_of(leaf: Criterion, part_name: str) -> dict[str, forms.Field]:
    rule = leaf.rule
    label = f"{part_name}: " if part_name else ""
    if levels := leaf.params.get("levels"):
        choices = [("", "Chưa chọn")]
        choices += [(str(n), level["name_vi"]) for n, level in enumerate(levels, start=1)]
        return {
            "count": forms.TypedChoiceField(
                label=f"{label}Mức",
                choices=choices,
                coerce=Decimal,
                empty_value=None,
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        }
    if leaf.shape == "judgement":
        return {"count": NumberField(label=f"{label}Điểm")}
    kinds = ["count", "denominator", "excluded"] if rule.reads_denominator else ["count"]
    if leaf.none_arisen and not rule.reads_denominator and not rule.has_parts:
        kinds.append("denominator")
    if leaf.not_counted_with:
        kinds.append("shared")
    fields: dict[str, forms.Field] = {
        kind: NumberField(label=f"{label}{_NUMBERS[kind]}") for kind in kinds
    }
    if rule.has_exception:
        fields["excepted"] = forms.BooleanField(
            label=rule.override["when_vi"],
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
    return fields


class ReturnForm(forms.Form):
    """Why a sheet goes back to its unit."""

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Hãy ghi rõ lý do trả lại phiếu."},
    )


class AppealForm(forms.Form):
    """Which criterion, and why it should be looked at again."""

    criterion = forms.ModelChoiceField(
        Criterion.objects.none(),
        label="Tiêu chí",
        empty_label="Chọn tiêu chí…",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn tiêu chí."},
    )
    text = forms.CharField(
        label="Nội dung kiến nghị, căn cứ",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": "Hãy viết rõ nội dung kiến nghị và căn cứ."},
    )

    def __init__(self, *args, leaves, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = leaves
