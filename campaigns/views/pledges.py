"""Đăng ký thi đua: the pledge as a form, the office's list, what it decides, the paper."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import DomainError

from .. import queries
from ..forms.pledges import PaperPledgesForm, PledgeForm, PledgeReturnForm
from ..forms.timetable import ExtensionForm
from ..models import Entry, Plan, Pledge
from ..permissions import can_oversee, can_run, speaks_for
from ..scorecards.targets import Target, target_in_words
from ..services.pledges import (
    PledgeDraft,
    TargetsError,
    accept_pledge,
    accept_pledges,
    draft_of,
    last_moment,
    record_pledges,
    registration_problem,
    return_pledge,
    save_pledge,
    send_pledge,
)

ENTRIES_A_PAGE = 100
PAPERS_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Written for oneself, a body one leads, or as the office for another (?cho=)."""
    plan = _plan(request, slug)
    entry, choices = _chosen_entry(request, plan)
    if entry is None and not choices and can_oversee(request.user, plan):
        return redirect("campaigns:pledge_list", slug)
    if entry is None:
        return render(request, "campaigns/pledge_choose.html", {"plan": plan, "entries": choices})
    pledge = Pledge.objects.filter(entry=entry).first()
    if pledge and pledge.is_registered and request.method != "POST":
        return redirect("dashboards:pledge_detail", slug, pledge.pk)
    form = _form(request, entry, pledge)
    if request.method == "POST":
        pledge = _take(request, entry, form)
        if pledge and pledge.is_registered:
            messages.success(request, f"Đã gửi đăng ký thi đua của {entry}.")
            return redirect("dashboards:pledge_detail", slug, pledge.pk)
        if pledge:
            messages.success(request, "Đã lưu. Đăng ký chưa được gửi.")
            return redirect(request.get_full_path())
    return render(request, "campaigns/pledge_form.html", _form_context(request, entry, form))


def _plan(request: HttpRequest, slug: str) -> Plan:
    """A plan that has a registration, to those who take part in it or run it."""
    plans = Plan.objects.visible_to(request.user).filter(registrations_due_at__isnull=False)
    return get_object_or_404(plans.select_related("campaign__organiser"), slug=slug)


def _chosen_entry(request: HttpRequest, plan: Plan) -> tuple[Entry | None, list[Entry]]:
    """The entry to write for, and those that `user` speaks for; 404 for a stranger's."""
    entries = Entry.objects.filter(plan=plan).select_related("plan__campaign", "pledge")
    choices = list(entries.reported_by(request.user).order_by("sort_key"))
    if wanted := request.GET.get("cho", ""):
        visible = entries.visible_to(request.user)
        entry = get_object_or_404(visible, pk=wanted if wanted.isdecimal() else 0)
        if entry not in choices and not can_run(request.user, plan):
            raise Http404
        return entry, choices
    return (choices[0] if len(choices) == 1 else None), choices


def _form(request: HttpRequest, entry: Entry, pledge: Pledge | None) -> PledgeForm:
    nodes = list(entry.scorecard.criteria.all())
    leaves = [node for node in nodes if node.is_leaf]
    problem = registration_problem(entry, clock.now(), pledge)
    takes_late = bool(problem) and entry.plan.state == "running"
    return PledgeForm(
        request.POST if request.method == "POST" else None,
        nodes=nodes,
        before=draft_of(pledge, leaves) if pledge else PledgeDraft(),
        takes_late=takes_late and not speaks_for(request.user, entry),
    )


def _take(request: HttpRequest, entry: Entry, form: PledgeForm) -> Pledge | None:
    """Send, or keep what can be kept; what the service refuses becomes an error of the form."""
    is_sent = "send" in request.POST
    if not form.is_valid() and (is_sent or "token" in form.errors):
        return None
    values = {"actor": request.user, "entry": entry, "draft": form.draft(), "at": clock.now()}
    try:
        if is_sent:
            return send_pledge(late=form.late(), **values)
        pledge = save_pledge(**values)
    except TargetsError as error:
        form.add_target_errors(error)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        form.show_seen(Pledge.objects.filter(entry=entry).values_list("token", flat=True).first())
    else:
        return None if form.errors else pledge
    return None


