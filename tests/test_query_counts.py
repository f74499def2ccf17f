"""Every list costs the same number of queries for few rows and for many; a GET writes nothing.

Two cities stand side by side, one with one of everything, one with fifty; each page is asked for
in both.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    AwardType,
    Decision,
    Dossier,
    Hold,
    Objection,
    Proposal,
    ProposalChange,
    ProposalLine,
    ProposalQuota,
    PublicNotice,
    Quota,
    Submission,
    TiePool,
)
from awards.rules.entering import EarlierAward
from awards.services import decisions, proposals
from ballots.models import AwardCouncil, Ballot, SealedVote
from campaigns.models import Campaign, Criterion, Plan, PlanState, Pledge, Scorecard
from campaigns.pledge_content import PledgeContent
from campaigns.scorecards.targets import Target
from campaigns.services import pledges
from dashboards.services import announcement
from evidence.content import ReportContent
from evidence.models import ActivityReport, EvidenceFile, ReportCount, ReportImport, ReportState
from evidence.services import reporting
from notices.services.sending import notify
from papers.models import Paper, PaperTemplate
from participants import services as participant_services
from scoring.models import Ranking, RankingLine
from scoring.services.ranking import recompute, seal_ranking

from . import cast
from .awards.granting import signed
from .ballots.ballot_setup import ballot_rows
from .downloads import words_of_workbook
from .permissions.world import media_apart  # noqa: F401 (a fixture)


@dataclass
class Realm:
    """A city with a number of everything that some page lists."""

    number: int
    round: cast.Round
    report: ActivityReport  # with that many files
    waiting: list[ActivityReport]
    open: Ballot
    counted: Ballot
    decision: Decision  # with that many awards

    @property
    def plan(self) -> Plan:
        return self.round.plan

    def client(self, role: str) -> Client:
        user = {
            "secretary": self.round.city.secretary,
            "leader": self.round.city.leader,
            "delegate": self.round.city.delegates[0],
        }[role]
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def line(self, kind: str) -> RankingLine:
        return RankingLine.objects.filter(
            ranking__plan=self.plan, ranking__number__isnull=True, entry__kind=kind
        ).first()


def build_realm(slug: str, number: int) -> Realm:
    city = cast.found_city(slug, f"Thành {slug}", delegates=number)
    city.clusters += [_cluster(city, position) for position in range(3, 3 + number)]
    due = timezone.now() + dt.timedelta(days=20)
    round_ = cast.launch_round(city, f"{slug}-1", registrations_due_at=due)
    for other in range(2, 2 + min(number - 1, 4)):
        cast.launch_round(city, f"{slug}-{other}", registrations_due_at=due)
    _register(round_)
    waiting = _report(round_, city.delegates[0], number)
    _return(_report(round_, city.delegates[0], number), city.secretary)
    report = cast.send(round_, city.delegates[0], "II.1")
    _add_counts_and_files(report, round_, number)
    _propose(round_, number)
    ballots = _hold_ballots(round_, number)
    _say_things_about_lines(round_, number)
    recompute(plan=round_.plan, whole=True)
    _add_rows(round_, number)
    _add_imports(round_, number)
    _add_papers(round_, number)
    return Realm(number, round_, report, waiting, *ballots, _decide(round_, number))


def _cluster(city: cast.City, position: int):
    body = participant_services.build_body(
        council=city.council, kind="board", name=f"Ban {position}", valid_from=cast.TERM_START
    )
    body.save()
    return participant_services.arrange_cluster(
        organiser=city.council,
        name=f"Cụm {position}",
        position=position,
        valid_from=cast.TERM_START,
        bodies=[body],
    )


def _report(round_: cast.Round, user, number: int) -> list[ActivityReport]:
    criterion = round_.criterion("II.1")
    entry = round_.entry_of(user)
    drafts = [
        ReportContent(
            entry=entry,
            kind=criterion.activity_kinds.get(),
            happened_on=dt.date(2023, 5, 10),
            summary=f"Cuộc thứ {index}",
            counts={criterion.pk: 1},
        )
        for index in range(number)
    ]
    return reporting.record_reports(
        actor=round_.city.second_secretary, plan=round_.plan, contents=drafts, at=timezone.now()
    )


def _register(round_: cast.Round) -> None:
    """Everyone, with a target at each leaf."""
    entries = round_.plan.entries.order_by("list", "pk")
    leaves = Criterion.objects.filter(scorecard__plan=round_.plan).exclude(shape="")
    targets = {}
    for leaf in leaves:
        targets.setdefault(leaf.scorecard_id, {})[leaf.pk] = Target(text="x")
    contents = {entry: PledgeContent(targets[entry.scorecard_id]) for entry in entries}
    pledges.record_pledges(
        actor=round_.city.second_secretary, plan=round_.plan, contents=contents, at=timezone.now()
    )


def _add_imports(round_: cast.Round, number: int) -> None:
    ReportImport.objects.bulk_create(
        ReportImport(
            plan=round_.plan,
            file=f"imports/{index}",
            name=f"thang-{index}.xlsx",
            size=1,
            sha256="0" * 64,
            uploaded_by=round_.city.secretary,
            uploaded_at=timezone.now(),
            entered_at=timezone.now(),
            added=1,
        )
        for index in range(min(number, 15))
    )


def _add_papers(round_: cast.Round, number: int) -> None:
    proposal = ProposalQuota.objects.filter(proposal__ranking__plan=round_.plan).first().proposal
    Paper.objects.bulk_create(
        Paper(
            proposal=proposal,
            kind="list",
            ranking_number=1,
            ranking_checksum="0" * 64,
            asked_by=round_.city.secretary,
            asked_at=timezone.now(),
        )
        for _ in range(number)
    )
    PaperTemplate.objects.bulk_create(
        PaperTemplate(
            organiser=round_.city.council,
            kind=kind,
            file_name=f"mau-{kind}.docx",
            sha256="0" * 64,
            uploaded_by=round_.city.secretary,
            uploaded_at=timezone.now(),
        )
        for kind in ("list", "notice", "minutes")[:number]
    )


def _return(reports: list[ActivityReport], secretary) -> None:
    ActivityReport.objects.filter(pk__in=[report.pk for report in reports]).update(
        state=ReportState.RETURNED, decided_by=secretary, decided_at=timezone.now()
    )


def _add_counts_and_files(report: ActivityReport, round_: cast.Round, number: int) -> None:
    if number > 1:
        ReportCount.objects.create(
            report=report, entry=report.entry, criterion=round_.criterion("I.2"), count=1
        )
    EvidenceFile.objects.bulk_create(
        EvidenceFile(
            is_sent=True,
            report=report,
            token=uuid.uuid4(),
            file=f"evidence/{index}",
            name=f"{index}.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            uploaded_by=report.reported_by,
        )
        for index in range(number)
    )


def _propose(round_: cast.Round, number: int) -> None:
    """Everybody equal, so that there are many to choose among; some choices made already."""
    for subject in ("collective", "individual")[:number]:
        _quota(round_, "Bằng khen", subject)
    for code in ("A.1", "I.2", "II.1"):
        cast.measure_all(round_, code, 1)
    draft = recompute(plan=round_.plan, whole=True)
    ranking = seal_ranking(
        actor=round_.city.secretary, plan=round_.plan, seen_revision=draft.revision
    )
    proposals.draft_proposal(actor=round_.city.secretary, ranking=ranking)
    quota = ProposalQuota.objects.filter(proposal__ranking=ranking).first()
    TiePool.objects.bulk_create(
        TiePool(
            quota=quota,
            seats=1,
            decided_by=round_.city.secretary,
            decided_at=timezone.now(),
            reason="Căn cứ thử",
        )
        for _ in range(number)
    )


def _hold_ballots(round_: cast.Round, number: int) -> list[Ballot]:
    """One that is open and one that is counted, with everybody on the roll; others annulled."""
    city = round_.city
    council, *_ = [
        AwardCouncil.objects.create(
            organiser=city.council, name=f"Hội đồng {index}", valid_from=cast.TERM_START
        )
        for index in range(number)
    ]
    proposal = Proposal.objects.get(ranking__plan=round_.plan)
    fields = {
        "seated": [user.person for user in city.delegates],
        "keepers": city.delegates,
        "asked": ProposalLine.objects.filter(proposal=proposal)[:number],
    }
    for _ in range(number):
        ballot_rows(
            proposal,
            council,
            city.secretary,
            state="annulled",
            annulled_reason="Lập lại",
            **fields | {"asked": []},
        )
    ballots = [
        ballot_rows(proposal, council, city.secretary, state=state, **fields)
        for state in ("open", "counted")
    ]
    SealedVote.objects.bulk_create(
        SealedVote(ballot=ballots[1], receipt=f"{index:064d}") for index in range(number)
    )
    return ballots


def _decide(round_: cast.Round, number: int) -> Decision:
    """Submissions of which nothing came back, and an old decision of many names."""
    actor, at = round_.city.secretary, timezone.now()
    proposal = Proposal.objects.get(ranking__plan=round_.plan)
    Submission.objects.bulk_create(
        Submission(
            proposal=proposal,
            number=f"{index}/TTr-HĐND",
            issued_on=at.date(),
            authority="Chủ tịch",
            sent_by=actor,
            sent_at=at,
            answer_due_on=at.date(),
        )
        for index in range(number)
    )
    award_type = AwardType.objects.filter(name="Bằng khen").first()
    person = round_.city.delegates[0].person
    terms = signed(decided_on=dt.date(2022, 1, 5), received_on=dt.date(2022, 1, 6), file=None)
    return decisions.record_earlier_decision(
        actor=actor,
        organiser=round_.city.council,
        awards=[
            EarlierAward(award_type, "individual", f"Tên {index}", "Thành phố", 2021, person=person)
            for index in range(number)
        ],
        at=at,
        **terms,
    )


def _say_things_about_lines(round_: cast.Round, number: int) -> None:
    """So many lines are proposed, each with a dossier, a change, an objection and a hold."""
    now, today, author = timezone.now(), timezone.localdate(), round_.city.secretary
    lines = ProposalLine.objects.filter(
        proposal__ranking__plan=round_.plan, ranking_line__list="collective"
    )
    lines = list(lines.select_related("ranking_line__entry", "proposal")[:number])
    ProposalLine.objects.filter(pk__in=[line.pk for line in lines]).update(outcome="added")
    text = "Tổ chức giám sát và theo đến cùng các kiến nghị của cử tri ở ba xã ven biển trong năm"
    Dossier.objects.bulk_create(Dossier(line=line, text=text, drafted_at=now) for line in lines)
    ProposalChange.objects.bulk_create(
        ProposalChange(line=line, direction="out", reason="Lý do", asked_by=author, asked_at=now)
        for line in lines
    )
    notice = PublicNotice.objects.create(
        proposal=lines[0].proposal,
        place="Trụ sở",
        posted_on=today,
        working_days=5,
        ends_on=today + dt.timedelta(days=9),
        posted_by=author,
    )
    Objection.objects.bulk_create(
        Objection(
            notice=notice,
            line=line,
            from_whom="Bà Mơ",
            content="Chưa đúng",
            received_on=today,
            recorded_by=author,
        )
        for line in lines
    )
    Hold.objects.bulk_create(
        Hold(
            body=line.ranking_line.entry.body,
            kind="verification",
            begins_on=today,
            document="CV 5",
            placed_by=author,
            placed_at=now,
        )
        for line in lines
    )


def _quota(round_: cast.Round, name: str, subject: str) -> None:
    award_type, _ = AwardType.objects.get_or_create(name=name, decided_by="Chủ tịch")
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject=subject, number=1)


def _add_rows(round_: cast.Round, number: int) -> None:
    """More plans, scorecards, versions and quotas; only their rows matter here."""
    plan = round_.plan
    Ranking.objects.bulk_create(
        Ranking(
            plan=plan,
            number=index,
            sealed_at=timezone.now(),
            sealed_by=round_.city.secretary,
            checksum="0" * 64,
        )
        for index in range(2, number + 1)
    )
    Scorecard.objects.bulk_create(
        Scorecard(
            plan=plan,
            name=f"Bảng {index}",
            kinds=["board"],
            base_maximum=100,
            highest_total=100,
        )
        for index in range(1, number)
    )
    for index in range(1, number):
        _quota(round_, f"Giấy khen {index}", "collective")
    for index in range(number):
        notify(
            recipients=[round_.city.delegates[0].pk],
            message=announcement(plan, f"Tin {index}", "Nội dung", str(index)),
            at=timezone.now(),
            sent_by=round_.city.secretary,
        )
    campaign = Campaign.objects.get(pk=plan.campaign_id)
    Plan.objects.bulk_create(
        Plan(
            campaign=campaign,
            name=f"Kế hoạch {index}",
            slug=f"{plan.slug}-{index}",
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            reports_due_at=plan.reports_due_at,
            state=PlanState.RUNNING,
        )
        for index in range(1, number)
    )


@pytest.fixture(scope="module")
def realms(django_db_setup, django_db_blocker) -> Iterator[tuple[Realm, Realm]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_realm("mot", 1), build_realm("nhieu", 50)
        transaction.set_rollback(True)


# --- the lists -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A page that lists something, who asks for it and where it is."""

    name: str
    role: str
    address: Callable[[Realm], str]
    rows: Callable[[Realm, str], int]  # how many the page shows: the test of the test

    def __str__(self) -> str:
        return self.name


