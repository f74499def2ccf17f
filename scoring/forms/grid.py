"""One cell of the appraiser's grid, as it was typed."""

from django import forms

from campaigns.models import Criterion

from ..models import APPRAISED_AT, Column, ScoreSheet, SheetStage
from ..services import columns
from ..services.columns import Cell
from ..sheets.cell_text import LONGEST, parse


class GridCellForm(forms.Form):
    """Which cell of which sheet, what was typed, and the stamp it was typed over.

    `column` is the round that the page was opened in.
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
        cards = sheets.values("entry__scorecard")
        self.fields["leaf"].queryset = Criterion.objects.exclude(shape="").filter(
            scorecard__in=cards
        )

    def cell(self) -> Cell | None:
        """The cell as typed. One that agrees takes over the document of the column before.

        The second round also takes over the reason of the first, which is the office's own; the
        first takes over no words of the unit or its peer. Raises DomainError for unreadable text.
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
        if cell and before and cell.says() == before.says():
            own_reason = reason or (before.reason if column == Column.SECOND else "")
            return Cell(cell.state, cell.parts, own_reason, document or before.document)
        return cell
