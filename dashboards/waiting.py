"""Work that waits for the office: reports, sheets, appeals, objections, ballots and more.

Every kind of work is one grouped query over all plans, so the cost does not grow with plans,
entries or rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from awards.models import (
    Objection,
    Outcome,
    Proposal,
    ProposalChange,
    ProposalLine,
    SubmissionReturn,
)
from ballots.models import Ballot, BallotState, PaperCount
from campaigns.models import Entry, Plan, Pledge
from core import clock
from evidence.models import ActivityReport, ReportState, SupplementRequest
from scoring.models import (
    Appeal,
    AppealState,
    Column,
    Measure,
    RankingLine,
    ScoreSheet,
    SheetValue,
)
from scoring.sheets.queries import drawn_and_unchecked


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits in one plan.

    `mine` of the `number` may be done by the user, the rest by other people. `address` is empty if
    the user may not open the page of this work. `is_for_office` is False for work of the
    participants.
    """

    kind: str
    words: str
    number: int
    mine: int
    since: date | datetime | None
    address: str
    is_for_office: bool = True


@dataclass(frozen=True)
class Source:
    """One kind of work and the query that finds it.

    `rows` are the waiting rows, `plan` the path to their plan, `since` the field of the moment they
    wait from, `mine` the condition for those the user may deal with. `page` takes the slug of the
    plan; `only_office` hides the kind from leaders. `is_for_office` as in `Waiting`.
    """

    kind: str
    words: str
    rows: Callable[[datetime], QuerySet]
    plan: str
    since: str | None
    mine: Callable[[User], Q]
    page: str
    query: str = ""
    only_office: bool = False
    is_for_office: bool = True


def waiting_in(plans: Iterable[Plan], user: User) -> dict[int, list[Waiting]]:
    """Waiting work by id of the plan; `plans` are run or overseen by `user`. 15 queries."""
    plans = {plan.pk: plan for plan in plans}
    run = set(Plan.objects.run_by(user).filter(pk__in=plans).values_list("pk", flat=True))
    at = clock.now()
    waiting: dict[int, list[Waiting]] = {pk: [] for pk in plans}
    for source in SOURCES:
        for plan_id, number, mine, since in _counted(source, plans, user, at):
            may_open = plan_id in run or not source.only_office
            waiting[plan_id].append(
                Waiting(
                    kind=source.kind,
                    words=source.words,
                    number=number,
                    mine=mine if plan_id in run else 0,
                    since=since,
                    address=_address(source, plans[plan_id]) if may_open else "",
                    is_for_office=source.is_for_office,
                )
            )
    for plan_id, ballots in _ballots(plans, user, run).items():
        waiting[plan_id] += ballots
    return waiting


def _counted(source: Source, plans: Iterable[int], user: User, at: datetime):
    """(plan id, number, number for the user, oldest moment) of each plan with work. 1 query."""
    rows = source.rows(at).filter(**{f"{source.plan}__in": list(plans)}).order_by()
    found = rows.values_list(source.plan).annotate(
        waiting_number=Count("pk"), waiting_mine=Count("pk", filter=source.mine(user))
    )
    if source.since is None:
        return [(*row, None) for row in found]
    return list(found.annotate(waiting_since=Min(source.since)))


def _address(source: Source, plan: Plan) -> str:
    if source.page.startswith("admin:"):
        return f"{reverse(source.page)}?plan={plan.pk}{source.query}"
    return f"{reverse(source.page, args=[plan.slug])}{source.query}"


def _spoken_for(user: User) -> QuerySet:
    """Entries that `user` reports for and therefore never decides on."""
    return Entry.objects.reported_by(user).values("pk")


def _answerable(user: User) -> Q:
    """Appeals on entries of others, at criteria that `user` has neither filed nor scored."""
    about = {"criterion": OuterRef("criterion"), "recorded_by": user}
    scored = Exists(SheetValue.objects.filter(sheet__entry=OuterRef("line__entry"), **about))
    measured = Exists(Measure.objects.filter(entry=OuterRef("line__entry"), **about))
    own = Q(filed_by=user) | Q(line__entry__in=_spoken_for(user))
    return ~own & ~scored & ~measured


