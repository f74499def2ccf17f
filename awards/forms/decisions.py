"""What goes out to the deciding authority and what comes back, as forms."""

from collections.abc import Iterable

from django import forms

from core.forms import ServiceForm

from ..models import Award, AwardType, Decision, ProposalLine, Recipient
from ..services.corrections import Words
from ..services.decisions import EarlierAward
from .fields import day_field, line_field, text_field, tick_field

SIGNED = ("number", "decided_on", "authority", "signer", "signer_post", "received_on", "file")


class SubmissionForm(ServiceForm):
    """The letter that goes out; one form for each authority."""

    authority = forms.CharField(max_length=200, widget=forms.HiddenInput)
    number = line_field("Số, ký hiệu tờ trình", 60, missing="Hãy ghi số, ký hiệu tờ trình.")
    issued_on = day_field("Ngày tờ trình")


class ReturnForm(ServiceForm):
    returned_on = day_field("Trả lại ngày")
    working_days = forms.IntegerField(
        label="Bổ sung trong số ngày làm việc",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
        error_messages={"required": "Hãy ghi số ngày.", "invalid": "Số ngày là số nguyên."},
    )
    content = text_field("Phải bổ sung", missing="Hãy ghi phải bổ sung những gì.")


class AnswerForm(ServiceForm):
    answered_on = day_field("Đã gửi bổ sung ngày")
    answer = text_field("Đã bổ sung những gì", missing="Hãy ghi đã bổ sung những gì.")


class RecoveryForm(ServiceForm):
    recovered_on = day_field("Đã thu hồi ngày")
    note = line_field("Ghi chú", 1000, required=False)


class SignedForm(ServiceForm):
    """What stands on the paper of a decision, and its signed file."""

    number = line_field("Số, ký hiệu quyết định", 60, missing="Hãy ghi số, ký hiệu quyết định.")
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
            "required": "Hãy chọn tệp PDF đã ký của quyết định.",
            "empty": "Tệp rỗng. Hãy chọn lại tệp.",
        },
    )

    def signed(self) -> dict:
        """For the services: keys of `services.signing.Signed`."""
        return {name: self.cleaned_data[name] for name in SIGNED}

    def signed_fields(self) -> list:
        return [self[name] for name in SIGNED]


class DecisionForm(SignedForm):
    """A decision about a submission: a row for each name, granted unless it is ticked."""

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

    def refusals(self) -> dict[int, str]:
        return {
            line.pk: self.cleaned_data[f"ground_{line.pk}"]
            for line in self.lines
            if self.cleaned_data[f"refused_{line.pk}"]
        }

    def names(self) -> list[str]:
        return self.cleaned_data["named"].splitlines()


class FollowingForm(SignedForm):
    """A decision after another one, with its reason."""

    reason = text_field("Lý do (được lưu lại)", missing="Hãy ghi lý do; lý do này được lưu lại.")

    def __init__(self, *args, decision: Decision, **kwargs) -> None:
        before = {name: getattr(decision, name) for name in ("authority", "signer", "signer_post")}
        super().__init__(*args, initial=before, **kwargs)


class CorrectionForm(FollowingForm):
    """Other words for an award, honours after all, awards taken back."""

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

    def changes(self) -> dict:
        """`replaced`, `granted` and `ended` for the service."""
        said = self.cleaned_data
        return {
            "replaced": {
                a.pk: Words(said[f"name_{a.pk}"], said[f"unit_{a.pk}"])
                for a in self.awards
                if said[f"fix_{a.pk}"]
            },
            "granted": [line.pk for line in self.lines if said[f"grant_{line.pk}"]],
            "ended": [a.pk for a in self.awards if said[f"end_{a.pk}"]],
        }


class RevocationForm(FollowingForm):
    awards = forms.TypedMultipleChoiceField(
        label="Khen thưởng bị hủy",
        coerce=int,
        error_messages={"required": "Hãy chọn ít nhất một khen thưởng bị hủy."},
    )

    def __init__(self, *args, awards: Iterable[Award], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choices = list(awards)
        self.fields["awards"].choices = [(award.pk, award.name) for award in self.choices]

    def picked(self) -> set[int]:
        """Ids ticked, to be shown again when the form was not accepted."""
        ticked = set(self.data.getlist("awards")) if self.is_bound else set()
        return {award.pk for award in self.choices if str(award.pk) in ticked}


class EarlierForm(SignedForm):
    """A decision of a time before the system: its names typed or pasted."""

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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].label = "Bản đã ký (PDF), nếu còn"

    def of_awards(self) -> list:
        return [self[name] for name in self.OF_AWARDS]

    def typed(self) -> list[tuple[str, str]]:
        """(name, unit) of each line."""
        rows = []
        for line in self.cleaned_data["names"].splitlines():
            name, _, unit = line.replace("\t", ";").partition(";")
            if name.strip():
                rows.append((name.strip(), unit.strip(" ;")))
        return rows

    def awards(self, known: dict) -> list[EarlierAward]:
        """`known` maps names to the one person or body of that name."""
        said = self.cleaned_data
        key = "body" if said["recipient"] == Recipient.COLLECTIVE else "person"
        return [
            EarlierAward(
                award_type=said["award_type"],
                recipient=said["recipient"],
                name=name,
                unit_name=unit,
                year=said["year"],
                **{key: known.get(name)},
            )
            for name, unit in self.typed()
        ]
