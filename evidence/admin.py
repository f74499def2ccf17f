"""Verification on the admin site: one report after the other, or many after a preview."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from campaigns.models import Entry, Plan, PlanState
from core import clock
from core.downloads import file_name, workbook_response
from core.history.records import HistoryRecord
from core.history.wording import Change
from core.templatetags.vi import state
from core.views import get_for_user_or_404, refusal_as_json
from participants.admin import OfficeAdmin

from . import queries
from .duplicates import shared_proofs
from .exchange.exporting import report_sheets
from .forms.decisions import ReasonForm
from .history import count_changes
from .models import ActivityReport, FileAccess, ReportImport, ReportState
from .permissions import can_decide, is_own
from .services import claims, deciding

# Reports on one confirmation page; the others follow on the next.
MOST_AT_ONCE = 500
# Number of plans with their own link to an import above the list.
MOST_IMPORT_LINKS = 3


class StateFilter(admin.ChoicesFieldListFilter):
    """Filter by state, without withdrawn reports, which the list leaves out."""

    def choices(self, changelist):
        hidden = ReportState.WITHDRAWN.label
        return (each for each in super().choices(changelist) if each["display"] != hidden)


class LateFilter(admin.SimpleListFilter):
    """Filter reports sent after the plan's own deadline."""

    title = "thời hạn"
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin):
        return [("1", "Nộp muộn"), ("0", "Đúng hạn")]

    def queryset(self, request: HttpRequest, queryset):
        if self.value() == "1":
            return queryset.filter(days_late__gt=0)
        return queryset.filter(days_late=0) if self.value() == "0" else queryset


class PlanFilter(admin.SimpleListFilter):
    """Filter by a plan that the user runs."""

    title = "kế hoạch"
    parameter_name = "plan"

    def lookups(self, request: HttpRequest, model_admin):
        return list(Plan.objects.run_by(request.user).values_list("pk", "name"))

    def queryset(self, request: HttpRequest, queryset):
        chosen = self.value() or ""
        return queryset.filter(entry__plan=chosen) if chosen.isdecimal() else queryset


class ImportFilter(admin.SimpleListFilter):
    """Filter reports of one workbook; offered only through a link from its page."""

    title = "nhập từ tệp"
    parameter_name = "imported"

    def lookups(self, request: HttpRequest, model_admin):
        wanted = _uuid(request.GET.get(self.parameter_name, ""))
        found = ReportImport.objects.run_by(request.user).filter(pk=wanted)
        return list(found.values_list("pk", "name")) if wanted else []

    def queryset(self, request: HttpRequest, queryset):
        wanted = _uuid(self.value() or "")
        return queryset.filter(imported_row__source=wanted) if wanted else queryset


