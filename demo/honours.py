"""From the sealed ranking to certificates: list, public notice, ballot, decision.

`hai_phong_honours.yaml` describes the steps; the lines that are chosen, held, refused or
misspelt are drawn with a seed. The quota of 39 and 64 is real and is what is in force at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import make_aware

from accounts.models import User
from awards.models import (
    IN_PROPOSAL,
    Award,
    AwardType,
    AwardTypeRule,
    BaseSalary,
    Decision,
    Direction,
    Outcome,
    Proposal,
    ProposalLine,
    Subject,
    Submission,
)
from awards.rules.entering import CorrectedNames
from awards.services import (
    catalogue,
    changes,
    closing,
    corrections,
    decisions,
    dossiers,
    holds,
    notices,
    submissions,
)
from ballots.models import BallotMethod, Choice
from ballots.services import councils, counting, ending, opening, preparing, voting
from campaigns.models import Plan
from participants.models import Council, Person
from scoring.models import Ranking, RankingLine, Standing

from .accounts import Cast, open_member
from .attachments import paper

SHARE_OF_NO = 0.06


@dataclass
class Honours:
    """Takes one plan's awards through all steps."""

    plan: Plan
    document: Mapping
    cast: Cast
    rng: Random

    # --- before the list is drafted ----------------------------------------------------------

    def regulate(self, award_type: AwardType) -> None:
        """Create the council's own rule of the award type, and the base salary of that time."""
        rules = self.document["rules"]
        catalogue.load_catalogue()
        salary = self.document["base_salary"]
        if not BaseSalary.objects.on(salary["valid_from"]).exists():
            BaseSalary.objects.create(**salary)
        for recipient, coefficient in rules["coefficients"].items():
            AwardTypeRule.objects.create(
                award_type=award_type,
                recipient=recipient,
                organiser=self.plan.campaign.organiser,
                money_coefficient=Decimal(coefficient),
                **{key: value for key, value in rules.items() if key != "coefficients"},
            )

    def hold_one(self, ranking: Ranking, at: datetime) -> None:
        """Hold one of the best delegates because of a denunciation."""
        first = RankingLine.objects.filter(
            ranking=ranking, place=1, standing=Standing.RANKED, entry__body=None
        ).order_by("cluster__position", "list", "entry__sort_key")
        mandate = first.exclude(entry__mandate__person__user__isnull=False)[0].entry.mandate
        holds.place_hold(
            actor=self.cast.secretary, person=mandate.person, at=at, **self.document["hold"]
        )

    def award(self, proposal: Proposal) -> None:
        """From the drafted list to the corrected decision."""
        self.close(proposal)
        self.post_notice(proposal)
        self.vote(proposal)
        self.decide(proposal)

    # --- the list ----------------------------------------------------------------------------

    def close(self, proposal: Proposal) -> None:
        """Replace a line by the next, confirmed by two people; prepare dossiers; close the list."""
        at = _moment(self.document["closed_at"])
        pair = self._neighbours(proposal)
        for line, direction in zip(pair, (Direction.OUT, Direction.IN), strict=False):
            change = changes.ask_change(
                actor=self.cast.secretary,
                line=line,
                direction=direction,
                reason=self.document["change"][direction.value],
                at=at - timedelta(hours=3),
            )
            changes.answer_change(
                actor=self.cast.second_secretary,
                change=change,
                is_confirmed=True,
                answer=self.document["change"]["answer"],
                at=at - timedelta(hours=2),
            )
        dossiers.draft_dossiers(actor=self.cast.secretary, proposal=proposal, at=at)
        closing.close_proposal(actor=self.cast.secretary, proposal=proposal, at=at)

    def _neighbours(self, proposal: Proposal) -> list[ProposalLine]:
        """The last line in and the first out of a list of individuals; empty if none has both."""
        lines = ProposalLine.objects.filter(
            proposal=proposal, share__quota__subject=Subject.INDIVIDUAL
        ).select_related("ranking_line__entry__plan", "share__quota")
        out = lines.filter(outcome=Outcome.OVER_QUOTA).order_by("share", "eligible_place", "pk")
        for beyond in out:
            inside = lines.filter(share=beyond.share_id, outcome=Outcome.PROPOSED)
            if last := inside.order_by("-eligible_place", "-pk").first():
                return [last, beyond]
        return []

    def post_notice(self, proposal: Proposal) -> None:
        """Publish the list for its working days, with an objection that is rejected."""
        values = self.document["notice"]
        posted_on, objection = values["posted_on"], values["objection"]
        notice = notices.post_notice(
            actor=self.cast.secretary,
            proposal=proposal,
            place=values["place"],
            document_number=values["document_number"],
            posted_on=posted_on,
            working_days=10,
            at=_noon(posted_on),
        )
        collective = lines_in(proposal).filter(share__quota__subject=Subject.COLLECTIVE)
        recorded = notices.record_objection(
            actor=self.cast.second_secretary,
            notice=notice,
            line=self.rng.choice(list(collective)),
            content=objection["content"],
            received_on=objection["received_on"],
            from_whom=objection["from_whom"],
            at=_noon(objection["received_on"]),
        )
        notices.answer_objection(
            actor=self.cast.secretary,
            objection=recorded,
            is_upheld=False,
            answer=objection["answer"],
            at=_noon(objection["answered_on"]),
        )

    # --- the council ---------------------------------------------------------------------------

    def vote(self, proposal: Proposal) -> None:
        """All members vote in secret; the secretary and two members keep the codes."""
        at = _moment(self.document["ballot"]["at"])
        members = seat_council(self.plan.campaign.organiser, self.document, self.cast.secretary)
        voters = [person.user for person in members]
        ballot = preparing.prepare_ballot(
            actor=self.cast.secretary,
            proposal=proposal,
            council=members[0].council_seats.get().council,
            method=BallotMethod.ELECTRONIC,
            keepers=[self.cast.secretary, *voters[-2:]],
            at=at,
            place=self.document["ballot"]["place"],
        )
        codes = [
            preparing.take_code(actor=keeper.user, ballot=ballot, at=at)
            for keeper in ballot.keepers.select_related("user")
        ]
        ballot = opening.open_ballot(actor=self.cast.secretary, ballot=ballot, attendance={}, at=at)
        questions = list(ballot.questions.values_list("pk", "candidate__person__user"))
        for voter in voters:
            choices = {
                pk: Choice.NO if self.rng.random() < SHARE_OF_NO else Choice.YES
                for pk, candidate in questions
                if candidate != voter.pk
            }
            sealed = voting.seal_vote(actor=voter, ballot=ballot, choices=choices)
            voting.cast_vote(actor=voter, ballot=ballot, envelope=sealed)
        later = at + timedelta(minutes=50)
        ending.close_ballot(actor=self.cast.secretary, ballot=ballot, at=later)
        counting.count_ballot(actor=self.cast.secretary, ballot=ballot, codes=codes[:2], at=later)

    # --- the deciding authority ---------------------------------------------------------------

    def decide(self, proposal: Proposal) -> None:
        """Send the letter; record one refusal and one misspelt name, and correct both."""
        values = self.document["submission"]
        submission = submissions.send_submission(
            actor=self.cast.secretary, proposal=proposal, at=_noon(values["issued_on"]), **values
        )
        refused = self._one_individual(submission)
        first = dict(self.document["decision"])
        ground = first.pop("legal_ground")
        decision = decisions.record_decision(
            actor=self.cast.secretary,
            submission=submission,
            refusals={refused.pk: ground},
            at=_noon(first["received_on"]),
            authority=submission.authority,
            file=_signed_paper(1),
            **first,
        )
        self._correct(decision, refused)

    def _correct(self, decision: Decision, refused: ProposalLine) -> None:
        values, signer = self.document["correction"], self.document["decision"]
        collectives = Award.objects.filter(decision=decision, recipient="collective")
        misspelt = self.rng.choice(list(collectives.order_by("sort_key")))
        corrections.correct_decision(
            actor=self.cast.second_secretary,
            corrects=decision,
            at=_noon(values["received_on"]),
            granted=[refused.pk],
            replaced={misspelt.pk: CorrectedNames(misspelt.name, self._spelt_out(misspelt))},
            authority=decision.authority,
            signer=signer["signer"],
            signer_post=signer["signer_post"],
            file=_signed_paper(2),
            **values,
        )

    def _spelt_out(self, award: Award) -> str:
        return f"{award.unit_name}, thành phố Hải Phòng"

    def _one_individual(self, submission: Submission) -> ProposalLine:
        lines = ProposalLine.objects.filter(submissions__submission=submission)
        people = lines.filter(ranking_line__entry__body=None).order_by(
            "ranking_line__entry__sort_key", "pk"
        )
        return self.rng.choice(list(people))


def lines_in(proposal: Proposal):
    """Lines of a proposal, in a fixed order."""
    lines = ProposalLine.objects.filter(proposal=proposal, outcome__in=IN_PROPOSAL)
    return lines.select_related("share__quota").order_by("ranking_line__entry__sort_key", "pk")


def seat_council(organiser: Council, document: Mapping, actor: User) -> list[Person]:
    """Create the award council with invented members, each with an account."""
    values = document["council"]
    council = councils.establish_council(
        actor=actor,
        organiser=organiser,
        name=values["name"],
        document=values["document"],
        valid_from=values["valid_from"],
    )
    members = [(open_member(member), member["post"]) for member in values["members"]]
    councils.seat_members(
        actor=actor, council=council, members=members, valid_from=values["valid_from"]
    )
    return [person for person, _ in members]


def _signed_paper(number: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("Quyết định (minh họa).pdf", paper(number), "application/pdf")


def _moment(text: str) -> datetime:
    return make_aware(datetime.fromisoformat(text))


def _noon(day: date) -> datetime:
    return make_aware(datetime(day.year, day.month, day.day, 12))
