"""What is being typed, saved every few seconds."""

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from campaigns.models import Entry
from core import clock
from core.errors import DomainError, NotAllowedError

from .. import services
from ..models import ActivityReport
from .parts import chosen_entry, draft_data


@require_POST
def draft_save(request: HttpRequest) -> JsonResponse:
    """What is being typed, every few seconds; ?cho= the entry, ?bao-cao= the report corrected.

    `other` in the answer is what another window saved since; then nothing was kept.
    """
    entry = chosen_entry(request)
    if entry is None:
        raise Http404
    report = _corrected(request, entry)
    if "drop" in request.POST:
        services.drop_draft(actor=request.user, entry=entry, report=report)
        return JsonResponse({"revision": 0})
    fields = {name: request.POST[name] for name in request.POST if name != "based_on"}
    based_on = request.POST.get("based_on", "0")
    try:
        draft = services.save_draft(
            actor=request.user,
            entry=entry,
            report=report,
            fields=fields,
            based_on=int(based_on) if based_on.isascii() and based_on.isdigit() else 0,
            at=clock.now(),
        )
    except services.DraftChangedError as error:
        return JsonResponse({"other": draft_data(error.current)})
    except NotAllowedError:
        raise
    except DomainError as error:
        return JsonResponse({"error": error.message}, status=400)
    return JsonResponse(draft_data(draft))


def _corrected(request: HttpRequest, entry: Entry) -> ActivityReport | None:
    wanted = request.GET.get("bao-cao", "")
    if not wanted:
        return None
    reports = ActivityReport.objects.correctable_by(request.user).filter(entry=entry)
    return get_object_or_404(reports, pk=wanted if wanted.isdecimal() else 0)