@admin.register(ActivityReport)
class ActivityReportAdmin(OfficeAdmin):
    organiser_path = "entry__plan__campaign__organiser"
    list_display = [
        "number",
        "entry",
        "unit",
        "kind",
        "happened_on",
        "submitted_at",
        "state_shown",
        "held",
    ]
    list_display_links = ["number", "entry"]
    list_select_related = ["entry", "kind", "claim__user"]
    list_filter = [("state", StateFilter), PlanFilter, LateFilter, "on_behalf", ImportFilter]
    search_fields = ["entry__search_name"]
    search_help_text = "Gõ tên đơn vị, đại biểu; không cần dấu"
    ordering = ["submitted_at", "pk"]
    actions = ["verify_chosen"]
    change_form_template = "admin/evidence/report_verify.html"

    def history_of(self, report: ActivityReport, records: list[HistoryRecord]) -> list[Change]:
        changes = super().history_of(report, records)
        counts = count_changes(report, records)
        for change in changes:
            change.fields += counts.get(change.record.change, [])
        return changes

    @admin.display(description="Số", ordering="pk")
    def number(self, report: ActivityReport) -> str:
        return str(report.pk)

    @admin.display(description="HĐND", ordering="entry__unit_name")
    def unit(self, report: ActivityReport) -> str:
        return report.entry.unit_name

    @admin.display(description="Tình trạng", ordering="state")
    def state_shown(self, report: ActivityReport) -> str:
        return state(report.state, report.get_state_display())

    @admin.display(description="Ghi chú")
    def held(self, report: ActivityReport) -> str:
        notes = []
        if report.on_behalf:
            notes.append("nhập thay")
        if report.days_late:
            notes.append(f"muộn {report.days_late} ngày")
        claim = getattr(report, "claim", None)
        if claim and claim.until > clock.now():
            notes.append(f"{claim.user} đang xem")
        return ", ".join(notes)

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        if not search_term.strip():
            return queryset, False
        named = Entry.objects.named_like(search_term).values("pk")
        return queryset.filter(entry__in=named), False

    def get_urls(self) -> list:
        view, name = self.admin_site.admin_view, "evidence_activityreport"
        return [
            path("<int:pk>/xu-ly/", view(self.decide_view), name=f"{name}_decide"),
            path("<int:pk>/giu/", view(self.claim_view), name=f"{name}_claim"),
            path("xuat-excel/", view(self.workbook_view), name=f"{name}_workbook"),
            path("tiep-theo/<int:plan_id>/", view(self.next_view), name=f"{name}_next"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest):
        """Reports without those withdrawn before any decision, which are drafts again."""
        reports = super().get_queryset(request)
        return reports.exclude(state=ReportState.WITHDRAWN, decided_at__isnull=True)

    # --- the list ---------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The list, with links to the import into running plans."""
        plans = Plan.objects.run_by(request.user).filter(state=PlanState.RUNNING)
        chosen = request.GET.get("plan", "")
        if chosen.isdecimal() and len(chosen) < 19:
            plans = plans.filter(pk=chosen)
        context = {"import_plans": plans[:MOST_IMPORT_LINKS], **(extra_context or {})}
        return super().changelist_view(request, context)

    def workbook_view(self, request: HttpRequest) -> HttpResponse:
        """Xuất Excel: every report of the list as filtered, searched and ordered."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "GET":
            return redirect("admin:evidence_activityreport_changelist")
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect("admin:evidence_activityreport_changelist")
        return workbook_response(
            request,
            name=file_name("bao cao hoat dong"),
            what="Báo cáo hoạt động",
            sheets=report_sheets(listed.get_queryset(request)),
            chosen=_chosen_in_words(listed),
        )

    # --- one report -----------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """The report with its files and the decisions possible."""
        report = self.get_object(request, object_id)
        if request.method != "GET":
            raise PermissionDenied
        return self._report_page(request, report, ReasonForm())

    def _report_page(self, request, report: ActivityReport, form: ReasonForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Báo cáo số {report.pk}",
            "report": report,
            "counts": report.counts.select_related("criterion"),
            "files": report.files.all(),
            "may_run_import": True,
            "reason_form": form,
            "may_decide": can_decide(request.user, report),
            "is_own": is_own(request.user, report),
            "held_by": self._held_by(request, report),
            "shared_proofs": self._shared_proofs(request, [report]),
            "number_waiting": queries.number_waiting(request.user, report.entry.plan),
        }
        return TemplateResponse(request, self.change_form_template, context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Xác nhận, trả lại hoặc từ chối; then show the next waiting report."""
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":  # a reloaded page, or a session that ended meanwhile
            return redirect("admin:evidence_activityreport_change", report.pk)
        decision = request.POST.get("decision", "")
        if decision not in _DECISIONS:
            raise PermissionDenied
        form = ReasonForm(request.POST)
        form.fields["reason"].required = decision != "verify"
        # A verified report needs no reason, so text left in that field is not checked.
        perform = form.call_service if decision == "verify" else form.perform
        seen = _moment(request.POST.get("seen", ""))
        if not perform(
            _DECISIONS[decision], actor=request.user, report=report, at=clock.now(), seen=seen
        ):
            return self._report_page(request, report, form)
        report.refresh_from_db()
        label = report.get_state_display().lower()
        messages.success(request, f"Báo cáo số {report.pk}: {label}.")
        return self._on_to_next(request, report.entry.plan, report)

    def _on_to_next(self, request, plan: Plan, after: ActivityReport | None) -> HttpResponse:
        """Claim and show the next waiting report; the list when none is left."""
        following = claims.take_next(actor=request.user, plan=plan, after=after, at=clock.now())
        page = "admin:evidence_activityreport_"
        if following:
            return redirect(f"{page}change", following.pk)
        return HttpResponseRedirect(reverse(f"{page}changelist") + "?state__exact=sent")

    def next_view(self, request: HttpRequest, plan_id: int) -> HttpResponse:
        """Xử lý lần lượt: take the next report that no colleague has opened."""
        plan = get_for_user_or_404(request, Plan.objects.run_by, pk=plan_id)
        if request.method != "POST":
            return redirect("admin:evidence_activityreport_changelist")
        after = request.POST.get("after", "")
        report = self.get_queryset(request).filter(pk=after if after.isdecimal() else 0).first()
        return self._on_to_next(request, plan, report)

    @method_decorator(refusal_as_json(key="held"))
    def claim_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Renew the claim of the open page; `held` in the answer names a colleague who has it."""
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return redirect("admin:evidence_activityreport_change", report.pk)
        claims.claim_report(actor=request.user, report=report, at=clock.now())
        return JsonResponse({})

    def _shared_proofs(self, request: HttpRequest, reports) -> list[tuple]:
        """(shared proof, the other reports the user may open, number of further ones)."""
        found = shared_proofs(reports)
        others = {other.pk for proof in found for other in proof.others}
        openable = set(
            self.get_queryset(request).filter(pk__in=others).values_list("pk", flat=True)
        )
        rows = []
        for proof in found:
            listed = [other for other in proof.others if other.pk in openable]
            rows.append((proof, listed, len(proof.others) - len(listed)))
        return rows

    def _held_by(self, request: HttpRequest, report: ActivityReport):
        claim = getattr(report, "claim", None)
        is_held = claim and claim.until > clock.now() and claim.user_id != request.user.pk
        return claim.user if is_held else None

    # --- many reports -----------------------------------------------------------------------

    @admin.action(description="Xác nhận các báo cáo đã chọn")
    def verify_chosen(self, request: HttpRequest, queryset) -> HttpResponse | None:
        """Show a confirmation page, then verify."""
        waiting = queryset.for_decision_by(request.user)
        if "confirmed" not in request.POST:
            first = (
                waiting.select_related("entry", "kind")
                .prefetch_related("counts__criterion", "files")
                .order_by("submitted_at", "pk")
            )
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Xác nhận nhiều báo cáo",
                "reports": first[:MOST_AT_ONCE],
                "later": max(0, waiting.count() - MOST_AT_ONCE),
                "shared_proofs": self._shared_proofs(request, first[:MOST_AT_ONCE]),
                "looked_at": clock.now().isoformat(),
                "left_out": queryset.count() - waiting.count(),
            }
            return TemplateResponse(request, "admin/evidence/verify_many.html", context)
        number = 0
        for plan in Plan.objects.filter(entries__reports__in=waiting).distinct():
            ids = list(waiting.in_plan(plan).values_list("pk", flat=True))
            number += deciding.verify_reports(
                actor=request.user,
                plan=plan,
                report_ids=ids,
                at=clock.now(),
                looked_at=_moment(request.POST.get("looked_at", "")),
            )
        messages.success(request, f"Đã xác nhận {number} báo cáo.")
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _chosen_in_words(listed) -> str:
    """The filters and the search of a list, in words."""
    chosen = [
        f"{spec.title}: {choice['display']}"
        for spec in listed.filter_specs
        for number, choice in enumerate(spec.choices(listed))
        if choice["selected"] and number
    ]
    if listed.query:
        chosen.append(f"tên có “{listed.query}”")
    return "; ".join(chosen)


def _moment(text: str) -> datetime:
    """The moment a page was made for; an unreadable one matches no report."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_DECISIONS = {
    "verify": deciding.verify_report,
    "return": deciding.return_report,
    "refuse": deciding.refuse_report,
}


@admin.register(FileAccess)
class FileAccessAdmin(OfficeAdmin):
    """The log of opened files, for the office that runs the plan; read-only."""

    organiser_path = "file__report__entry__plan__campaign__organiser"
    list_display = ["at", "user", "kind", "file", "report", "address"]
    list_select_related = ["user", "file__report__entry"]
    list_filter = ["kind"]
    search_fields = ["file__report__entry__search_name"]
    search_help_text = "Gõ tên đơn vị, đại biểu có báo cáo; không cần dấu"
    fields = ["at", "user", "kind", "file", "report", "address"]

    @admin.display(description="Báo cáo")
    def report(self, access: FileAccess) -> str:
        return f"Số {access.file.report_id}, {access.file.report.entry.name}"

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        if not search_term.strip():
            return queryset, False
        named = Entry.objects.named_like(search_term).values("pk")
        return queryset.filter(file__report__entry__in=named), False
