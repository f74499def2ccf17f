"""What a post-check came to."""

from django import forms


class ConfirmForm(forms.Form):
    """With what a drawn sheet was compared."""

    note = forms.CharField(
        label="Đã đối chiếu với những tài liệu nào",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": "Hãy ghi đã đối chiếu với những tài liệu nào."},
    )
