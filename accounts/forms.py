from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm

from core.forms import ServiceFormMixin


class SignInForm(AuthenticationForm):
    """User name and password; a wrong name and a wrong password get the same message."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại.",
        "inactive": "Tài khoản này đã ngừng dùng. Hãy liên hệ văn phòng.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field("username", autocomplete="username", autocapitalize="none"),
            Field("password", autocomplete="current-password"),
            Submit("sign_in", "Đăng nhập", css_class="btn-primary btn-lg w-100"),
        )


class FirstPasswordForm(ServiceFormMixin, SetPasswordForm):
    """The first password of an invited account, entered twice."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Mật khẩu"
        self.fields["new_password2"].label = "Nhập lại mật khẩu"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Field("new_password1", autocomplete="new-password"),
            Field("new_password2", autocomplete="new-password"),
            Submit("set_password", "Đặt mật khẩu", css_class="btn-primary btn-lg w-100"),
        )

    def service_arguments(self) -> dict:
        return {"password": self.cleaned_data["new_password1"]}