def _checkable(user: User) -> Q:
    """Drawn sheets that `user` neither appraised nor scored as the unit or its peer."""
    appraising = (Column.FIRST, Column.SECOND, Column.APPEAL)
    appraised_by_user = SheetValue.objects.filter(
        sheet__entry=OuterRef("entry"), column__in=appraising, recorded_by=user
    )
    mine = _spoken_for(user)
    return ~Exists(appraised_by_user) & ~Q(entry__in=mine) & ~Q(entry__sheet__peer__in=mine)


def _newest_proposals() -> QuerySet:
    newest = Proposal.objects.order_by("ranking__plan_id", "-ranking__number")
    return newest.distinct("ranking__plan_id").values("pk")


def _award_ties(at: datetime) -> QuerySet[ProposalLine]:
    newest = _newest_proposals()
    return ProposalLine.objects.filter(outcome=Outcome.TIED, proposal__in=newest)


def _changes(at: datetime) -> QuerySet[ProposalChange]:
    newest = _newest_proposals()
    return ProposalChange.objects.filter(is_confirmed__isnull=True, line__proposal__in=newest)


def _grade_ties(at: datetime) -> QuerySet[RankingLine]:
    """Lines of drafts that are equal at the edge of a grade quota and wait for a decision."""
    return RankingLine.objects.filter(ranking__number__isnull=True).with_open_grade_tie()


def _everything(user: User) -> Q:
    return Q(pk__isnull=False)


SOURCES = (
    Source(
        kind="reports",
        words="báo cáo chờ xác nhận",
        rows=lambda at: ActivityReport.objects.filter(state=ReportState.SENT),
        plan="entry__plan",
        since="submitted_at",
        mine=lambda user: ~Q(reported_by=user) & ~Q(entry__in=_spoken_for(user)),
        page="admin:evidence_activityreport_changelist",
        query="&state__exact=sent",
        only_office=True,
    ),
    Source(
        kind="supplements",
        words="đề nghị gửi bổ sung sau hạn chờ trả lời",
        rows=lambda at: SupplementRequest.objects.open(),
        plan="entry__plan",
        since="asked_at",
        mine=lambda user: ~Q(asked_by=user) & ~Q(entry__in=_spoken_for(user)),
        page="evidence:supplement_list",
        only_office=True,
    ),
    Source(
        kind="pledges",
        words="đăng ký thi đua chờ xem",
        rows=lambda at: Pledge.objects.waiting(),
        plan="entry__plan",
        since="sent_at",
        mine=lambda user: ~Q(sent_by=user) & ~Q(entry__in=_spoken_for(user)),
        page="campaigns:pledge_list",
        query="?loc=cho",
    ),
    Source(
        kind="sheets",
        words="phiếu chấm điểm chờ thẩm định",
        rows=lambda at: ScoreSheet.objects.to_appraise(at),
        plan="entry__plan",
        since="sent_at",
        mine=lambda user: ~Q(entry__in=_spoken_for(user)),
        page="scoring:sheet_list",
    ),
    Source(
        kind="appeals",
        words="kiến nghị về điểm chờ trả lời",
        rows=lambda at: Appeal.objects.filter(state=AppealState.FILED),
        plan="line__ranking__plan",
        since="filed_at",
        mine=_answerable,
        page="scoring:appeal_list",
    ),
    Source(
        kind="post_checks",
        words="phiếu đã bốc thăm chờ hậu kiểm",
        rows=lambda at: drawn_and_unchecked(),
        plan="draw__plan",
        since="draw__drawn_at",
        mine=_checkable,
        page="scoring:sheet_list",
        query="#boc-tham",
    ),
    Source(
        kind="grade_ties",
        words="tập thể, cá nhân bằng điểm ở ranh giới hạn mức xếp loại",
        rows=_grade_ties,
        plan="ranking__plan",
        since=None,
        mine=_everything,
        page="scoring:grade_ties",
    ),
    Source(
        kind="award_ties",
        words="tập thể, cá nhân bằng điểm ở ranh giới chỉ tiêu khen thưởng",
        rows=_award_ties,
        plan="proposal__ranking__plan",
        since=None,
        mine=_everything,
        page="awards:proposal_detail",
    ),
    Source(
        kind="changes",
        words="thay đổi đề nghị khen thưởng chờ người thứ hai",
        rows=_changes,
        plan="line__proposal__ranking__plan",
        since="asked_at",
        mine=lambda user: (
            ~Q(asked_by=user) & ~Q(line__ranking_line__entry__in=Entry.objects.belonging_to(user))
        ),
        page="dashboards:award_steps",
    ),
    Source(
        kind="objections",
        words="kiến nghị về danh sách công khai chờ trả lời",
        rows=lambda at: Objection.objects.filter(
            is_upheld__isnull=True, notice__proposal__in=_newest_proposals()
        ),
        plan="notice__proposal__ranking__plan",
        since="received_on",
        mine=lambda user: ~Q(line__ranking_line__entry__in=Entry.objects.belonging_to(user)),
        page="awards:notice_detail",
    ),
    Source(
        kind="returned_files",
        words="hồ sơ bị trả lại, chờ bổ sung",
        rows=lambda at: SubmissionReturn.objects.filter(answered_on__isnull=True),
        plan="submission__proposal__ranking__plan",
        since="returned_on",
        mine=_everything,
        page="awards:decision_list",
    ),
    Source(
        kind="returned",
        words="báo cáo trả lại, chờ người gửi sửa",
        rows=lambda at: ActivityReport.objects.resendable(at),
        plan="entry__plan",
        since="decided_at",
        mine=lambda user: Q(pk__isnull=True),
        page="admin:evidence_activityreport_changelist",
        query="&state__exact=returned",
        only_office=True,
        is_for_office=False,
    ),
)