def _form_context(request: HttpRequest, entry: Entry, form: PledgeForm) -> dict:
    pledge = Pledge.objects.filter(entry=entry).first()
    at = clock.now()
    problem = registration_problem(entry, at, pledge)
    may_extend = can_run(request.user, entry.plan) and not speaks_for(request.user, entry)
    return {
        "plan": entry.plan,
        "entry": entry,
        "pledge": pledge,
        "form": form,
        "last": last_moment(entry, pledge),
        "problem": problem,
        "may_write": problem is None or form.takes_late,
        "is_office": may_extend,
        "extension_form": ExtensionForm(plan=entry.plan, initial={"stage": "registrations"})
        if may_extend
        else None,
    }


@require_safe
def pledge_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who registered, who not, who late; ?loc= one of these, ?cum= a cluster, ?tim= a name."""
    plans = Plan.objects.overseen_by(request.user).filter(registrations_due_at__isnull=False)
    plan = get_object_or_404(plans.select_related("campaign"), slug=slug)
    wanted, cluster = request.GET.get("loc", ""), request.GET.get("cum", "")
    search = " ".join(request.GET.get("tim", "").replace("\0", " ").split())
    entries = queries.entries_by_registration(plan, wanted)
    if cluster.isdecimal():
        entries = entries.filter(cluster=cluster)
    if search:
        entries = entries.named_like(search)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "plan": plan,
        "progress": queries.registration_progress(plan),
        "filters": queries.REGISTRATION_FILTERS,
        "wanted": wanted,
        "clusters": queries.clusters_of(plan),
        "cluster": cluster,
        "search": search,
        "page": page,
        "has_waiting": any(_state_of(entry) == "sent" for entry in page),
        "at": clock.now(),
        "may_run": can_run(request.user, plan) and plan.state == "running",
        "takes_many": plan.registrations_due_at >= clock.now(),
    }
    return render(request, "campaigns/pledge_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledges_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Nhập đăng ký nhận trên giấy: many entries of one cluster (?cum=) at once, all or none."""
    plans = Plan.objects.run_by(request.user).filter(registrations_due_at__isnull=False)
    plan = get_object_or_404(plans.select_related("campaign"), slug=slug)
    clusters = queries.clusters_without_pledges(plan)
    wanted = request.GET.get("cum", "")
    chosen = next((c for c in clusters if str(c.pk) == wanted), next(iter(clusters), None))
    entries = plan.entries.filter(cluster=chosen, pledge__isnull=True).order_by("sort_key", "pk")
    if request.method == "POST":  # what was on the page, also when some registered meanwhile
        typed = [n.partition("_")[2] for n in request.POST if n.startswith("commitment_")]
        entries = plan.entries.filter(
            pk__in=[pk for pk in typed if pk.isdecimal() and len(pk) < 19]
        )
        entries = entries.order_by("sort_key", "pk")
    form = PaperPledgesForm(request.POST or None, entries=entries[:PAPERS_A_PAGE])
    if request.method == "POST" and form.is_valid() and _record_papers(request, plan, form):
        return redirect(f"{request.path}?cum={chosen.pk}" if chosen else request.path)
    context = {
        "plan": plan,
        "clusters": clusters,
        "cluster": chosen,
        "form": form,
        "at": clock.now(),
    }
    return render(request, "campaigns/pledges_record.html", context)


def _record_papers(request: HttpRequest, plan: Plan, form: PaperPledgesForm) -> bool:
    drafts = form.drafts()
    if not drafts:
        form.add_error(None, "Chưa có dòng nào được ghi nội dung cam kết.")
        return False
    try:
        pledges = record_pledges(actor=request.user, plan=plan, drafts=drafts, at=clock.now())
    except DomainError as error:
        form.add_error(None, error.html)
        return False
    messages.success(request, f"Đã nhập {len(pledges)} đăng ký; chờ người khác chấp nhận.")
    return True


