"""The words of a campaign: which plans and entries someone may see, and report for."""

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from core.clock import today
from core.names import unaccented
from participants.models import Body, Mandate
from participants.permissions import councils_served


def _reported_by(user: User, prefix: str = "") -> Q:
    """Entries of one's own mandates, and of the bodies one leads today."""
    own = Mandate.objects.of_user(user).values("pk")
    led = Body.objects.led_by(user, today()).values("pk")
    return Q(**{f"{prefix}mandate__in": own}) | Q(**{f"{prefix}body__in": led})


class PlanQuerySet(models.QuerySet):
    def overseen_by(self, user: User):
        """Plans of the councils whose office `user` works in or leads."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        return self.filter(campaign__organiser__in=offices)

    def run_by(self, user: User):
        """Plans that `user` runs as a secretary."""
        return self.filter(campaign__organiser__in=councils_served(user, Role.SECRETARY))

    def visible_to(self, user: User):
        """Plans that `user` oversees or takes part in; drafts only to the office."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        joined = self.model.objects.filter(_reported_by(user, "entries__")).exclude(state="draft")
        return self.filter(Q(campaign__organiser__in=offices) | Q(pk__in=joined.values("pk")))


class EntryQuerySet(models.QuerySet):
    def reported_by(self, user: User):
        """Entries that `user` reports for: one's own, and those of bodies one leads today."""
        return self.filter(_reported_by(user))

    def visible_to(self, user: User):
        """Entries that `user` reports for, and all in plans that `user` oversees."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        return self.filter(_reported_by(user) | Q(plan__campaign__organiser__in=offices))

    def named_like(self, text: str):
        """Entries whose name holds `text`, accents and case ignored."""
        return self.filter(search_name__contains=unaccented(" ".join(text.split())))


class EntryChangeQuerySet(models.QuerySet):
    def waiting_plan_ids(self) -> list[int]:
        return list(self.order_by("plan_id").values_list("plan_id", flat=True).distinct())
