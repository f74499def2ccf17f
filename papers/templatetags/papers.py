"""Template tags for pages of lower apps that offer a paper."""

from django import template

from awards.models import ProposalLine
from campaigns.models import Plan

from ..queries import report_offer

register = template.Library()


@register.inclusion_tag("papers/_report_button.html", takes_context=True)
def report_button(context, line: ProposalLine, plan: Plan) -> dict:
    """A button to make the achievement report of a line, or why it cannot be made now."""
    token = context.get("csrf_token")
    return {"offer": report_offer(line), "plan": plan, "csrf_token": token}