def of_plan(name: str, query: str = "") -> Callable[[Realm], str]:
    return lambda realm: reverse(name, args=[realm.plan.slug]) + query


def changelist(model: str) -> Callable[[Realm], str]:
    return lambda realm: reverse(f"admin:{model}_changelist")


def texts(pattern: str) -> Callable[[Realm, str], int]:
    return lambda realm, html: len(re.findall(pattern, html))


RESULTS = texts(r'<tr><td class="action-checkbox|<tr><th class="field-')

PAGES = [
    Page("my work", "delegate", lambda r: reverse("dashboards:my_work"), texts("state-returned")),
    Page("inbox", "delegate", lambda r: reverse("notices:inbox"), texts('class="sheet unread')),
    Page("announcements", "secretary", of_plan("dashboards:announcement"), texts("row-line")),
    Page("plans", "secretary", lambda r: reverse("dashboards:plan_list"), texts("<article")),
    Page("plans of a delegate", "delegate", lambda r: reverse("dashboards:plan_list"), texts("<a")),
    Page("registrations", "secretary", of_plan("campaigns:pledge_list"), texts("who-registers")),
    Page("on behalf", "secretary", of_plan("evidence:entry_choose"), texts("who-is-reported")),
    Page("overview", "leader", of_plan("dashboards:plan_overview"), texts("<tr>")),
    Page(
        "ranking, the delegates' cluster",
        "leader",
        lambda r: (
            f"{of_plan('scoring:ranking_detail')(r)}?ban=tam-tinh&cum={r.round.city.clusters[1].pk}"
        ),
        texts("place"),
    ),
    Page(
        "ranking, a search",
        "leader",
        of_plan("scoring:ranking_detail", "?ban=tam-tinh&tim=a"),
        texts("place"),
    ),
    Page(
        "ranking, its versions",
        "secretary",
        of_plan("scoring:ranking_detail", "?ban=1"),
        texts("<option"),
    ),
    Page("scorecards", "secretary", of_plan("campaigns:scorecard_list"), texts("<article")),
    Page("importing", "secretary", of_plan("campaigns:scorecard_import"), texts("tệp Excel</a>")),
    Page("reports", "secretary", of_plan("evidence:report_list"), texts("/bao-cao/[0-9]+/")),
    Page("imports", "secretary", of_plan("evidence:import_upload"), texts("thang-")),
    Page(
        "ranking as a workbook",
        "leader",
        of_plan("scoring:ranking_workbook", "?ban=tam-tinh&cum=tat-ca"),
        texts("<row "),
    ),
    Page("papers", "secretary", of_plan("papers:paper_list"), texts('class="made-paper"')),
    Page("templates", "secretary", of_plan("papers:template_list"), texts("mau-")),
    Page("forms to print", "secretary", of_plan("papers:layout_list"), texts("Căn chỉnh<span")),
    Page("proposal as a workbook", "leader", of_plan("awards:proposal_workbook"), texts("<row ")),
    Page(
        "overview as a workbook", "leader", of_plan("dashboards:overview_workbook"), texts("<row ")
    ),
    Page("proposal", "secretary", of_plan("awards:proposal_detail"), texts("form-check-input")),
    Page(
        "proposal, everyone of a name",
        "secretary",
        of_plan("awards:proposal_detail", "?tim=a"),
        texts("<tr>"),
    ),
    Page(
        "hub of awards",
        "leader",
        of_plan("dashboards:award_steps"),
        texts("Việc chưa kết luận</span>"),
    ),
    Page("dossiers", "secretary", of_plan("awards:dossier_list"), texts("<tr>")),
    Page("public notice", "secretary", of_plan("awards:notice_detail"), texts("<tr>")),
    Page("public notice, read", "delegate", of_plan("awards:notice_detail"), texts("<tr>")),
    Page("holds", "secretary", lambda r: reverse("awards:hold_list"), texts("<tr>")),
    Page(
        "holds, a search",
        "secretary",
        lambda r: reverse("awards:hold_list") + "?tim=a",
        texts("Ghi việc</a>"),
    ),
    Page(
        "other terms for a proposal",
        "leader",
        of_plan("awards:proposal_what_if"),  # quotas; trying terms costs a few queries a quota
        texts("<option"),
    ),
    Page(
        "whom to report for",
        "delegate",
        lambda r: reverse("evidence:report_create"),
        texts("row-line"),
    ),
    Page(
        "report",
        "delegate",
        lambda r: reverse("evidence:report_detail", args=[r.report.pk]),
        texts(r"\.pdf"),
    ),
    Page(
        "report at the desk",
        "secretary",
        lambda r: reverse("admin:evidence_activityreport_change", args=[r.report.pk]),
        texts(r"\.pdf"),
    ),
    Page("reports at the desk", "secretary", changelist("evidence_activityreport"), RESULTS),
    Page("entries at the desk", "secretary", changelist("campaigns_entry"), RESULTS),
    Page("plans at the desk", "secretary", changelist("campaigns_plan"), RESULTS),
    Page("scorecards at the desk", "secretary", changelist("campaigns_scorecard"), RESULTS),
    Page("rankings at the desk", "secretary", changelist("scoring_ranking"), RESULTS),
    Page("ballots", "secretary", of_plan("ballots:ballot_list"), texts('class="row-line"')),
    Page(
        "ballot, counted",
        "secretary",
        lambda r: reverse("ballots:ballot_detail", args=[r.plan.slug, r.counted.pk]),
        texts("<li"),
    ),
    Page(
        "ballot paper",
        "delegate",
        lambda r: reverse("ballots:ballot_vote", args=[r.plan.slug, r.open.pk]),
        texts("<fieldset"),
    ),
    Page("award councils at the desk", "secretary", changelist("ballots_awardcouncil"), RESULTS),
    Page("quotas at the desk", "secretary", changelist("awards_quota"), RESULTS),
    Page("submissions", "secretary", of_plan("awards:decision_list"), texts("TTr-")),
    Page("register", "leader", lambda r: reverse("awards:register"), texts('class="award"')),
    Page(
        "register, of a unit",
        "leader",
        lambda r: reverse("awards:register", query={"don-vi": "thanh", "ca-het-hieu-luc": 1}),
        texts('class="award"'),
    ),
    Page(
        "register as a workbook",
        "leader",
        lambda r: reverse("awards:register_workbook"),
        texts("<row "),
    ),
    Page(
        "decision",
        "secretary",
        lambda r: reverse("awards:decision_detail", args=[r.decision.pk]),
        texts("<tr>"),
    ),
    Page(
        "correcting a decision",
        "secretary",
        lambda r: reverse("awards:decision_correct", args=[r.decision.pk]),
        texts('name="fix_'),
    ),
    Page(
        "revoking",
        "secretary",
        lambda r: reverse("awards:decision_revoke", args=[r.decision.pk]),
        texts('name="awards"'),
    ),
    Page("own awards", "delegate", lambda r: reverse("awards:my_awards"), texts('class="award"')),
    Page("worklist", "secretary", lambda r: reverse("admin:index"), texts('class="work"')),
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_list_costs_the_same_with_few_and_with_many_rows(realms, page):
    few, many = realms
    (rows_few, cost_few), (rows_many, cost_many) = ask(few, page), ask(many, page)
    assert rows_many > rows_few, "the page does not list what it should"
    assert len(cost_many) == len(cost_few), difference(cost_few, cost_many)


def ask(realm: Realm, page: Page) -> tuple[int, list[str]]:
    client, address = realm.client(page.role), page.address(realm)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    text = words_of_workbook(response) if response.streaming else response.text
    return page.rows(realm, text), [query["sql"] for query in queries]


def difference(few: list[str], many: list[str]) -> str:
    """The statements that came more often, without their numbers."""
    shapes = [[re.sub(r"\d+", "N", sql) for sql in queries] for queries in (few, many)]
    more = [s for s in dict.fromkeys(shapes[1]) if shapes[1].count(s) > shapes[0].count(s)]
    return f"{len(few)} queries became {len(many)}:\n" + "\n".join(sql[:300] for sql in more)


@pytest.mark.django_db
def test_why_a_line_has_its_points_costs_the_same_for_a_short_and_a_long_scorecard(realms):
    few, _ = realms
    costs = []
    for kind in ("board", "delegate"):  # 2 and 5 criteria
        line = few.line(kind)
        address = reverse("scoring:line_detail", args=[few.plan.slug, line.pk])
        client = few.client("leader")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert len(response.context["rows"]) == len(line.points)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["secretary", "delegate"])
