"""Pages on which the office adds and invites members of its award council."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.views import get_for_user_or_404, refusal_as_message

from ..forms.councils import InviteForm, OutsiderForm
from ..models import AwardCouncil, CouncilMember
from ..queries.councils import members_shown
from ..services import councils


@require_http_methods(["GET", "HEAD", "POST"])
def council_members(request: HttpRequest, pk: int) -> HttpResponse:
    """The members of an award council, with a form for a member from outside."""
    council = get_for_user_or_404(request, AwardCouncil.objects.served_by, pk=pk)
    form = OutsiderForm(request.POST or None, initial={"valid_from": clock.today()})
    if form.perform(councils.seat_outsider, actor=request.user, council=council):
        person = form.result.person
        text = f"Đã ghi {person.full_name} vào Hội đồng khen thưởng."
        if person.user_id:
            text += " Hãy lấy lời mời để người này đặt mật khẩu."
        messages.success(request, text)
        return redirect("ballots:council_members", pk)
    return _members_page(request, council, form=form)


@never_cache
@sensitive_variables()
@require_POST
def member_invite(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Show the invitation of a member from outside, in this answer only."""
    council = get_for_user_or_404(request, AwardCouncil.objects.served_by, pk=pk)
    members = council.members.select_related("person__user", "council")
    member = get_object_or_404(members, pk=member_pk, is_outside=True)
    if member.person.user_id is None:
        form = InviteForm(request.POST)
        if form.perform(councils.invite_outsider, actor=request.user, member=member):
            return _invitation_page(request, council, member, form.result)
        return _members_page(request, council, refused=(member.pk, form))
    with refusal_as_message(request):
        code = councils.invite_outsider(actor=request.user, member=member)
        return _invitation_page(request, council, member, code)
    return redirect("ballots:council_members", pk)


@sensitive_variables()
def _invitation_page(
    request: HttpRequest, council: AwardCouncil, member: CouncilMember, code: str
) -> HttpResponse:
    member.person.refresh_from_db()
    address = request.build_absolute_uri(reverse("accounts:invitation", args=[code]))
    qr = segno.make(address, error="m")
    context = {
        "council": council,
        "member": member,
        "address": address,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        # Paths drawn by segno; the address itself is not in the SVG.
        "qr": mark_safe(qr.svg_inline(scale=4, border=2, light="#fff")),  # noqa: S308
    }
    return render(request, "ballots/member_invite.html", context)


def _members_page(
    request: HttpRequest,
    council: AwardCouncil,
    form: OutsiderForm | None = None,
    refused: tuple[int, InviteForm] | None = None,
) -> HttpResponse:
    """`refused`: id of a member and the invitation form that was refused for them."""
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
