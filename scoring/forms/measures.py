"""Forms of the office: a measure, an own maximum, the order of a tie group."""

from decimal import Decimal

from django import forms

from campaigns.forms.numbers import NumberField
from campaigns.models import Criterion
from core.forms import ServiceForm

from ..models import MeasureState, ScoreSheet
from ..rankings.rules import OWN_MAXIMUM_DOCUMENT_REQUIRED, TIE_REASON_REQUIRED
from ..sheets.values import Cell
from .sheet import SheetForm


class MeasureForm(SheetForm):
    """The measure of one leaf. With `sheet`, the sheet that holds the leaf, the form is refused."""

    def __init__(
        self, data, *, leaf: Criterion, measured: Cell | None, sheet: ScoreSheet | None
    ) -> None:
        super().__init__(
            data,
            leaves=[leaf],
            cells={leaf.pk: measured} if measured else {},
            states=tuple(MeasureState),
            with_documents=True,
        )
        self.leaf, self.sheet = leaf, sheet

    def clean(self) -> dict:
        values = super().clean()
        if self.errors:
            return values
        if self.sheet:
            message = "Số liệu của tiêu chí này nằm trên phiếu chấm; hãy sửa ở phiếu."
            self.add_error(None, message)
        elif self.cells()[self.leaf.pk] is None:
            names = (name for name in self.fields if name.startswith("count"))
            self.add_error(next(names), "Hãy ghi số liệu.")
        return values

    def service_arguments(self) -> dict:
        return vars(self.cells()[self.leaf.pk])


class OwnMaximumForm(ServiceForm):
    """The maximum approved for one entry at one leaf, and its document."""

    maximum = NumberField(label="Điểm tối đa riêng")
    document = forms.CharField(
        label="Văn bản duyệt (số, ngày)",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": OWN_MAXIMUM_DOCUMENT_REQUIRED},
    )

    def clean_maximum(self) -> Decimal:
        if (maximum := self.cleaned_data["maximum"]) is None:
            raise forms.ValidationError("Hãy ghi số điểm.")
        return maximum


class GradeTieForm(ServiceForm):
    """The order of a tie group, one position for each entry, with the reason."""

    reason = forms.CharField(
        label="Căn cứ của quyết định (được lưu lại)",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": TIE_REASON_REQUIRED},
    )

    def __init__(self, *args, lines, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [("", "Chọn…"), *((n, str(n)) for n in range(1, len(lines) + 1))]
        for line in lines:
            self.fields[f"place_{line.entry_id}"] = forms.TypedChoiceField(
                label=f"Thứ tự của {line.entry.name}",
                choices=choices,
                coerce=int,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"required": "Hãy chọn thứ tự."},
            )
        self.order_fields([*(f"place_{line.entry_id}" for line in lines), "reason"])

    def clean(self) -> dict:
        values = super().clean()
        places = [values.get(f"place_{line.entry_id}") for line in self.lines]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError("Mỗi thứ tự chỉ chọn cho một tập thể, cá nhân.")
        return values

    def rows(self) -> list[tuple]:
        """(line, its field) in the order of the page."""
        return [(line, self[f"place_{line.entry_id}"]) for line in self.lines]

    def service_arguments(self) -> dict:
        """The entries from the first to the last, and the reason."""
        places = {line.entry: self.cleaned_data[f"place_{line.entry_id}"] for line in self.lines}
        return {
            "in_order": sorted(places, key=places.get),
            "reason": self.cleaned_data["reason"],
        }
