"""Fields that the forms of awards, ballots and papers share."""

from django import forms


def day_field(label: str, **options) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": "Hãy ghi ngày.", "invalid": "Ngày không đúng."},
        **options,
    )


def line_field(label: str, longest: int, *, missing: str = "Hãy ghi mục này.", **options):
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": "Dài tối đa %(limit_value)d ký tự (đang có %(show_value)d).",
        },
        **options,
    )


def text_field(label: str, *, rows: int = 2, missing: str = "Hãy ghi mục này.", **options):
    return forms.CharField(
        label=label,
        max_length=options.pop("max_length", 2000),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": rows}),
        error_messages={
            "required": missing,
            "max_length": "Dài tối đa %(limit_value)d ký tự (đang có %(show_value)d).",
        },
        **options,
    )


def tick_field(label: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
