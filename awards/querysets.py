"""The words of proposals, ballots, decisions and awards."""

from datetime import date

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from campaigns.models import Entry, Plan
from core.names import search_words
from participants.models import Mandate
from participants.permissions import councils_served


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Proposals of plans one oversees; nobody else sees names before a decision."""
        return self.filter(ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def latest_of(self, plan):
        return self.filter(ranking__plan=plan).order_by("-ranking__number").first()


class ProposalLineQuerySet(models.QuerySet):
    def in_order_of_honour(self):
        """Higher award types first, collectives before individuals, by cluster, place and name."""
        return self.order_by(
            "share__quota__award_type__precedence",
            "share__quota__award_type_id",  # a council's own types often have the same precedence
            "share__quota__subject",
            "share__cluster__position",
            "share__cluster_id",
            "eligible_place",
            "ranking_line__entry__sort_key",
            "pk",
        )


def _is_open_on(day: date) -> Q:
    """The one meaning of being held on a day: begun, and not concluded by it."""
    return Q(Q(ended_on__isnull=True) | Q(ended_on__gt=day), begins_on__lte=day)


class HoldQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Those not concluded on `day`."""
        return self.filter(_is_open_on(day))

    def with_open_on(self, day: date):
        """All, each with `is_open`, whether it is not concluded on `day`."""
        is_open = models.ExpressionWrapper(_is_open_on(day), models.BooleanField())
        return self.annotate(is_open=is_open)

    def visible_to(self, user: User):
        """About people and bodies of councils one serves or leads, or that they rank.

        Never about oneself.
        """
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        entries = Entry.objects.filter(plan__campaign__organiser__in=offices)
        mandates = Mandate.objects.filter(
            Q(council__in=offices) | Q(pk__in=entries.values("mandate"))
        )
        bodies = Q(body__council__in=offices) | Q(body__in=entries.values("body"))
        found = self.filter(bodies | Q(person__in=mandates.values("person")))
        return found.exclude(person__isnull=False, person__user_id=user.pk)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Decisions in the register of councils whose office one works in or leads."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY, Role.LEADER))

    def entered_by(self, user: User):
        """Decisions that `user` may correct or revoke, as a secretary of the council."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY))


class SubmissionQuerySet(models.QuerySet):
    def overseen_by(self, user: User):
        return self.filter(proposal__ranking__plan__in=Plan.objects.overseen_by(user).values("pk"))

    def run_by(self, user: User):
        return self.filter(proposal__ranking__plan__in=Plan.objects.run_by(user).values("pk"))


class AwardQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """The register of councils one serves or leads, and what was given to oneself."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        return self.filter(Q(organiser__in=offices) | Q(person__user_id=user.pk))

    def overseen_by(self, user: User):
        """The register of councils whose office one works in or leads."""
        return self.filter(organiser__in=councils_served(user, Role.SECRETARY, Role.LEADER))

    def in_order_of_honour(self, *before: str):
        """Order by `before`, then higher award types, collectives before individuals, and name."""
        order = ("award_type__precedence", "award_type_id", "recipient", "sort_key", "pk")
        return self.order_by(*before, *order)

    def in_force(self):
        """Neither corrected by another nor revoked."""
        return self.filter(ended_by__isnull=True)

    def named_like(self, text: str):
        """Whose name holds all words of `text`, accents or not."""
        return self.filter(*(Q(search_name__contains=word) for word in search_words(text)))
