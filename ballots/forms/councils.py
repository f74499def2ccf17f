"""Members of the award council from outside the People's Council."""

from dataclasses import fields

from django import forms

from awards.forms.fields import day_field, line_field
from core.forms import ServiceForm
from participants.models import Gender

from ..models import CouncilMember, CouncilPost
from ..values import Outsider

_SELECT = {"class": "form-select"}


def _help_text(field: str) -> str:
    return CouncilMember._meta.get_field(field).help_text


class OutsiderForm(ServiceForm):
    """A new member from outside; voting electronically requires a username."""

    full_name = line_field("Họ và tên", 120)
    gender = forms.ChoiceField(
        label="Giới tính",
        choices=[("", "Chọn"), *Gender.choices],
        widget=forms.Select(attrs=_SELECT),
        error_messages={"required": "Hãy chọn giới tính."},
    )
    office_post = line_field("Chức vụ công tác", 120, help_text=_help_text("office_post"))
    organisation = line_field("Cơ quan, đơn vị", 160, help_text=_help_text("organisation"))
    post = forms.ChoiceField(
        label="Vai trò",
        choices=CouncilPost.choices,
        initial=CouncilPost.MEMBER,
        widget=forms.Select(attrs=_SELECT),
    )
    valid_from = day_field("Từ ngày")
    valid_to = day_field("Đến ngày (nếu có)", required=False)
    username = line_field(
        "Tên đăng nhập",
        150,
        required=False,
        help_text="Để trống nếu người này chỉ bỏ phiếu giấy.",
    )

    def clean(self) -> dict:
        values = super().clean()
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return values

    def service_arguments(self) -> dict:
        arguments = dict(self.cleaned_data)
        names = [field.name for field in fields(Outsider)]
        outsider = Outsider(**{name: arguments.pop(name) for name in names})
        return {"outsider": outsider, **arguments}


class InviteForm(ServiceForm):
    """The username of a member who has no account yet."""

    username = line_field("Tên đăng nhập", 150, missing="Hãy đặt tên đăng nhập.")
