"""Reopening the final figures of a cluster."""

from django import forms

from core.forms import ServiceForm


class ReopenForm(ServiceForm):
    """Why the final figures of a cluster are reopened."""

    refusal_field = "reason"

    reason = forms.CharField(
        label="Lý do mở lại (được lưu lại)",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Hãy ghi lý do mở lại; lý do này được lưu lại."},
    )
