"""The words of the office: who holds office where, and what that lets them see."""

from datetime import date

from django.db.models import Q

from accounts.models import Role, User
from core.dated import DatedQuerySet


class AppointmentQuerySet(DatedQuerySet):
    def councils_of(self, user: User, *roles: Role, day: date):
        """Ids of the councils in whose office `user` holds one of `roles` on `day` (a subquery)."""
        return self.on(day).filter(user_id=user.pk, role__in=roles).values("council_id")


class BodyQuerySet(DatedQuerySet):
    def led_by(self, user: User, day: date):
        """Bodies that `user` may speak for on `day`: as head or deputy."""
        return self.on(day).filter(
            Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=day),
            memberships__valid_from__lte=day,
            memberships__role__in=["head", "deputy"],
            memberships__mandate__person__user_id=user.pk,
        )


class MandateQuerySet(DatedQuerySet):
    def of_user(self, user: User):
        return self.filter(person__user_id=user.pk)
