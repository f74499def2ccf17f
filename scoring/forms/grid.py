"""One cell of the appraiser's grid, as it was typed."""

from django import forms

from campaigns.models import Criterion

from ..cell_text import LONGEST, parse
from ..models import APPRAISED_AT, BEFORE, ScoreSheet, SheetStage
from ..services import Cell, cells_of


class GridCellForm(forms.Form):
    """Which cell of which sheet, what was typed, and the stamp it was typed over."""

    sheet = forms.ModelChoiceField(ScoreSheet.objects.none())
    leaf = forms.ModelChoiceField(Criterion.objects.none())
    value = forms.CharField(required=False, max_length=LONGEST)
    reason = forms.CharField(required=False, max_length=2000)
    document = forms.CharField(required=False, max_length=200)
    seen = forms.CharField(required=False, max_length=40)

    def __init__(self, *args, sheets, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].queryset = sheets
        cards = sheets.values("entry__scorecard")
        self.fields["leaf"].queryset = Criterion.objects.exclude(shape="").filter(
            scorecard__in=cards
        )

    def cell(self) -> Cell | None:
        """What was typed. Who agrees with the column before agrees with its reason, too.

        Raises DomainError where the text is no number or level.
        """
        data = self.cleaned_data
        column = APPRAISED_AT.get(SheetStage(data["sheet"].stage))
        before = cells_of(data["sheet"])[BEFORE[column]].get(data["leaf"].pk) if column else None
        words = {"reason": data["reason"].strip(), "document": data["document"].strip()}
        cell = parse(data["leaf"], data["value"], **words, like=before)
        if cell and before and cell.says() == before.says() and not words["reason"]:
            document = words["document"] or before.document
            return Cell(cell.state, cell.parts, before.reason, document)
        return cell
