from django import forms


class SealForm(forms.Form):
    """Carries which computation the secretary looked at."""

    seen_revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
