"""Forms that import a scorecard from a file, save its preview as a draft, and publish it."""

from typing import Any

from django import forms
from django.core import signing

from core.errors import DomainError
from core.files import clean_file_name
from core.forms import ServiceForm

from ..models import Plan
from ..scorecards.exchange.upload import EMPTY_FILE, ENDINGS, LARGEST_UPLOAD, TOO_LARGE
from ..scorecards.faults import DocumentError
from ..scorecards.preview import Preview

_SALT = "campaigns.import"
# As long as a session lasts.
_CARRIED_SECONDS = 60 * 60 * 12


class ImportForm(forms.Form):
    """One file. The preview reports what is wrong in it."""

    file = forms.FileField(
        label="Tệp bảng tiêu chí",
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": ",".join(f".{e}" for e in ENDINGS)}
        ),
        error_messages={
            "required": "Hãy chọn một tệp.",
            "empty": EMPTY_FILE,
            "invalid": "Hãy chọn một tệp.",
            "missing": "Hãy chọn một tệp.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(f"{TOO_LARGE} Hãy bỏ hình ảnh, trang thừa rồi chọn lại.")
        return file

    @property
    def file_name(self) -> str:
        return clean_file_name(self.cleaned_data["file"].name)


class DraftForm(ServiceForm):
    """Carries the previewed document, signed, and the version it was compared to.

    The document is checked again when it is saved. The signature prevents saving it to another
    plan, and reading anything that is not from a preview.
    """

    carried = forms.CharField(widget=forms.HiddenInput, max_length=1_500_000)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    @classmethod
    def carrying(cls, plan: Plan, preview: Preview) -> "DraftForm":
        content = {
            "plan": plan.pk,
            "newest": preview.seen,
            "document": preview.document.as_data(),
        }
        text = signing.dumps(content, salt=_SALT, compress=True)
        return cls(plan=plan, initial={"carried": text})

    def clean_carried(self) -> dict[str, Any]:
        """Returns `newest`, the `Preview.seen` at that time, and `document`, nested data."""
        try:
            content = signing.loads(
                self.cleaned_data["carried"], salt=_SALT, max_age=_CARRIED_SECONDS
            )
        except signing.BadSignature:
            content = {}
        if content.get("plan") != self.plan.pk:
            raise forms.ValidationError("Bản xem trước không còn dùng được. Hãy chọn lại tệp.")
        return content


class PublishForm(ServiceForm):
    """Confirms that the effects of publishing were read."""

    confirmed = forms.BooleanField(
        label="Tôi đã đọc bảng này và những điều ở trên.",
        error_messages={"required": "Hãy đánh dấu là đã đọc rồi ban hành."},
    )

    def service_arguments(self) -> dict:
        return {}

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, DocumentError):  # the page lists the contradictions
            self.add_error(None, "Còn chỗ mâu thuẫn chưa có ghi chú cách hiểu, xem danh sách trên.")
        else:
            super().refuse(error)
