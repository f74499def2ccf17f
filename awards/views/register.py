"""The register of all awards: search, totals, export, the history of one person or body."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from core import clock
from core.downloads import file_name, workbook_response
from core.views import search_words_from
from participants.models import Body, Council, Person
from participants.permissions import councils_served, holds_office

from ..exports import register_sheets
from ..forms.decisions import EarlierForm
from ..models import Award, Recipient
from ..queries import register as register_queries
from ..queries.register import (
    RegisterFilter,
    awards_of_body,
    awards_of_person,
    choices_of,
    in_order,
    totals,
)
from ..services import decisions

AWARDS_A_PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Search the register: ?nam=, ?hinh-thuc=, ?doi-tuong=, ?nu=, ?don-vi=, ?tim=.

    A unit includes its predecessors; ?ca-het-hieu-luc= adds ended awards. 404 for users who oversee
    no council. The number of queries does not depend on the number of awards.
    """
    _require_office(request)
    wanted = _wanted(request)
    awards = register_queries.register(request.user, wanted)
    page = Paginator(in_order(awards), AWARDS_A_PAGE).get_page(request.GET.get("trang"))
    offices = councils_served(request.user, Role.SECRETARY)
    context = {
        "wanted": wanted,
        "page": page,
        "totals": totals(awards),
        "recipients": Recipient.choices,
        "offices": Council.objects.filter(pk__in=offices),
        **choices_of(request.user),
    }
    return render(request, "awards/register.html", context)


def _require_office(request: HttpRequest) -> None:
    if not holds_office(request.user, Role.SECRETARY, Role.LEADER):
        raise Http404


def _wanted(request: HttpRequest) -> RegisterFilter:
    def number(name: str) -> int | None:
        text = request.GET.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    recipient = request.GET.get("doi-tuong", "")
    return RegisterFilter(
        year=number("nam"),
        award_type=number("hinh-thuc"),
        recipient=recipient if recipient in Recipient.values else "",
        women="nu" in request.GET,
        unit=search_words_from(request, "don-vi")[:200],
        search=search_words_from(request)[:200],
        also_ended="ca-het-hieu-luc" in request.GET,
    )


@require_safe
def register_workbook(request: HttpRequest) -> HttpResponse:
    """Workbook of all awards that match the filter of the page, with totals."""
    _require_office(request)
    wanted = _wanted(request)
    awards = register_queries.register(request.user, wanted)
    return workbook_response(
        request,
        name=file_name("so khen thuong", wanted.year),
        what="Sổ khen thưởng",
        sheets=register_sheets(in_order(awards), totals(awards)),
        chosen=wanted.in_words(),
    )


@require_safe
def person_awards(request: HttpRequest, pk: int) -> HttpResponse:
    """All awards of a person that the reader may see; 404 if there are none."""
    person = get_object_or_404(Person, pk=pk)
    awards = list(awards_of_person(request.user, person))
    if not awards:
        raise Http404
    return render(request, "awards/history.html", {"who": person, "awards": awards})


@require_safe
def body_awards(request: HttpRequest, pk: int) -> HttpResponse:
    """All awards of a body and its predecessors that the reader may see; 404 if there are none."""
    body = get_object_or_404(Body.objects.select_related("council__unit"), pk=pk)
    awards = list(awards_of_body(request.user, body))
    if not awards:
        raise Http404
    return render(request, "awards/history.html", {"who": body, "body": body, "awards": awards})


@require_safe
def my_awards(request: HttpRequest) -> HttpResponse:
    """Awards of the signed-in person."""
    mine = Award.objects.visible_to(request.user).filter(person__user=request.user)
    context = {"who": request.user, "awards": list(in_order(mine)), "is_mine": True}
    return render(request, "awards/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision from before the system into the register of a council."""
    offices = councils_served(request.user, Role.SECRETARY)
    council = get_object_or_404(Council.objects.filter(pk__in=offices), pk=pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EarlierForm(*posted, organiser=council)
    if form.perform(
        decisions.record_earlier_decision, actor=request.user, organiser=council, at=clock.now()
    ):
        linked = sum(1 for award in form.awards if award.person or award.body)
        messages.success(
            request,
            f"Đã ghi {form.result}: {len(form.awards)} tên, "
            f"{linked} gắn được với người, tập thể đã có.",
        )
        return redirect("awards:decision_detail", form.result.pk)
    return render(request, "awards/earlier_record.html", {"council": council, "form": form})