def test_a_scorecard_costs_the_same_to_read_short_and_long(realms, role):
    few, _ = realms
    client, costs, rows = few.client(role), [], []
    for card in (few.round.board_card, few.round.delegate_card):  # 2 and 5 criteria
        with CaptureQueriesContext(connection) as queries:
            page = client.get(
                reverse("campaigns:scorecard_detail", args=[few.plan.slug, card.pk])
            ).text
        rows.append(page.count('class="late"'))
        costs.append(len(queries))
    assert rows == [2, 5]
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_a_pledge_costs_the_same_with_one_and_with_three_targets(realms):
    few, _ = realms
    costs, rows = [], []
    for kind in ("board", "delegate"):
        pledge = Pledge.objects.filter(entry__plan=few.plan, entry__kind=kind).first()
        client = few.client("leader")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(
                reverse("dashboards:pledge_detail", args=[few.plan.slug, pledge.pk])
            ).text
        rows.append(page.count('class="promise"'))
        costs.append(len(queries))
    assert rows == [1, 3]
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_the_look_before_verifying_many_costs_the_same_for_one_and_for_fifty(realms):
    costs = []
    for realm in realms:
        client = realm.client("secretary")
        chosen = [report.pk for report in realm.waiting]
        with CaptureQueriesContext(connection) as queries:
            response = client.post(
                reverse("admin:evidence_activityreport_changelist"),
                {"action": "verify_chosen", "_selected_action": chosen},
            )
        assert f"<strong>{realm.number}</strong> báo cáo" in response.text
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_the_look_at_an_announcement_costs_the_same_for_one_and_for_fifty(realms):
    costs = []
    for realm in realms:
        client = realm.client("secretary")
        address = reverse("dashboards:announcement", args=[realm.plan.slug])
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, {"to": "all", "title": "Họp", "text": "Mời họp."})
        assert f"<strong>{realm.number} người</strong>" in response.text
        costs.append(len(queries))
    assert costs[0] == costs[1]
