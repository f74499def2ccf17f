"""Home pages: own work, the plans, a leader's overview; announcements and award steps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from awards.models import Proposal
from awards.queries.changes import quotas_with_numbers
from ballots.queries.councils import ballots_on_the_roll, seats_of
from campaigns.forms.pledges import PledgeReturnForm
from campaigns.models import EntryList, Plan, PlanState, Pledge, PledgeState
from campaigns.permissions import can_decide_pledge, can_pledge_for, can_run
from campaigns.queries.pledges import registration_progress
from campaigns.services.plans import close_plan
from core import clock
from core.downloads import file_name, workbook_response
from core.errors import DomainError
from core.history.wording import in_words, kind_label
from core.views import get_for_user_or_404, refusal_as_message
from notices.queries import sent_together
from notices.services.mailing import letter_of
from participants.permissions import holds_office
from scoring.models import Ranking
from scoring.rankings import rules
from scoring.sheets.progress import plan_progress

from . import clusters, history, pledge_reading, queries, services
from .audiences import audience_of
from .award_progress import progress_of
from .award_steps import steps_of
from .exports import overview_sheets
from .forms import AnnouncementForm, ClosePlanForm, HistoryFilterForm, SendForm
from .notice_kinds import DashboardNotice
from .waiting import waiting_in

RECORDS_A_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page of the user: the plans for the office, own work for others."""
    if holds_office(request.user, Role.SECRETARY, Role.LEADER):
        return redirect("dashboards:plan_list")
    if request.user.is_superuser:
        return redirect("admin:index")
    return redirect("dashboards:my_work")


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: the user's standing, work to do, and reports sent."""
    standings = queries.standings_of(request.user)
    context = {
        "standings": standings,
        "may_report": any(standing.is_open for standing in standings),
        "returned": queries.reports_to_correct(request.user),
        "recent": queries.recent_reports(request.user),
        "sheets": queries.sheets_waiting_for(request.user),
        "pledges": queries.pledges_to_send(request.user),
        "ballots": queries.ballots_to_vote_in(request.user),
        "ballots_in_hand": queries.ballots_in_hand(request.user),
        "seats": (seats := seats_of(request.user, clock.today())),
        "rolls": ballots_on_the_roll(request.user) if seats else [],
    }
    return render(request, "dashboards/my_work.html", context)


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = queries.plans_with_numbers(request.user)
    overseen = set(Plan.objects.overseen_by(request.user).values_list("pk", flat=True))
    context = {
        "plans": plans,
        "overseen": overseen,
        "ballots": queries.ballots_to_vote_in(request.user),
        "ballots_in_hand": queries.ballots_in_hand(request.user),
    }
    return render(request, "dashboards/plan_list.html", context)


