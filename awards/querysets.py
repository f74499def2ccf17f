"""The words of proposals."""

from django.db import models

from accounts.models import User
from campaigns.models import Plan


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Proposals of plans one oversees; nobody else sees names before a decision."""
        return self.filter(ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def latest_of(self, plan):
        return self.filter(ranking__plan=plan).order_by("-ranking__number").first()
