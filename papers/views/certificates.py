"""Bằng khen: where the words stand on the printed form, tried on paper with a ruler."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from awards.local_names import local_names_for
from awards.models import AwardType
from campaigns.models import Plan
from core.downloads import made_file_response

from ..documents.certificates import Look, layout_of, pdf_of, picture_of, sample_words, size_text
from ..documents.wording import place_of
from ..forms import LayoutForm
from ..models import CertificateLayout
from ..queries import award_types_with_certificates
from ..services import templates


def _plan(request: HttpRequest, slug: str) -> Plan:
    plans = Plan.objects.run_by(request.user).select_related("campaign__organiser__unit")
    return get_object_or_404(plans, slug=slug)


def _award_type(plan: Plan, pk: int) -> AwardType:
    return get_object_or_404(award_types_with_certificates(plan).distinct(), pk=pk)


@require_safe
def layout_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The award types of a plan, each with its layout."""
    plan = _plan(request, slug)
    organiser = plan.campaign.organiser_id
    saved = {
        row.award_type_id: row for row in CertificateLayout.objects.filter(organiser=organiser)
    }
    award_types = [
        (award_type, size_text(saved[award_type.pk]) if award_type.pk in saved else "")
        for award_type in award_types_with_certificates(plan).distinct()
    ]
    return render(request, "papers/layout_list.html", {"plan": plan, "award_types": award_types})


@require_http_methods(["GET", "HEAD", "POST"])
def layout_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move all words at once, or each of them; the picture shows what is saved."""
    plan = _plan(request, slug)
    award_type = _award_type(plan, pk)
    layout = layout_of(plan.campaign.organiser_id, award_type)
    form = LayoutForm(request.POST or None, layout=layout)
    if request.method == "POST" and form.is_valid():
        templates.set_layout(
            actor=request.user,
            council=plan.campaign.organiser,
            award_type=award_type,
            **form.wanted(),
        )
        messages.success(request, "Đã lưu. Hãy in thử lên giấy thường rồi so với phôi.")
        return redirect("papers:layout_edit", slug, pk)
    context = {"plan": plan, "award_type": award_type, "form": form, "layout": layout}
    return render(request, "papers/layout_edit.html", context)


@require_safe
def layout_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A certificate with invented words as it would be printed on plain paper."""
    plan = _plan(request, slug)
    award_type = _award_type(plan, pk)
    layout = layout_of(plan.campaign.organiser_id, award_type)
    picture = picture_of(layout, _words(plan, award_type), Look(background=True))
    return HttpResponse(picture, content_type="image/png")


@require_safe
def layout_test(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """A page to print: the words without the frame, over a ruler in millimetres."""
    plan = _plan(request, slug)
    award_type = _award_type(plan, pk)
    layout = layout_of(plan.campaign.organiser_id, award_type)
    content = pdf_of(layout, [_words(plan, award_type)], Look(background=False, grid=True))
    return made_file_response(request, content, name=f"in-thu-{award_type.pk}.pdf")


def _words(plan: Plan, award_type: AwardType) -> dict:
    unit = plan.campaign.organiser.unit
    return sample_words(award_type, place_of(unit.name), local_names_for(unit))
