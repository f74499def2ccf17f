from django import forms

from accounts.models import User
from core.forms import ServiceForm

from .models import Mailbox
from .rules import INVALID_ADDRESS


class MailForm(ServiceForm):
    """The address for mail, and whether notices without a deadline are mailed too."""

    address = forms.EmailField(
        label="Địa chỉ thư điện tử",
        required=False,
        max_length=User._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "email"}),
        error_messages={"invalid": INVALID_ADDRESS},
    )
    wants_news = forms.BooleanField(
        label="Gửi cả những việc không có hạn",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, mailbox: Mailbox, **kwargs) -> None:
        initial = {
            "address": mailbox.user.email,
            "wants_news": mailbox.wants_news,
        }
        super().__init__(*args, initial=initial, **kwargs)
