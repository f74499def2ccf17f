from django import forms

from core.forms import ServiceForm

from ..models import TiePool


class TieForm(ServiceForm):
    """Which of the equals, and why."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn đủ số suất."},
    )
    reason = forms.CharField(
        label="Căn cứ chọn",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi căn cứ chọn; nội dung này được lưu lại."},
    )

    def __init__(self, *args, pool: TiePool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pool = pool
        self.fields["chosen"].choices = [
            (line.pk, line.ranking_line.entry.name) for line in pool.choices
        ]

    def picked(self) -> set[int]:
        """Ids ticked in a choice that was not accepted, to be shown again."""
        ticked = set(self.data.getlist("chosen"))
        return {pk for pk, _ in self.fields["chosen"].choices if str(pk) in ticked}
