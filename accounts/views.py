from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import SignInForm


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
