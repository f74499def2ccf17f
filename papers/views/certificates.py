"""Căn chỉnh in bằng: layouts of certificates, with a picture and a test print."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from awards.models import AwardType
from awards.wording.local_names import local_names_for
from campaigns.models import Plan
from core.downloads import made_file_response
from core.views import get_for_user_or_404

from ..documents.certificates import (
    PrintOptions,
    layout_of,
    pdf_of,
    picture_of,
    sample_texts,
    size_text,
)
from ..documents.wording import place_of
from ..forms import LayoutForm
from ..models import CertificateLayout
from ..queries.papers import award_types_with_certificates
from ..services import layouts


def _plan_and_award_type(request: HttpRequest, slug: str, pk: int) -> tuple[Plan, AwardType]:
    """A plan the reader runs and one of its award types; else Http404."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser__unit", slug=slug)
    return plan, get_object_or_404(award_types_with_certificates(plan).distinct(), pk=pk)


@require_safe
def layout_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The award types of a plan, each with the size of its saved layout."""
    plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign__organiser__unit", slug=slug)
    saved = CertificateLayout.objects.filter(organiser=plan.campaign.organiser_id)
    sizes = {layout.award_type_id: size_text(layout) for layout in saved}
    award_types = [
        (award_type, sizes.get(award_type.pk, ""))
        for award_type in award_types_with_certificates(plan).distinct()
    ]
    return render(request, "papers/layout_list.html", {"plan": plan, "award_types": award_types})


@require_http_methods(["GET", "HEAD", "POST"])
def layout_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move all texts at once or each of them; the picture shows the saved layout."""
    plan, award_type = _plan_and_award_type(request, slug, pk)
    council = plan.campaign.organiser
    layout = layout_of(council.pk, award_type)
    form = LayoutForm(request.POST or None, layout=layout)
    if form.perform(layouts.set_layout, actor=request.user, council=council, award_type=award_type):
        messages.success(request, "Đã lưu. Hãy in thử lên giấy thường rồi so với phôi.")
        return redirect("papers:layout_edit", slug, pk)
    context = {"plan": plan, "award_type": award_type, "form": form, "layout": layout}
    return render(request, "papers/layout_edit.html", context)


@require_safe
def layout_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A certificate with invented texts, as printed on plain paper."""
    plan, award_type = _plan_and_award_type(request, slug, pk)
    layout = layout_of(plan.campaign.organiser_id, award_type)
    picture = picture_of(layout, _sample_texts(plan, award_type))
    return HttpResponse(picture, content_type="image/png")


@require_safe
def layout_test(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """A page to print: the texts without the frame, over a ruler in millimetres."""
    plan, award_type = _plan_and_award_type(request, slug, pk)
    layout = layout_of(plan.campaign.organiser_id, award_type)
    options = PrintOptions(background=False, grid=True)
    content = pdf_of(layout, [_sample_texts(plan, award_type)], options)
    return made_file_response(request, content, name=f"in-thu-{award_type.pk}.pdf")


def _sample_texts(plan: Plan, award_type: AwardType) -> dict[str, str]:
    unit = plan.campaign.organiser.unit
    return sample_texts(award_type, place_of(unit.name), local_names_for(unit))