def _ballots(plans: dict[int, Plan], user: User, run: set[int]) -> dict[int, list[Waiting]]:
    """Ballots that are prepared, open or not counted yet. 1 query."""
    typed_by_me = PaperCount.objects.filter(ballot=OuterRef("pk"), typist=user)
    ballots = (
        Ballot.objects.filter(
            proposal__ranking__plan__in=plans,
            state__in=[BallotState.PREPARED, BallotState.OPEN, BallotState.CLOSED],
        )
        .annotate(
            plan_id=F("proposal__ranking__plan"),
            typists=Count("paper_counts", distinct=True),
            is_typed_by_me=Exists(typed_by_me),
        )
        .order_by("pk")
    )
    waiting = defaultdict(list)
    for ballot in ballots:
        is_mine = ballot.plan_id in run and not (ballot.typists == 1 and ballot.is_typed_by_me)
        waiting[ballot.plan_id].append(
            Waiting(
                kind="ballots",
                words=_ballot_in_words(ballot),
                number=1,
                mine=int(is_mine),
                since=ballot.closed_at or ballot.opened_at,
                address=reverse(
                    "ballots:ballot_detail", args=[plans[ballot.plan_id].slug, ballot.pk]
                ),
            )
        )
    return waiting


def _ballot_in_words(ballot: Ballot) -> str:
    if ballot.state == BallotState.PREPARED:
        return "cuộc bỏ phiếu đang chuẩn bị, chưa mở"
    if ballot.state == BallotState.OPEN:
        return "cuộc bỏ phiếu đang mở"
    if ballot.is_electronic or not ballot.typists:
        return "cuộc bỏ phiếu chờ kiểm phiếu"
    if ballot.typists == 1:
        return "cuộc bỏ phiếu giấy chờ người thứ hai nhập số phiếu"
    return "cuộc bỏ phiếu giấy có hai người nhập số khác nhau"
