"""Pages on which the office seats and invites members of its award council."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from awards.views.told import accepts
from core import clock
from participants.permissions import councils_served

from ..forms.councils import InviteForm, OutsiderForm
from ..models import AwardCouncil, CouncilMember
from ..queries.councils import members_shown
from ..services import councils


def _served_council(request: HttpRequest, pk: int) -> AwardCouncil:
    """A council whose organiser the user serves as a secretary; else 404."""
    offices = councils_served(request.user, Role.SECRETARY)
    return get_object_or_404(AwardCouncil.objects.filter(organiser__in=offices), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def council_members(request: HttpRequest, pk: int) -> HttpResponse:
    """The members of the council, and a form for a member from outside."""
    council = _served_council(request, pk)
    form = OutsiderForm(request.POST or None, initial={"valid_from": clock.today()})
    seated: list[CouncilMember] = []

    def seat(form: OutsiderForm) -> None:
        seated.append(councils.seat_outsider(actor=request.user, council=council, **form.entered()))

    if request.method == "POST" and accepts(form, seat):
        member = seated[0]
        text = f"Đã ghi {member.person.full_name} vào Hội đồng khen thưởng."
        if member.person.user_id:
            text += " Hãy lấy lời mời để người này đặt mật khẩu."
        messages.success(request, text)
        return redirect("ballots:council_members", pk)
    return _page(request, council, form=form)


@never_cache
@sensitive_variables()
@require_POST
def member_invite(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """The invitation of a member from outside, shown in this answer only."""
    council = _served_council(request, pk)
    members = council.members.select_related("person__user", "council")
    member = get_object_or_404(members, pk=member_pk, is_outside=True)
    needs_name = member.person.user_id is None
    form = InviteForm(request.POST if needs_name else {"username": "-"})
    codes: list[str] = []

    def invite(form: InviteForm) -> None:
        username = form.cleaned_data["username"] if needs_name else ""
        codes.append(councils.invite_outsider(actor=request.user, member=member, username=username))

    if not accepts(form, invite):
        if not needs_name:
            messages.error(request, " ".join(form.non_field_errors()))
            return redirect("ballots:council_members", pk)
        return _page(request, council, refused=(member.pk, form))
    member.person.refresh_from_db()
    address = request.build_absolute_uri(reverse("accounts:invitation", args=codes))
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    context = {
        "council": council,
        "member": member,
        "address": address,
        "days": days,
        "qr": _qr_of(address),
    }
    return render(request, "ballots/member_invite.html", context)


def _qr_of(address: str) -> SafeString:
    """The address as an SVG of a QR code, black on white, so that nobody types it from paper."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2, light="#fff")
    return mark_safe(drawn)  # noqa: S308 (paths drawn by segno, no text of the address)


def _page(
    request: HttpRequest,
    council: AwardCouncil,
    form: OutsiderForm | None = None,
    refused: tuple[int, InviteForm] | None = None,
) -> HttpResponse:
    members = members_shown(council, clock.today())
    for member in members:
        is_refused = refused is not None and refused[0] == member.pk
        member.invite_form = refused[1] if is_refused else InviteForm(auto_id=f"%s-{member.pk}")
    context = {
        "council": council,
        "members": members,
        "form": form or OutsiderForm(initial={"valid_from": clock.today()}),
    }
    return render(request, "ballots/council_members.html", context)
