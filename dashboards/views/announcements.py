"""Announcements to many people, with a preview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.models import Plan
from core import clock
from core.errors import DomainError
from core.views import get_for_user_or_404, refusal_as_message
from notices.queries import sent_together
from notices.services.mailing import letter_of

from .. import services
from ..audiences import audience_of
from ..forms import AnnouncementForm, SendForm
from ..notice_kinds import DashboardNotice


@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest, slug: str) -> HttpResponse:
    """Thông báo tới nhiều người: write an announcement and preview it. Sends nothing."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser", slug=slug)
    form = AnnouncementForm(request.POST or None, plan=plan)
    context = {"plan": plan, "form": form}
    if request.method == "POST" and form.is_valid():
        context |= _preview(request, plan, form.cleaned_data)
    context["sent"] = sent_together(
        DashboardNotice.ANNOUNCEMENT, services.announcement_prefix(plan)
    )
    return render(request, "dashboards/announcement.html", context)


def _preview(request: HttpRequest, plan: Plan, words: dict[str, str]) -> dict:
    """The recipients, and the mail as the reader of the page would get it."""
    audience = audience_of(plan, words["to"], clock.now())
    message = services.announcement(plan, words["title"], words["text"], "xem-truoc")
    letter = letter_of(request.user, [message.to(request.user.pk, clock.now())])
    send_form = SendForm.carrying(plan, words, audience.ids) if audience.people else None
    return {"audience": audience, "letter": letter, "send_form": send_form}


@require_POST
def announcement_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the previewed announcement, once however often the button is clicked."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser", slug=slug)
    form = SendForm(request.POST, plan=plan)
    with refusal_as_message(request):
        if not form.is_valid():
            raise DomainError("Bản xem trước không còn dùng được. Hãy xem trước lại rồi gửi.")
        carried = form.cleaned_data["carried"]
        number = services.announce(
            actor=request.user,
            plan=plan,
            to=carried.to,
            title=carried.title,
            text=carried.text,
            shown=carried.shown,
            token=carried.token,
            at=clock.now(),
        )
        message = f"Đã gửi thông báo tới {number} người." if number else "Thông báo này đã gửi rồi."
        messages.success(request, message)
    return redirect("dashboards:announcement", slug)
