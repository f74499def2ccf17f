"""Members of the award council from outside the People's Council."""

from django import forms

from awards.forms.fields import day_field, line_field
from core.forms import ServiceForm
from participants.models import Gender

from ..models import CouncilPost
from ..services.councils import Outsider

_SELECT = {"class": "form-select"}


def _username_field(**options) -> forms.CharField:
    return line_field("Tên đăng nhập", 150, **options)


class OutsiderForm(ServiceForm):
    """A new member from outside; voting electronically needs a sign-in name."""

    full_name = line_field("Họ và tên", 120)
    gender = forms.ChoiceField(
        label="Giới tính",
        choices=[("", "Chọn"), *Gender.choices],
        widget=forms.Select(attrs=_SELECT),
        error_messages={"required": "Hãy chọn giới tính."},
    )
    office_post = line_field("Chức vụ công tác", 120, help_text="Giám đốc, Chủ tịch…")
    organisation = line_field("Cơ quan, đơn vị", 160, help_text="Sở Nội vụ, UBND thành phố…")
    post = forms.ChoiceField(
        label="Vai trò",
        choices=CouncilPost.choices,
        initial=CouncilPost.MEMBER,
        widget=forms.Select(attrs=_SELECT),
    )
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến ngày (nếu có)", required=False)
    username = _username_field(
        required=False,
        help_text="Để trống nếu người này chỉ bỏ phiếu giấy.",
    )

    def clean(self) -> dict:
        values = super().clean()
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return values

    def entered(self) -> dict:
        """Arguments of `seat_outsider`."""
        data = dict(self.cleaned_data)
        names = ("full_name", "gender", "office_post", "organisation")
        return {"outsider": Outsider(**{name: data.pop(name) for name in names}), **data}


class InviteForm(ServiceForm):
    username = _username_field(missing="Hãy đặt tên đăng nhập.")
