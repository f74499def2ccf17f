"""Asking for a paper, uploading a template, placing the words of a certificate."""

from decimal import Decimal

from django import forms

from awards.models import Proposal, ProposalLine
from core.forms import ServiceForm

from .documents.certificates import NUMBERS, default_layout
from .documents.samples import SAMPLES
from .models import CertificateLayout, PaperKind


class AskForm(forms.Form):
    """Which paper of a proposal; of which ballot, decision or line."""

    kind = forms.ChoiceField(choices=PaperKind.choices)
    ballot = forms.IntegerField(required=False)
    decision = forms.IntegerField(required=False)
    line = forms.ModelChoiceField(queryset=None, required=False)
    without_background = forms.BooleanField(required=False)

    def __init__(self, *args, proposal: Proposal, decisions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, self.decisions = proposal, decisions
        self.fields["line"].queryset = ProposalLine.objects.filter(
            share__quota__proposal=proposal
        ).select_related("share__quota")

    def wanted(self) -> dict:
        """Arguments of `services.ask_paper`."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "ballot": self.proposal.ballots.filter(pk=given["ballot"] or 0).first(),
            "decision": self.decisions.filter(pk=given["decision"] or 0).first(),
            "line": given["line"],
            "has_background": not given["without_background"],
        }


class TemplateForm(ServiceForm):
    """A Word file in place of the template that comes with the product."""

    kind = forms.ChoiceField(
        label="Loại văn bản",
        choices=[(kind, PaperKind(kind).label) for kind in SAMPLES],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label="Tệp Word (.docx)",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".docx"}),
        error_messages={"required": "Hãy chọn tệp Word.", "empty": "Tệp rỗng. Hãy chọn lại."},
    )
    note = forms.CharField(
        label="Ghi chú (không bắt buộc)",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


_LIMITS = {"x": (0, 1000), "y": (0, 1000), "width": (5, 1000), "height": (3, 500), "size": (7, 96)}
_NAMES = {
    "x": "cách lề trái",
    "y": "cách mép trên",
    "width": "rộng",
    "height": "cao",
    "size": "cỡ chữ",
}


def _number(label: str, low: float, high: float) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=low,
        max_value=high,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "form-control", "step": "0.5"}),
        error_messages={
            "required": "Hãy ghi một số.",
            "invalid": "Hãy ghi một số, ví dụ 12,5.",
            "min_value": f"Ít nhất {low}.",
            "max_value": f"Nhiều nhất {high}.",
        },
    )


class LayoutForm(forms.Form):
    """Page, offset and the box of every field of a certificate, in millimetres and points."""

    offset_x = _number("Dịch sang phải (mm; số âm: sang trái)", -50, 50)
    offset_y = _number("Dịch xuống (mm; số âm: lên trên)", -50, 50)
    page_width = _number("Phôi rộng (mm)", 100, 500)
    page_height = _number("Phôi cao (mm)", 100, 500)

    def __init__(self, *args, layout: CertificateLayout, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        for name in ("offset_x", "offset_y", "page_width", "page_height"):
            self.fields[name].initial = getattr(layout, name)
        for field, box in layout.fields.items():
            for name in NUMBERS:
                made = _number(f"{box['label']}: {_NAMES[name]}", *_LIMITS[name])
                made.initial = box[name]
                self.fields[f"{field}-{name}"] = made

    def boxes(self):
        """(label, its five bound fields) of every field of the certificate, for the page."""
        for field, box in self.layout.fields.items():
            yield box["label"], [self[f"{field}-{name}"] for name in NUMBERS]

    def clean(self) -> dict:
        given = super().clean()
        for field, box in self.layout.fields.items():
            x, width = given.get(f"{field}-x"), given.get(f"{field}-width")
            page = given.get("page_width")
            if None not in (x, width, page) and x + width > page:
                self.add_error(f"{field}-width", f"“{box['label']}” vượt ra ngoài phôi.")
        return given

    def wanted(self) -> dict:
        """Arguments of `services.set_layout`; numbers of fields as exact decimal text."""
        given = self.cleaned_data
        return {
            "page": (given["page_width"], given["page_height"]),
            "offset": (given["offset_x"], given["offset_y"]),
            "fields": {
                field: default_layout()["fields"][field]
                | box
                | {name: _text(given[f"{field}-{name}"]) for name in NUMBERS}
                for field, box in self.layout.fields.items()
            },
        }


def _text(number: Decimal) -> str:
    return format(number.normalize(), "f")
