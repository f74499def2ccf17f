"""One typed cell of the appraiser's grid."""

from django import forms

from campaigns.models import Criterion
from core.errors import DomainError
from core.forms import ServiceForm

from ..models import APPRAISED_AT, Column, ScoreSheet, SheetStage
from ..sheets import columns
from ..sheets.cell_text import LONGEST, parse
from ..sheets.values import Cell, CellsError, StaleCellError


class GridCellForm(ServiceForm):
    """A typed cell, and the version stamp of the cell that was edited.

    `column` is the round in which the page was opened.
    """

    # (message, field) of the cell, for a form that was refused.
    refusal: tuple[str, str] = ("Ô này không ghi được. Hãy tải lại trang.", "count")
    is_stale = False

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

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors:
            try:
                values["cell"] = self._typed_cell(values)
            except DomainError as error:
                self.refuse(error)
        return values

    def _typed_cell(self, values: dict) -> Cell | None:
        """The typed cell. One that agrees with the column before copies its document.

        The second round also copies the reason of the first, which is the office's own; the first
        copies no reason of the unit or its peer. Raises DomainError for unreadable text.
        """
        sheet, leaf = values["sheet"], values["leaf"]
        column = APPRAISED_AT.get(SheetStage(sheet.stage))
        before = None
        if column:
            before = columns.cells_before(columns.cells_of(sheet), column).get(leaf.pk)
        reason, document = values["reason"].strip(), values["document"].strip()
        cell = parse(leaf, values["value"], reason=reason, document=document, like=before)
        if cell and before and not cell.differs_from(before):
            own_reason = reason or (before.reason if column == Column.SECOND else "")
            return Cell(cell.state, cell.parts, own_reason, document or before.document)
        return cell

    def service_arguments(self) -> dict:
        names = ("sheet", "leaf", "cell", "seen", "column")
        return {name: self.cleaned_data[name] for name in names}

    def refuse(self, error: DomainError) -> None:
        self.is_stale = isinstance(error, StaleCellError)
        self.refusal = (error.message, error.field or "count")
        if isinstance(error, CellsError | StaleCellError):
            [self.refusal] = error.problems.values()
        self.add_error(None, error.message)
