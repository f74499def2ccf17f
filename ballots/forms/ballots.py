"""Preparing, opening, voting, counting. Layout stands in the templates of each page."""

from collections.abc import Iterable

from django import forms

from accounts.models import User
from core.forms import ServiceForm

from ..models import (
    Attendance,
    AwardCouncil,
    BallotMethod,
    BallotQuestion,
    Choice,
    CouncilMember,
)
from ..queries.ballots import HEAPS

_TEXT = {"class": "form-control", "autocomplete": "off"}
_NUMBER = {"class": "form-control number", "inputmode": "numeric", "autocomplete": "off"}


class PrepareForm(ServiceForm):
    """Which council votes, how, where, and who keeps the codes."""

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
        """`keepers`: all who may; `shown`: those among them that stand in the form."""
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils
        self.fields["keepers"].queryset = keepers
        self.fields["keepers"].widget.choices = [
            (user.pk, f"{user.get_full_name()} ({user.known_as})") for user in shown
        ]


class AttendanceForm(ServiceForm):
    """Who is there on the day the ballot opens."""

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

    def rows(self) -> list[tuple]:
        return [(member, self[f"p{member.person_id}"]) for member in self.members]

    def attendance(self) -> dict[int, str]:
        return {m.person_id: self.cleaned_data[f"p{m.person_id}"] for m in self.members}


class ChoicesForm(ServiceForm):
    """Yes, no or blank about each question; who stands in one has no choice there."""

    def __init__(self, *args, questions: Iterable[BallotQuestion], seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.seat = list(questions), seat
        for question in self.asked():
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                choices=Choice.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Đồng chí chưa chọn ở nội dung này.",
                    "invalid_choice": "Hãy chọn một trong ba ý kiến.",
                },
            )

    def asked(self) -> list[BallotQuestion]:
        return [q for q in self.questions if q.candidate_id != self.seat.pk]

    def rows(self) -> list[tuple]:
        """(question, its field or None for one's own line)."""
        own = self.seat.pk
        return [(q, None if q.candidate_id == own else self[f"q{q.pk}"]) for q in self.questions]

    def choices(self) -> dict[int, str]:
        return {q.pk: self.cleaned_data[f"q{q.pk}"] for q in self.asked()}

    def in_words(self) -> list[tuple]:
        """(question, what was chosen in words) for the look-over."""
        chosen = self.choices()
        words = dict(Choice.choices)
        return [(q, words.get(chosen.get(q.pk)), chosen.get(q.pk)) for q in self.questions]


class OpinionForm(ChoicesForm):
    """What an absent member wrote, and in which document."""

    document = forms.CharField(
        label="Văn bản cho ý kiến (số, ngày)",
        max_length=200,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": "Hãy ghi số, ngày văn bản cho ý kiến."},
    )


class CodesForm(ServiceForm):
    """Two keepers' codes, typed side by side; never shown again, not even when wrong."""

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

    def codes(self) -> list[str]:
        return [self.cleaned_data["first"], self.cleaned_data["second"]]


class CloseForm(ServiceForm):
    """The number of present members without a vote that the page showed."""

    missing_accepted = forms.IntegerField(min_value=0, max_value=999, widget=forms.HiddenInput)


class AnnulForm(ServiceForm):
    reason = forms.CharField(
        label="Lý do hủy (được lưu lại)",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": "Hãy ghi lý do hủy."},
    )


class PaperForm(ServiceForm):
    """Ballots issued and returned, and four heaps for each question."""

    def __init__(self, *args, questions: Iterable[BallotQuestion], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for name, label in (("issued", "Số phiếu phát ra"), ("returned", "Số phiếu thu về")):
            self.fields[name] = self._number(label)
        for question in self.questions:
            for heap in HEAPS:
                label = BallotQuestion._meta.get_field(heap).verbose_name.capitalize()
                self.fields[f"q{question.pk}_{heap}"] = self._number(label)

    @staticmethod
    def _number(label: str) -> forms.IntegerField:
        return forms.IntegerField(
            label=label,
            min_value=0,
            max_value=999,
            widget=forms.TextInput(attrs=_NUMBER),
            error_messages={"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số nguyên."},
        )

    def rows(self) -> list[tuple]:
        return [(q, [self[f"q{q.pk}_{heap}"] for heap in HEAPS]) for q in self.questions]

    def totals(self) -> dict[int, dict[str, int]]:
        data = self.cleaned_data
        return {q.pk: {h: data[f"q{q.pk}_{h}"] for h in HEAPS} for q in self.questions}
