"""The words of the office: who holds office where, and what that lets them see."""

from datetime import date

from accounts.models import Role, User
from core.dated import DatedQuerySet, lasting


class AppointmentQuerySet(DatedQuerySet):
    def councils_of(self, user: User, *roles: Role, day: date):
        """Ids of the councils in whose office `user` holds one of `roles` on `day` (a subquery)."""
        return self.on(day).filter(user_id=user.pk, role__in=roles).values("council_id")


class MembershipQuerySet(DatedQuerySet):
    def speaking(self, user: User):
        """Posts in which `user` speaks or spoke for a body: as head or deputy."""
        return self.filter(role__in=["head", "deputy"], mandate__person__user_id=user.pk)

    def spoken_on(self, day: date):
        """Posts in which anybody speaks for a body on `day`, while mandate and body last too."""
        posts = self.on(day).filter(role__in=["head", "deputy"])
        return posts.filter(lasting("mandate", day), lasting("body", day))

    def speaking_on(self, user: User, day: date):
        """... on `day`, while the mandate and the body lasted too."""
        return self.speaking(user).on(day).filter(lasting("mandate", day), lasting("body", day))


class MandateQuerySet(DatedQuerySet):
    def of_user(self, user: User):
        """Mandates that `user` holds or held."""
        return self.filter(person__user_id=user.pk)
