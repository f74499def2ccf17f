"""Forms to request a paper, upload a template and lay out a certificate."""

from django import forms
from django.forms import BoundField

from awards.models import Proposal, ProposalLine
from core.forms import ServiceForm

from .documents.certificates import NUMBERS, default_layout
from .documents.sample_values import SAMPLES
from .models import CertificateLayout, PaperKind
from .queries.papers import decisions_from


class RequestForm(ServiceForm):
    """A kind of paper of a proposal, with its ballot, decision or line."""

    kind = forms.TypedChoiceField(choices=PaperKind.choices, coerce=PaperKind)
    ballot = forms.IntegerField(required=False)
    decision = forms.IntegerField(required=False)
    line = forms.ModelChoiceField(queryset=None, required=False)
    without_background = forms.BooleanField(required=False)

    def __init__(self, *args, proposal: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.fields["line"].queryset = ProposalLine.objects.filter(
            proposal=proposal
        ).select_related("share__quota")

    def service_arguments(self) -> dict:
        entered = self.cleaned_data
        return {
            "kind": entered["kind"],
            "ballot": self.proposal.ballots.filter(pk=entered["ballot"] or 0).first(),
            "decision": decisions_from(self.proposal).filter(pk=entered["decision"] or 0).first(),
            "line": entered["line"],
            "has_background": not entered["without_background"],
        }


class TemplateForm(ServiceForm):
    """A Word file to be used instead of the built-in template."""

    kind = forms.TypedChoiceField(
        label="Loại văn bản",
        choices=[(kind, kind.label) for kind in SAMPLES],
        coerce=PaperKind,
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
_LABELS = {
    "x": "cách lề trái",
    "y": "cách mép trên",
    "width": "rộng",
    "height": "cao",
    "size": "cỡ chữ",
}


def _number_field(label: str, low: float, high: float) -> forms.DecimalField:
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


class LayoutForm(ServiceForm):
    """Page, offset and the box of every text of a certificate, in millimetres and points."""

    offset_x = _number_field("Dịch sang phải (mm; số âm: sang trái)", -50, 50)
    offset_y = _number_field("Dịch xuống (mm; số âm: lên trên)", -50, 50)
    page_width = _number_field("Phôi rộng (mm)", 100, 500)
    page_height = _number_field("Phôi cao (mm)", 100, 500)

    def __init__(self, *args, layout: CertificateLayout, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        self.page_field_names = list(self.fields)
        for name in self.page_field_names:
            self.fields[name].initial = getattr(layout, name)
        for text, box in layout.fields.items():
            for name in NUMBERS:
                field = _number_field(f"{box['label']}: {_LABELS[name]}", *_LIMITS[name])
                field.initial = box[name]
                self.fields[f"{text}-{name}"] = field

    def page_fields(self) -> list[BoundField]:
        """Fields that move or size the whole page."""
        return [self[name] for name in self.page_field_names]

    def boxes(self) -> list[tuple[str, list[BoundField]]]:
        """(label, fields of its box) of every text of the certificate."""
        return [
            (box["label"], [self[f"{text}-{name}"] for name in NUMBERS])
            for text, box in self.layout.fields.items()
        ]

    def clean(self) -> dict:
        entered = super().clean()
        for text, box in self.layout.fields.items():
            x, width = entered.get(f"{text}-x"), entered.get(f"{text}-width")
            page_width = entered.get("page_width")
            if None not in (x, width, page_width) and x + width > page_width:
                self.add_error(f"{text}-width", f"“{box['label']}” vượt ra ngoài phôi.")
        return entered

    def service_arguments(self) -> dict:
        """Numbers of the boxes are exact decimals written as text."""
        entered = self.cleaned_data
        defaults = default_layout()["fields"]
        fields = {}
        for text, box in self.layout.fields.items():
            numbers = {name: entered[f"{text}-{name}"].normalize() for name in NUMBERS}
            fields[text] = defaults[text] | box | {n: format(d, "f") for n, d in numbers.items()}
        return {
            "page": (entered["page_width"], entered["page_height"]),
            "offset": (entered["offset_x"], entered["offset_y"]),
            "fields": fields,
        }
