"""Forms of submission letters, returns, decisions and recoveries."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import cached_property

from core.forms import ServiceForm
from participants.models import Council

from ..models import Award, AwardType, Decision, ProposalLine, Recipient
from ..queries.register import known_names
from ..rules import entering
from ..rules.entering import CorrectedNames, EarlierAward
from .fields import day_field, line_field, text_field, tick_field

SIGNED = ("number", "decided_on", "authority", "signer", "signer_post", "received_on", "file")


class SubmissionForm(ServiceForm):
    """A submission letter; the page has one form for each authority."""

    authority = forms.CharField(max_length=200, widget=forms.HiddenInput)
    number = line_field("Số, ký hiệu tờ trình", 60, missing=entering.NO_SUBMISSION_NUMBER)
    issued_on = day_field("Ngày tờ trình")


class ReturnForm(ServiceForm):
    """The authority returned the files: what is missing, and within how many working days."""

    returned_on = day_field("Trả lại ngày")
    working_days = forms.IntegerField(
        label="Bổ sung trong số ngày làm việc",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"required": "Hãy ghi số ngày.", "invalid": "Số ngày là số nguyên."},
    )
    content = text_field("Phải bổ sung", missing=entering.NO_RETURN_CONTENT)


class AnswerForm(ServiceForm):
    """The completed files went out again."""

    answered_on = day_field("Đã gửi bổ sung ngày")
    answer = text_field("Đã bổ sung những gì", missing=entering.NO_RETURN_ANSWER)


class RecoveryForm(ServiceForm):
    """Certificate and money were recovered."""

    recovered_on = day_field("Đã thu hồi ngày")
    note = line_field("Ghi chú", 1000, required=False)


class SignedForm(ServiceForm):
    """What a decision on paper contains, and its signed file."""

    number = line_field("Số, ký hiệu quyết định", 60, missing=entering.NO_DECISION_NUMBER)
    decided_on = day_field("Ngày quyết định")
    authority = line_field("Cơ quan, người quyết định", 200)
    signer = line_field("Người ký", 120)
    signer_post = line_field("Chức vụ người ký", 160)
    received_on = day_field("Nhận ngày")
    file = forms.FileField(
        label="Bản đã ký (PDF)",
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": "application/pdf,.pdf"}
        ),
        help_text="Tệp PDF được giữ nguyên từng byte như cơ quan quyết định đã gửi.",
        error_messages={
            "required": entering.NO_SIGNED_FILE,
            "empty": "Tệp rỗng. Hãy chọn lại tệp.",
        },
    )

    def service_arguments(self) -> dict:
        """Keys of `SignedPaper`."""
        return {name: self.cleaned_data[name] for name in SIGNED}

    def signed_fields(self) -> list:
        return [self[name] for name in SIGNED]


class DecisionForm(SignedForm):
    """A decision about a submission: one row per name, granted unless it is ticked."""

    named = text_field(
        "Tên ghi trên quyết định (nếu muốn đối chiếu)",
        rows=4,
        required=False,
        max_length=200_000,
        help_text="Dán danh sách, mỗi dòng một tên; hệ thống so với tên được khen ở trên.",
    )

    def __init__(self, *args, lines: Iterable[ProposalLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"refused_{line.pk}"] = tick_field("Không khen")
            self.fields[f"ground_{line.pk}"] = text_field(
                "Căn cứ pháp lý mà cơ quan quyết định nêu", rows=2, required=False
            )

    def rows(self) -> list[tuple]:
        """(line, its tick, its ground) in the order of the submission."""
        return [(n, self[f"refused_{n.pk}"], self[f"ground_{n.pk}"]) for n in self.lines]

    def clean(self) -> dict:
        values = super().clean()
        for line in self.lines:
            ground = values.get(f"ground_{line.pk}", "")
            if ground and not values.get(f"refused_{line.pk}"):
                self.add_error(
                    f"ground_{line.pk}",
                    "Đã ghi căn cứ nhưng chưa đánh dấu “Không khen”. Hãy đánh dấu hoặc xóa căn cứ.",
                )
        return values

    def service_arguments(self) -> dict:
        values = self.cleaned_data
        refusals = {
            line.pk: values[f"ground_{line.pk}"]
            for line in self.lines
            if values[f"refused_{line.pk}"]
        }
        named = values["named"].splitlines()
        return super().service_arguments() | {"refusals": refusals, "named": named}


class FollowingForm(SignedForm):
    """A decision that corrects or revokes another one, with its reason."""

    reason = text_field("Lý do (được lưu lại)", missing=entering.NO_REASON)

    def __init__(self, *args, decision: Decision, **kwargs) -> None:
        before = {name: getattr(decision, name) for name in ("authority", "signer", "signer_post")}
        super().__init__(*args, initial=before, **kwargs)

    def service_arguments(self) -> dict:
        return super().service_arguments() | {"reason": self.cleaned_data["reason"]}


class CorrectionForm(FollowingForm):
    """Names to correct, refused lines to grant, awards to end."""

    def __init__(
        self, *args, awards: Iterable[Award], lines: Iterable[ProposalLine], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.awards, self.lines = list(awards), list(lines)
        for award in self.awards:
            self.fields[f"fix_{award.pk}"] = tick_field("Sửa tên, đơn vị")
            self.fields[f"end_{award.pk}"] = tick_field("Hủy khen thưởng này")
            for name, label, value in (
                ("name", "Tên đúng", award.name),
                ("unit", "Đơn vị đúng", award.unit_name),
            ):
                self.fields[f"{name}_{award.pk}"] = line_field(
                    label, 200, required=False, initial=value
                )
        for line in self.lines:
            self.fields[f"grant_{line.pk}"] = tick_field("Khen")

    def award_rows(self) -> list[tuple]:
        """(award, fix, name, unit, end)."""
        names = ("fix", "name", "unit", "end")
        return [(a, *(self[f"{name}_{a.pk}"] for name in names)) for a in self.awards]

    def line_rows(self) -> list[tuple]:
        return [(line, self[f"grant_{line.pk}"]) for line in self.lines]

    def service_arguments(self) -> dict:
        values = self.cleaned_data
        return super().service_arguments() | {
            "replaced": {
                award.pk: CorrectedNames(values[f"name_{award.pk}"], values[f"unit_{award.pk}"])
                for award in self.awards
                if values[f"fix_{award.pk}"]
            },
            "granted": [line.pk for line in self.lines if values[f"grant_{line.pk}"]],
            "ended": [award.pk for award in self.awards if values[f"end_{award.pk}"]],
        }


class RevocationForm(FollowingForm):
    """Which awards of a decision are revoked."""

    awards = forms.TypedMultipleChoiceField(
        label="Khen thưởng bị hủy",
        coerce=int,
        error_messages={"required": entering.NO_AWARD_CHOSEN},
    )

    def __init__(self, *args, awards: Iterable[Award], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choices = list(awards)
        self.fields["awards"].choices = [(award.pk, award.name) for award in self.choices]

    def service_arguments(self) -> dict:
        return super().service_arguments() | {"awards": self.cleaned_data["awards"]}

    def picked(self) -> set[int]:
        """Ids that were ticked, to be shown again when the form was not accepted."""
        ticked = set(self.data.getlist("awards")) if self.is_bound else set()
        return {award.pk for award in self.choices if str(award.pk) in ticked}


class EarlierForm(SignedForm):
    """A decision from before the system: its names are typed or pasted."""

    award_type = forms.ModelChoiceField(
        AwardType.objects.all(),
        label="Danh hiệu, hình thức",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn danh hiệu, hình thức."},
    )
    recipient = forms.ChoiceField(
        label="Đối tượng",
        choices=Recipient,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    year = forms.IntegerField(
        label="Thành tích năm",
        min_value=1945,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"required": "Hãy ghi năm.", "invalid": "Năm là số."},
    )
    names = text_field(
        "Tên được khen",
        rows=8,
        max_length=200_000,
        missing="Hãy ghi ít nhất một tên.",
        help_text="Mỗi dòng một tên; đơn vị ghi sau dấu chấm phẩy, hoặc dán hai cột từ Excel. "
        "Tên trùng đúng một người, tập thể của HĐND thì được gắn với người, tập thể đó.",
    )
    OF_AWARDS = ("award_type", "recipient", "year")

    def __init__(self, *args, organiser: Council, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.organiser = organiser
        self.fields["file"].required = False
        self.fields["file"].label = "Bản đã ký (PDF), nếu còn"

    def of_awards(self) -> list:
        return [self[name] for name in self.OF_AWARDS]

    def service_arguments(self) -> dict:
        return super().service_arguments() | {"awards": self.awards}

    def _names_and_units(self) -> list[tuple[str, str]]:
        rows = []
        for line in self.cleaned_data["names"].splitlines():
            name, _, unit = line.replace("\t", ";").partition(";")
            if name.strip():
                rows.append((name.strip(), unit.strip(" ;")))
        return rows

    @cached_property
    def awards(self) -> list[EarlierAward]:
        """The awards entered; a name that only one person or body of the council has is linked."""
        values = self.cleaned_data
        known = known_names(self.organiser, values["recipient"])
        key = "body" if values["recipient"] == Recipient.COLLECTIVE else "person"
        return [
            EarlierAward(
                award_type=values["award_type"],
                recipient=values["recipient"],
                name=name,
                unit_name=unit,
                year=values["year"],
                **{key: known.get(name)},
            )
            for name, unit in self._names_and_units()
        ]
