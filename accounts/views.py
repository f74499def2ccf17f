from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from core.errors import DomainError

from . import services
from .forms import FirstPasswordForm, SignInForm


class SignInView(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


sign_in = SignInView.as_view()
sign_out = LogoutView.as_view()


@login_not_required
def locked_out(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Five wrong passwords for one name from one address: wait a quarter of an hour."""
    return render(request, "accounts/locked_out.html", status=429)


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The invited person sets the first password, then signs in with it."""
    user = services.user_invited_by(code)
    form = FirstPasswordForm(user, request.POST or None) if user else None
    if form and form.is_valid():
        try:
            services.accept_invitation(code=code, password=form.cleaned_data["new_password1"])
            messages.success(request, f"Đã đặt mật khẩu. Hãy đăng nhập bằng tên {user.username}.")
            return redirect("accounts:sign_in")
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"form": form, "invited": user}
    return render(request, "accounts/invitation.html", context, status=200 if user else 404)
