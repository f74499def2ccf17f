"""Opening the final figures of a cluster again."""

from django import forms


class ReopenForm(forms.Form):
    """Why the final figures of a cluster are opened again."""

    reason = forms.CharField(
        label="Lý do mở lại (được lưu lại)",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Hãy ghi lý do mở lại; lý do này được lưu lại."},
    )
