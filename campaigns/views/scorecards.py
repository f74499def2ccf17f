"""Scorecards: read by everyone scored, imported and published by the plan's secretaries."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.names import unaccented
from core.views import get_for_user_or_404

from ..forms.scorecards import DraftForm, ImportForm, PublishForm
from ..models import Plan, Scorecard, ScorecardState
from ..permissions import can_run
from ..queries.scorecards import (
    areas_of,
    effect_of_publishing,
    families_of,
    family_of,
    is_renewed,
)
from ..scorecards.comparison import compare
from ..scorecards.contradictions import contradictions
from ..scorecards.document import Document
from ..scorecards.exchange.workbook.writing import write_workbook
from ..scorecards.exchange.yaml_file import write_yaml
from ..scorecards.outline import outline_of
from ..scorecards.preview import Preview, preview_of_data, preview_of_file
from ..services import scorecards

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def scorecard_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Bảng tiêu chí of a plan, each with its versions."""
    plan = get_for_user_or_404(request, Plan.objects.visible_to, "campaign", slug=slug)
    context = {
        "plan": plan,
        "families": families_of(plan, request.user),
        "renewed": list(Scorecard.objects.renewed().filter(plan=plan).order_by("name")),
        "may_import": can_run(request.user, plan) and not plan.is_closed,
    }
    return render(request, "campaigns/scorecard_list.html", context)


@require_safe
def scorecard_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One version in words, with what changed since the previous one."""
    return _scorecard_page(request, _scorecard(request, slug, pk))


def _scorecard(request: HttpRequest, slug: str, pk: int) -> Scorecard:
    visible_to = Scorecard.objects.visible_to
    return get_for_user_or_404(request, visible_to, "plan__campaign", pk=pk, plan__slug=slug)


def _scorecard_page(
    request: HttpRequest, scorecard: Scorecard, refused: PublishForm | None = None
) -> HttpResponse:
    """The page; `refused` holds the reason why it was not published."""
    document = Document.of(scorecard)
    family = family_of(scorecard, request.user)
    is_draft = scorecard.state == ScorecardState.DRAFT
    contradicting = contradictions(document)
    before = family.before(scorecard)
    context = {
        "plan": scorecard.plan,
        "scorecard": scorecard,
        "family": family,
        "outline": outline_of(
            document, areas=areas_of(scorecard.plan), contradictions=contradicting
        ),
        "before": before,
        "comparison": compare(Document.of(before), document) if before else None,
        "is_renewed": is_renewed(scorecard),
    }
    if is_draft:
        context |= {
            "unexplained": [fault for fault in contradicting if not fault.note],
            "effect": effect_of_publishing(scorecard, before),
            "publish_form": refused or PublishForm(),
        }
    return render(request, "campaigns/scorecard_detail.html", context)


@require_POST
def scorecard_publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ban hành. A refusal is shown on the page of the draft."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    scorecard = get_object_or_404(plan.scorecards.select_related("plan__campaign"), pk=pk)
    form = PublishForm(request.POST)
    if form.perform(scorecards.publish_scorecard, actor=request.user, scorecard=scorecard):
        messages.success(request, f"Đã ban hành “{scorecard.name}”, phiên bản {scorecard.version}.")
        return redirect("campaigns:scorecard_detail", slug, scorecard.pk)
    scorecard.refresh_from_db(fields=["state", "published_at"])
    if scorecard.state != ScorecardState.DRAFT:
        messages.info(request, "Bảng tiêu chí này đã ban hành.")
        return redirect("campaigns:scorecard_detail", slug, scorecard.pk)
    return _scorecard_page(request, scorecard, refused=form)


# Files --------------------------------------------------------------------------------------------


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


# Import -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def scorecard_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a file and show it with all its faults; nothing is saved."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
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
        "families": families_of(plan, request.user),
    }
    if preview and preview.can_be_saved:
        context["draft_form"] = DraftForm.carrying(plan, preview)
    return render(request, "campaigns/scorecard_import.html", context)


@require_POST
def scorecard_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Lưu dự thảo: the document of the preview, read and checked again."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
    form = DraftForm(request.POST, plan=plan)
    if not form.is_valid():
        return _import_page(request, plan, ImportForm(), problem=form.errors_in_one_line())
    content = form.cleaned_data["carried"]
    preview = preview_of_data(plan=plan, data=content["document"])
    if content["newest"] != preview.seen:
        problem = "Trong lúc bạn xem, có người đã lưu hoặc ban hành bảng này. Hãy xem lại thay đổi."
        return _import_page(request, plan, ImportForm(), preview, problem)
    if preview.document is None:
        return _import_page(request, plan, ImportForm(), preview, "\n".join(preview.faults))
    arguments = {"actor": request.user, "plan": plan, "document": preview.document}
    if not form.call_service(scorecards.draft_scorecard, **arguments):
        return _import_page(request, plan, ImportForm(), preview, form.errors_in_one_line())
    messages.success(request, "Đã lưu dự thảo. Đọc lại rồi ban hành ở cuối trang.")
    return redirect("campaigns:scorecard_detail", slug, form.result.pk)
