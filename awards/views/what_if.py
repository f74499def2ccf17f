"""Try other terms of a quota: who would be in and who out. Nothing is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.models import Plan
from core.views import get_for_user_or_404

from ..drafting.what_if import what_if
from ..forms.what_if import WhatIfForm
from ..models import Proposal
from ..queries import changes
from ..queries.proposals import share_in_words
from ..wording import terms
from .proposals import chosen_quota


@require_safe
def proposal_what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """?chi-tieu= chooses the quota; the other parameters are the terms to try."""
    plan = get_for_user_or_404(request, Plan.objects.overseen_by, "campaign", slug=slug)
    proposals = Proposal.objects.visible_to(request.user).select_related("ranking__plan__campaign")
    proposal = proposals.latest_of(plan)
    quotas = changes.quotas_with_numbers(proposal) if proposal else []
    context = {"plan": plan, "proposal": proposal, "quotas": quotas}
    if quotas:
        quota = chosen_quota(request, quotas)
        is_asked = any(name in request.GET for name in WhatIfForm.base_fields)
        form = WhatIfForm(request.GET if is_asked else None, quota=quota, plan=plan)
        context |= {"quota": quota, "form": form, "terms": terms.terms_in_words(quota)}
        if is_asked and form.is_valid():
            result = what_if(proposal, quota.pk, form.changes)
            for share in result.chosen.shares:
                share.exact_text = share_in_words(share)
            context["result"] = result
    return render(request, "awards/what_if.html", context)
