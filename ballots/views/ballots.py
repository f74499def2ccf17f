"""A ballot as the office sees it, step by step; the roll sees the result and the receipts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from awards.models import Proposal
from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from core import clock
from core.errors import DomainError

from ..forms.ballots import AnnulForm, AttendanceForm, CloseForm, OpinionForm, PrepareForm
from ..models import AwardCouncil, Ballot, BallotState
from ..permissions import can_count
from ..queries import final_acts
from ..queries.ballots import (
    KeepersShown,
    ballots_of,
    keepers_shown,
    lines_to_vote,
    members_on,
    possible_keepers,
    questions_of,
    receipts_of,
    results_of,
    seat_of,
    turnout,
)
from ..services.ballots import (
    admit_member,
    annul_ballot,
    close_ballot,
    drop_opinion,
    open_ballot,
    prepare_ballot,
    record_opinion,
)


def run_ballot(request: HttpRequest, slug: str, pk: int) -> Ballot:
    """A ballot of a plan one runs; else 404."""
    get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    return get_object_or_404(_ballots(), pk=pk, proposal__ranking__plan__slug=slug)


def seen_ballot(request: HttpRequest, slug: str, pk: int) -> Ballot:
    """A ballot one oversees, sits on the roll of, or keeps a code of; else 404."""
    seen = _ballots().visible_to(request.user)
    return get_object_or_404(seen, pk=pk, proposal__ranking__plan__slug=slug)


def _ballots():
    return Ballot.objects.select_related("proposal__ranking__plan__campaign", "council")


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's ballots, and for the office a form to prepare the next.

    `buoc=tim` looks for more keepers by name and keeps what is filled in.
    """
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
    if request.method == "POST":
        get_object_or_404(Plan.objects.run_by(request.user), slug=slug)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    keepers = _keepers(request, plan)
    form = _prepare_form(request, plan, keepers)
    if proposal and form.is_bound and form.is_valid():
        try:
            ballot = prepare_ballot(
                actor=request.user, proposal=proposal, at=clock.now(), **form.cleaned_data
            )
            return redirect("ballots:ballot_detail", slug, ballot.pk)
        except DomainError as error:
            form.refuse(error)
    ballots = list(ballots_of(plan))
    context = {
        "plan": plan,
        "proposal": proposal,
        "ballots": ballots,
        "form": form,
        "keepers": keepers,
        "may_run": can_run(request.user, plan),
        "councils": (councils := list(_councils(plan))),
        "has_council": bool(councils),
        "is_running": any(not ballot.is_over for ballot in ballots),
        "waiting": lines_to_vote(proposal, clock.today()).count() if proposal else 0,
    }
    return render(request, "ballots/ballot_list.html", context)


def _councils(plan: Plan):
    return AwardCouncil.objects.on(clock.today()).filter(organiser=plan.campaign.organiser_id)


def _keepers(request: HttpRequest, plan: Plan) -> KeepersShown:
    chosen = {
        int(pk)
        for pk in request.POST.getlist("keepers")
        if pk.isascii() and pk.isdigit() and len(pk) < 19
    }
    search = request.POST.get("tim", "").strip()[:100]
    return keepers_shown(plan, clock.today(), search=search, chosen=chosen)


def _prepare_form(request: HttpRequest, plan: Plan, shown: KeepersShown) -> PrepareForm:
    """Bound when it is to be acted upon; while one looks for keepers only filled in again."""
    around = {
        "councils": _councils(plan),
        "keepers": possible_keepers(plan, clock.today()),
        "shown": shown.people,
    }
    if request.method != "POST":
        return PrepareForm(**around)
    if request.POST.get("buoc") != "tim":
        return PrepareForm(request.POST, **around)
    filled = request.POST.dict() | {"keepers": request.POST.getlist("keepers")}
    return PrepareForm(initial=filled, **around)


