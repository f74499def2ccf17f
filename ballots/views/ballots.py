"""Pages of a plan's ballots, of one ballot, and of the steps of the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from awards.models import Proposal
from campaigns.models import Plan
from campaigns.permissions import can_oversee, can_run
from core import clock
from core.final_acts import FinalAct
from core.forms import ServiceForm
from core.views import get_for_user_or_404, id_from, refusal_as_message

from .. import rules
from ..forms.ballots import AnnulForm, AttendanceForm, CloseForm, OpinionForm, PrepareForm
from ..models import AwardCouncil, Ballot, BallotState
from ..permissions import can_count
from ..queries import ballots, keepers, results
from ..services import attendance, ending, opening, preparing
from ..wording import final_acts
from .access import ballot_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballots of a plan, with a form for the office to prepare the next one.

    `buoc=tim` searches for more keepers and keeps what is filled in.
    """
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    if request.method == "POST":
        get_for_user_or_404(request, Plan.objects.run_by, slug=slug)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    choices = keepers.keeper_choices(
        plan,
        clock.today(),
        search=request.POST.get("tim", "").strip()[:100],
        chosen={id_from(pk) for pk in request.POST.getlist("keepers")},
    )
    councils = AwardCouncil.objects.on(clock.today()).filter(organiser=plan.campaign.organiser_id)
    form = _prepare_form(request, plan, councils, choices)
    if proposal and form.perform(
        preparing.prepare_ballot, actor=request.user, proposal=proposal, at=clock.now()
    ):
        return redirect("ballots:ballot_detail", slug, form.result.pk)
    shown = list(ballots.ballots_of(plan))
    councils = list(councils)
    context = {
        "plan": plan,
        "proposal": proposal,
        "ballots": shown,
        "form": form,
        "keepers": choices,
        "may_run": can_run(request.user, plan),
        "councils": councils,
        "has_council": bool(councils),
        "is_running": any(not ballot.is_over for ballot in shown),
        "waiting": ballots.lines_to_vote(proposal, clock.today()).count() if proposal else 0,
        "nothing_to_vote": rules.NO_LINE_TO_VOTE,
    }
    return render(request, "ballots/ballot_list.html", context)


def _prepare_form(
    request: HttpRequest, plan: Plan, councils, choices: keepers.KeeperChoices
) -> PrepareForm:
    """Unbound for a search, but filled in with what was sent."""
    options = {
        "councils": councils,
        "keepers": keepers.possible_keepers(plan, clock.today()),
        "shown": choices.people,
    }
    if request.method == "POST" and request.POST.get("buoc") == "tim":
        filled_in = request.POST.dict() | {"keepers": request.POST.getlist("keepers")}
        return PrepareForm(initial=filled_in, **options)
    return PrepareForm(request.POST if request.method == "POST" else None, **options)


