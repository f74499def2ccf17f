"""The form of a tie decision."""

from django import forms

from core.forms import ServiceForm

from ..models import TiePool


class TieForm(ServiceForm):
    """Which of the tied lines are chosen, and why."""

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

    def service_arguments(self) -> dict:
        return {"chosen_ids": self.cleaned_data["chosen"], "reason": self.cleaned_data["reason"]}

    def picked(self) -> set[int]:
        """Ids that were ticked, to be shown again when the form was not accepted."""
        ticked = set(self.data.getlist("chosen"))
        return {pk for pk, _ in self.fields["chosen"].choices if str(pk) in ticked}
