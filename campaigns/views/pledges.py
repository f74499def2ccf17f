"""Đăng ký thi đua: the form of a pledge, the office's list and decisions, the printed page."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.views import get_for_user_or_404, id_from, refusal_as_message, search_words_from

from ..forms.pledges import PaperPledgesForm, PledgeForm, PledgeReturnForm
from ..forms.timetable import ExtensionForm
from ..models import Entry, Plan, PlanState, Pledge, PledgeState, Stage
from ..permissions import can_oversee, can_run, can_run_for, speaks_for
from ..pledge_content import PledgeContent
from ..queries.entries import clusters_of
from ..queries.pledges import (
    RegistrationFilter,
    clusters_without_pledges,
    content_of,
    entries_by_registration,
    registration_progress,
)
from ..rules import registration_problem
from ..scorecards.targets import Target, target_in_words
from ..services import pledges

ENTRIES_A_PAGE = 100
PAPERS_A_PAGE = 30
WITH_REGISTRATION = {"registrations_due_at__isnull": False}


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_form(request: HttpRequest, slug: str) -> HttpResponse:
    """For the reader, a body they lead, or as the office for another entry (?cho=)."""
    plan = get_for_user_or_404(
        request, Plan.objects.visible_to, "campaign__organiser", slug=slug, **WITH_REGISTRATION
    )
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
        pledge = _saved_pledge(request, entry, form)
        if pledge and pledge.is_registered:
            messages.success(request, f"Đã gửi đăng ký thi đua của {entry}.")
            return redirect("dashboards:pledge_detail", slug, pledge.pk)
        if pledge:
            messages.success(request, "Đã lưu. Đăng ký chưa được gửi.")
            return redirect(request.get_full_path())
    return render(request, "campaigns/pledge_form.html", _form_context(request, entry, form))


def _chosen_entry(request: HttpRequest, plan: Plan) -> tuple[Entry | None, list[Entry]]:
    """The entry to register, and those the reader reports for; 404 for one of somebody else."""
    entries = Entry.objects.filter(plan=plan).select_related("plan__campaign", "pledge")
    choices = list(entries.reported_by(request.user).order_by("sort_key"))
    if wanted := request.GET.get("cho", ""):
        visible = entries.visible_to(request.user)
        entry = get_object_or_404(visible, pk=id_from(wanted))
        if entry not in choices and not can_run(request.user, plan):
            raise Http404
        return entry, choices
    return (choices[0] if len(choices) == 1 else None), choices


def _form(request: HttpRequest, entry: Entry, pledge: Pledge | None) -> PledgeForm:
    nodes = list(entry.scorecard.criteria.all())
    leaves = [node for node in nodes if node.is_leaf]
    problem = registration_problem(entry, clock.now(), pledge)
    takes_late = bool(problem) and entry.plan.state == PlanState.RUNNING
    return PledgeForm(
        request.POST if request.method == "POST" else None,
        nodes=nodes,
        before=content_of(pledge, leaves) if pledge else PledgeContent(),
        takes_late=takes_late and not speaks_for(request.user, entry),
    )


def _saved_pledge(request: HttpRequest, entry: Entry, form: PledgeForm) -> Pledge | None:
    """Send the pledge, or save the valid part of it; None when something has to be corrected."""
    is_sent = "send" in request.POST
    is_valid = form.is_valid()
    if not is_valid and (is_sent or "token" in form.errors):
        return None
    arguments = {"actor": request.user, "entry": entry, "at": clock.now()}
    arguments["content"] = form.content()
    if is_sent:
        accepted = form.call_service(pledges.send_pledge, late=form.late(), **arguments)
    else:
        accepted = form.call_service(pledges.save_pledge, **arguments)
    return form.result if accepted and is_valid else None


def _form_context(request: HttpRequest, entry: Entry, form: PledgeForm) -> dict:
    pledge = Pledge.objects.filter(entry=entry).first()
    problem = registration_problem(entry, clock.now(), pledge)
    is_office = can_run_for(request.user, entry)
    extension = {"plan": entry.plan, "initial": {"stage": Stage.REGISTRATIONS}}
    return {
        "plan": entry.plan,
        "entry": entry,
        "pledge": pledge,
        "form": form,
        "last": entry.registration_until(pledge),
        "problem": problem,
        "may_write": problem is None or form.takes_late,
        "is_office": is_office,
        "extension_form": ExtensionForm(**extension) if is_office else None,
    }


@require_safe
def pledge_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Entries by their registration; ?loc= a filter, ?cum= a cluster, ?tim= a name."""
    plan = get_for_user_or_404(
        request, Plan.objects.overseen_by, "campaign", slug=slug, **WITH_REGISTRATION
    )
    wanted, cluster = request.GET.get("loc", ""), request.GET.get("cum", "")
    search = search_words_from(request)
    entries = entries_by_registration(plan, wanted)
    if cluster.isdecimal():
        entries = entries.filter(cluster=cluster)
    if search:
        entries = entries.named_like(search)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "plan": plan,
        "progress": registration_progress(plan),
        "filters": dict(RegistrationFilter.choices),
        "wanted": wanted,
        "clusters": clusters_of(plan),
        "cluster": cluster,
        "search": search,
        "page": page,
        "has_waiting": any(
            hasattr(entry, "pledge") and entry.pledge.state == PledgeState.SENT for entry in page
        ),
        "at": clock.now(),
        "may_run": can_run(request.user, plan) and plan.state == PlanState.RUNNING,
        "takes_many": plan.registrations_due_at >= clock.now(),
    }
    return render(request, "campaigns/pledge_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledges_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Nhập đăng ký nhận trên giấy: many entries of one cluster (?cum=) at once, all or none."""
    plan = get_for_user_or_404(
        request, Plan.objects.run_by, "campaign", slug=slug, **WITH_REGISTRATION
    )
    clusters = clusters_without_pledges(plan)
    wanted = request.GET.get("cum", "")
    chosen = next((c for c in clusters if str(c.pk) == wanted), next(iter(clusters), None))
    entries = plan.entries.filter(cluster=chosen, pledge__isnull=True)
    if request.method == "POST":  # the entries of the page, also if some registered meanwhile
        typed = [n.partition("_")[2] for n in request.POST if n.startswith("commitment_")]
        entries = plan.entries.filter(pk__in=[id_from(pk) for pk in typed])
    entries = entries.order_by("sort_key", "pk")[:PAPERS_A_PAGE]
    form = PaperPledgesForm(request.POST or None, entries=entries)
    if form.perform(pledges.record_pledges, actor=request.user, plan=plan, at=clock.now()):
        number = len(form.result)
        messages.success(request, f"Đã nhập {number} đăng ký; chờ người khác chấp nhận.")
        return redirect(f"{request.path}?cum={chosen.pk}" if chosen else request.path)
    context = {
        "plan": plan,
        "clusters": clusters,
        "cluster": chosen,
        "form": form,
        "at": clock.now(),
    }
    return render(request, "campaigns/pledges_record.html", context)


@require_POST
def pledges_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Chấp nhận the pledges ticked in the list, if unchanged since the list was opened."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    ids = [pk for pk in map(id_from, request.POST.getlist("pledge")) if pk]
    with refusal_as_message(request):
        number = pledges.accept_pledges(
            actor=request.user,
            plan=plan,
            pledge_ids=ids,
            at=clock.now(),
            looked_at=_moment(request.POST.get("looked_at")),
        )
        _report_accepted(request, number, len(ids) - number)
    query = request.GET.urlencode()
    address = redirect("campaigns:pledge_list", slug)
    address["Location"] += f"?{query}" if query else ""
    return address


def _report_accepted(request: HttpRequest, number: int, left: int) -> None:
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
    with refusal_as_message(request):
        pledges.accept_pledge(actor=request.user, pledge=pledge, at=clock.now(), seen=seen)
        messages.success(request, f"Đã chấp nhận đăng ký của {pledge.entry}.")
    return redirect("dashboards:pledge_detail", slug, pk)


@require_POST
def pledge_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lại đăng ký, with a reason."""
    pledge = _run_pledge(request, slug, pk)
    form = PledgeReturnForm(request.POST)
    arguments = {"actor": request.user, "pledge": pledge, "at": clock.now()}
    arguments["seen"] = _moment(request.POST.get("seen"))
    if form.perform(pledges.return_pledge, **arguments):
        messages.success(request, f"Đã trả lại đăng ký của {pledge.entry}.")
    else:
        messages.error(request, form.errors_in_one_line())
    return redirect("dashboards:pledge_detail", slug, pk)


def _run_pledge(request: HttpRequest, slug: str, pk: int) -> Pledge:
    run_by = Pledge.objects.run_by
    return get_for_user_or_404(
        request, run_by, "entry__plan__campaign", pk=pk, entry__plan__slug=slug
    )


def _moment(text: str | None) -> datetime | None:
    """A moment submitted by a page; None for anything else."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


@require_safe
def pledge_paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Giao ước on A4, to print and sign."""
    pledge = get_for_user_or_404(
        request,
        Pledge.objects.visible_to,
        "entry__plan__campaign__organiser",
        "entry__body__council__unit",
        "entry__mandate__council__unit",
        pk=pk,
        entry__plan__slug=slug,
    )
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
    """A unit's name without its kind, as written before the date of a paper."""
    kind = next((kind for kind in _KINDS if unit_name.startswith(f"{kind} ")), "")
    return unit_name.removeprefix(kind).strip()
