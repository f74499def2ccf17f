"""Forms for importing a workbook of reports."""

from django import forms

from core.forms import ServiceForm


class ImportForm(ServiceForm):
    """A workbook of reports; `keep_import` checks it."""

    refusal_field = "file"

    file = forms.FileField(
        label="Tệp Excel đã điền",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
        error_messages={
            "required": "Hãy chọn một tệp.",
            "empty": "Tệp trống. Hãy chọn lại tệp.",
            "invalid": "Hãy chọn một tệp.",
            "missing": "Hãy chọn một tệp.",
        },
    )

    def service_arguments(self) -> dict:
        return {"upload": self.cleaned_data["file"]}


class EnterForm(forms.Form):
    """The rows of a workbook to enter, and the checksum of the preview seen."""

    ALL, GOOD = "all", "good"
    choice = forms.ChoiceField(choices=[(ALL, "Tất cả"), (GOOD, "Chỉ các dòng đúng")])
    seen = forms.CharField(max_length=64)
