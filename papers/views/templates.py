"""Mẫu văn bản: the Word templates of an office, tried out before they are used."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from core import clock
from core.downloads import made_file_response, stored_file_response
from core.views import get_for_user_or_404, refusal_as_message

from ..documents.sample_values import SAMPLES
from ..documents.word_templates import built_in_template
from ..forms import TemplateForm
from ..models import PaperKind, PaperTemplate
from ..queries.templates import template_choices
from ..services import templates


def _plan(request: HttpRequest, slug: str) -> Plan:
    return get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser", slug=slug)


def _template(request: HttpRequest, slug: str, pk: int) -> PaperTemplate:
    """A template of the office that runs the plan; else Http404."""
    organiser = _plan(request, slug).campaign.organiser_id
    return get_object_or_404(PaperTemplate, organiser=organiser, pk=pk)


@require_safe
def template_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every kind of paper with its template in use and the one on trial."""
    return _page(request, _plan(request, slug), TemplateForm())


def _page(request: HttpRequest, plan: Plan, form: TemplateForm) -> HttpResponse:
    choices = template_choices(plan.campaign.organiser_id)
    on_trial = [choice.on_trial for choice in choices if choice.on_trial]
    context = {
        "plan": plan,
        "choices": choices,
        "form": form,
        "waits": any(not (trial.preview or trial.preview_problem) for trial in on_trial),
        "fields": _fields(request.GET.get("truong", "")),
        "kinds": [(kind.value, kind.label) for kind in PaperKind if kind.has_word_template],
    }
    page = "papers/_templates.html" if request.htmx else "papers/template_list.html"
    return render(request, page, context)


def _fields(kind: str) -> dict | None:
    """Fields that a template of a kind may name; None for a kind without Word template.

    {"kind": PaperKind, "texts": names, "lists": [(name, columns)]}.
    """
    if kind not in SAMPLES:
        return None
    sample = SAMPLES[kind]
    lists = {name: value for name, value in sample.items() if isinstance(value, list)}
    return {
        "kind": PaperKind(kind),
        "texts": sorted(set(sample) - set(lists)),
        "lists": sorted((name, _columns(value[0])) for name, value in lists.items()),
    }


def _columns(row) -> list[str]:
    """Names of the fields of a row, with those of a nested list in brackets."""
    if not isinstance(row, dict):
        return []
    return [
        f"{name} ({', '.join(_columns(value[0]))})" if isinstance(value, list) else name
        for name, value in row.items()
    ]


@require_POST
def template_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a Word file on trial; its faults are shown at the file."""
    plan = _plan(request, slug)
    form = TemplateForm(request.POST, request.FILES)
    council = plan.campaign.organiser
    if form.perform(templates.upload_template, actor=request.user, council=council, at=clock.now()):
        messages.success(request, "Đã nhận mẫu. Hãy xem thử rồi bấm dùng.")
        return redirect("papers:template_list", slug)
    return _page(request, plan, form)


@require_POST
def template_use(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a template on trial into use."""
    template = _template(request, slug, pk)
    with refusal_as_message(request):
        templates.use_template(actor=request.user, template=template, at=clock.now())
        messages.success(request, "Từ nay văn bản loại này được soạn theo mẫu riêng.")
    return redirect("papers:template_list", slug)


@require_POST
def template_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Return to the built-in template."""
    template = _template(request, slug, pk)
    templates.withdraw_template(actor=request.user, template=template, at=clock.now())
    messages.success(request, "Đã thôi dùng mẫu này.")
    return redirect("papers:template_list", slug)


@require_safe
def template_built_in(request: HttpRequest, slug: str, kind: PaperKind) -> FileResponse:
    """The built-in template of a kind, to be changed in Word."""
    _plan(request, slug)
    if not kind.has_word_template:
        raise Http404
    content = built_in_template(kind).read_bytes()
    return made_file_response(request, content, name=f"mau-{kind.value.replace('_', '-')}.docx")


@require_safe
def template_file(request: HttpRequest, slug: str, pk: int, what: str) -> FileResponse:
    """An office's template as it was uploaded, or its preview with invented values."""
    template = _template(request, slug, pk)
    if what == "tep":
        return stored_file_response(request, template.file, name=template.file_name)
    if not template.preview:
        raise Http404
    return stored_file_response(request, template.preview, name=f"xem-thu-{template.pk}.pdf")
