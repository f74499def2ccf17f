import json

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.errors import DomainError
from core.views import id_from, refusal_as_json

from .drafts import draft_data
from .forms import FirstPasswordForm, SignInForm
from .rules import UNREADABLE_DRAFT
from .services import drafts, invitations


class SignInView(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


sign_in = SignInView.as_view()
sign_out = LogoutView.as_view()


@login_not_required
def locked_out(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """The page after five wrong passwords for one name from one address."""
    return render(request, "accounts/locked_out.html", status=429)


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The invited person sets the first password, then signs in with it."""
    user = invitations.user_invited_by(code)
    form = FirstPasswordForm(user, request.POST or None) if user else None
    if form and form.perform(invitations.accept_invitation, code=code):
        messages.success(request, f"Đã đặt mật khẩu. Hãy đăng nhập bằng tên {user.username}.")
        return redirect("accounts:sign_in")
    context = {"form": form, "invited": user}
    return render(request, "accounts/invitation.html", context, status=200 if user else 404)


@require_POST
@refusal_as_json(status=400)
def draft_save(request: HttpRequest) -> JsonResponse:
    """Save or drop the draft of one form (static/js/kept_form.js).

    `other` in the answer is content that another window has saved or sent; then nothing was saved.
    """
    if request.POST.get("user", str(request.user.pk)) != str(request.user.pk):
        message = "Đã đăng nhập bằng tài khoản khác; nội dung chỉ còn trên máy này."
        return JsonResponse({"error": message}, status=409)
    key = request.POST.get("key", "")
    try:
        if "drop" in request.POST:
            draft = drafts.close_draft(actor=request.user, key=key, at=clock.now())
        else:
            draft = drafts.save_draft(
                actor=request.user,
                key=key,
                fields=_fields(request.POST.get("fields", "")),
                based_on=id_from(request.POST.get("based_on")),
                at=clock.now(),
            )
    except drafts.DraftChangedError as error:
        return JsonResponse({"other": draft_data(error.current)})
    return JsonResponse(draft_data(draft) | {"fields": {}})


def _fields(text: str) -> dict:
    """The JSON object of field names and values that the script sends."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise DomainError(UNREADABLE_DRAFT)
    return fields
