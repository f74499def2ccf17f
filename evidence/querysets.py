"""The words of reporting."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import Role, User
from campaigns.models import Entry
from core.files import OFFICE_TYPES
from participants.permissions import councils_served

MOST_PREVIEW_TRIES = 2


class ActivityReportQuerySet(models.QuerySet):
    def waiting(self):
        """Sent, and nobody has decided yet."""
        return self.filter(state="sent")

    def verified(self):
        return self.filter(state="verified")

    def returned(self):
        return self.filter(state="returned")

    def resendable(self, at: datetime):
        """Returned reports that may be sent again at `at`; see `rules.resend_problem`."""
        in_time = Q(resend_until__isnull=True) | Q(resend_until__gte=at)
        return self.returned().filter(in_time, entry__plan__state="running")

    def in_plan(self, plan):
        return self.filter(entry__plan=plan)

    def run_by(self, user: User):
        """Reports in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices)

    def for_decision_by(self, user: User):
        """Waiting reports that `user` may decide about: of plans one runs, and not one's own."""
        mine = Entry.objects.reported_by(user).values("pk")
        return self.run_by(user).waiting().exclude(reported_by=user).exclude(entry__in=mine)

    def free_for(self, user: User, at: datetime):
        """Reports that no colleague of `user` is looking at."""
        return self.exclude(Q(claim__until__gt=at) & ~Q(claim__user=user))

    def behind(self, report):
        """Reports sent after `report`."""
        return self.filter(
            Q(submitted_at__gt=report.submitted_at)
            | Q(submitted_at=report.submitted_at, pk__gt=report.pk)
        )

    def correctable_by(self, user: User):
        """Reports `user` may correct when they come back: one's own, and those one entered as
        the office for somebody else."""
        mine = Entry.objects.reported_by(user).values("pk")
        offices = councils_served(user, Role.SECRETARY)
        entered = Q(reported_by=user, entry__plan__campaign__organiser__in=offices)
        return self.filter(Q(entry__in=mine) | entered)

    def visible_to(self, user: User):
        """Reports of entries one reports for, and all of plans one oversees.

        A withdrawn report is a draft again, visible only to its author and its entry, unless the
        office has decided about it before.
        """
        mine = Q(reported_by=user) | Q(entry__in=Entry.objects.belonging_to(user).values("pk"))
        visible = self.filter(entry__in=Entry.objects.visible_to(user).values("pk"))
        return visible.filter(~Q(state="withdrawn", decided_at__isnull=True) | mine)


class SupplementRequestQuerySet(models.QuerySet):
    def open(self):
        """Asked, and nobody has answered yet."""
        return self.filter(answered_at__isnull=True)

    def run_by(self, user: User):
        """Requests in plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(entry__plan__campaign__organiser__in=offices)


class ReportImportQuerySet(models.QuerySet):
    def run_by(self, user: User):
        """Imports into plans that `user` runs as a secretary."""
        offices = councils_served(user, Role.SECRETARY)
        return self.filter(plan__campaign__organiser__in=offices)

    def entered(self):
        return self.filter(entered_at__isnull=False)


class EvidenceFileQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Files of visible reports, and one's own not yet sent."""
        entries = Entry.objects.visible_to(user).values("pk")
        return self.filter(Q(report__entry__in=entries) | Q(is_sent=False, uploaded_by=user))

    def kept_for(self, user: User, token):
        """Files that `user` uploaded with a form that has not become a report yet."""
        return self.filter(is_sent=False, uploaded_by=user, token=token)

    def wanting_pdf(self, at: datetime):
        """Office files that nobody can look at yet, not tried too often, nor being tried now."""
        waiting = self.filter(media_type__in=OFFICE_TYPES, pages__isnull=True)
        waiting = waiting.filter(preview_tries__lt=MOST_PREVIEW_TRIES)
        return waiting.exclude(preview_busy_until__gt=at)


class FileUploadQuerySet(models.QuerySet):
    def half_arrived_for(self, user: User, token):
        """Uploads of `user` for the form with this token of which only some parts arrived."""
        return self.filter(user=user, token=token, file=None, refusal="", received__gt=0)
