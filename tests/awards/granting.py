"""A proposal ready for submission, made by services and a few rows with invented data."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from awards.models import (
    AwardType,
    AwardTypeRule,
    Decision,
    Proposal,
    ProposalLine,
    ProposalQuota,
    Quota,
    Submission,
)
from awards.services import catalogue, decisions, proposals, submissions
from scoring.services.ranking import recompute, seal_ranking

from .. import cast
from ..pdf_files import one_page_pdf

CLOSED_ON = dt.date(2026, 6, 1)
SENT_ON = dt.date(2026, 6, 8)
DECIDED_ON = dt.date(2026, 6, 15)
AT = timezone.make_aware(dt.datetime(2026, 8, 3, 9))


@dataclass
class Ready:
    """A closed proposal of two boards and two delegates for the Bằng khen of the province."""

    round: cast.Round
    proposal: Proposal

    @property
    def secretary(self):
        return self.round.city.secretary

    def line(self, name: str) -> ProposalLine:
        lines = ProposalLine.objects.filter(proposal=self.proposal)
        return lines.get(ranking_line__entry__name=name, outcome="proposed")

    def send(self, **fields) -> Submission:
        given = {"number": "12/TTr-HĐND", "issued_on": SENT_ON, "at": AT} | fields
        actor = given.pop("actor", self.secretary)
        return submissions.send_submission(actor=actor, proposal=self.proposal, **given)

    def decide(self, submission: Submission, **fields) -> Decision:
        given = {"actor": self.secretary, "refusals": {}, "at": AT} | signed() | fields
        return decisions.record_decision(submission=submission, **given)

    def granted(self, **fields) -> Decision:
        return self.decide(self.send(), **fields)


def signed(**fields) -> dict:
    """The content of a decision on paper."""
    return {
        "number": "345/QĐ-UBND",
        "decided_on": DECIDED_ON,
        "signer": "Đỗ Thử Nghiệm",
        "signer_post": "Chủ tịch",
        "authority": "Chủ tịch UBND thành phố Sông Xanh",
        "received_on": DECIDED_ON + dt.timedelta(days=2),
        "file": signed_file(),
    } | fields


def signed_file(name: str = "quyet-dinh.pdf", content: bytes | None = None):
    return SimpleUploadedFile(name, one_page_pdf(7) if content is None else content)


def ready(round_: cast.Round) -> Ready:
    """Boards 0 and 1 and delegates 2 and 3 are proposed; the office closed the proposal."""
    catalogue.load_catalogue()
    AwardTypeRule.objects.update(needs_ballot=False, notice_days=0)
    delegates = round_.city.delegates
    cast.record_all(
        round_,
        [
            *((round_.entry_of_board(number), "A.1", 3 - number) for number in (0, 1)),
            *((round_.entry_of(delegates[number]), "II.1", 5 - number) for number in (2, 3)),
        ],
    )
    award_type = AwardType.objects.get(code="BK_TINH")
    for subject in ("collective", "part_time"):
        Quota.objects.create(plan=round_.plan, award_type=award_type, subject=subject, number=2)
    draft = recompute(plan=round_.plan, whole=True)
    actor = round_.city.secretary
    ranking = seal_ranking(actor=actor, plan=round_.plan, seen_revision=draft.revision)
    proposal = proposals.draft_proposal(actor=actor, ranking=ranking)
    for quota in ProposalQuota.objects.filter(proposal=proposal):
        rule = AwardTypeRule.objects.get(award_type=award_type, recipient=recipient_of(quota))
        ProposalQuota.objects.filter(pk=quota.pk).update(rule=rule)
    Proposal.objects.filter(pk=proposal.pk).update(
        closed_at=timezone.make_aware(dt.datetime.combine(CLOSED_ON, dt.time(10))), closed_by=actor
    )
    proposal.refresh_from_db()
    return Ready(round_, proposal)


def recipient_of(quota: ProposalQuota) -> str:
    return "collective" if quota.subject == "collective" else "individual"
