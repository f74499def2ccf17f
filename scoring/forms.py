from django import forms


class SealForm(forms.Form):
    """Carries which computation the secretary looked at, and that it was looked at."""

    seen_revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="Tôi đã xem bảng này và số báo cáo còn chờ ở trên.",
        error_messages={"required": "Hãy đánh dấu là đã xem bảng rồi khóa."},
    )
