"""The inbox, the choice of mail, and the way out that stands under every mail."""

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

from . import queries, services
from .forms import MailForm
from .kinds import all_kinds, due_kinds
from .models import Notice

NOTICES_A_PAGE = 30


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Thông báo: what one was told, unread first. Looking at the list marks nothing."""
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
    """Mark one as read and go where it leads; back to the list where it leads nowhere."""
    notice = get_for_user_or_404(request, Notice.objects.visible_to, pk=pk)
    services.mark_read(actor=request.user, notice=notice, at=clock.now())
    return redirect(notice.path or "notices:inbox")


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything up to the newest one that the page showed."""
    newest = id_from(request.POST.get("newest"))
    services.mark_all_read(actor=request.user, up_to=newest, at=clock.now())
    return redirect("notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Thư điện tử: one's address, and what is mailed to it."""
    mailbox = queries.mailbox_of(request.user)
    form = MailForm(request.POST or None, mailbox=mailbox)
    if form.perform(services.choose_mail, actor=request.user):
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


@csrf_exempt  # the signed link is the proof; a mail program that posts has no cookie of ours
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Thôi nhận thư from the link of a mail; also the one click of RFC 8058."""
    user = services.user_of_token(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        services.unsubscribe(user=user)
    context = {
        "is_done": request.method == "POST",
        "due": [kind.label for kind in due_kinds()],
    }
    return render(request, "notices/unsubscribe.html", context)
