"""Forms for figures of the office: an own maximum, an order among equals."""

from decimal import Decimal

from django import forms

from campaigns.forms.numbers import NumberField


class OwnMaximumForm(forms.Form):
    """The maximum approved for one participant at one leaf, and its document."""

    maximum = NumberField(label="Điểm tối đa riêng")
    document = forms.CharField(
        label="Văn bản duyệt (số, ngày)",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": "Hãy ghi văn bản duyệt điểm tối đa riêng."},
    )

    def clean_maximum(self) -> Decimal:
        if (maximum := self.cleaned_data["maximum"]) is None:
            raise forms.ValidationError("Hãy ghi số điểm.")
        return maximum


class GradeTieForm(forms.Form):
    """An order among equals, one place for each, with its grounds."""

    reason = forms.CharField(
        label="Căn cứ của quyết định (được lưu lại)",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Hãy ghi rõ lý do của quyết định."},
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

    def in_order(self) -> list:
        """Entries from the first to the last."""
        places = {line.entry: self.cleaned_data[f"place_{line.entry_id}"] for line in self.lines}
        return sorted(places, key=places.get)
