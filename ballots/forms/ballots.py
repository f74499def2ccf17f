"""Forms of a ballot, from preparing to counting, laid out by the templates."""

from collections.abc import Iterable

from django import forms
from django.forms import BoundField
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from core.forms import ServiceForm

from ..models import (
    VOTE_KINDS,
    Attendance,
    AwardCouncil,
    BallotMethod,
    BallotQuestion,
    BallotSeat,
    Choice,
    CouncilMember,
)
from ..rules import ANNULLED_REASON_MISSING, OPINION_DOCUMENT_MISSING

_TEXT = {"class": "form-control", "autocomplete": "off"}
_NUMBER = {"class": "form-control number", "inputmode": "numeric", "autocomplete": "off"}


class PrepareForm(ServiceForm):
    """A new ballot: the council that votes, the method, the place and the keepers."""

    council = forms.ModelChoiceField(
        label="Hội đồng khen thưởng",
        queryset=AwardCouncil.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn Hội đồng khen thưởng."},
    )
    method = forms.ChoiceField(
        label="Cách bỏ phiếu",
        choices=BallotMethod.choices,
        initial=BallotMethod.ELECTRONIC,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    place = forms.CharField(
        label="Địa điểm họp",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=_TEXT),
    )
    keepers = forms.ModelMultipleChoiceField(
        label="Tổ kiểm phiếu",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text="Bỏ phiếu điện tử cần ít nhất ba người, không toàn là người của văn phòng. "
        "Mỗi người giữ một mã; hai mã bất kỳ mở được hòm phiếu.",
    )

    def __init__(self, *args, councils, keepers, shown: Iterable[User], **kwargs) -> None:
        """`keepers`: all possible keepers; `shown`: those that the form offers."""
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils
        self.fields["keepers"].queryset = keepers
        self.fields["keepers"].widget.choices = [
            (user.pk, f"{user.get_full_name()} ({user.known_as})") for user in shown
        ]


class AttendanceForm(ServiceForm):
    """Attendance of each member on the day the ballot opens."""

    def __init__(self, *args, members: Iterable[CouncilMember], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        for member in self.members:
            self.fields[f"p{member.person_id}"] = forms.ChoiceField(
                label=member.person.full_name,
                choices=Attendance.choices,
                initial=Attendance.PRESENT,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self) -> list[tuple[CouncilMember, BoundField]]:
        return [(member, self[f"p{member.person_id}"]) for member in self.members]

    def service_arguments(self) -> dict:
        people = [member.person_id for member in self.members]
        return {"attendance": {pk: self.cleaned_data[f"p{pk}"] for pk in people}}


class ChoicesForm(ServiceForm):
    """Yes, no or blank on each question; candidates have no choice on their own."""

    def __init__(
        self, *args, questions: Iterable[BallotQuestion], seat: BallotSeat, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.asked = [q for q in self.questions if q.candidate_id != seat.pk]
        for question in self.asked:
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                choices=Choice.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Đồng chí chưa chọn ở nội dung này.",
                    "invalid_choice": "Hãy chọn một trong ba ý kiến.",
                },
            )

    def rows(self) -> list[tuple[BallotQuestion, BoundField | None]]:
        """(question, its field or None for one's own line)."""
        return [
            (question, self[f"q{question.pk}"] if question in self.asked else None)
            for question in self.questions
        ]

    def choices(self) -> dict[int, str]:
        """Choices by id of question."""
        return {question.pk: self.cleaned_data[f"q{question.pk}"] for question in self.asked}

    @sensitive_variables()
    def service_arguments(self) -> dict:
        return {"choices": self.choices()}

    def in_words(self) -> list[tuple[BallotQuestion, str | None, str | None]]:
        """(question, choice in Vietnamese, choice); None for one's own line."""
        choices = self.choices()
        labels = dict(Choice.choices)
        return [
            (question, labels.get(choices.get(question.pk)), choices.get(question.pk))
            for question in self.questions
        ]


class OpinionForm(ChoicesForm):
    """The written opinion of an absent member, with its document."""

    document = forms.CharField(
        label="Văn bản cho ý kiến (số, ngày)",
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": OPINION_DOCUMENT_MISSING},
    )

    def service_arguments(self) -> dict:
        return {"choices": self.choices(), "document": self.cleaned_data["document"]}


class CodesForm(ServiceForm):
    """Codes of two keepers; never shown again, not even when wrong."""

    first = forms.CharField(
        label="Mã của người thứ nhất",
        max_length=80,
        error_messages={"required": "Hãy gõ mã của người thứ nhất."},
    )
    second = forms.CharField(
        label="Mã của người thứ hai",
        max_length=80,
        error_messages={"required": "Hãy gõ mã của người thứ hai."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.PasswordInput(
                attrs=_TEXT | {"autocomplete": "off", "spellcheck": "false"}
            )

    @sensitive_variables()
    def service_arguments(self) -> dict:
        return {"codes": [self.cleaned_data["first"], self.cleaned_data["second"]]}


class CloseForm(ServiceForm):
    """The number of present members without a vote, as the page showed it."""

    missing_accepted = forms.IntegerField(min_value=0, max_value=999, widget=forms.HiddenInput)


class AnnulForm(ServiceForm):
    """The reason for annulling a ballot."""

    reason = forms.CharField(
        label="Lý do hủy (được lưu lại)",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": ANNULLED_REASON_MISSING},
    )


class PaperCountForm(ServiceForm):
    """Paper ballots issued and returned, and the votes of each question by kind."""

    def __init__(self, *args, questions: Iterable[BallotQuestion], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for name, label in (("issued", "Số phiếu phát ra"), ("returned", "Số phiếu thu về")):
            self.fields[name] = _number_field(label)
        for question in self.questions:
            for kind in VOTE_KINDS:
                label = BallotQuestion._meta.get_field(kind).verbose_name.capitalize()
                self.fields[f"q{question.pk}_{kind}"] = _number_field(label)

    @staticmethod
    def field_name(cell: str) -> str:
        """The field of a cell of `queries.paper_counts`."""
        return cell if cell in ("issued", "returned") else f"q{cell}"

    def rows(self) -> list[tuple[BallotQuestion, list[BoundField]]]:
        return [(q, [self[f"q{q.pk}_{kind}"] for kind in VOTE_KINDS]) for q in self.questions]

    def service_arguments(self) -> dict:
        entered = self.cleaned_data
        return {
            "issued": entered["issued"],
            "returned": entered["returned"],
            "totals": {
                q.pk: {kind: entered[f"q{q.pk}_{kind}"] for kind in VOTE_KINDS}
                for q in self.questions
            },
        }


def _number_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=999,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số nguyên."},
    )
