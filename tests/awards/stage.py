"""A small proposal for tests: three boards, two seats, and rows of the later steps."""

import datetime as dt

from django.utils import timezone

from awards.models import (
    Award,
    AwardType,
    AwardTypeRule,
    Decision,
    Hold,
    Proposal,
    ProposalLine,
    Quota,
    Submission,
    SubmissionLine,
)
from awards.services import changes, closing, holds, proposals
from core.names import text_sort_key, unaccented
from scoring.services import ranking

from .. import cast

REASON = "Theo kết luận họp Thường trực HĐND"


def award_type_named(name: str = "Bằng khen") -> AwardType:
    award_type, _ = AwardType.objects.get_or_create(name=name, decided_by="Chủ tịch UBND thành phố")
    return award_type


def rule(notice_days: int = 10, **fields) -> AwardTypeRule:
    return AwardTypeRule.objects.create(
        award_type=award_type_named(),
        recipient="collective",
        legal_basis="Quy định thử",
        valid_from=dt.date(2020, 1, 1),
        notice_days=notice_days,
        **fields,
    )


def seal(round_):
    draft = ranking.recompute(plan=round_.plan, whole=True)
    return ranking.seal_ranking(
        actor=round_.city.secretary, plan=round_.plan, seen_revision=draft.revision
    )


def propose(round_, counts=(3, 2, 1), *, seats: int = 2) -> Proposal:
    """Draft a proposal for boards with `counts` oversights; the first `seats` places are in."""
    oversights = enumerate(counts)
    cast.record_all(round_, [(round_.entry_of_board(n), "A.1", count) for n, count in oversights])
    Quota.objects.create(
        plan=round_.plan, award_type=award_type_named(), subject="collective", number=seats
    )
    return proposals.draft_proposal(actor=round_.city.secretary, ranking=seal(round_))


def line_of_board(proposal: Proposal, round_, number: int) -> ProposalLine:
    return ProposalLine.objects.select_related("ranking_line__entry__plan").get(
        proposal=proposal, ranking_line__entry=round_.entry_of_board(number)
    )


def outcomes(proposal: Proposal) -> list[str]:
    """Outcomes in the order of the boards."""
    rows = ProposalLine.objects.filter(proposal=proposal)
    return list(rows.order_by("ranking_line__entry__body_id").values_list("outcome", flat=True))


def move(round_, line: ProposalLine, direction: str, *, is_confirmed: bool = True):
    """Ask for a change as one secretary and answer it as the other."""
    at = timezone.now()
    change = changes.ask_change(
        actor=round_.city.secretary, line=line, direction=direction, reason=REASON, at=at
    )
    return changes.answer_change(
        actor=round_.city.second_secretary,
        change=change,
        is_confirmed=is_confirmed,
        answer="Đã xem hồ sơ, đồng ý",
        at=at,
    )


def close(round_, proposal: Proposal, at=None) -> Proposal:
    return closing.close_proposal(
        actor=round_.city.secretary, proposal=proposal, at=at or timezone.now()
    )


def hold_board(round_, number: int, **fields) -> Hold:
    fields = {
        "kind": "denunciation",
        "document": "Đơn số 7, thụ lý ngày 02/02/2024",
        "begins_on": timezone.localdate() - dt.timedelta(days=1),
    } | fields
    return holds.place_hold(
        actor=round_.city.secretary,
        body=round_.city.boards[number],
        at=timezone.now(),
        **fields,
    )


def submit(round_, proposal: Proposal, *lines: ProposalLine) -> Submission:
    today = timezone.localdate()
    submission = Submission.objects.create(
        proposal=proposal,
        number="05/TTr-HĐND",
        issued_on=today,
        authority="Chủ tịch UBND thành phố",
        sent_by=round_.city.secretary,
        sent_at=timezone.now(),
        answer_due_on=today,
    )
    SubmissionLine.objects.bulk_create(
        SubmissionLine(submission=submission, line=line) for line in lines
    )
    return submission


def decide(round_, submission: Submission | None = None, **fields) -> Decision:
    today = timezone.localdate()
    fields = {"number": "12/QĐ-UBND", "decided_on": today} | fields
    return Decision.objects.create(
        organiser=round_.city.council,
        submission=submission,
        authority="Chủ tịch UBND thành phố",
        signer="Lê Thử Ký",
        signer_post="Chủ tịch",
        received_on=today,
        entered_by=round_.city.secretary,
        entered_at=timezone.now(),
        **fields,
    )


def award(round_, decision: Decision, body, line: ProposalLine | None = None, **fields) -> Award:
    fields = {"year": 2023, "code": f"MA-{body.pk}-{decision.pk}"} | fields
    return Award.objects.create(
        decision=decision,
        organiser=round_.city.council,
        line=line,
        award_type=award_type_named(),
        recipient="collective",
        body=body,
        name=body.name,
        sort_key=text_sort_key(body.name),
        search_name=unaccented(body.name),
        **fields,
    )