@require_safe
def ballot_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One ballot: steps for the office; turnout, result and receipts for all readers."""
    ballot = ballot_or_404(request, Ballot.objects.visible_to, slug, pk)
    plan = ballot.proposal.ranking.plan
    oversees = can_oversee(request.user, plan)
    is_counted = ballot.state == BallotState.COUNTED
    has_closed = is_counted or ballot.state == BallotState.CLOSED
    context = {
        "plan": plan,
        "ballot": ballot,
        "oversees": oversees,
        "may_run": can_run(request.user, plan),
        "may_count": can_count(request.user, ballot),
        "keepers": ballot.keepers.select_related("user"),
        "is_keeper": ballot.is_electronic and ballot.keepers.filter(user=request.user).exists(),
        "seat": ballots.seat_of(ballot, request.user),
        "seats": ballot.seats.prefetch_related("opinions") if oversees else [],
        "shows_who_voted": oversees and has_closed and ballot.is_electronic,
        "turnout": ballots.turnout(ballot),
        "questions": results.results_of(ballot)
        if is_counted
        else list(ballots.questions_of(ballot)),
        "receipts": ballots.receipts_of(ballot) if is_counted else [],
        "typed": ballot.paper_counts.select_related("typist"),
    }
    return render(request, "ballots/ballot_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_open(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Enter the attendance and open the voting."""
    ballot = ballot_or_404(request, Ballot.objects.run_by, slug, pk)
    now = clock.now()
    members = ballots.members_on(ballot.council, localdate(now))
    form = AttendanceForm(request.POST or None, members=members)
    if form.perform(opening.open_ballot, actor=request.user, ballot=ballot, at=now):
        messages.success(request, "Đã mở bỏ phiếu. Các thành viên có mặt đã được báo.")
        return redirect("ballots:ballot_detail", slug, pk)
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "problem": rules.opening_problem(ballot),
        "form": form,
        "number_of_lines": ballots.lines_to_vote(ballot.proposal, localdate(now)).count(),
    }
    return render(request, "ballots/ballot_open.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show how many have not voted, and close the voting once that is confirmed."""
    ballot = ballot_or_404(request, Ballot.objects.run_by, slug, pk)
    if problem := rules.closing_problem(ballot):
        messages.error(request, problem)
        return redirect("ballots:ballot_detail", slug, pk)
    missing = ballots.turnout(ballot).missing if ballot.is_electronic else 0
    confirmation = CloseForm(request.POST if "missing_accepted" in request.POST else None)
    if confirmation.is_valid():
        with refusal_as_message(request):
            ending.close_ballot(
                actor=request.user, ballot=ballot, at=clock.now(), **confirmation.cleaned_data
            )
            messages.success(request, "Đã đóng bỏ phiếu. Không ai bỏ phiếu được nữa.")
            return redirect("ballots:ballot_detail", slug, pk)
    return _final_act_page(
        request,
        ballot,
        final_acts.closing_of_ballot(ballot),
        CloseForm(initial={"missing_accepted": missing}),
        title="Đóng bỏ phiếu",
        button=f"Vẫn đóng, bỏ qua {missing} người chưa bỏ phiếu" if missing else "Đóng bỏ phiếu",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_annul(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what is destroyed, and annul the ballot once that is confirmed with a reason."""
    ballot = ballot_or_404(request, Ballot.objects.run_by, slug, pk)
    if problem := rules.annulling_problem(ballot):
        messages.error(request, problem)
        return redirect("ballots:ballot_detail", slug, pk)
    form = AnnulForm(request.POST or None)
    act = final_acts.annulling_of_ballot(ballot)
    if act.was_seen(request.POST) and form.perform(
        ending.annul_ballot, actor=request.user, ballot=ballot, at=clock.now()
    ):
        messages.success(request, "Đã hủy cuộc bỏ phiếu; phiếu trong hòm đã được xóa.")
        return redirect("ballots:ballot_detail", slug, pk)
    return _final_act_page(
        request,
        ballot,
        act,
        form,
        title="Hủy cuộc bỏ phiếu",
        button="Hủy cuộc bỏ phiếu",
        kept="ballot-annul",
        act_changed="seen" in request.POST and not act.was_seen(request.POST),
    )


def _final_act_page(
    request: HttpRequest,
    ballot: Ballot,
    act: FinalAct,
    form: ServiceForm,
    *,
    title: str,
    button: str,
    kept: str = "",
    act_changed: bool = False,
) -> HttpResponse:
    """The page that asks once. `kept`: key of the draft that keeps the form, if any."""
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "act": act,
        "form": form,
        "title": title,
        "button": button,
        "kept": kept,
        "act_changed": act_changed,
    }
    return render(request, "ballots/ballot_final.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_opinion(request: HttpRequest, slug: str, pk: int, seat_pk: int) -> HttpResponse:
    """Enter an absent member's written opinion, that none came, or that the member came."""
    ballot = ballot_or_404(request, Ballot.objects.run_by, slug, pk)
    seat = get_object_or_404(ballot.seats.absent(), pk=seat_pk)
    opinions = list(seat.opinions.all())
    initial = {f"q{opinion.question_id}": opinion.choice for opinion in opinions}
    initial["document"] = opinions[0].document if opinions else ""
    questions = ballots.questions_of(ballot)
    form = OpinionForm(request.POST or None, questions=questions, seat=seat, initial=initial)
    arguments = {"actor": request.user, "seat": seat, "at": clock.now()}
    if "admit" in request.POST:
        success = f"Đã ghi {seat.name} có mặt."
        is_accepted = form.call_service(attendance.admit_member, **arguments)
    elif "drop" in request.POST:
        success = f"Đã ghi: {seat.name} vắng, không có ý kiến."
        is_accepted = form.call_service(attendance.drop_opinion, **arguments)
    else:
        success = f"Đã ghi ý kiến bằng văn bản của {seat.name}."
        is_accepted = form.perform(attendance.record_opinion, **arguments)
    if is_accepted:
        messages.success(request, success)
        return redirect("ballots:ballot_detail", slug, pk)
    context = {
        "plan": ballot.proposal.ranking.plan,
        "ballot": ballot,
        "seat": seat,
        "form": form,
    }
    return render(request, "ballots/ballot_opinion.html", context)
