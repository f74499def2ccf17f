"""Mẫu văn bản: the Word templates of an office, tried out before they are used."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Plan
from core import clock
from core.downloads import made_file_response, stored_file_response
from core.errors import DomainError

from ..documents.making import built_in
from ..documents.samples import SAMPLES
from ..forms import TemplateForm
from ..models import PaperKind, PaperTemplate
from ..queries import template_choices
from ..services import templates


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.run_by(request.user).select_related("campaign__organiser")
    return get_object_or_404(plans, slug=slug)


def _own(plan: Plan, pk: int) -> PaperTemplate:
    return get_object_or_404(PaperTemplate, organiser=plan.campaign.organiser_id, pk=pk)


@require_safe
def template_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every kind of paper with the template in use and the one on trial."""
    return _page(request, _plan(request, slug), TemplateForm())


def _page(request: HttpRequest, plan: Plan, form: TemplateForm) -> HttpResponse:
    choices = template_choices(plan.campaign.organiser_id)
    waits = any(
        choice.on_trial and not (choice.on_trial.preview or choice.on_trial.preview_problem)
        for choice in choices
    )
    context = {
        "plan": plan,
        "choices": choices,
        "form": form,
        "waits": waits,
        "fields": _fields(request.GET.get("truong", "")),
        "kinds": [(kind.value, kind.label) for kind in PaperKind if kind in SAMPLES],
    }
    page = "papers/_templates.html" if request.htmx else "papers/template_list.html"
    return render(request, page, context)


def _fields(kind: str) -> dict | None:
    """What a template of ?truong= may name: {"kind", "texts", "lists": {name: columns}}."""
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
    if not isinstance(row, dict):
        return []
    return [
        f"{name} ({', '.join(_columns(value[0]))})" if isinstance(value, list) else name
        for name, value in row.items()
    ]


@require_POST
def template_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a Word file on trial; what is wrong with it stands beside the file."""
    plan = _plan(request, slug)
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            templates.upload_template(
                actor=request.user,
                council=plan.campaign.organiser,
                kind=form.cleaned_data["kind"],
                upload=form.cleaned_data["file"],
                note=form.cleaned_data["note"],
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Đã nhận mẫu. Hãy xem thử rồi bấm dùng.")
            return redirect("papers:template_list", slug)
    return _page(request, plan, form)


@require_POST
def template_use(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    template = _own(_plan(request, slug), pk)
    try:
        templates.use_template(actor=request.user, template=template, at=clock.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Từ nay văn bản loại này được soạn theo mẫu riêng.")
    return redirect("papers:template_list", slug)


@require_POST
def template_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    template = _own(_plan(request, slug), pk)
    templates.withdraw_template(actor=request.user, template=template, at=clock.now())
    messages.success(request, "Đã thôi dùng mẫu này.")
    return redirect("papers:template_list", slug)


@require_safe
def template_built_in(request: HttpRequest, slug: str, kind: str) -> FileResponse:
    """The template that comes with the product, to be changed in Word."""
    _plan(request, slug)
    if kind not in SAMPLES:
        raise Http404
    content = built_in(kind).read_bytes()
    return made_file_response(request, content, name=f"mau-{kind.replace('_', '-')}.docx")


@require_safe
def template_file(request: HttpRequest, slug: str, pk: int, what: str) -> FileResponse:
    """An office's own template as it was uploaded, or what it gives with invented values."""
    template = _own(_plan(request, slug), pk)
    if what == "tep":
        return stored_file_response(request, template.file, name=template.file_name)
    if not template.preview:
        raise Http404
    return stored_file_response(request, template.preview, name=f"xem-thu-{template.pk}.pdf")