@require_safe
def plan_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Tổng quan: progress, leading and slow clusters, waiting work. Made to be printed too."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign__organiser", slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    standings = clusters.cluster_standings(ranking) if ranking else []
    context = {
        "plan": plan,
        "ranking": ranking,
        "sealed": Ranking.objects.latest_sealed_of(plan),
        "progress": plan_progress(plan),
        "waiting": waiting_in([plan], request.user)[plan.pk],
        "has_draft": ranking is not None and not ranking.is_sealed,
        "registration": registration_progress(plan),
        "slowest": clusters.slowest(standings),
        "parts": [
            ("Tập thể", [row for row in standings if row.is_collective]),
            ("Cá nhân", [row for row in standings if not row.is_collective]),
        ],
        "lists": dict(EntryList.choices),
        "proposal": proposal,
        "quotas": quotas_with_numbers(proposal) if proposal else [],
        "may_run": can_run(request.user, plan),
    }
    return render(request, "dashboards/plan_overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Tổng kết kế hoạch: list what ends and what is still open, then ask for confirmation."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser", slug=slug)
    form = ClosePlanForm(request.POST if request.method == "POST" else None)
    if form.perform(close_plan, actor=request.user, plan=plan):
        messages.success(request, f"Đã tổng kết {plan}.")
        return redirect("dashboards:plan_overview", slug)
    sealed = Ranking.objects.latest_sealed_of(plan)
    last = rules.appeals_until(sealed) if sealed else None
    context = {
        "plan": plan,
        "form": form,
        "appeals_until": last if last and last >= clock.now() else None,
        "waiting": waiting_in([plan], request.user)[plan.pk],
        "owing": queries.stages_still_open(plan, clock.now()),
        "draft": Ranking.objects.draft_of(plan),
        "sealed": sealed,
    }
    return render(request, "dashboards/plan_close.html", context)


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
        told = f"Đã gửi thông báo tới {number} người." if number else "Thông báo này đã gửi rồi."
        messages.success(request, told)
    return redirect("dashboards:announcement", slug)


@require_safe
def pledge_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đăng ký of one entry: each target beside what was reached; the office decides here."""
    pledge = get_for_user_or_404(
        request,
        Pledge.objects.visible_to,
        "entry__plan__campaign",
        "entry__cluster",
        "sent_by",
        "decided_by",
        pk=pk,
        entry__plan__slug=slug,
    )
    plan, line = pledge.entry.plan, pledge_reading.line_of(pledge.entry)
    may_decide = plan.state == PlanState.RUNNING and can_decide_pledge(request.user, pledge)
    context = {
        "plan": plan,
        "entry": pledge.entry,
        "pledge": pledge,
        "line": line,
        "rows": pledge_reading.rows_of(pledge, line),
        "may_accept": may_decide and pledge.state == PledgeState.SENT,
        "may_return": may_decide and pledge.is_registered,
        "return_form": PledgeReturnForm(),
        "may_write": plan.state == PlanState.RUNNING
        and not pledge.is_registered
        and can_pledge_for(request.user, pledge.entry),
    }
    return render(request, "dashboards/pledge_detail.html", context)


@require_safe
def overview_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers and standings of the overview as a workbook."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign__organiser", slug=slug)
    ranking = queries.newest_ranking(plan)
    proposal = Proposal.objects.visible_to(request.user).select_related("ranking").latest_of(plan)
    sheets = overview_sheets(
        plan_progress(plan),
        waiting_in([plan], request.user)[plan.pk],
        quotas_with_numbers(proposal) if proposal else [],
        clusters.cluster_standings(ranking) if ranking else [],
    )
    return workbook_response(
        request,
        name=file_name(plan.slug, "tong quan"),
        what=f"Tổng quan: {plan}",
        sheets=sheets,
        chosen=str(ranking) if ranking else "",
    )


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Health check: the web server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
def award_steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Khen thưởng: the seven award steps of a plan, each with its state and next action."""
    plans = Plan.objects.overseen_by(request.user).select_related("campaign")
    plan = get_object_or_404(plans, slug=slug)
    progress = progress_of(plan, clock.today())
    steps = steps_of(progress)
    for step in steps:
        step.address = reverse(step.page, args=[plan.slug]) if step.button else ""
    context = {
        "plan": plan,
        "progress": progress,
        "steps": steps,
        "may_run": can_run(request.user, plan),
    }
    return render(request, "dashboards/award_steps.html", context)


@require_safe
def history_list(request: HttpRequest) -> HttpResponse:
    """Lịch sử thay đổi: ?ke-hoach=, ?loai=, ?nguoi=, ?tu=, ?den=.

    404 to everybody who neither oversees a council nor administers the system.
    """
    chosen, context = _chosen_history(request)
    records = history.chosen_records(request.user, chosen)
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("trang"))
    context |= {"page": page, "changes": in_words(page.object_list)}
    return render(request, "dashboards/history_list.html", context)


@require_safe
def history_workbook(request: HttpRequest) -> HttpResponse:
    """The chosen changes as a workbook, one row for each changed field."""
    chosen, _ = _chosen_history(request)
    records = history.chosen_records(request.user, chosen)
    return workbook_response(
        request,
        name=file_name(chosen.plan and chosen.plan.slug, "lich su thay doi"),
        what="Lịch sử thay đổi",
        sheets=[history.history_sheet(records)],
        chosen=history.chosen_in_words(chosen),
    )


def _chosen_history(request: HttpRequest) -> tuple[history.HistoryFilter, dict]:
    """What the reader chose, and the form. Raises Http404 to those who may read no history."""
    user = request.user
    oversees = holds_office(user, Role.SECRETARY, Role.LEADER)
    if not (oversees or user.is_superuser):
        raise Http404
    plans = Plan.objects.overseen_by(user).order_by("-starts_on", "name")
    form = HistoryFilterForm(
        request.GET, plans=plans, kinds=history.kinds_for(user, oversees=oversees)
    )
    return form.chosen(), {"form": form, "plans": plans}


@require_safe
def row_history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Lịch sử of one row, also of a deleted one."""
    model = history.tracked_model(kind)
    records = history.row_records(request.user, model, pk) if model else None
    if records is None:
        raise Http404
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("trang"))
    row = model._base_manager.filter(pk=pk).first()
    context = {
        "kind": kind_label(model),
        "name": str(row) if row else f"#{pk}",
        "is_deleted": row is None,
        "page": page,
        "changes": in_words(page.object_list),
    }
    return render(request, "dashboards/row_history.html", context)
