"""Template tags with which pages of lower apps offer a paper."""

from django import template

from awards.models import ProposalLine
from campaigns.models import Plan

from ..queries.offers import report_offer

register = template.Library()


@register.inclusion_tag("papers/_report_button.html", takes_context=True)
def report_button(context, line: ProposalLine, plan: Plan) -> dict:
    """A button for the achievement report of a line, or why it cannot be made now."""
    token = context.get("csrf_token")
    return {"offer": report_offer(line), "plan": plan, "csrf_token": token}
