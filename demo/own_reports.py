"""Reports that delegates send themselves, with a file, as if from their phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from django.db.models import QuerySet

from accounts.models import User
from campaigns.models import Entry, Plan
from evidence.content import ReportContent
from evidence.services.deciding import return_report, verify_report
from evidence.services.files import keep_upload
from evidence.services.reporting import submit_report

from .accounts import Cast
from .attachments import invented_upload
from .office import DECIDED_AFTER, at_office
from .reports import Drafter, entries_of
from .texts import Writer

VERIFY, RETURN, WAIT = "verify", "return", "wait"


@dataclass(frozen=True)
class OwnReports:
    """A delegate and a head of a group report; the secretary decides."""

    plan: Plan
    cast: Cast
    drafter: Drafter
    rng: Random

    def send(self, *, last: Iterable[str]) -> None:
        """Five verified reports for each entry of the two; the delegate adds those of `last`."""
        for user in (self.cast.delegate, self.cast.group_head):
            fates = [VERIFY] * 5 + (list(last) if user == self.cast.delegate else [])
            for entry in entries_of(self.plan, Entry.objects.reported_by(user)):
                self._report(user, entry, fates)

    def _report(self, user: User, entry: Entry, fates: list[str]) -> None:
        drafts = sorted(
            self.drafter.some_of(entry, len(fates)), key=lambda draft: draft.happened_on
        )
        for draft, fate in zip(drafts, fates, strict=True):
            self._send(user, draft, fate)

    def _send(self, user: User, draft: ReportContent, fate: str) -> None:
        secretary, sent_at = self.cast.secretary, at_office(draft.happened_on, 1)
        decided_at = at_office(draft.happened_on, DECIDED_AFTER)
        keep_upload(actor=user, token=draft.token, upload=invented_upload(self.rng))
        report = submit_report(actor=user, content=draft, at=sent_at)
        if fate == VERIFY:
            verify_report(actor=secretary, report=report, at=decided_at)
        elif fate == RETURN:
            reason = Writer(self.rng).reason_to_return()
            return_report(actor=secretary, report=report, reason=reason, at=decided_at)


def entries_without_account(cast: Cast) -> QuerySet:
    """Entries that the office reports for.

    Those of the cast report themselves and stay in the middle of the ranking, so that users of the
    demonstration can see them rise.
    """
    theirs = [Entry.objects.reported_by(user) for user in (cast.delegate, cast.group_head)]
    return Entry.objects.exclude(pk__in=theirs[0].values("pk")).exclude(
        pk__in=theirs[1].values("pk")
    )
