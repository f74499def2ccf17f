"""An award council with accounts and a closed proposal, for tests of ballots."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from awards.models import (
    AwardType,
    AwardTypeRule,
    Outcome,
    Proposal,
    ProposalLine,
    ProposalQuota,
    QuotaShare,
)
from awards.services import verdicts
from ballots import ballot_box
from ballots.models import (
    AwardCouncil,
    Ballot,
    BallotKeeper,
    BallotMethod,
    BallotQuestion,
    BallotSeat,
    CouncilPost,
)
from ballots.services import councils, counting, ending, opening, preparing, voting
from participants.models import Person
from scoring.models import RankingLine
from scoring.services import ranking

from .. import cast

FOUR_FIFTHS = {
    "yes_numerator": 4,
    "yes_denominator": 5,
    "is_strict": False,
    "ballot_base": "total",
}


@dataclass
class BallotCase:
    """An award council whose members have accounts, and a closed proposal.

    `codes` are those of the ballot opened last.
    """

    round: cast.Round
    council: AwardCouncil
    proposal: Proposal
    members: list[User]
    keepers: list[User]
    codes: list[str] = field(default_factory=list)

    @property
    def secretary(self) -> User:
        return self.round.city.secretary

    def prepare(self, method: str = BallotMethod.ELECTRONIC) -> Ballot:
        return preparing.prepare_ballot(
            actor=self.secretary,
            proposal=self.proposal,
            council=self.council,
            method=method,
            keepers=self.keepers if method == BallotMethod.ELECTRONIC else [],
            place="Phòng họp số 1",
            at=timezone.now(),
        )

    def open(self, method: str = BallotMethod.ELECTRONIC, attendance: dict | None = None):
        """An open ballot; `attendance` by index of the member."""
        ballot = self.prepare(method)
        if method == BallotMethod.ELECTRONIC:
            self.codes = [
                preparing.take_code(actor=keeper, ballot=ballot, at=timezone.now())
                for keeper in self.keepers
            ]
        by_person = {self.members[i].person.pk: how for i, how in (attendance or {}).items()}
        return opening.open_ballot(
            actor=self.secretary, ballot=ballot, attendance=by_person, at=timezone.now()
        )

    def close(self, ballot: Ballot, missing_accepted: int | None = None) -> Ballot:
        """Close a ballot; by default without regard to missing voters."""
        accepted = len(self.members) if missing_accepted is None else missing_accepted
        return ending.close_ballot(
            actor=self.secretary, ballot=ballot, at=timezone.now(), missing_accepted=accepted
        )

    def count(self, ballot: Ballot, codes: list[str] | None = None) -> Ballot:
        return counting.count_ballot(
            actor=self.keepers[0],
            ballot=ballot,
            codes=codes or self.codes[:2],
            at=timezone.now(),
        )


def vote(ballot: Ballot, user: User, letters: str) -> str:
    """Vote and return the receipt. `letters`: y, n or b for each question asked."""
    choice_of = {"y": "yes", "n": "no", "b": "blank"}
    asked = ballot.questions.exclude(candidate__person__user=user).order_by("position")
    choices = {q.pk: choice_of[letter] for q, letter in zip(asked, letters, strict=True)}
    envelope = voting.seal_vote(actor=user, ballot=ballot, choices=choices)
    return voting.cast_vote(actor=user, ballot=ballot, envelope=envelope)


def ballot_case(
    round_: cast.Round, *, size: int = 5, lines: int = 2, terms: dict = FOUR_FIFTHS
) -> BallotCase:
    """A case with `size` new members; the first `lines` delegates are proposed."""
    city = round_.city
    members = [_member(f"{city.council.pk}-{number}") for number in range(size)]
    council = councils.establish_council(
        actor=city.secretary,
        organiser=city.council,
        name="Hội đồng Thi đua - Khen thưởng thành phố",
        valid_from=cast.TERM_START,
    )
    posts = [CouncilPost.CHAIR, *[CouncilPost.MEMBER] * (size - 1)]
    councils.seat_members(
        actor=city.secretary,
        council=council,
        members=[(user.person, post) for user, post in zip(members, posts, strict=True)],
        valid_from=cast.TERM_START,
    )
    return BallotCase(
        round_,
        council,
        propose(round_, lines=lines, terms=terms),
        members,
        keepers=[city.second_secretary, *city.delegates[3:5]],
    )


def _member(name: str) -> User:
    user = cast.account(f"uyvien-{name}", f"Ủy Viên {name}")
    person = Person(full_name=f"Ủy Viên {name}", gender="female", user=user)
    person.full_clean()
    person.save()
    return user


def propose(round_: cast.Round, *, lines: int, terms: dict = FOUR_FIFTHS) -> Proposal:
    """A closed proposal of the first delegates, built from rows without drafting."""
    city = round_.city
    draft = ranking.recompute(plan=round_.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=city.secretary, plan=round_.plan, seen_revision=draft.revision
    )
    award_type, _ = AwardType.objects.get_or_create(name="Bằng khen", decided_by="Chủ tịch")
    rule, _ = AwardTypeRule.objects.get_or_create(
        award_type=award_type,
        recipient="individual",
        organiser=city.council,
        valid_from=dt.date(2020, 1, 1),
        defaults={"legal_basis": "Quy chế thử"} | terms,
    )
    proposal = Proposal.objects.create(
        ranking=sealed,
        drafted_at=timezone.now(),
        drafted_for=city.secretary,
        closed_at=timezone.now(),
        closed_by=city.secretary,
    )
    quota = ProposalQuota.objects.create(
        proposal=proposal,
        award_type=award_type,
        rule=rule,
        subject="individual",
        number=lines,
        seats=lines,
    )
    ranked = RankingLine.objects.filter(ranking=sealed, entry__mandate__isnull=False)
    share = QuotaShare.objects.create(
        quota=quota,
        cluster=city.clusters[1],
        list="part_time",
        size=5,
        eligible=5,
        exact=f"{lines}/1",
        seats=lines,
    )
    ProposalLine.objects.bulk_create(
        ProposalLine(
            proposal=proposal,
            share=share,
            ranking_line=line,
            outcome=Outcome.PROPOSED,
            eligible_place=place,
        )
        for place, line in enumerate(ranked.order_by("entry__sort_key")[:lines], 1)
    )
    return proposal


def unrelated_code() -> str:
    return ballot_box.new_code()


def ballot_rows(proposal: Proposal, council: AwardCouncil, actor: User, *, state: str, **fields):
    """Rows of a ballot in any state; a proposal may have several, without services.

    `seated`: people on the roll, of whom the last wrote; `keepers`: accounts; `asked`: lines.
    """
    now = timezone.now()
    seated, keepers = fields.pop("seated"), fields.pop("keepers", [])
    asked = fields.pop("asked")
    times = {"opened_at": now}
    if state == "counted":
        times |= {"closed_at": now, "counted_at": now, "issued": 3, "returned": 3}
    ballot = Ballot.objects.create(
        proposal=proposal,
        council=council,
        prepared_by=actor,
        state=state,
        total_members=len(seated),
        public_key=ballot_box.new_box(
            [ballot_box.public_key_of_code(ballot_box.new_code()) for _ in range(3)]
        ).public_key,
        **{"method": BallotMethod.ELECTRONIC} | times | fields,
    )
    BallotSeat.objects.bulk_create(
        BallotSeat(
            ballot=ballot,
            person=person,
            name=person.full_name,
            post=CouncilPost.MEMBER,
            position=place,
            attendance="written" if place > 1 and place == len(seated) else "present",
        )
        for place, person in enumerate(seated, 1)
    )
    BallotKeeper.objects.bulk_create(
        BallotKeeper(ballot=ballot, user=user, number=n) for n, user in enumerate(keepers, 1)
    )
    counted = dict.fromkeys(["yes", "no", "blank", "invalid", "written_yes", "written_no"], 1)
    result = counted | {"base": 3, "needed": 2, "is_passed": True} if state == "counted" else {}
    BallotQuestion.objects.bulk_create(
        BallotQuestion(ballot=ballot, line=line, position=place, **result)
        for place, line in enumerate(asked, 1)
    )
    if result:
        verdicts.record_verdicts(verdicts={line.pk: True for line in asked})
    return ballot
