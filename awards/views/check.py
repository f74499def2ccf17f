"""Public check of a certificate by its code: genuine, and still in force? No sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ..models import Award
from ..queries import register
from ..rules.codes import as_code, in_groups


@login_not_required
@require_safe
def check_form(request: HttpRequest) -> HttpResponse:
    """Redirect ?ma= to the page of that code."""
    typed = request.GET.get("ma", "").replace("\0", "").strip()[:40]
    if code := as_code(typed):
        return redirect("awards:award_check", code)
    return _answer(request, {"asked": typed}, status=404 if typed else 200)


@login_not_required
@require_safe
def award_check(request: HttpRequest, code: str) -> HttpResponse:
    """The text of the certificate, its decision, and what is valid now; nothing else."""
    awards = Award.objects.select_related("award_type", "decision", "ended_by")
    award = awards.filter(code=as_code(code) or "-").first()
    if award is None:
        return _answer(request, {"asked": code[:40]}, status=404)
    current = award if award.is_in_force else register.current_of(award)
    context = {
        "award": award,
        "asked": in_groups(award.code),
        "current": current,
        "current_code": in_groups(current.code) if current else "",
    }
    return _answer(request, context)


def _answer(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    """Render the page; search engines and caches must not keep the names."""
    response = render(request, "awards/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
