"""Every URL by every role, by GET and by POST. A URL without a row fails, and a row without one.

`only(OFFICE)` reads: the office gets the page, everybody else who is signed in a 404, and who is
not signed in goes to the door. What is another's answers 404, as if it did not exist.
"""

import datetime as dt
import io
import logging
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.invitations import create_invited_account, invitation_code
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
from notices.services.preferences import unsubscribe_token
from papers.models import Paper, PaperTemplate
from participants.models import Appointment, Cluster
from scoring.models import Appeal, Draw, Ranking, RankingLine, ScoreSheet, SheetFile
from scoring.services import sheet_files
from scoring.services.ranking import recompute, seal_ranking

from . import cast
from .awards.granting import signed
from .ballots.ballot_setup import ballot_rows
from .pdf_files import one_page_pdf

# --- who asks, and what may come back ----------------------------------------------------------

ANONYMOUS = "anonymous"
OWNER = ("delegate who owns it",)
OTHER = ("another delegate",)
HEAD = ("head of a board",)
OFFICE = ("secretary", "second secretary")
LEADER = ("leader",)
STRANGER = ("secretary of another city",)
OUTSIDER = ("award council member from outside",)
ADMINISTRATOR = ("administrator",)
DELEGATES = OWNER + OTHER + HEAD
OVERSEERS = OFFICE + LEADER
STAFF = OFFICE + STRANGER + ADMINISTRATOR
SIGNED_IN = DELEGATES + OVERSEERS + STRANGER + OUTSIDER + ADMINISTRATOR
ROLES = (ANONYMOUS, *SIGNED_IN)

OK, FORBIDDEN, NOT_FOUND, NOT_BY_THIS_METHOD = 200, 403, 404, 405
DOOR, MOVED = "302 to sign-in", "302 elsewhere"
# After these nothing was done; after the others a POST may have changed something.
REFUSALS = {FORBIDDEN, NOT_FOUND, NOT_BY_THIS_METHOD, DOOR}

Expected = dict[str, int | str]


def only(*groups: tuple[str, ...], then: int | str = OK, others: int | str = NOT_FOUND) -> Expected:
    """`then` for these people, `others` for the rest, and the door for who is not signed in."""
    chosen = {role for group in groups for role in group}
    answers = {role: then if role in chosen else others for role in SIGNED_IN}
    return {ANONYMOUS: DOOR, **answers}


def everyone(then: int | str) -> Expected:
    return only(SIGNED_IN, then=then)


def anybody(then: int | str) -> Expected:
    """Also who is not signed in."""
    return everyone(then) | {ANONYMOUS: then}


def desk(office: int | str, stranger: int | str, administrator: int | str) -> Expected:
    """Pages of the desk: whoever does not work there is sent to its door."""
    return (
        dict.fromkeys(ROLES, DOOR)
        | dict.fromkeys(OFFICE, office)
        | dict.fromkeys(STRANGER, stranger)
        | dict.fromkeys(ADMINISTRATOR, administrator)
    )


def whole_desk(then: int | str) -> Expected:
    return desk(then, then, then)


BY_GET_ONLY = everyone(NOT_BY_THIS_METHOD)
BY_POST_ONLY = everyone(NOT_BY_THIS_METHOD)


# --- the world it is asked in --------------------------------------------------------------------


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
        purpose=Draw.Purpose.POST_CHECK,
        seed="hat-giong",
        drawn_by=city.secretary,
        drawn_at=timezone.now(),
    )
    draw.drawn.set([entry])
    sheet = ScoreSheet.objects.create(entry=entry)
    _say_things_about(pool.shares.get().lines.first(), city)
    outsider = cast.account("so-noi-vu", "Trần Thử Ngoài")
    ballot, paper_ballot = _lay_ballots(round_, pool, owner, city.delegates[3], outsider)
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
        **_decide(round_, sealed, owner),
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


def _lay_ballots(round_: cast.Round, pool: TiePool, voter, keeper, outsider) -> list[Ballot]:
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


def _decide(round_: cast.Round, sealed: Ranking, owner) -> dict[str, Any]:
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
    old = decisions.EarlierAward
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


def _say_things_about(line: ProposalLine, city: cast.City) -> None:
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
    """The files of this module live as long as its world."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("media")
    logging.disable(logging.WARNING)  # a refusal is no news here
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


# --- the table -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One URL with what it names, and who gets what."""

    url: str
    get: Expected
    post: Expected
    at: Callable[[World], dict] = lambda world: {}
    query: Callable[[World], dict] = lambda world: {}
    data: dict = field(default_factory=dict)
    filled: Callable[[World], dict] = lambda world: {}
    note: str = ""

    def __str__(self) -> str:
        return f"{self.url} ({self.note})" if self.note else self.url


def of_plan(world: World) -> dict:
    return {"slug": world.plan.slug}


def of_owners_mail(world: World) -> dict:
    return {"token": unsubscribe_token(world.people[OWNER[0]])}


def of_sheet(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.sheet.pk}


def of_pledge(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pledge.pk}


def of_draw(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.draw.pk}


def of_cluster(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.cluster.pk}


def of_card(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.round.delegate_card.pk}


def of_draft_card(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.draft_card.pk}


def of_ballot(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.ballot.pk}


def of_paper_ballot(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.paper_ballot.pk}


