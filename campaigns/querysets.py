"""The words of a campaign: which plans, scorecards and entries someone may see, and report for."""

from datetime import datetime

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Role, User
from core.clock import today
from core.history.records import HistoryRecord
from core.names import search_words
from participants.models import Mandate, Membership
from participants.permissions import councils_served

from .scorecards.rules import SHAPES


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
        entries = self.model.entries.rel.related_model.objects.belonging_to(user)
        joined = entries.exclude(plan__state="draft").values("plan")
        return self.filter(Q(campaign__organiser__in=offices) | Q(pk__in=joined))


class ScorecardQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Scorecards of the plans `user` may see; drafts only to who runs the plan."""
        plans = self.model.plan.field.related_model.objects
        run, seen = plans.run_by(user).values("pk"), plans.visible_to(user).values("pk")
        return self.filter(Q(plan__in=run) | Q(plan__in=seen) & ~Q(state="draft"))

    def renewed(self):
        """Versions in force that were published after their plan had been launched."""
        # The last change of a plan that was still a draft is its launch.
        changes = HistoryRecord.objects.of_rows(
            self.model.plan.field.related_model, [OuterRef("plan_id")]
        )
        launched_at = changes.filter(old__state="draft").order_by("-pk")
        return self.filter(
            state="published",
            version__gt=1,
            plan__state="running",
            published_at__gt=Subquery(launched_at.values("at")[:1]),
        )


class CriterionQuerySet(models.QuerySet):
    def owed(self, source):
        """Base leaves of a source that need data: a missing value does not mean none."""
        none_if_missing = [shape for shape, rule in SHAPES.items() if rule.missing_is_none]
        leaves = self.filter(source=source, section="base").exclude(shape="")
        return leaves.exclude(shape__in=none_if_missing)


class EntryQuerySet(models.QuerySet):
    def reported_by(self, user: User):
        """Entries that `user` reports for today: one's own, and those of bodies one leads."""
        own = Mandate.objects.of_user(user).on(today()).values("pk")
        led = Membership.objects.speaking_on(user, today()).values("body")
        return self.filter(Q(mandate__in=own) | Q(body__in=led))

    def belonging_to(self, user: User):
        """Entries of one's own, whenever, and of bodies one led in the time of the plan."""
        own = Mandate.objects.of_user(user).values("pk")
        led = Membership.objects.speaking(user).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("plan__starts_on")),
            body=OuterRef("body"),
            valid_from__lte=OuterRef("plan__ends_on"),
        )
        return self.filter(Q(mandate__in=own) | Exists(led))

    def visible_to(self, user: User):
        """Entries that belong to `user`, and all in plans that `user` oversees."""
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        mine = self.model.objects.belonging_to(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(plan__campaign__organiser__in=offices))

    def without_registration(self):
        """Entries of plans with a registration that have not sent theirs, or got it back."""
        with_stage = self.filter(plan__registrations_due_at__isnull=False)
        return with_stage.exclude(pledge__state__in=["sent", "accepted"])

    def unregistered(self, at: datetime):
        """... and whose time for it was over at `at`: the plan's, their own, and that to resend."""
        more_time = self.model.extensions.rel.related_model.objects.filter(
            entry=OuterRef("pk"), stage="registrations", until__gte=at
        )
        still_to_resend = Q(pledge__state="returned", pledge__resend_until__gte=at)
        return (
            self.without_registration()
            .filter(~Exists(more_time), plan__registrations_due_at__lt=at)
            .exclude(still_to_resend)
        )

    def named_like(self, text: str):
        """Entries whose name and unit hold every word of `text`, accents and case ignored."""
        return self.filter(*(Q(search_name__contains=word) for word in search_words(text)))


class EntryChangeQuerySet(models.QuerySet):
    def waiting_plan_ids(self) -> list[int]:
        return list(self.order_by("plan_id").values_list("plan_id", flat=True).distinct())

    def note(self, plan, entry_ids: list[int]) -> None:
        """Add one change for each of these entries. One statement for any number of them."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO campaigns_entrychange (plan_id, entry_id, changed_at) "
                "SELECT %s, unnest(%s::bigint[]), now()",
                [plan.pk, entry_ids],
            )

    def take(self, plan) -> list[int]:
        """Delete the changes of a plan and return the ids of their entries, ascending."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM campaigns_entrychange WHERE plan_id = %s RETURNING entry_id", [plan.pk]
            )
            return sorted({entry_id for (entry_id,) in cursor.fetchall()})


class PledgeQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Pledges of one's own entries, and those sent in plans that one oversees."""
        entries = self.model.entry.field.related_model.objects
        offices = councils_served(user, Role.SECRETARY, Role.LEADER)
        sent = Q(entry__plan__campaign__organiser__in=offices) & ~Q(state="draft")
        return self.filter(Q(entry__in=entries.belonging_to(user).values("pk")) | sent)

    def run_by(self, user: User):
        """Pledges sent in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices).exclude(state="draft")

    def waiting(self):
        """Sent ones of running plans, for the office to accept or return."""
        return self.filter(state="sent", entry__plan__state="running")

    def lapsed(self, at: datetime):
        """Returned ones of running plans that cannot be sent again any more at `at`."""
        extensions = self.model.entry.field.related_model.extensions.rel.related_model.objects
        more_time = extensions.filter(entry=OuterRef("entry"), stage="registrations", until__gte=at)
        return self.filter(
            ~Exists(more_time),
            state="returned",
            entry__plan__state="running",
            entry__plan__registrations_due_at__lt=at,
            resend_until__lt=at,
        )

    def for_decision_by(self, user: User):
        """Sent ones that `user` may accept: of plans one runs, not one's own, not one's writing."""
        entries = self.model.entry.field.related_model.objects
        mine = entries.reported_by(user).values("pk")
        return self.run_by(user).filter(state="sent").exclude(sent_by=user).exclude(entry__in=mine)