def _state_of(entry: Entry) -> str:
    pledge = getattr(entry, "pledge", None)
    return pledge.state if pledge else ""


@require_POST
def pledges_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Chấp nhận those ticked in the list, as they were when it was looked at."""
    plan = get_object_or_404(
        Plan.objects.run_by(request.user).select_related("campaign"), slug=slug
    )
    ids = [int(pk) for pk in request.POST.getlist("pledge") if pk.isdecimal() and len(pk) < 19]
    try:
        number = accept_pledges(
            actor=request.user,
            plan=plan,
            pledge_ids=ids,
            at=clock.now(),
            looked_at=_moment(request.POST.get("looked_at")),
        )
        _tell_accepted(request, number, len(ids) - number)
    except DomainError as error:
        messages.error(request, error.message)
    query = request.GET.urlencode()
    address = redirect("campaigns:pledge_list", slug)
    address["Location"] += f"?{query}" if query else ""
    return address


def _tell_accepted(request: HttpRequest, number: int, left: int) -> None:
    if number:
        messages.success(request, f"Đã chấp nhận {number} đăng ký.")
    if left:
        messages.warning(
            request,
            f"{left} đăng ký giữ nguyên: do bạn nhập, của chính bạn, vừa gửi lại hoặc đã xử lý.",
        )
    if not number and not left:
        messages.warning(request, "Hãy chọn ít nhất một đăng ký đang chờ xem.")


@require_POST
def pledge_accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Chấp nhận đăng ký."""
    pledge = _run_pledge(request, slug, pk)
    seen = _moment(request.POST.get("seen"))
    try:
        accept_pledge(actor=request.user, pledge=pledge, at=clock.now(), seen=seen)
        messages.success(request, f"Đã chấp nhận đăng ký của {pledge.entry}.")
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("dashboards:pledge_detail", slug, pk)


@require_POST
def pledge_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lại đăng ký, with a reason."""
    pledge = _run_pledge(request, slug, pk)
    form = PledgeReturnForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError(" ".join(e for errors in form.errors.values() for e in errors))
        return_pledge(
            actor=request.user,
            pledge=pledge,
            at=clock.now(),
            seen=_moment(request.POST.get("seen")),
            **form.cleaned_data,
        )
        messages.success(request, f"Đã trả lại đăng ký của {pledge.entry}.")
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("dashboards:pledge_detail", slug, pk)


def _run_pledge(request: HttpRequest, slug: str, pk: int) -> Pledge:
    pledges = Pledge.objects.run_by(request.user).select_related("entry__plan__campaign")
    return get_object_or_404(pledges, pk=pk, entry__plan__slug=slug)


def _moment(text: str | None) -> datetime | None:
    """A moment that a page carried; None for anything else."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


@require_safe
def pledge_paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Giao ước on A4, to print and sign."""
    pledges = Pledge.objects.visible_to(request.user).select_related(
        "entry__plan__campaign__organiser",
        "entry__body__council__unit",
        "entry__mandate__council__unit",
    )
    pledge = get_object_or_404(pledges, pk=pk, entry__plan__slug=slug)
    holder = pledge.entry.body or pledge.entry.mandate
    targets = pledge.targets.select_related("criterion").order_by("criterion__position")
    context = {
        "pledge": pledge,
        "entry": pledge.entry,
        "plan": pledge.entry.plan,
        "place": _place(holder.council.unit.name),
        "targets": [
            (t.criterion, target_in_words(t.criterion, Target(t.number, t.text))) for t in targets
        ],
    }
    return render(request, "campaigns/pledge_paper.html", context)


_KINDS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")


def _place(unit_name: str) -> str:
    """A unit's own name, as it stands before the date of a paper."""
    kind = next((kind for kind in _KINDS if unit_name.startswith(f"{kind} ")), "")
    return unit_name.removeprefix(kind).strip()
