"""Pages of the demonstration's mail, open to every signed-in user; absent in production."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from core import clock
from notices.services.mailing import send_digests

from . import kept_mail

MAILS_A_PAGE = 50


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Thư mẫu: every mail that was sent, the newest first."""
    page = Paginator(kept_mail.names(), MAILS_A_PAGE).get_page(request.GET.get("trang"))
    mails = [mail for name in page if (mail := kept_mail.read(name))]
    return render(request, "demo/mail_list.html", {"page": page, "mails": mails})


@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail with its headers and parts, as text."""
    mail = kept_mail.read(name)
    if mail is None:
        raise Http404
    return render(request, "demo/mail_detail.html", {"mail": mail})


@require_POST
def digests_send(request: HttpRequest) -> HttpResponse:
    """Send today's digests now instead of at their hour; still one a day for each user."""
    number = send_digests(at=clock.now(), early=True)
    text = f"Đã gửi {number} thư." if number else "Hiện không có thư nào phải gửi."
    messages.success(request, text)
    return redirect("demo:mail_list")
