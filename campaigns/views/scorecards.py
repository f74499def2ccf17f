"""Scorecards: read by everyone scored, imported and published by who runs the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.names import unaccented

from .. import queries
from ..forms.scorecards import DraftForm, ImportForm, PublishForm
from ..models import Plan, PlanState, Scorecard, ScorecardState
from ..permissions import can_run
from ..scorecards.comparison import compare
from ..scorecards.contradictions import contradictions
from ..scorecards.document import Document
from ..scorecards.exchange.workbook.writing import write_workbook
from ..scorecards.exchange.yaml_file import write_yaml
from ..scorecards.faults import DocumentError
from ..scorecards.outline import outline_of
from ..scorecards.preview import Preview, preview_of_data, preview_of_file
from ..services.scorecards import draft_scorecard, publish_scorecard

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def scorecard_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Bảng tiêu chí of a plan, each with its versions."""
    plan = _plan(Plan.objects.visible_to(request.user), slug)
    context = {
        "plan": plan,
        "families": queries.families_of(plan, request.user),
        "renewed": list(Scorecard.objects.renewed().filter(plan=plan).order_by("name")),
        "may_import": can_run(request.user, plan) and plan.state != PlanState.CLOSED,
    }
    return render(request, "campaigns/scorecard_list.html", context)


@require_safe
def scorecard_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One version, to be read: the tree in words, and what changed since the one before."""
    return _scorecard_page(request, _scorecard(request, slug, pk))


def _plan(plans, slug: str) -> Plan:
    return get_object_or_404(plans.select_related("campaign"), slug=slug)


def _scorecard(request: HttpRequest, slug: str, pk: int) -> Scorecard:
    scorecards = Scorecard.objects.visible_to(request.user).select_related("plan__campaign")
    return get_object_or_404(scorecards, pk=pk, plan__slug=slug)


def _scorecard_page(
    request: HttpRequest, scorecard: Scorecard, refused: PublishForm | None = None
) -> HttpResponse:
    """The page; `refused` holds why it was not published."""
    document = Document.of(scorecard)
    family = queries.family_of(scorecard, request.user)
    is_draft = scorecard.state == ScorecardState.DRAFT
    found = contradictions(document)
    before = family.before(scorecard)
    context = {
        "plan": scorecard.plan,
        "scorecard": scorecard,
        "family": family,
        "outline": outline_of(
            document, areas=queries.areas_of(scorecard.plan), contradictions=found
        ),
        "before": before,
        "comparison": compare(Document.of(before), document) if before else None,
        "is_renewed": queries.is_renewed(scorecard),
    }
    if is_draft:
        context |= {
            "unexplained": [fault for fault in found if not fault.note],
            "effect": queries.effect_of_publishing(scorecard, before),
            "publish_form": refused or PublishForm(),
        }
    return render(request, "campaigns/scorecard_detail.html", context)


@require_POST
def scorecard_publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ban hành: what the service refuses is told on the page of the draft."""
    plan = _plan(Plan.objects.run_by(request.user), slug)
    scorecard = get_object_or_404(plan.scorecards.select_related("plan__campaign"), pk=pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            publish_scorecard(actor=request.user, scorecard=scorecard)
            messages.success(
                request, f"Đã ban hành “{scorecard.name}”, phiên bản {scorecard.version}."
            )
            return redirect("campaigns:scorecard_detail", slug, scorecard.pk)
        except DocumentError:
            form.add_error(None, "Còn chỗ mâu thuẫn chưa có ghi chú cách hiểu, xem danh sách trên.")
        except DomainError as error:
            form.add_error(None, error.html)
        scorecard.refresh_from_db(fields=["state", "published_at"])
    if scorecard.state != ScorecardState.DRAFT:
        messages.info(request, "Bảng tiêu chí này đã ban hành.")
        return redirect("campaigns:scorecard_detail", slug, scorecard.pk)
    return _scorecard_page(request, scorecard, refused=form)


# Files -------------------------------------------------------------------------------------------


@require_safe
def scorecard_yaml(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    scorecard = _scorecard(request, slug, pk)
    text = write_yaml(Document.of(scorecard).as_data())
    return _download(scorecard, "yaml", text.encode(), "application/yaml; charset=utf-8")


@require_safe
def scorecard_workbook(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    scorecard = _scorecard(request, slug, pk)
    content = write_workbook(Document.of(scorecard).as_data())
    return _download(scorecard, "xlsx", content, XLSX)


def _download(scorecard: Scorecard, ending: str, content: bytes, kind: str) -> HttpResponse:
    name = slugify(unaccented(scorecard.name))[:60].strip("-") or "bang-tieu-chi"
    file_name = f"{scorecard.plan.slug}-{name}-phien-ban-{scorecard.version}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=file_name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


# Import ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def scorecard_import(request: HttpRequest, slug: str) -> HttpResponse:
    """A file is read and shown with everything wrong in it; nothing is written."""
    plan = _plan(Plan.objects.run_by(request.user), slug)
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    preview = None
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        preview = preview_of_file(plan=plan, name=form.file_name, content=content)
    return _import_page(request, plan, form, preview)


def _import_page(
    request: HttpRequest,
    plan: Plan,
    form: ImportForm,
    preview: Preview | None = None,
    problem: str = "",
) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "preview": preview,
        "problem": problem,
        "families": queries.families_of(plan, request.user),
    }
    if preview and preview.can_be_saved:
        context["draft_form"] = DraftForm.carrying(plan, preview)
    return render(request, "campaigns/scorecard_import.html", context)


@require_POST
def scorecard_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Lưu dự thảo: what was previewed, read and checked once more."""
    plan = _plan(Plan.objects.run_by(request.user), slug)
    form = DraftForm(request.POST, plan=plan)
    if not form.is_valid():
        problem = " ".join(e for errors in form.errors.values() for e in errors)
        return _import_page(request, plan, ImportForm(), problem=problem)
    content = form.cleaned_data["carried"]
    preview = preview_of_data(plan=plan, data=content["document"])
    if content["newest"] != preview.seen:
        problem = "Trong lúc bạn xem, có người đã lưu hoặc ban hành bảng này. Hãy xem lại thay đổi."
        return _import_page(request, plan, ImportForm(), preview, problem)
    if preview.document is None:
        return _import_page(request, plan, ImportForm(), preview, "\n".join(preview.faults))
    try:
        draft = draft_scorecard(actor=request.user, plan=plan, document=preview.document)
    except DomainError as error:
        return _import_page(request, plan, ImportForm(), preview, error.message)
    messages.success(request, "Đã lưu dự thảo. Đọc lại rồi ban hành ở cuối trang.")
    return redirect("campaigns:scorecard_detail", slug, draft.pk)
