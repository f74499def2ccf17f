"""The words of rankings."""

from datetime import datetime

from django.db import models
from django.db.models import F, Func, Q, TextField, Value

from accounts.models import User
from campaigns.models import Entry, Plan, PlanState


def _visible_to(user: User, prefix: str = "") -> Q:
    """All rankings of plans one oversees; of plans one takes part in, the sealed ones."""
    overseen = Plan.objects.overseen_by(user).values("pk")
    joined = Plan.objects.visible_to(user).values("pk")
    sealed = {f"{prefix}plan__in": joined, f"{prefix}number__isnull": False}
    return Q(**{f"{prefix}plan__in": overseen}) | Q(**sealed)


class RankingQuerySet(models.QuerySet):
    def sealed(self):
        """Numbered and frozen, the newest and those it superseded."""
        return self.filter(number__isnull=False)

    def draft_of(self, plan):
        return self.filter(plan=plan, number__isnull=True).first()

    def latest_sealed_of(self, plan):
        return self.sealed().filter(plan=plan).order_by("-number").first()

    def sealed_before(self, ranking):
        """Sealed ones of the same plan that came before, the newest first."""
        earlier = {} if ranking.number is None else {"number__lt": ranking.number}
        return self.sealed().filter(plan=ranking.plan_id, **earlier).order_by("-number")

    def visible_to(self, user: User):
        """All of plans one oversees; of plans one takes part in, the sealed ones."""
        return self.filter(_visible_to(user))


class RankingLineQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Lines of rankings one may see, and one's own in any."""
        mine = Entry.objects.visible_to(user).values("pk")
        return self.filter(_visible_to(user, "ranking__") | Q(entry__in=mine))

    def with_open_grade_tie(self):
        """Equal to others at the edge of a quota of grades, lowered until somebody decides."""
        limits = Func(F("limits"), Value(","), function="array_to_string", output_field=TextField())
        return self.alias(limits_text=limits).filter(limits_text__contains="tie:")

    def in_order(self):
        """By cluster, list and place; equals by name, which breaks no tie, only lays them out."""
        return self.order_by("cluster__position", "cluster_id", "list", "place", "entry__sort_key")


class ScoreSheetQuerySet(models.QuerySet):
    def to_appraise(self, at: datetime):
        """Sheets whose next step is an appraisal: no peer or explanation is awaited any more.

        None of closed plans: their sheets are not appraised.
        """
        first = Q(stage="sent") & (
            Q(peer__isnull=True) | Q(entry__plan__cross_scores_due_at__lt=at)
        )
        second = Q(stage="appraised", entry__plan__explanations_due_at__lt=at)
        ready = Q(stage__in=["crossed", "explained"])
        return self.filter(first | second | ready).exclude(entry__plan__state=PlanState.CLOSED)

    def visible_to(self, user: User):
        """Sheets of one's own, those one cross-scores, and all of plans one oversees."""
        seen = Entry.objects.visible_to(user).values("pk")
        peers = Entry.objects.reported_by(user).values("pk")
        return self.filter(Q(entry__in=seen) | Q(peer__in=peers, sent_at__isnull=False))

    def in_plan(self, plan):
        return self.filter(entry__plan=plan)


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Appeals of one's own entries, and all of plans one oversees."""
        return self.filter(line__entry__in=Entry.objects.visible_to(user).values("pk"))

    def waiting(self):
        return self.filter(state="filed")
