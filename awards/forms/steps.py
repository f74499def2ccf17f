"""Forms of the steps between a proposal and its ballot: changes, holds, notice, dossiers."""

from django import forms

from core import clock
from core.errors import DomainError
from core.forms import ServiceForm
from core.names import visible_text

from ..models import Dossier, HoldKind
from ..rules import entering
from ..services.dossiers import StaleDossierError


class WordsField(forms.CharField):
    """Text kept on record, without invisible or direction-changing characters."""

    def __init__(self, *, rows: int = 3, **kwargs) -> None:
        kwargs.setdefault("max_length", 4000)
        widget = forms.Textarea(attrs={"rows": rows, "class": "form-control"})
        errors = {"required": "Hãy điền mục này; nội dung được lưu lại."}
        super().__init__(widget=widget, error_messages=errors, **kwargs)

    def to_python(self, value):
        return visible_text(super().to_python(value))


class ShortField(forms.CharField):
    """One line of visible text."""

    def __init__(self, **kwargs) -> None:
        widget = forms.TextInput(attrs={"class": "form-control"})
        super().__init__(widget=widget, error_messages={"required": "Hãy điền mục này."}, **kwargs)

    def to_python(self, value):
        return visible_text(super().to_python(value))


class PlainDayField(forms.DateField):
    """A day, today by default."""

    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
        errors = {"invalid": "Ngày chưa đúng. Ví dụ: 05/02/2026.", "required": "Hãy chọn ngày."}
        kwargs.setdefault("initial", clock.today)
        super().__init__(widget=widget, error_messages=errors, **kwargs)


class ChangeForm(ServiceForm):
    """Why a line should be moved by hand."""

    reason = WordsField(label="Lý do, căn cứ (được lưu lại)")


class AnswerForm(ServiceForm):
    """The second person's comment; required to turn a change down."""

    answer = WordsField(label="Ý kiến của người thứ hai", required=False, rows=2)


class HoldForm(ServiceForm):
    """A matter about a person or body that is still open."""

    kind = forms.ChoiceField(
        label="Loại việc",
        choices=HoldKind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    document = ShortField(
        label="Văn bản, căn cứ",
        max_length=300,
        help_text="Ghi số, ký hiệu và ngày; không chép nội dung đơn thư vào đây.",
    )
    begins_on = PlainDayField(label="Từ ngày")


class LiftForm(ServiceForm):
    """How a matter ended."""

    ended_on = PlainDayField(label="Kết thúc ngày")
    outcome = WordsField(
        label="Kết luận", help_text="Kết luận theo văn bản nào, có vi phạm hay không."
    )


class NoticeForm(ServiceForm):
    """Where and how long the list is published."""

    place = ShortField(
        label="Công khai tại", max_length=300, help_text="Trụ sở, trang thông tin điện tử…"
    )
    document_number = ShortField(label="Số văn bản (nếu có)", max_length=60, required=False)
    posted_on = PlainDayField(label="Từ ngày (ngày này không tính)")
    working_days = forms.IntegerField(
        label="Số ngày làm việc",
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        error_messages={"required": "Hãy ghi số ngày."},
    )


class ObjectionForm(ServiceForm):
    """An objection. Participants send it in their own name; only the office enters who objects."""

    line = forms.ChoiceField(
        label="Về ai",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": "Hãy chọn.", "invalid_choice": "Không có trong danh sách."},
    )
    from_whom = ShortField(label="Người kiến nghị", max_length=200)
    received_on = PlainDayField(label="Nhận ngày")
    content = WordsField(label="Nội dung kiến nghị")

    def __init__(self, *args, lines, is_office: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.pk): line for line in lines}
        names = [
            (pk, f"{row.ranking_line.entry.name} · {row.share.quota.award_type}")
            for pk, row in self.lines.items()
        ]
        self.fields["line"].choices = [("", "Chọn trong danh sách"), *names]
        if not is_office:
            del self.fields["from_whom"], self.fields["received_on"]

    def service_arguments(self) -> dict:
        line = self.lines[self.cleaned_data["line"]]
        return {"received_on": clock.today()} | self.cleaned_data | {"line": line}


class ObjectionAnswerForm(ServiceForm):
    """The answer to an objection."""

    answer = WordsField(label="Trả lời, căn cứ", rows=2)


class DossierForm(ServiceForm):
    """The text of an achievement report and the revision it was edited from."""

    text = forms.CharField(
        label="Báo cáo thành tích",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "class": "form-control dossier-text"}),
        error_messages={"required": entering.NO_DOSSIER_TEXT},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    # The dossier as somebody else saved it meanwhile, once a save was refused for that.
    newest: Dossier | None = None

    def refuse(self, error: DomainError) -> None:
        """Show a refusal; after StaleDossierError, saving again overwrites the newest revision."""
        super().refuse(error)
        if isinstance(error, StaleDossierError):
            self.newest = error.newest
            self.data = self.data.copy()  # a QueryDict of a request is immutable
            self.data["revision"] = error.newest.revision
