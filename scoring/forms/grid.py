"""One typed cell of the appraiser's grid."""

from django import forms

from campaigns.models import Criterion

from ..models import APPRAISED_AT, Column, ScoreSheet, SheetStage
from ..sheets import columns
from ..sheets.cell_text import LONGEST, parse
from ..sheets.values import Cell


class GridCellForm(forms.Form):
    """A typed cell, and the version stamp of the cell that was edited.

    `column` is the round in which the page was opened.
    """

    sheet = forms.ModelChoiceField(ScoreSheet.objects.none())
    leaf = forms.ModelChoiceField(Criterion.objects.none())
    value = forms.CharField(required=False, max_length=LONGEST)
    reason = forms.CharField(required=False, max_length=2000)
    document = forms.CharField(required=False, max_length=200)
    seen = forms.CharField(required=False, max_length=40)
    column = forms.TypedChoiceField(
        required=False,
        choices=[(column.value, column.label) for column in (Column.FIRST, Column.SECOND)],
        coerce=Column,
        empty_value=None,
    )

    def __init__(self, *args, sheets, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].queryset = sheets
        scorecards = sheets.values("entry__scorecard")
        leaves = Criterion.objects.exclude(shape="")
        self.fields["leaf"].queryset = leaves.filter(scorecard__in=scorecards)

    def cell(self) -> Cell | None:
        """The typed cell. One that agrees with the column before copies its document.

        The second round also copies the reason of the first, which is the office's own; the first
        copies no reason of the unit or its peer. Raises DomainError for unreadable text.
        """
        data = self.cleaned_data
        column = APPRAISED_AT.get(SheetStage(data["sheet"].stage))
        before = None
        if column:
            before = columns.cells_before(columns.cells_of(data["sheet"]), column).get(
                data["leaf"].pk
            )
        reason, document = data["reason"].strip(), data["document"].strip()
        cell = parse(data["leaf"], data["value"], reason=reason, document=document, like=before)
        if cell and before and not cell.differs_from(before):
            own_reason = reason or (before.reason if column == Column.SECOND else "")
            return Cell(cell.state, cell.parts, own_reason, document or before.document)
        return cell