@require_safe
def ballot_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Steps for the office; for everyone who may see it turnout, result and receipts."""
    ballot = seen_ballot(request, slug, pk)
    plan = ballot.proposal.ranking.plan
    oversees, runs = can_oversee(request.user, plan), can_run(request.user, plan)
    has_closed = ballot.state in (BallotState.CLOSED, BallotState.COUNTED)
    is_counted = ballot.state == BallotState.COUNTED
    questions = results_of(ballot) if is_counted else list(questions_of(ballot))
    context = {
        "plan": plan,
        "ballot": ballot,
        "oversees": oversees,
        "may_run": runs,
        "may_count": can_count(request.user, ballot),
        "keepers": ballot.keepers.select_related("user"),
        "is_keeper": ballot.is_electronic and ballot.keepers.filter(user=request.user).exists(),
        "seat": seat_of(ballot, request.user),
        "seats": ballot.seats.prefetch_related("opinions") if oversees else [],
        "shows_who_voted": oversees and has_closed and ballot.is_electronic,
        "turnout": turnout(ballot),
        "questions": questions,
        "receipts": receipts_of(ballot) if is_counted else [],
        "typed": ballot.paper_counts.select_related("typist"),
    }
    return render(request, "ballots/ballot_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_open(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is there; then the roll and the questions are frozen and the voting begins."""
    ballot = run_ballot(request, slug, pk)
    now = clock.now()
    members = members_on(ballot.council, localdate(now))
    form = AttendanceForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            open_ballot(actor=request.user, ballot=ballot, attendance=form.attendance(), at=now)
            messages.success(request, "Đã mở bỏ phiếu. Các thành viên có mặt đã được báo.")
            return redirect("ballots:ballot_detail", slug, pk)
        except DomainError as error:
            form.refuse(error)
    lines = lines_to_vote(ballot.proposal, localdate(now))
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "form": form,
        "number_of_lines": lines.count(),
    }
    return render(request, "ballots/ballot_open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show who has not voted and ask once before the voting ends."""
    ballot = run_ballot(request, slug, pk)
    if ballot.state != BallotState.OPEN:
        messages.error(request, "Cuộc bỏ phiếu không ở bước đang bỏ phiếu.")
        return redirect("ballots:ballot_detail", slug, pk)
    missing = turnout(ballot).missing if ballot.is_electronic else 0
    form = CloseForm(request.POST) if "missing_accepted" in request.POST else None
    if form and form.is_valid():
        try:
            close_ballot(actor=request.user, ballot=ballot, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã đóng bỏ phiếu. Không ai bỏ phiếu được nữa.")
            return redirect("ballots:ballot_detail", slug, pk)
        except DomainError as error:
            messages.error(request, error.message)
    context = {
        "title": "Đóng bỏ phiếu",
        "button": f"Vẫn đóng, bỏ qua {missing} người chưa bỏ phiếu" if missing else "Đóng bỏ phiếu",
        "act": final_acts.closing_of_ballot(ballot),
        "form": CloseForm(initial={"missing_accepted": missing}),
    }
    return _final_page(request, ballot, context)


def _final_page(request: HttpRequest, ballot: Ballot, context: dict) -> HttpResponse:
    common = {"plan": ballot.proposal.ranking.plan, "ballot": ballot}
    context = {"kept": "", "act_changed": False} | common | context
    return render(request, "ballots/ballot_final.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_annul(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what is destroyed and ask once, with the reason, before the ballot is void."""
    ballot = run_ballot(request, slug, pk)
    if ballot.is_over:
        messages.error(request, "Cuộc bỏ phiếu đã kiểm phiếu hoặc đã hủy, không hủy được nữa.")
        return redirect("ballots:ballot_detail", slug, pk)
    form = AnnulForm(request.POST or None)
    act = final_acts.annulling_of_ballot(ballot)
    if request.method == "POST" and act.was_seen(request.POST) and form.is_valid():
        try:
            annul_ballot(actor=request.user, ballot=ballot, at=clock.now(), **form.cleaned_data)
            messages.success(request, "Đã hủy cuộc bỏ phiếu; phiếu trong hòm đã được xóa.")
            return redirect("ballots:ballot_detail", slug, pk)
        except DomainError as error:
            form.refuse(error)
    context = {
        "title": "Hủy cuộc bỏ phiếu",
        "kept": "ballot-annul",
        "button": "Hủy cuộc bỏ phiếu",
        "act": act,
        "act_changed": "seen" in request.POST and not act.was_seen(request.POST),
        "form": form,
    }
    return _final_page(request, ballot, context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_opinion(request: HttpRequest, slug: str, pk: int, seat_pk: int) -> HttpResponse:
    """The written opinion of an absent member; or that none came, or the member after all."""
    ballot = run_ballot(request, slug, pk)
    seat = get_object_or_404(ballot.seats.exclude(attendance="present"), pk=seat_pk)
    questions = list(questions_of(ballot))
    before = {f"q{o.question_id}": o.choice for o in seat.opinions.all()}
    before["document"] = next((o.document for o in seat.opinions.all()), "")
    form = OpinionForm(request.POST or None, questions=questions, seat=seat, initial=before)
    try:
        if "admit" in request.POST:
            admit_member(actor=request.user, seat=seat, at=clock.now())
            messages.success(request, f"Đã ghi {seat.name} có mặt.")
            return redirect("ballots:ballot_detail", slug, pk)
        if "drop" in request.POST:
            drop_opinion(actor=request.user, seat=seat, at=clock.now())
            messages.success(request, f"Đã ghi: {seat.name} vắng, không có ý kiến.")
            return redirect("ballots:ballot_detail", slug, pk)
        if request.method == "POST" and form.is_valid():
            record_opinion(
                actor=request.user,
                seat=seat,
                choices=form.choices(),
                document=form.cleaned_data["document"],
                at=clock.now(),
            )
            messages.success(request, f"Đã ghi ý kiến bằng văn bản của {seat.name}.")
            return redirect("ballots:ballot_detail", slug, pk)
    except DomainError as error:
        form.full_clean()
        form.refuse(error)
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "seat": seat,
        "form": form,
    }
    return render(request, "ballots/ballot_opinion.html", context)
