"""The inbox, the mail preferences, and the unsubscribe link of every mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.views import get_for_user_or_404, id_from

from . import queries
from .forms import MailForm
from .kinds import all_kinds, due_kinds
from .models import Notice
from .services import preferences, reading

NOTICES_A_PAGE = 30


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Thông báo: the inbox, unread ones first. Opening the list marks nothing as read."""
    page = Paginator(queries.inbox_of(request.user), NOTICES_A_PAGE).get_page(
        request.GET.get("trang")
    )
    newest = max((notice.pk for notice in page), default=0)
    mailbox = queries.mailbox_of(request.user)
    return render(
        request, "notices/inbox.html", {"page": page, "newest": newest, "mailbox": mailbox}
    )


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and redirect to its page, or to the inbox without one."""
    notice = get_for_user_or_404(request, Notice.objects.visible_to, pk=pk)
    reading.mark_read(actor=request.user, notice=notice, at=clock.now())
    return redirect(notice.path or "notices:inbox")


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark every notice up to the newest one shown as read."""
    newest = id_from(request.POST.get("newest"))
    reading.mark_all_read(actor=request.user, up_to=newest, at=clock.now())
    return redirect("notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Thư điện tử: the reader's address and mail preferences."""
    mailbox = queries.mailbox_of(request.user)
    form = MailForm(request.POST or None, mailbox=mailbox)
    if form.perform(preferences.choose_mail, actor=request.user):
        messages.success(request, "Đã ghi lựa chọn của bạn.")
        return redirect("notices:mail_settings")
    context = {
        "form": form,
        "mailbox": mailbox,
        "hour": settings.MAIL_DIGEST_HOUR,
        "due": [kind.label for kind in due_kinds()],
        "news": [kind.label for kind in all_kinds() if not kind.asks.is_due],
    }
    return render(request, "notices/mail_settings.html", context)


@csrf_exempt  # the signed link is the permission; a mail program has no cookie of ours
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Thôi nhận thư: the unsubscribe link of a mail, also by one click (RFC 8058)."""
    user = preferences.user_of_token(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        preferences.unsubscribe(user=user)
    context = {
        "is_done": request.method == "POST",
        "due": [kind.label for kind in due_kinds()],
    }
    return render(request, "notices/unsubscribe.html", context)
