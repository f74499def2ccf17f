"""A short round of Hải Phòng whose award council is voting now, so that users can vote.

Five of nine members have voted; the codes that open the box are stored for `demo_accounts`
(`demo.codes`). Everything is invented. The city and its award council are those of Hải Phòng
2023.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import make_aware

from accounts.models import User
from awards.models import AwardType, Proposal
from awards.services import closing, dossiers, notices, proposals, quotas
from ballots.models import AwardCouncil, Ballot, BallotMethod, Choice
from ballots.services import opening, preparing, voting
from campaigns.models import Criterion, Entry, Plan
from campaigns.scorecards.document import Document
from campaigns.services import plans, registration, scorecards
from core.clock import now, today
from participants.models import Body, BodyKind, Cluster, Council
from participants.services import arrange_cluster
from scoring.models import Ranking
from scoring.services import measuring
from scoring.services.ranking import recompute, seal_ranking
from scoring.sheets.values import PartNumbers

from .accounts import user_of
from .city import TERM_STARTS_ON
from .codes import keep_codes
from .documents import read_document
from .rounds import announce_plan, end_of_day
from .steps import Step
from .ties import decide_ties

NAME = "Hải Phòng bỏ phiếu"
PLAN = "hai-phong-chuyen-de"
ORGANISER = "HĐND thành phố Hải Phòng"
VOTED = 5
KINDS = {"Các Ban (chuyên đề)": BodyKind.BOARD, "Các Tổ (chuyên đề)": BodyKind.DELEGATE_GROUP}


def is_loaded() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def load(step: Step) -> Plan:
    """Load the scenario, in the caller's transaction."""
    document, secretary = read_document("open_ballot"), user_of("thuky", "hp")
    with step("from the plan to the open ballot"):
        plan = _launch(document, secretary)
        _put_on_record(document, plan, secretary)
        proposal = _propose(document, _seal(document, plan, secretary), secretary)
        _vote(_open(document, proposal, secretary))
    return plan


# --- the round ------------------------------------------------------------------------------------


def _launch(document: Mapping, secretary: User) -> Plan:
    organiser = Council.objects.get(name=ORGANISER)
    starts_on, ends_on = _before(document, "starts").date(), _before(document, "ends").date()
    lasts = {"starts_on": starts_on, "ends_on": ends_on}
    dated = {**document, **{key: document[key] | lasts for key in ("campaign", "plan")}}
    plan = announce_plan(document=dated, organiser=organiser, reports_due_at=end_of_day(ends_on))
    plans.set_content_areas(actor=secretary, plan=plan, names=document["areas"])
    for values in document["scorecards"]:
        scorecard = scorecards.draft_scorecard(
            actor=secretary, plan=plan, document=Document.read(values)
        )
        scorecards.publish_scorecard(actor=secretary, scorecard=scorecard)
    award_type, _ = AwardType.objects.get_or_create(**document["commendation"])
    quotas.set_quota(
        actor=secretary,
        plan=plan,
        award_type=award_type,
        subject="collective",
        number=document["proposed"],
        minimum_points=Decimal(document["minimum_points"]),
    )
    plans.launch_plan(actor=secretary, plan=plan)
    clusters = [
        _arrange(organiser, name, position, kind)
        for position, (name, kind) in enumerate(KINDS.items(), 1)
    ]
    registration.register_clusters(actor=secretary, plan=plan, clusters=clusters, on=plan.starts_on)
    return plan


def _arrange(organiser: Council, name: str, position: int, kind: str) -> Cluster:
    bodies = Body.objects.filter(council=organiser, kind=kind).order_by("pk")
    return arrange_cluster(
        organiser=organiser,
        name=name,
        position=position,
        valid_from=TERM_STARTS_ON,
        bodies=bodies,
    )


def _put_on_record(document: Mapping, plan: Plan, secretary: User) -> None:
    """Record seeded random figures of every entry at every criterion."""
    rng, at = Random(PLAN), _before(document, "ends")
    leaves = {leaf.code: leaf for leaf in Criterion.objects.filter(scorecard__plan=plan)}
    for entry in plan.entries.order_by("cluster__position", "sort_key"):
        for code, (least, most, *of) in document["figures"].items():
            numbers = PartNumbers(rng.randint(least, most), *of)
            _measure(entry, leaves[code], numbers, secretary, at)


def _measure(
    entry: Entry, criterion: Criterion, numbers: PartNumbers, secretary: User, at: datetime
) -> None:
    measuring.record_measure(
        actor=secretary, entry=entry, criterion=criterion, at=at, state="counted", parts=[numbers]
    )


def _seal(document: Mapping, plan: Plan, secretary: User) -> Ranking:
    draft = recompute(plan=plan, whole=True)
    at = _before(document, "sealed")
    return seal_ranking(actor=secretary, plan=plan, seen_revision=draft.revision, at=at)


def _before(document: Mapping, what: str) -> datetime:
    """Noon of the day that is so many days before today."""
    return make_aware(datetime.combine(today() - timedelta(document["days"][what]), time(12)))


# --- to the open ballot ---------------------------------------------------------------------------


def _propose(document: Mapping, ranking: Ranking, secretary: User) -> Proposal:
    """Draft the proposal, close it with its dossiers, and publish it."""
    proposal = proposals.draft_proposal(
        actor=secretary, ranking=ranking, at=_before(document, "sealed")
    )
    at = _before(document, "closed")
    decide_ties(actor=secretary, proposal=proposal, rng=Random(f"{PLAN}:ties"), at=at)
    dossiers.draft_dossiers(actor=secretary, proposal=proposal, at=at)
    proposal = closing.close_proposal(actor=secretary, proposal=proposal, at=at)
    posted = _before(document, "posted")
    notices.post_notice(
        actor=secretary,
        proposal=proposal,
        posted_on=posted.date(),
        working_days=10,
        at=posted,
        **document["notice"],
    )
    return proposal


def _open(document: Mapping, proposal: Proposal, secretary: User) -> Ballot:
    """Open the ballot; the codes of the secretary and two members are stored."""
    council = AwardCouncil.objects.get(organiser=proposal.ranking.plan.campaign.organiser_id)
    ballot = preparing.prepare_ballot(
        actor=secretary,
        proposal=proposal,
        council=council,
        method=BallotMethod.ELECTRONIC,
        keepers=[secretary, *_members(council)[-2:]],
        at=now(),
        place=document["place"],
    )
    keepers = ballot.keepers.select_related("user").order_by("number")
    keep_codes(
        {
            keeper.user.username: preparing.take_code(actor=keeper.user, ballot=ballot, at=now())
            for keeper in keepers
        }
    )
    return opening.open_ballot(actor=secretary, ballot=ballot, attendance={}, at=now())


def _vote(ballot: Ballot) -> None:
    """Let the last VOTED members vote, one of them against one line."""
    questions = list(ballot.questions.order_by("position").values_list("pk", flat=True))
    against = Random(f"{PLAN}:vote").choice(questions)
    voters = _members(ballot.council)[-VOTED:]
    for voter in voters:
        choices = dict.fromkeys(questions, Choice.YES)
        if voter == voters[0]:
            choices[against] = Choice.NO
        sealed = voting.seal_vote(actor=voter, ballot=ballot, choices=choices)
        voting.cast_vote(actor=voter, ballot=ballot, envelope=sealed)


def _members(council: AwardCouncil) -> list[User]:
    """Accounts of the members in the order of their seats, the chair first."""
    return [member.person.user for member in council.members.select_related("person__user")]
