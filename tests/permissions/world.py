"""The world that the permission table is asked in: two cities, and one of each thing."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.services.invitations import create_invited_account
from awards.models import (
    Award,
    AwardType,
    AwardTypeRule,
    BaseSalary,
    Dossier,
    Hold,
    Objection,
    ProposalChange,
    ProposalLine,
    PublicNotice,
    Quota,
    Recovery,
    Submission,
    SubmissionReturn,
    TiePool,
)
from awards.rules.entering import EarlierAward
from awards.services import corrections, decisions, proposals
from ballots.models import AwardCouncil, Ballot
from ballots.services import councils
from campaigns.models import Pledge, Scorecard
from campaigns.pledge_content import PledgeContent
from campaigns.scorecards.document import Document
from campaigns.services import pledges, scorecards
from core.models import CalendarYear
from evidence.exchange.layout import layout_of
from evidence.exchange.template import write_template
from evidence.models import AccessKind, FileAccess, ReportImport, SupplementRequest
from evidence.services import deciding, files, importing
from notices.models import Mailbox, Notice
from papers.models import Paper, PaperTemplate
from scoring.models import Appeal, Draw, DrawPurpose, Ranking, RankingLine, ScoreSheet, SheetFile
from scoring.services import sheet_files
from scoring.services.ranking import recompute, seal_ranking

from .. import cast
from ..awards.granting import signed
from ..ballots.ballot_setup import ballot_rows
from ..pdf_files import one_page_pdf
from .roles import (
    OWNER,
    SIGNED_IN,
)


@dataclass
class World:
    """Two cities with running rounds, and one of each thing that a URL may name."""

    people: dict[str, Any]
    round: cast.Round
    sent: Any  # a report of the owner, waiting, with a file
    returned: Any  # a report of the owner, sent back
    of_board: Any  # a report of the head for the board
    attached: Any
    kept: Any  # a file of the owner, not sent yet
    access: Any  # somebody took the attached file
    own_line: RankingLine  # the owner's, in the draft ranking
    sealed_line: RankingLine  # the owner's, in a sealed one
    pool: TiePool
    submission: Submission  # not answered yet
    returned_files: SubmissionReturn  # of another submission
    award: Award  # the owner's, in force
    recovery: Recovery  # of an award taken back
    own_rule: AwardTypeRule  # of the city
    calendar_year: CalendarYear
    sheet: ScoreSheet  # the owner's, open
    sheet_file: SheetFile  # beside a leaf of it
    draw: Draw  # for the post-check, of the owner's sheet
    appeal: Appeal  # the owner's, about the sealed line
    supplement: SupplementRequest  # the owner's, not answered
    notice: Notice  # of the owner
    imported: ReportImport  # a filled-in template, not entered
    draft_card: Scorecard  # a second version of the boards' scorecard, not published
    paper: Paper  # asked for, not made yet
    template: PaperTemplate  # on trial
    pledge: Pledge  # the owner's, sent
    ballot: Ballot  # open; the owner votes, the other delegate keeps a code
    paper_ballot: Ballot  # counted
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def plan(self):
        return self.round.plan

    @property
    def owner_entry(self):
        return self.round.entry_of(self.people[OWNER[0]])

    @property
    def cluster(self):
        return self.owner_entry.cluster

    @property
    def board_entry(self):
        return self.round.entry_of_board(0)


def build_world() -> World:
    city = cast.found_city("sx", "Sông Xanh")
    due = timezone.now() + dt.timedelta(days=20)
    round_ = cast.launch_round(city, "song-xanh-2023", registrations_due_at=due)
    elsewhere = cast.launch_round(cast.found_city("nv", "Núi Vàng"), "nui-vang-2023")
    owner, head = city.delegates[2], city.delegates[0]
    office_people = (city.secretary, city.second_secretary, city.leader)
    Group.objects.create(name="Nhóm thử")
    administrator = cast.account("quantri", "Quản Trị", is_superuser=True)
    people = (owner, city.delegates[3], head, *office_people, elsewhere.city.secretary)
    Mailbox.objects.create(user=owner)
    create_invited_account(username="moi-vao", full_name="Người Mới Vào")
    sealed, pool = _seal_with_a_tie(round_)
    draft = recompute(plan=round_.plan, whole=True)
    attached = _keep(owner, "kem-theo.pdf")
    sent = cast.send(round_, owner, "II.1", token=attached.token)
    attached.refresh_from_db()
    returned = deciding.return_report(
        actor=city.secretary,
        report=cast.send(round_, owner, "I.2"),
        reason="Ảnh không rõ ngày",
        at=timezone.now(),
    )
    of_board = cast.send(round_, head, "A.1", entry=round_.entry_of_board(0))
    entry = round_.entry_of(owner)
    sealed_line = RankingLine.objects.get(ranking=sealed, entry=entry)
    appeal = Appeal.objects.create(
        line=sealed_line,
        criterion=sealed_line.scorecard.criteria.get(code="II.1"),
        text="Đề nghị xem lại.",
        filed_by=owner,
        filed_at=timezone.now(),
    )
    draw = Draw.objects.create(
        plan=round_.plan,
        purpose=DrawPurpose.POST_CHECK,
        seed="hat-giong",
        drawn_by=city.secretary,
        drawn_at=timezone.now(),
    )
    draw.drawn.set([entry])
    sheet = ScoreSheet.objects.create(entry=entry)
    _add_steps_of_proposal(pool.shares.get().lines.first(), city)
    outsider = cast.account("so-noi-vu", "Trần Thử Ngoài")
    ballot, paper_ballot = _add_ballots(round_, pool, owner, city.delegates[3], outsider)
    return World(
        ballot=ballot,
        paper_ballot=paper_ballot,
        people=dict(zip(SIGNED_IN, (*people, outsider, administrator), strict=True)),
        round=round_,
        sent=sent,
        returned=returned,
        of_board=of_board,
        attached=attached,
        kept=_keep(owner, "chua-gui.pdf"),
        access=FileAccess.objects.create(
            file=attached, user=city.leader, kind=AccessKind.DOWNLOAD, at=timezone.now()
        ),
        own_line=RankingLine.objects.get(ranking=draft, entry=entry),
        sealed_line=sealed_line,
        sheet=sheet,
        sheet_file=_attach(owner, sheet),
        draw=draw,
        appeal=appeal,
        supplement=SupplementRequest.objects.create(
            entry=entry, reason="Mất sóng", asked_by=owner, asked_at=timezone.now()
        ),
        pool=pool,
        **_add_decisions(round_, sealed, owner),
        pledge=pledges.send_pledge(
            actor=owner,
            entry=entry,
            content=PledgeContent(commitment="Dự đủ các kỳ họp"),
            at=timezone.now(),
        ),
        notice=Notice.objects.filter(recipient=owner).first(),
        imported=_keep_workbook(round_),
        draft_card=scorecards.draft_scorecard(
            actor=city.secretary,
            plan=round_.plan,
            document=Document.read(
                {"name": "Ban", "kinds": ["board"], "criteria": cast.BOARD_TREE}
            ),
        ),
        paper=_paper(city.secretary, pool.quota.proposal),
        template=_template(city),
    )


def _paper(secretary, proposal) -> Paper:
    ranking = proposal.ranking
    return Paper.objects.create(
        proposal=proposal,
        kind="list",
        ranking_number=ranking.number,
        ranking_checksum=ranking.checksum,
        docx=SimpleUploadedFile("danh-sach.docx", b"PK"),
        asked_by=secretary,
        asked_at=timezone.now(),
    )


def _template(city) -> PaperTemplate:
    return PaperTemplate.objects.create(
        organiser=city.council,
        kind="list",
        file=SimpleUploadedFile("mau.docx", b"PK"),
        file_name="mau.docx",
        sha256="0" * 64,
        uploaded_by=city.secretary,
        uploaded_at=timezone.now(),
    )


def _seal_with_a_tie(round_: cast.Round) -> tuple[Ranking, TiePool]:
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch")
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject="collective", number=1)
    dated = {"legal_basis": "Quy chế thi đua", "valid_from": cast.TERM_START}
    AwardTypeRule.objects.create(
        award_type=award_type, recipient="collective", organiser=round_.city.council, **dated
    )
    BaseSalary.objects.create(amount=1_800_000, **dated)
    cast.measure_all(round_, "A.1", 1)  # equal points
    draft = recompute(plan=round_.plan, whole=True)
    sealed = seal_ranking(
        actor=round_.city.secretary, plan=round_.plan, seen_revision=draft.revision
    )
    proposals.draft_proposal(actor=round_.city.secretary, ranking=sealed)
    return sealed, TiePool.objects.get(quota__proposal__ranking=sealed)


def _add_ballots(round_: cast.Round, pool: TiePool, voter, keeper, outsider) -> list[Ballot]:
    city = round_.city
    council = AwardCouncil.objects.create(
        organiser=city.council, name="Hội đồng Thi đua", valid_from=cast.TERM_START
    )
    lines = ProposalLine.objects.filter(share__pool=pool)
    member = councils.seat_outsider(
        actor=city.secretary,
        council=council,
        outsider=councils.Outsider("Trần Thử Ngoài", "male", "Giám đốc", "Sở Nội vụ"),
        post="member",
        valid_from=cast.TERM_START,
    )
    member.person.user = outsider
    member.person.save()
    seated = [voter.person, member.person, city.delegates[4].person]
    common = {"seated": seated, "asked": lines}
    proposal = pool.quota.proposal
    return [
        ballot_rows(proposal, council, city.secretary, state="open", keepers=[keeper], **common),
        ballot_rows(proposal, council, city.secretary, state="counted", method="paper", **common),
    ]


def _add_decisions(round_: cast.Round, sealed: Ranking, owner) -> dict[str, Any]:
    """Two submissions, one of them sent back; an old decision, and one that took a name back."""
    actor, proposal, at = round_.city.secretary, sealed.proposal, timezone.now()
    submission, back = (
        Submission.objects.create(
            proposal=proposal,
            number=number,
            issued_on=at.date(),
            authority="Chủ tịch",
            sent_by=actor,
            sent_at=at,
            answer_due_on=at.date(),
        )
        for number in ("1/TTr", "2/TTr")
    )
    award_type = round_.plan.quotas.get().award_type
    old = EarlierAward
    decision = decisions.record_earlier_decision(
        actor=actor,
        organiser=round_.city.council,
        awards=[
            old(award_type, "individual", owner.person.full_name, "", 2022, person=owner.person),
            old(award_type, "collective", "Ban cũ", "", 2022, body=round_.city.boards[0]),
        ],
        at=at,
        **signed(
            authority="Chủ tịch UBND",  # the public page shows it to anybody
            decided_on=dt.date(2022, 12, 20),
            received_on=dt.date(2022, 12, 21),
        ),
    )
    corrections.revoke_awards(
        actor=actor,
        revokes=decision,
        awards=[decision.awards.get(name="Ban cũ").pk],
        reason="Thử",
        at=at,
        **signed(number="2/QĐ", decided_on=dt.date(2023, 1, 5), received_on=dt.date(2023, 1, 6)),
    )
    return {
        "submission": submission,
        "returned_files": SubmissionReturn.objects.create(
            submission=back,
            returned_on=at.date(),
            content="Thiếu",
            working_days=5,
            due_on=at.date(),
            recorded_by=actor,
        ),
        "award": decision.awards.get(person=owner.person),
        "recovery": Recovery.objects.get(),
        "own_rule": AwardTypeRule.objects.get(),
        "calendar_year": CalendarYear.objects.create(year=2027, document="Văn bản thử"),
    }


def _add_steps_of_proposal(line: ProposalLine, city: cast.City) -> None:
    """A change by hand, a dossier, a public notice, an objection and a hold, one of each."""
    today, author = timezone.localdate(), city.secretary
    ProposalChange.objects.create(
        line=line, direction="in", reason="Lý do thử", asked_by=author, asked_at=timezone.now()
    )
    Dossier.objects.create(line=line, text="Báo cáo", drafted_at=timezone.now())
    notice = PublicNotice.objects.create(
        proposal=line.proposal,
        place="Trụ sở",
        posted_on=today,
        working_days=1,
        ends_on=today + dt.timedelta(days=5),
        posted_by=author,
    )
    Objection.objects.create(
        notice=notice,
        line=line,
        from_whom="Bà Lê Thử Mơ",
        content="Chưa đúng",
        received_on=today,
        recorded_by=author,
    )
    Hold.objects.create(
        body=city.boards[1],
        kind="verification",
        begins_on=today,
        document="CV 5 (thử)",
        placed_by=author,
        placed_at=timezone.now(),
    )


def _keep(user, name: str):
    return files.keep_upload(
        actor=user,
        token=uuid.uuid4(),
        upload=SimpleUploadedFile(name, one_page_pdf(len(name))),
    )


def _attach(user, sheet: ScoreSheet) -> SheetFile:
    return sheet_files.attach_sheet_file(
        actor=user,
        sheet=sheet,
        criterion=sheet.entry.scorecard.criteria.get(code="II.1"),
        upload=SimpleUploadedFile("tren-phieu.pdf", one_page_pdf(3)),
        at=timezone.now(),
    )


def _keep_workbook(round_: cast.Round) -> ReportImport:
    content = write_template(layout_of(round_.delegate_card))
    return importing.keep_import(
        actor=round_.city.secretary,
        plan=round_.plan,
        upload=SimpleUploadedFile("bao-cao.xlsx", content),
        at=timezone.now(),
    )


@pytest.fixture(autouse=True)
def media_apart():
    """Replaces the fixture that gives each test its own media: here a world keeps its files."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("media")
    logging.disable(logging.WARNING)  # refusals are expected here
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        built = build_world()
        for role, user in built.people.items():
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            built.sessions[role] = client.cookies["sessionid"].value
        yield built
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
