"""A proposal with all sources of papers: ballot, notice, dossier, decision."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from awards.models import (
    Award,
    AwardType,
    AwardTypeRule,
    Decision,
    Dossier,
    Proposal,
    ProposalLine,
    ProposalQuota,
    PublicNotice,
    Quota,
    Submission,
    SubmissionLine,
)
from awards.services import proposals, verdicts
from ballots.models import AwardCouncil, Ballot, BallotQuestion, BallotSeat
from core.names import text_sort_key
from papers.models import Paper, PaperKind
from papers.services.requesting import request_paper
from participants.models import Person
from scoring.services import ranking

from .. import cast

LAW = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022\nNghị định số 152/2025/NĐ-CP"
DAY = dt.date(2026, 2, 5)
AT = dt.datetime(2026, 2, 5, 3, 0, tzinfo=dt.UTC)


@dataclass
class PaperCase:
    """A decided proposal of one sealed ranking."""

    round: cast.Round
    proposal: Proposal
    ballot: Ballot
    decision: Decision

    @property
    def plan(self):
        return self.round.plan

    @property
    def secretary(self):
        return self.round.city.secretary

    def request(self, kind: str, **arguments) -> Paper:
        """Request a paper of its own ballot or decision, unless `arguments` name another."""
        kind = PaperKind(kind)
        source = {"ballot": self.ballot} if kind == PaperKind.MINUTES else {}
        if kind.is_of_decision:
            source = {"decision": self.decision}
        return request_paper(
            actor=self.secretary, proposal=self.proposal, kind=kind, at=AT, **(source | arguments)
        )


def seal(round_):
    draft = ranking.recompute(plan=round_.plan, whole=True)
    return ranking.seal_ranking(
        actor=round_.city.secretary, plan=round_.plan, seen_revision=draft.revision
    )


def propose(round_) -> Proposal:
    """A closed proposal of the best of three boards and two delegates.

    Boards have 3, 2 and 1 oversights, delegates 3 and 2 meetings.
    """
    delegates = round_.city.delegates
    cast.record_all(
        round_,
        [
            *((round_.entry_of_board(number), "A.1", 3 - number) for number in range(3)),
            *((round_.entry_of(delegates[number]), "II.1", 5 - number) for number in (2, 3)),
        ],
    )
    award_type = AwardType.objects.create(
        name="Bằng khen", decided_by="Chủ tịch UBND thành phố Sông Xanh", legal_basis=LAW
    )
    rules = {
        recipient: AwardTypeRule.objects.create(
            award_type=award_type, recipient=recipient, legal_basis=LAW, valid_from=cast.TERM_START
        )
        for recipient in ("collective", "individual")
    }
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject="collective", number=2)
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject="part_time", number=2)
    proposal = proposals.draft_proposal(actor=round_.city.secretary, ranking=seal(round_))
    ProposalQuota.objects.filter(proposal=proposal, subject="collective").update(
        rule=rules["collective"]
    )
    ProposalQuota.objects.filter(proposal=proposal, subject="part_time").update(
        rule=rules["individual"]
    )
    close(proposal, round_.city.secretary)
    return proposal


def close(proposal: Proposal, user) -> None:
    proposal.closed_at, proposal.closed_by = timezone.now(), user
    proposal.save(update_fields=["closed_at", "closed_by"])


def lines(proposal: Proposal) -> list[ProposalLine]:
    rows = ProposalLine.objects.filter(proposal=proposal, outcome="proposed")
    rows = rows.select_related(
        "ranking_line__entry__mandate__person", "ranking_line__entry__body", "share__quota"
    )
    return list(rows.order_by("share__quota__subject", "eligible_place"))


def vote(round_, proposal: Proposal) -> Ballot:
    """A counted paper ballot of nine members, eight of them present; all lines pass."""
    council = AwardCouncil.objects.create(
        organiser=round_.city.council,
        name="Hội đồng Thi đua - Khen thưởng",
        valid_from=cast.TERM_START,
    )
    ballot = Ballot.objects.create(
        proposal=proposal,
        council=council,
        method="paper",
        state="counted",
        place="Phòng họp số 2",
        prepared_by=round_.city.secretary,
        opened_at=AT - dt.timedelta(days=10),
        closed_at=AT - dt.timedelta(days=10),
        counted_at=AT - dt.timedelta(days=10) + dt.timedelta(hours=1),
        total_members=9,
        issued=8,
        returned=8,
    )
    posts = ("chair", "secretary", *["member"] * 7)
    for number, post in enumerate(posts):
        name = f"Phạm Thử {number}"
        BallotSeat.objects.create(
            ballot=ballot,
            person=Person.objects.create(full_name=name, sort_key=name, gender="male"),
            name=name,
            post=post,
            position=number,
            attendance="written" if number == 8 else "present",
        )
    for position, line in enumerate(lines(proposal), 1):
        BallotQuestion.objects.create(
            ballot=ballot,
            line=line,
            position=position,
            yes=7,
            no=1,
            blank=0,
            invalid=0,
            written_yes=1,
            written_no=0,
            base=9,
            needed=8,
            is_passed=True,
            yes_numerator=4,
            yes_denominator=5,
            is_strict=False,
        )
    verdicts.record_verdicts(verdicts={line.pk: True for line in lines(proposal)})
    return ballot


def decide(round_, proposal: Proposal) -> Decision:
    """A submission and the decision on it, with an award for every line."""
    submission = Submission.objects.create(
        proposal=proposal,
        number="05/TTr-HĐND",
        issued_on=DAY,
        authority="Chủ tịch UBND thành phố",
        sent_by=round_.city.secretary,
        sent_at=AT,
        answer_due_on=DAY + dt.timedelta(days=20),
    )
    decision = Decision.objects.create(
        organiser=round_.city.council,
        submission=submission,
        number="118/QĐ-UBND",
        decided_on=DAY,
        authority="Chủ tịch UBND thành phố Sông Xanh",
        signer="Trần Minh Giả Định",
        signer_post="Chủ tịch",
        received_on=DAY,
        entered_by=round_.city.secretary,
        entered_at=AT,
    )
    for number, line in enumerate(lines(proposal), 1):
        SubmissionLine.objects.create(submission=submission, line=line)
        grant(decision, line, f"SX-{number:04d}")
    return decision


def grant(decision: Decision, line: ProposalLine | None, code: str, **fields) -> Award:
    entry = line.ranking_line.entry if line else None
    person = entry.mandate.person if entry and entry.mandate_id else None
    name = fields.pop("name", entry.name if entry else "")
    return Award.objects.create(
        decision=decision,
        organiser=decision.organiser,
        line=line,
        award_type=fields.pop("award_type", None) or AwardType.objects.get(name="Bằng khen"),
        recipient=fields.pop("recipient", "individual" if person else "collective"),
        person=person,
        body=entry.body if entry else None,
        name=name,
        unit_name=entry.unit_name if entry else "",
        sort_key=text_sort_key(name),
        search_name=name.lower(),
        gender=person.gender if person else "",
        year=2023,
        code=code,
        coefficient="1.5",
        base_salary=2_340_000,
        amount=3_510_000,
        paid_from="Quỹ thi đua, khen thưởng thành phố",
        **fields,
    )


def paper_case(round_: cast.Round) -> PaperCase:
    """A case with public notice, dossier, counted ballot and decision."""
    proposal = propose(round_)
    PublicNotice.objects.create(
        proposal=proposal,
        place="trụ sở HĐND thành phố",
        posted_on=DAY,
        working_days=10,
        ends_on=DAY + dt.timedelta(days=20),
        posted_by=round_.city.secretary,
    )
    Dossier.objects.create(
        line=lines(proposal)[0],
        text="Hoàn thành chương trình giám sát.\nThẩm tra 14 dự thảo nghị quyết.",
        drafted_at=AT,
    )
    return PaperCase(round_, proposal, vote(round_, proposal), decide(round_, proposal))