def of_absent_seat(world: World) -> dict:
    return of_ballot(world) | {"seat_pk": world.ballot.seats.get(attendance="written").pk}


def of_submission(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.submission.pk}


def of_decision(world: World) -> dict:
    return {"pk": world.award.decision_id}


def of_paper(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.paper.pk, "what": "word"}


def of_template(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.template.pk}


def of_award_type(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pool.quota.award_type_id}


def of_import(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.imported.pk}


TRIED = {
    **{"so_luong": "2", "cua": "participants", "lam_tron": "down"},
    **{"chia": "one_list", "ngang_nhau": "women_first"},
}


def of_line(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": world.pool.shares.get().lines.first().pk}


def of_change(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": ProposalChange.objects.get().pk}


def of_council(world: World) -> dict:
    return {"pk": world.ballot.council_id}


def of_outsider(world: World) -> dict:
    member = world.ballot.council.members.get(is_outside=True)
    return {"pk": world.ballot.council_id, "member_pk": member.pk}


def of_invited(world: World) -> dict:
    return {"code": invitation_code(User.objects.get(username="moi-vao"))}


def of_objection(world: World) -> dict:
    return {"slug": world.plan.slug, "pk": Objection.objects.get().pk}


PAGES = [
    Row(
        "accounts:sign_in",
        get=everyone(MOVED) | {ANONYMOUS: OK},
        post=everyone(MOVED) | {ANONYMOUS: OK},
    ),
    # the code is the right to set the first password, once
    Row("accounts:invitation", at=of_invited, get=anybody(OK), post=anybody(OK)),
    Row(
        "accounts:invitation",
        note="forged",
        at=lambda w: {"code": "MTA.aaaaaa-bbbb"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_FOUND),
    ),
    Row("accounts:sign_out", get=BY_POST_ONLY, post=everyone(DOOR)),
    Row(
        "accounts:draft_save",
        data={"key": "report:1", "fields": '{"summary": "Đang viết"}', "based_on": "0"},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    Row("notices:inbox", get=everyone(OK), post=BY_GET_ONLY),
    Row("notices:all_read", get=BY_POST_ONLY, post=everyone(MOVED)),
    Row(
        "notices:notice_open",
        at=lambda w: {"pk": w.notice.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED),
    ),
    Row(
        "notices:mail_settings",
        data={"address": "moi@xa.example"},
        get=everyone(OK),
        post=everyone(MOVED),
    ),
    # the signed link is the right to do it, whoever follows it
    Row("notices:unsubscribe", at=of_owners_mail, get=anybody(OK), post=anybody(OK)),
    Row(
        "notices:unsubscribe",
        note="forged",
        at=lambda w: {"token": "MTA:aaaaaa:bbbb"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_FOUND),
    ),
    Row("demo:mail_list", get=everyone(OK), post=BY_GET_ONLY),
    Row("demo:digests_send", get=BY_POST_ONLY, post=everyone(MOVED)),
    Row(
        "demo:mail_detail",
        note="none is kept",
        at=lambda w: {"name": "khong-co"},
        get=everyone(NOT_FOUND),
        post=BY_GET_ONLY,
    ),
    Row("dashboards:announcement", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "dashboards:announcement_send",
        at=of_plan,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("dashboards:history_list", get=only(OVERSEERS, STRANGER, ADMINISTRATOR), post=BY_GET_ONLY),
    Row(
        "dashboards:history_workbook",
        get=only(OVERSEERS, STRANGER, ADMINISTRATOR),
        post=BY_GET_ONLY,
    ),
    Row(
        "dashboards:row_history",
        at=lambda world: {"kind": "campaigns.plan", "pk": world.plan.pk},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("dashboards:health", get=anybody(OK), post=anybody(NOT_BY_THIS_METHOD)),
    Row("dashboards:home", get=everyone(MOVED), post=BY_GET_ONLY),
    Row("dashboards:my_work", get=everyone(OK), post=BY_GET_ONLY),
    Row("dashboards:plan_list", get=everyone(OK), post=BY_GET_ONLY),
    Row("dashboards:plan_overview", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("campaigns:scorecard_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    *(
        Row(f"campaigns:{name}", at=of_card, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY)
        for name in ("scorecard_detail", "scorecard_yaml", "scorecard_workbook")
    ),
    *(
        Row(f"campaigns:{name}", note="draft", at=of_draft_card, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("scorecard_detail", "scorecard_yaml", "scorecard_workbook")
    ),
    Row("campaigns:scorecard_import", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("campaigns:scorecard_draft", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    Row(
        "campaigns:scorecard_publish",
        at=of_draft_card,
        data={"confirmed": "on"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("evidence:report_create", get=everyone(OK), post=everyone(OK)),
    Row(
        "evidence:report_create",
        note="for the owner",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=only(OWNER, OFFICE),
        post=only(OWNER, OFFICE),
    ),
    Row(
        "evidence:report_create",
        note="for a board",
        query=lambda w: {"cho": w.board_entry.pk},
        get=only(HEAD, OFFICE),
        post=only(HEAD, OFFICE),
    ),
    Row(
        "evidence:report_counts",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=only(OWNER, OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:supplement_ask",
        query=lambda w: {"cho": w.owner_entry.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, OFFICE),
    ),
    Row("evidence:entry_choose", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row(
        "evidence:report_withdraw",
        at=lambda w: {"pk": w.sent.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED),
    ),
    Row("evidence:import_upload", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("evidence:import_template", at=of_card, get=only(OFFICE), post=BY_GET_ONLY),
    *(
        Row(f"evidence:{name}", at=of_import, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("import_preview", "import_faults", "import_download")
    ),
    Row(
        "evidence:import_enter",
        at=of_import,
        filled=lambda w: {"choice": "all", "seen": "0"},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row("evidence:report_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "evidence:report_list",
        note="of one entry",
        at=lambda w: {"slug": w.plan.slug},
        query=lambda w: {"cho": w.sent.entry_id},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("evidence:own_reports_workbook", get=everyone(OK), post=BY_GET_ONLY),
    Row("evidence:supplement_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row(
        "evidence:supplement_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.supplement.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row(
        "evidence:report_detail",
        at=lambda w: {"pk": w.sent.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:report_detail",
        note="of a board",
        at=lambda w: {"pk": w.of_board.pk},
        get=only(HEAD, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:report_edit",
        at=lambda w: {"pk": w.returned.pk},
        get=only(OWNER),
        post=only(OWNER),
    ),
    Row(
        "evidence:report_edit",
        note="not returned",
        at=lambda w: {"pk": w.sent.pk},
        get=only(OWNER, then=MOVED),
        post=only(OWNER, then=MOVED),
    ),
    Row(
        "evidence:file_download",
        note="sent",
        at=lambda w: {"pk": w.attached.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:file_download",
        note="only kept",
        at=lambda w: {"pk": w.kept.pk},
        get=only(OWNER),
        post=BY_GET_ONLY,
    ),
    Row(
        "evidence:file_drop",
        note="sent",
        at=lambda w: {"pk": w.attached.pk},
        get=BY_POST_ONLY,
        post=everyone(NOT_FOUND),
    ),
    Row(
        "evidence:file_drop",
        note="only kept",
        at=lambda w: {"pk": w.kept.pk},
        get=BY_POST_ONLY,
        post=only(OWNER),
    ),
    *(
        Row(
            f"evidence:{name}",
            note=note,
            at=lambda w, file=file, number=number: {"pk": getattr(w, file).pk} | number,
            get=only(OWNER, *readers),
            post=BY_GET_ONLY,
        )
        for name, number in (("file_preview", {}), ("file_page", {"number": 1}))
        for note, file, readers in (("sent", "attached", [OVERSEERS]), ("only kept", "kept", []))
    ),
    Row(
        "evidence:kept_files",
        query=lambda w: {"token": w.kept.token},
        get=everyone(OK),
        post=BY_GET_ONLY,
    ),
    Row("evidence:upload_begin", get=BY_POST_ONLY, post=everyone(NOT_FOUND), note="no form"),
    Row(
        "evidence:upload_begin",
        filled=lambda w: {"token": w.kept.token, "name": "a.pdf", "size": "9", "key": "k"},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    # somebody else's is answered as one that is gone; nothing is said of it
    Row(
        "evidence:upload_part",
        at=lambda w: {"pk": w.kept.pk},
        get=BY_POST_ONLY,
        post=everyone(OK),
    ),
    Row("scoring:ranking_detail", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:ranking_detail",
        note="draft",
        at=of_plan,
        query=lambda w: {"ban": "tam-tinh"},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:ranking_seal",
        at=of_plan,
        data={"seen_revision": "0", "confirmed": "on"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:line_detail",
        note="in the draft",
        at=lambda w: {"slug": w.plan.slug, "pk": w.own_line.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:line_detail",
        note="sealed",
        at=lambda w: {"slug": w.plan.slug, "pk": w.sealed_line.pk},
        get=only(DELEGATES, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "campaigns:pledges_record",
        at=of_plan,
        filled=lambda w: {f"commitment_{w.round.entry_of_board(1).pk}": "Dự đủ các kỳ họp"},
        get=only(OFFICE),
        post=only(OFFICE, then=MOVED),
    ),
    Row("dashboards:plan_close", at=of_plan, get=only(OFFICE), post=only(OFFICE)),
    Row("campaigns:closing_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:cluster_close",
        at=of_cluster,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:cluster_reopen",
        note="refused, because it is not closed",
        at=of_cluster,
        filled=lambda w: {f"cum-{w.cluster.pk}-reason": "Sửa sót"},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    Row("scoring:grade_ties", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:grade_tie_decide",
        note="no group of that name",
        at=of_plan,
        data={"group": "1-2"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:measure_list",
        at=lambda w: {"slug": w.plan.slug, "pk": w.owner_entry.pk},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:measure_record",
        at=lambda w: {
            "slug": w.plan.slug,
            "pk": w.owner_entry.pk,
            "criterion_pk": w.round.criterion("II.1").pk,
        },
        data={"action": "record"},
        filled=lambda w: {f"count_{w.round.criterion('II.1').pk}_1": "3"},
        get=only(OFFICE),
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "scoring:days_change",
        at=lambda w: {"slug": w.plan.slug, "pk": w.own_line.pk},
        data={"days": "200", "note": "QĐ 1"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:timetable",
        at=of_plan,
        get=only(DELEGATES, OVERSEERS),
        post=only(OFFICE) | dict.fromkeys(DELEGATES + LEADER, FORBIDDEN),
    ),
    Row(
        "campaigns:extension_grant",
        at=lambda w: {"slug": w.plan.slug, "pk": w.owner_entry.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED) | dict.fromkeys(DELEGATES + LEADER, FORBIDDEN),
    ),
    Row(
        "campaigns:pledge_form",
        note="one's own; who has none goes to the list",
        at=of_plan,
        get=only(OTHER, HEAD) | dict.fromkeys(OWNER + OVERSEERS, MOVED),
        post=only(DELEGATES) | dict.fromkeys(OVERSEERS, MOVED),
    ),
    Row(
        "campaigns:pledge_form",
        note="for the board",
        at=of_plan,
        query=lambda w: {"cho": w.board_entry.pk},
        data={"token": str(uuid.UUID(int=1)), "commitment": "Theo đến cùng", "send": "1"},
        get=only(HEAD, OFFICE),
        post=only(HEAD, OFFICE, then=MOVED),
    ),
    Row("campaigns:pledge_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:pledges_accept",
        at=of_plan,
        filled=lambda w: {"pledge": w.pledge.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("dashboards:pledge_detail", at=of_pledge, get=only(OWNER, OVERSEERS), post=BY_GET_ONLY),
    Row("campaigns:pledge_paper", at=of_pledge, get=only(OWNER, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "campaigns:pledge_accept",
        at=of_pledge,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "campaigns:pledge_return",
        at=of_pledge,
        data={"reason": "Chưa rõ chỉ tiêu"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("scoring:sheets_workbook", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:ranking_workbook", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:ranking_workbook",
        note="draft",
        at=of_plan,
        query=lambda w: {"ban": "tam-tinh", "cum": "tat-ca"},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("awards:proposal_workbook", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("dashboards:overview_workbook", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:sheet_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:sheets_open", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row(
        "scoring:peers_draw",
        at=of_plan,
        get=BY_POST_ONLY,
        post=everyone(NOT_FOUND),
        note="no cluster",
    ),
    Row(
        "scoring:post_check_draw",
        at=of_plan,
        data={"number": "1"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("scoring:grid_detail", at=of_cluster, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("scoring:grid_excel", at=of_cluster, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:grid_save",
        at=of_cluster,
        get=BY_POST_ONLY,
        post=only(OFFICE),
        note="a cell that is not there",
    ),
    Row("scoring:grid_finish", at=of_cluster, get=only(OFFICE), post=only(OFFICE, then=MOVED)),
    Row("scoring:draw_detail", at=of_draw, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:post_check",
        at=lambda w: of_draw(w) | {"sheet_pk": w.sheet.pk},
        get=only(OFFICE),
        post=only(OFFICE, then=OK),
        note="with nothing filled in",
    ),
    Row(
        "scoring:sheet_detail",
        at=of_sheet,
        get=only(OWNER, OVERSEERS),
        post=only(OWNER, OVERSEERS),
    ),
    Row(
        "scoring:sheet_cell",
        at=of_sheet,
        get=BY_POST_ONLY,
        post=only(OWNER, OFFICE) | dict.fromkeys(LEADER, FORBIDDEN),
        note="no criterion chosen; the office is told that the sheet is not at its stage",
    ),
    Row(
        "scoring:leaf_files",
        at=lambda w: of_sheet(w) | {"criterion_pk": w.sheet_file.criterion_id},
        get=only(OWNER, OVERSEERS),
        post=only(OWNER) | dict.fromkeys(OVERSEERS, FORBIDDEN),
        note="no file chosen",
    ),
    Row(
        "scoring:sheet_file_download",
        at=lambda w: of_sheet(w) | {"file_pk": w.sheet_file.pk},
        get=only(OWNER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "scoring:sheet_file_drop",
        at=lambda w: of_sheet(w) | {"file_pk": w.sheet_file.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OVERSEERS, FORBIDDEN),
    ),
    Row(
        "scoring:sheet_return",
        at=of_sheet,
        data={"reason": "Thiếu minh chứng"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED) | dict.fromkeys(OWNER + LEADER, FORBIDDEN),
    ),
    Row(
        "scoring:sheet_explain",
        at=of_sheet,
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OVERSEERS, FORBIDDEN),
    ),
    Row(
        "scoring:appeal_file",
        at=lambda w: {"slug": w.plan.slug, "pk": w.sealed_line.pk},
        get=BY_POST_ONLY,
        post=only(OWNER, then=MOVED) | dict.fromkeys(OTHER + HEAD + OVERSEERS, FORBIDDEN),
    ),
    Row("scoring:appeal_list", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row(
        "scoring:appeal_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.appeal.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row("scoring:what_if", at=of_plan, get=only(OVERSEERS), post=only(OVERSEERS)),
    Row("awards:proposal_what_if", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "awards:proposal_what_if",
        note="with terms",
        at=of_plan,
        query=lambda w: TRIED,
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("awards:proposal_detail", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("papers:paper_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("papers:paper_rows", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "papers:paper_ask",
        at=of_plan,
        data={"kind": "list"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row(
        "papers:paper_ask",
        note="the report of one line",
        at=of_plan,
        data={"kind": "report_collective"},
        filled=lambda w: {"line": of_line(w)["pk"]},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("papers:paper_download", at=of_paper, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "papers:paper_download",
        note="no PDF was made",
        at=lambda w: of_paper(w) | {"what": "pdf"},
        get=everyone(NOT_FOUND),
        post=BY_GET_ONLY,
    ),
    Row("papers:template_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row("papers:template_upload", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    *(
        Row(f"papers:{name}", at=of_template, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED))
        for name in ("template_use", "template_withdraw")
    ),
    Row(
        "papers:template_built_in",
        at=lambda w: of_plan(w) | {"kind": "submission"},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row(
        "papers:template_file",
        at=lambda w: of_template(w) | {"what": "tep"},
        get=only(OFFICE),
        post=BY_GET_ONLY,
    ),
    Row("papers:layout_list", at=of_plan, get=only(OFFICE), post=BY_GET_ONLY),
    Row("papers:layout_edit", at=of_award_type, get=only(OFFICE), post=only(OFFICE)),
    *(
        Row(f"papers:{name}", at=of_award_type, get=only(OFFICE), post=BY_GET_ONLY)
        for name in ("layout_picture", "layout_test")
    ),
    Row(
        "awards:tie_decide",
        at=lambda w: {"slug": w.plan.slug, "pk": w.pool.pk},
        get=BY_POST_ONLY,
        post=only(OFFICE),
    ),
    # --- ballots
    Row("ballots:ballot_list", at=of_plan, get=only(OVERSEERS), post=only(OFFICE)),
    Row(
        "ballots:ballot_detail",
        at=of_ballot,
        get=only(OWNER, OTHER, OUTSIDER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row(
        "ballots:ballot_detail",
        note="on paper, counted",
        at=of_paper_ballot,
        get=only(OWNER, OUTSIDER, OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("ballots:ballot_open", at=of_ballot, get=only(OFFICE), post=only(OFFICE)),
    Row("ballots:ballot_close", at=of_ballot, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "ballots:ballot_annul",
        at=of_ballot,
        data={"reason": "Lập lại"},  # without what the page names it asks once more
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row("ballots:ballot_opinion", at=of_absent_seat, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "ballots:ballot_vote",
        at=of_ballot,
        get=only(OWNER, OUTSIDER),
        post=only(OWNER, OUTSIDER),
    ),
    Row("ballots:council_members", at=of_council, get=only(OFFICE), post=only(OFFICE)),
    # the account has a password already: refused, no invitation
    Row(
        "ballots:member_invite",
        at=of_outsider,
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    # the ballot is open already: no code any more
    Row("ballots:ballot_key", at=of_ballot, get=only(OTHER), post=only(OTHER, then=409)),
    Row("ballots:ballot_count", at=of_ballot, get=only(OTHER, OFFICE), post=only(OTHER, OFFICE)),
    Row("ballots:ballot_paper", at=of_paper_ballot, get=only(OFFICE), post=only(OFFICE)),
    Row("awards:decision_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:submission_send", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE)),
    Row("awards:submission_return", at=of_submission, get=BY_POST_ONLY, post=only(OFFICE)),
    Row(
        "awards:return_answer",
        at=lambda w: {"slug": w.plan.slug, "pk": w.returned_files.pk},
        data={"answered_on": timezone.localdate().isoformat(), "answer": "Đã gửi"},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:decision_record", at=of_submission, get=only(OFFICE), post=only(OFFICE)),
    *(
        Row(f"awards:{name}", at=of_decision, get=only(OVERSEERS), post=BY_GET_ONLY)
        for name in ("decision_detail", "decision_file", "money_workbook")
    ),
    Row("awards:decision_correct", at=of_decision, get=only(OFFICE), post=only(OFFICE)),
    Row("awards:decision_revoke", at=of_decision, get=only(OFFICE), post=only(OFFICE)),
    Row(
        "awards:recovery_record",
        at=lambda w: {"pk": w.recovery.pk},
        data={"recovered_on": timezone.localdate().isoformat()},
        get=BY_POST_ONLY,
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:register", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row("awards:register_workbook", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row(
        "awards:earlier_record",
        at=lambda w: {"pk": w.round.city.council.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row(
        "awards:person_awards",
        at=lambda w: {"pk": w.award.person_id},
        get=only(OVERSEERS, OWNER),
        post=BY_GET_ONLY,
    ),
    Row(
        "awards:body_awards",
        at=lambda w: {"pk": w.recovery.award.body_id},
        get=only(OVERSEERS),
        post=BY_GET_ONLY,
    ),
    Row("awards:my_awards", get=everyone(OK), post=BY_GET_ONLY),
    # whoever holds a certificate may ask whether it is genuine
    Row("awards:check_form", get=anybody(OK), post=anybody(NOT_BY_THIS_METHOD)),
    Row(
        "awards:award_check",
        at=lambda w: {"code": w.award.code},
        get=anybody(OK),
        post=anybody(NOT_BY_THIS_METHOD),
    ),
    Row(
        "awards:award_check",
        note="no such code",
        at=lambda w: {"code": "AAAAAAAAAA"},
        get=anybody(NOT_FOUND),
        post=anybody(NOT_BY_THIS_METHOD),
    ),
    Row("dashboards:award_steps", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row(
        "awards:proposal_close",
        at=of_plan,
        get=only(OFFICE, then=MOVED),  # equals still wait for a choice
        post=only(OFFICE, then=MOVED),
    ),
    Row("awards:line_detail", at=of_line, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:change_ask", at=of_line, get=BY_POST_ONLY, post=only(OFFICE)),
    # who asked is refused, the other secretary is asked for the reason
    Row(
        "awards:change_answer",
        at=of_change,
        data={"decline": "1"},
        get=BY_POST_ONLY,
        post=only(OFFICE) | {OFFICE[0]: FORBIDDEN},
    ),
    Row("awards:dossier_list", at=of_plan, get=only(OVERSEERS), post=BY_GET_ONLY),
    Row("awards:dossiers_draft", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row("awards:dossier_edit", at=of_line, get=only(OFFICE), post=only(OFFICE)),
    Row("awards:dossier_draft", at=of_line, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row("awards:notice_detail", at=of_plan, get=only(DELEGATES, OVERSEERS), post=BY_GET_ONLY),
    Row("awards:notice_post", at=of_plan, get=BY_POST_ONLY, post=only(OFFICE, then=MOVED)),
    Row(
        "awards:objection_record",
        at=of_plan,
        get=BY_POST_ONLY,
        post=only(DELEGATES, OVERSEERS),
    ),
    Row("awards:objection_answer", at=of_objection, get=BY_POST_ONLY, post=only(OFFICE)),
    Row("awards:hold_list", get=only(OVERSEERS, STRANGER), post=BY_GET_ONLY),
    Row(
        "awards:hold_place",
        at=lambda w: {"pk": w.board_entry.pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
    Row(
        "awards:hold_lift",
        at=lambda w: {"pk": Hold.objects.get(document="CV 5 (thử)").pk},
        get=only(OFFICE),
        post=only(OFFICE),
    ),
]

DESK = [
    Row("admin:index", get=whole_desk(OK), post=whole_desk(OK)),
    Row(
        "admin:login",
        get=everyone(MOVED) | {ANONYMOUS: DOOR},
        post=everyone(MOVED) | {ANONYMOUS: DOOR},
    ),
    # who does not work at the desk is sent to its front page, which sends them to the door
    Row(
        "admin:logout",
        get=only(STAFF, then=NOT_BY_THIS_METHOD, others=MOVED),
        post=only(STAFF, then=DOOR, others=MOVED),
    ),
    Row("admin:password_change", get=whole_desk(OK), post=whole_desk(OK)),
    Row("admin:password_change_done", get=whole_desk(OK), post=whole_desk(NOT_BY_THIS_METHOD)),
    Row("admin:jsi18n", get=whole_desk(OK), post=whole_desk(NOT_BY_THIS_METHOD)),
    Row(
        "admin:autocomplete",
        query=lambda w: {
            "app_label": "participants",
            "model_name": "council",
            "field_name": "superior",
        },
        get=desk(FORBIDDEN, FORBIDDEN, OK),
        post=whole_desk(NOT_BY_THIS_METHOD),
    ),
    Row(
        "admin:view_on_site",
        note="no model has a public page",
        at=lambda w: {
            "content_type_id": ContentType.objects.get_for_model(w.plan).pk,
            "object_id": w.plan.pk,
        },
        get=whole_desk(NOT_FOUND),
        post=whole_desk(NOT_FOUND),
    ),
    Row(
        "admin:app_list",
        note="of the office",
        at=lambda w: {"app_label": "campaigns"},
        get=desk(OK, OK, NOT_FOUND),
        post=desk(OK, OK, NOT_FOUND),
    ),
    Row(
        "admin:app_list",
        note="of the administrator",
        at=lambda w: {"app_label": "participants"},
        get=desk(NOT_FOUND, NOT_FOUND, OK),
        post=desk(NOT_FOUND, NOT_FOUND, OK),
    ),
    Row(
        "admin:quan-tri/(?P<url>.*)$",
        at=lambda w: {"url": "khong-co/"},
        get=whole_desk(NOT_FOUND),
        post=whole_desk(NOT_FOUND),
    ),
    Row(
        "admin:auth_user_password_change",
        at=lambda w: {"id": w.people[OWNER[0]].pk},
        get=desk(FORBIDDEN, FORBIDDEN, OK),
        post=desk(FORBIDDEN, FORBIDDEN, OK),
    ),
    Row(
        "admin:evidence_activityreport_workbook",
        get=desk(OK, OK, FORBIDDEN),
        post=desk(MOVED, MOVED, FORBIDDEN),
    ),
    Row(
        "admin:evidence_activityreport_decide",
        at=lambda w: {"pk": w.sent.pk},
        data={"decision": "verify"},
        filled=lambda w: {"seen": w.sent.submitted_at.isoformat()},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(MOVED, NOT_FOUND, NOT_FOUND),
    ),
    Row(
        "admin:evidence_activityreport_claim",
        at=lambda w: {"pk": w.sent.pk},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(OK, NOT_FOUND, NOT_FOUND),
    ),
    Row(
        "admin:evidence_activityreport_next",
        at=lambda w: {"plan_id": w.plan.pk},
        get=desk(MOVED, NOT_FOUND, NOT_FOUND),
        post=desk(MOVED, NOT_FOUND, NOT_FOUND),
    ),
]


def short_address(model: str, find: Callable[[World], Any]) -> Row:
    """Django's old address of an object, which sends everyone at the desk on to its page."""
    route = f"admin:quan-tri/{model.replace('_', '/', 1)}/<path:object_id>/"
    return Row(
        route,
        at=lambda w: {"object_id": find(w).pk},
        get=whole_desk(MOVED),
        post=whole_desk(MOVED),
    )


def office_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Read by the secretaries of the organising council alone, written by nobody."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    listed, read = desk(OK, OK, FORBIDDEN), desk(OK, NOT_FOUND, NOT_FOUND)
    not_written = desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    nobody = whole_desk(FORBIDDEN)
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=nobody, post=nobody),
        Row(f"admin:{model}_change", at=at, get=read, post=not_written),
        Row(f"admin:{model}_delete", at=at, get=not_written, post=not_written),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]


def kept_office_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the secretaries of the organising council; nobody deletes."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    listed, kept = desk(OK, OK, FORBIDDEN), desk(OK, NOT_FOUND, NOT_FOUND)
    not_written = desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=listed, post=listed),
        Row(f"admin:{model}_change", at=at, get=kept, post=kept),
        Row(f"admin:{model}_delete", at=at, get=not_written, post=not_written),
        Row(f"admin:{model}_history", at=at, get=kept, post=kept),
        short_address(model, find),
    ]


def administrator_pages(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the system administrator; secretaries have no part in it."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    kept = desk(FORBIDDEN, FORBIDDEN, OK)
    return [
        Row(f"admin:{model}_changelist", get=kept, post=kept),
        Row(f"admin:{model}_add", get=kept, post=kept),
        Row(f"admin:{model}_change", at=at, get=kept, post=kept),
        Row(f"admin:{model}_delete", at=at, get=kept, post=kept),
        Row(f"admin:{model}_history", at=at, get=kept, post=kept),
        short_address(model, find),
    ]


def office_keeps(model: str, find: Callable[[World], Any], *, everyone_adds: bool) -> list[Row]:
    """Kept by the secretaries of the organising council, never taken away with what cites it."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    added = OK if everyone_adds else FORBIDDEN  # by the administrator, for the country
    listed, own = desk(OK, OK, added), desk(OK, NOT_FOUND, NOT_FOUND)
    removed = own if everyone_adds else desk(FORBIDDEN, NOT_FOUND, NOT_FOUND)
    # of a rule in use only its last day is asked, which may stay empty
    changed = desk(MOVED, NOT_FOUND, NOT_FOUND) if everyone_adds else own
    return [
        Row(f"admin:{model}_changelist", get=listed, post=listed),
        Row(f"admin:{model}_add", get=listed, post=listed),
        Row(f"admin:{model}_change", at=at, get=own, post=changed),
        Row(f"admin:{model}_delete", at=at, get=removed, post=removed),
        Row(f"admin:{model}_history", at=at, get=own, post=own),
        short_address(model, find),
    ]


def administrator_reads(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Looked at by the system administrator, written by the house alone."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    read, nobody = desk(FORBIDDEN, FORBIDDEN, OK), whole_desk(FORBIDDEN)
    return [
        Row(f"admin:{model}_changelist", get=read, post=read),
        Row(f"admin:{model}_add", get=nobody, post=nobody),
        Row(f"admin:{model}_change", at=at, get=read, post=nobody),
        Row(f"admin:{model}_delete", at=at, get=nobody, post=nobody),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]


def administrator_keeps(model: str, find: Callable[[World], Any]) -> list[Row]:
    """Kept by the system administrator for the whole country; secretaries read it."""

    def at(world: World) -> dict:
        return {"object_id": find(world).pk}

    read, written = desk(OK, OK, OK), desk(FORBIDDEN, FORBIDDEN, OK)
    return [
        Row(f"admin:{model}_changelist", get=read, post=read),
        Row(f"admin:{model}_add", get=written, post=written),
        Row(f"admin:{model}_change", at=at, get=read, post=written),
        Row(f"admin:{model}_delete", at=at, get=written, post=written),
        Row(f"admin:{model}_history", at=at, get=read, post=read),
        short_address(model, find),
    ]


TABLE = [
    *PAGES,
    *DESK,
    *office_pages("campaigns_plan", lambda w: w.plan),
    *office_pages("campaigns_scorecard", lambda w: w.round.delegate_card),
    *office_pages("campaigns_entry", lambda w: w.owner_entry),
    *office_pages("evidence_activityreport", lambda w: w.sent),
    *office_pages("evidence_fileaccess", lambda w: w.access),
    *office_pages("scoring_ranking", lambda w: w.sealed_line.ranking),
    *office_keeps("awards_quota", lambda w: w.plan.quotas.get(), everyone_adds=False),
    *office_keeps("awards_awardtyperule", lambda w: w.own_rule, everyone_adds=True),
    *kept_office_pages("ballots_awardcouncil", lambda w: w.ballot.council),
    *administrator_pages("accounts_user", lambda w: w.people[OWNER[0]]),
    *administrator_reads("notices_mailbox", lambda w: Mailbox.objects.first()),
    *administrator_pages("auth_group", lambda w: Group.objects.first()),
    *administrator_pages("participants_administrativeunit", lambda w: w.round.city.council.unit),
    *administrator_pages("participants_council", lambda w: w.round.city.council),
    *administrator_pages("participants_body", lambda w: w.round.city.boards[0]),
    *administrator_pages("participants_person", lambda w: w.people[OWNER[0]].person),
    *administrator_pages("participants_mandate", lambda w: w.owner_entry.mandate),
    *administrator_pages("participants_appointment", lambda w: Appointment.objects.first()),
    *administrator_pages("participants_cluster", lambda w: Cluster.objects.first()),
    *administrator_pages("awards_awardtype", lambda w: w.pool.quota.award_type),
    *administrator_pages("awards_basesalary", lambda w: BaseSalary.objects.get()),
    *administrator_keeps("core_calendaryear", lambda w: w.calendar_year),
]


# --- the tests -----------------------------------------------------------------------------------


def urls(resolver: URLResolver, namespace: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """Each URL of the house as (key, route): its name, or the route where it has none."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or path), path
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from urls(pattern, inner, path)


def test_every_url_has_a_row_and_every_row_a_url():
    known = [key for key, _ in urls(get_resolver())]
    assert len(known) == len(set(known)), "two URLs with one name: the table would miss one"
    rows = {row.url for row in TABLE}
    assert set(known) - rows == set(), "URLs without a row in the permission table"
    assert rows - set(known) == set(), "rows without a URL"


def test_every_row_speaks_of_every_role():
    for row in TABLE:
        assert set(row.get) == set(row.post) == set(ROLES), row


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_gets_what(world, row):
    address = address_of(world, row)
    found = {"GET": {}, "POST": {}}
    written = rows_written()
    for role in ROLES:
        for method, expected in (("GET", row.get), ("POST", row.post)):
            found[method][role] = ask(world, role, method, address, row.data | row.filled(world))
            before, written = written, rows_written()
            may_write = method == "POST" and expected[role] not in REFUSALS
            # signing out ends the session, and does nothing else
            if not may_write and not row.url.endswith(("sign_out", "logout")):
                assert written == before, f"{method} {row} wrote something for {role}"
    assert found["GET"] == row.get
    assert found["POST"] == row.post


@pytest.mark.django_db
def test_no_page_of_another_citys_secretary_names_anything_of_ours(world):
    """Filters and choices too: whatever Núi Vàng's office opens, Sông Xanh is not in it."""
    role = STRANGER[0]
    named = [
        str(row)
        for row in TABLE
        if row.get[role] == OK and is_named_in(open_page(world, role, address_of(world, row)))
    ]
    assert named == []


# Forms with a long text that no draft is kept of, by a piece of their address or content.
NOT_KEPT = ("sheet-form",)  # the score sheet keeps its own cells
FORMS = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [OWNER[0], HEAD[0], OFFICE[0]])
def test_whatever_takes_a_minute_to_type_is_kept(world, role):
    """Every form with a long text carries `{% kept_form %}`; the stock forms of the desk do not."""
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    bare = set()
    for row in TABLE:
        stock = row.url.startswith("admin:") and "activityreport" not in row.url
        if stock or row.get[role] != OK:
            continue
        response = client.get(address_of(world, row))
        is_page = response["Content-Type"].startswith("text/html")
        response.getvalue()  # a download is read to its end, so that its file is closed
        for form in FORMS.findall(response.text) if is_page else ():
            is_post = 'method="post"' in form and "<textarea" in form
            if is_post and "data-kept=" not in form and not any(n in form for n in NOT_KEPT):
                bare.add(f"{row.url}: {form[:120]}")
    assert bare == set()


def open_page(world: World, role: str, address: str) -> str:
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    response = client.get(address)
    return words_of_workbook(response) if response.streaming else response.text


def words_of_workbook(response) -> str:
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as package:
        return " ".join(package.read(name).decode() for name in package.namelist())


def is_named_in(page: str) -> bool:
    return any(name in page for name in ("song-xanh", "Sông Xanh"))


def ask(world: World, role: str, method: str, address: str, data: dict) -> int | str:
    """What comes back to a role; what a POST did is undone."""
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        client.cookies["sessionid"] = world.sessions[role]
    if method == "GET":
        with connection.execute_wrapper(_refuse_writing):
            response = client.get(address)
            response.getvalue()  # a download is read to its end, so that its file is closed
        return outcome_of(response)
    with transaction.atomic():
        outcome = outcome_of(client.post(address, data))
        transaction.set_rollback(True)
    return outcome


def _refuse_writing(execute, sql, params, many, context):
    """Not one statement that writes, not even for no row: reading writes nothing.

    A session is written by signing in alone, axes writes there too, and messages travel in a
    cookie; only the log of who opened a file is excepted.
    """
    if WRITES.search(sql) and 'INTO "evidence_fileaccess"' not in sql:
        raise AssertionError(f"a GET wrote: {sql}")
    return execute(sql, params, many, context)


WRITES = re.compile(r'\b(insert\s+into|delete\s+from|update\s+"?\w+"?\s+set|truncate)\b', re.I)


def address_of(world: World, row: Row) -> str:
    kwargs, query = row.at(world), row.query(world)
    name = row.url.partition(":")[2]
    if not name.startswith("quan-tri/"):
        return reverse(row.url, kwargs=kwargs, query=query)
    for key, value in kwargs.items():  # a URL without a name
        name = name.replace(f"<path:{key}>", str(value)).replace(f"(?P<{key}>.*)$", str(value))
    return f"/{name}"


def outcome_of(response) -> int | str:
    if response.status_code != 302:
        return response.status_code
    doors = (reverse("accounts:sign_in"), reverse("admin:login"))
    return DOOR if urlsplit(response.url).path in doors else MOVED


def rows_written() -> int:
    """Rows inserted, updated and deleted since this transaction began, as PostgreSQL counts.

    But for the log of who opened a file: there reading is what is written down.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint"
            " FROM pg_stat_xact_user_tables WHERE relname <> 'evidence_fileaccess'"
        )
        return cursor.fetchone()[0]
