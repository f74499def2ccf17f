"""Submissions and decisions: every name is answered, nothing is edited afterwards."""

import datetime as dt
import hashlib

import pytest
from django.db import DatabaseError, transaction

from awards.models import (
    Award,
    AwardTypeRule,
    BaseSalary,
    Decision,
    Hold,
    Objection,
    PublicNotice,
    Refusal,
    SubmissionLine,
)
from awards.queries.decisions import money_list, ready_by_authority
from awards.rules.codes import ALPHABET, as_code, in_groups, new_code
from awards.rules.entering import EarlierAward
from awards.services import decisions, submissions
from core.errors import DomainError, NotAllowedError
from dashboards.award_progress import progress_of
from notices.models import Notice
from participants.models import Person
from scoring.services import ranking

from ..pdf_files import one_page_pdf
from .granting import AT, CLOSED_ON, DECIDED_ON, SENT_ON, ready, signed, signed_file

GROUND = "Khoản 2 Điều 4 Nghị định 152/2025/NĐ-CP"


@pytest.fixture
def office(running):
    return ready(running)


def refused(field: str, *, match: str | None = None):
    """An error at a field."""
    return pytest.raises(DomainError, match=match, check=lambda error: error.field == field)


# --- submission -----------------------------------------------------------------------------------


def test_a_submission_freezes_its_lines_and_counts_ten_working_days(office):
    submission = office.send()
    names = SubmissionLine.objects.filter(submission=submission).values_list(
        "line__ranking_line__entry__name", flat=True
    )
    assert sorted(names) == ["Ban Pháp chế", "Ban Đô thị", "Lê Thử Cúc", "Lê Thử Đào"]
    assert submission.answer_due_on == dt.date(2026, 6, 22)
    assert submission.authority == "Chủ tịch Ủy ban nhân dân thành phố Sông Xanh"


def test_lines_are_submitted_once(office):
    first = office.line("Ban Pháp chế")
    office.send(lines=[first.pk])
    office.send(number="13/TTr-HĐND")
    assert SubmissionLine.objects.filter(line=first).count() == 1
    with pytest.raises(DomainError, match="Không có tên nào"):
        office.send(number="14/TTr-HĐND")


def test_each_authority_gets_what_it_decides(office):
    quota = office.line("Ban Pháp chế").share.quota
    other = quota.award_type.__class__.objects.get(code="BK_TTG")
    quota.__class__.objects.filter(pk=quota.pk).update(award_type=other)
    with refused("authority", match="nhiều nơi quyết định"):
        office.send()
    sent = office.send(authority="Thủ tướng Chính phủ")
    assert sent.lines.count() == 2


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("number", {"number": "  "}),
        ("issued_on", {"issued_on": CLOSED_ON - dt.timedelta(days=1)}),
        ("issued_on", {"issued_on": AT.date() + dt.timedelta(days=1)}),
        ("authority", {"authority": "Bộ Nội vụ"}),
    ],
)
def test_values_refused_on_a_submission(office, field, fields):
    with refused(field):
        office.send(**fields)


def test_only_a_closed_proposal_of_the_newest_ranking_is_submitted(office):
    type(office.proposal).objects.update(closed_at=None, closed_by=None)
    with pytest.raises(DomainError, match="chưa được chốt"):
        office.send()
    type(office.proposal).objects.update(closed_at=AT, closed_by=office.secretary)
    draft = ranking.recompute(plan=office.round.plan, whole=True)
    ranking.seal_ranking(
        actor=office.secretary, plan=office.round.plan, seen_revision=draft.revision
    )
    with pytest.raises(DomainError, match="bảng xếp hạng mới hơn"):
        office.send()


def test_the_list_is_submitted_after_its_notice_and_answered_objections(office):
    AwardTypeRule.objects.update(notice_days=3)
    with pytest.raises(DomainError, match="công khai danh sách ít nhất 3 ngày"):
        office.send()
    notice = PublicNotice.objects.create(
        proposal=office.proposal,
        place="Trụ sở",
        posted_on=CLOSED_ON,
        working_days=3,
        ends_on=SENT_ON,
        posted_by=office.secretary,
    )
    with pytest.raises(DomainError, match="còn được công khai đến hết ngày"):
        office.send()
    PublicNotice.objects.update(ends_on=SENT_ON - dt.timedelta(days=1))
    objection = Objection.objects.create(
        notice=notice,
        line=office.line("Ban Pháp chế"),
        from_whom="Một cử tri",
        content="Xin xem lại",
        received_on=CLOSED_ON,
        recorded_by=office.secretary,
    )
    with pytest.raises(DomainError, match="chưa được trả lời"):
        office.send()
    Objection.objects.filter(pk=objection.pk).update(
        is_upheld=False, answer="Đã xem", answered_by=office.secretary, answered_on=CLOSED_ON
    )
    assert office.send().lines.exists()


def test_another_city_cannot_submit(office, elsewhere):
    with pytest.raises(NotAllowedError):
        office.send(actor=elsewhere.city.secretary)


def test_returned_files_have_a_deadline_and_block_the_decision(office):
    submission = office.send()
    returned = submissions.return_submission(
        actor=office.secretary,
        submission=submission,
        returned_on=dt.date(2026, 6, 12),
        content="Thiếu báo cáo thành tích",
        working_days=5,
        at=AT,
    )
    assert returned.due_on == dt.date(2026, 6, 19)
    with pytest.raises(DomainError, match="đang bị trả lại"):
        office.decide(submission)
    submissions.answer_return(
        actor=office.secretary,
        returned=returned,
        answered_on=dt.date(2026, 6, 15),
        answer="Đã bổ sung hai báo cáo",
        at=AT,
    )
    submission.refresh_from_db()
    assert submission.answer_due_on == dt.date(2026, 6, 29)
    assert office.decide(submission).awards.count() == 4


# --- decision: hard case 16 -----------------------------------------------------------------------


def test_a_decision_comes_from_the_authority(office):
    """Hard case 16: a decision with number, date, signed file and a refused name."""
    line = office.line("Lê Thử Cúc")
    content = one_page_pdf(9)
    decision = office.granted(refusals={line.pk: GROUND}, file=signed_file("QĐ 345.pdf", content))
    assert [a.name for a in decision.awards.order_by("pk")] == [
        "Ban Pháp chế",
        "Ban Đô thị",
        "Lê Thử Đào",
    ]
    assert Refusal.objects.get().legal_ground == GROUND
    with decision.file.open("rb") as kept:
        assert kept.read() == content
    assert decision.file_sha256 == hashlib.sha256(content).hexdigest()
    assert decision.file_name == "QĐ 345.pdf"
    award = Award.objects.get(name="Lê Thử Đào")
    assert (award.gender, award.year, award.person.full_name) == ("female", 2023, "Lê Thử Đào")
    assert (award.amount, award.money_note) == (3_510_000, "1,5 × 2.340.000 = 3.510.000 đ")
    assert money_list(decision).by_fund == {"": 2 * 7_020_000 + 3_510_000}


def test_the_base_salary_is_that_of_the_day_of_the_decision(office):
    days = {"decided_on": dt.date(2026, 7, 1), "received_on": dt.date(2026, 7, 2)}
    decision = office.granted(**days)
    assert Award.objects.get(decision=decision, name="Lê Thử Đào").amount == 3_800_000


def test_a_day_without_a_base_salary_is_a_clear_error(office):
    BaseSalary.objects.all().delete()
    with refused("decided_on", match="chưa có mức lương cơ sở cho ngày 15/06/2026"):
        office.granted()


def test_the_councils_own_coefficient_comes_first(office):
    rule = AwardTypeRule.objects.get(award_type__code="BK_TINH", recipient="individual")
    AwardTypeRule.objects.create(
        award_type=rule.award_type,
        recipient="individual",
        organiser=office.round.city.council,
        legal_basis="Nghị quyết của HĐND thành phố",
        valid_from=rule.valid_from,
        money_coefficient="2",
        paid_from="Quỹ thi đua của thành phố",
    )
    decision = office.granted()
    award = Award.objects.get(decision=decision, name="Lê Thử Đào")
    assert (award.amount, award.paid_from) == (4_680_000, "Quỹ thi đua của thành phố")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("number", {"number": ""}),
        ("number", {"number": "x" * 61}),
        ("signer", {"signer": " "}),
        ("decided_on", {"decided_on": SENT_ON - dt.timedelta(days=1)}),
        ("decided_on", {"received_on": DECIDED_ON - dt.timedelta(days=1)}),
        ("received_on", {"received_on": AT.date() + dt.timedelta(days=1)}),
        ("file", {"file": None}),
        ("file", {"file": signed_file("quyet-dinh.pdf", b"%PDF-1.7 nothing behind it")}),
        ("file", {"file": signed_file("quyet-dinh.pdf", b"PK\x03\x04 not a paper")}),
        ("file", {"file": signed_file("quyet-dinh.docx", b"PK\x03\x04")}),
    ],
)
def test_values_refused_on_a_decision(office, field, fields):
    with refused(field):
        office.granted(**fields)
    assert not Decision.objects.exists()


def test_a_refusal_needs_its_legal_ground(office):
    line = office.line("Lê Thử Cúc")
    with refused(f"ground_{line.pk}", match="Lê Thử Cúc"):
        office.granted(refusals={line.pk: "  "})


def test_a_refused_line_can_be_submitted_again(office):
    line = office.line("Lê Thử Cúc")
    office.granted(refusals={line.pk: GROUND})
    again = ready_by_authority(office.proposal, AT.date())
    assert [row.pk for rows in again.values() for row in rows] == [line.pk]
    second = office.send(number="13/TTr-HĐND")
    assert ready_by_authority(office.proposal, AT.date()) == {}
    plan = office.round.plan
    assert (progress_of(plan, AT.date()).sent, progress_of(plan, AT.date()).answered) == (4, 3)
    office.decide(second, number="346/QĐ-UBND", refusals={line.pk: GROUND})
    assert progress_of(plan, AT.date()).answered == 4
    assert len(ready_by_authority(office.proposal, AT.date())) == 1


def test_a_line_never_submitted_is_neither_refused_nor_granted(office):
    left = office.line("Lê Thử Cúc")
    submission = office.send(lines=[office.line("Ban Pháp chế").pk])
    with pytest.raises(DomainError, match="không thuộc tờ trình"):
        office.decide(submission, refusals={left.pk: GROUND})
    with refused("named", match="không có trong tờ trình: Lê Thử Cúc"):
        office.decide(submission, named=["Ban Pháp chế", "Lê Thử Cúc"])


def test_names_on_the_paper_are_compared_with_what_is_entered(office):
    submission = office.send()
    names = ["ban pháp chế", "Ban Đô thị", "Lê Thử Đào"]
    with refused("named", match="Không có trên quyết định .*: Lê Thử Cúc"):
        office.decide(submission, named=names)
    decision = office.decide(
        submission, named=names, refusals={office.line("Lê Thử Cúc").pk: GROUND}
    )
    assert decision.awards.count() == 3


def test_an_answer_and_a_number_are_entered_once(office):
    first = office.send(lines=[office.line("Ban Pháp chế").pk])
    office.decide(first)
    with pytest.raises(DomainError, match="đã có quyết định"):
        office.decide(first, number="346/QĐ-UBND")
    with refused("number", match="đã có trong sổ"):
        office.decide(office.send(number="13/TTr-HĐND"), decided_on=DECIDED_ON)


def hold(office, name: str, begins_on: dt.date) -> Hold:
    person = Person.objects.get(full_name=name)
    return Hold.objects.create(
        person=person,
        kind="denunciation",
        begins_on=begins_on,
        document="Đơn số 5",
        placed_by=office.secretary,
        placed_at=AT,
    )


def test_a_line_held_after_the_submission_is_not_granted(office):
    submission = office.send()
    hold(office, "Lê Thử Cúc", SENT_ON + dt.timedelta(days=1))
    line = office.line("Lê Thử Cúc")
    with refused(f"ground_{line.pk}", match="chưa kết luận .Đơn số 5."):
        office.decide(submission)
    decision = office.decide(submission, refusals={line.pk: GROUND})
    assert not decision.awards.filter(name="Lê Thử Cúc").exists()


def test_a_held_line_is_not_submitted(office):
    hold(office, "Lê Thử Cúc", SENT_ON)
    assert office.send().lines.count() == 3


def test_awarded_people_are_notified_and_refusals_only_the_office(office):
    city = office.round.city
    office.granted(refusals={office.line("Lê Thử Cúc").pk: GROUND})
    award_notices = Notice.objects.filter(kind="award")
    assert {n.recipient for n in award_notices} == {
        city.delegates[0],  # heads the first board
        city.delegates[3],
        city.second_secretary,
    }
    office_notice = award_notices.get(recipient=city.second_secretary)
    assert "khen 3, không khen 1" in office_notice.title
    # a mail may be read by anybody: who was refused, and why, stands on the page alone
    assert not award_notices.filter(body__contains=GROUND).exists()
    assert "Cúc" not in office_notice.title + office_notice.body


def test_the_database_refuses_edits_of_decisions_and_awards(office):
    decision = office.granted()
    award = decision.awards.first()
    for change in (
        lambda: Decision.objects.update(number="1"),
        lambda: decision.delete(),
        lambda: Award.objects.filter(pk=award.pk).update(name="Khác"),
        lambda: Award.objects.filter(pk=award.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_name_of_120_characters_is_kept_whole(office):
    name = ("Nguyễn " * 20)[:119] + "n"
    line = office.line("Lê Thử Đào")
    type(line.ranking_line.entry).objects.filter(pk=line.ranking_line.entry_id).update(name=name)
    assert Award.objects.filter(decision=office.granted(), name=name.strip()).count() == 1


# --- before the system ----------------------------------------------------------------------------


def test_an_old_decision_enters_the_register_without_a_file(office):
    award_type = office.line("Ban Đô thị").share.quota.award_type
    old = EarlierAward(award_type, "individual", "Trần Thử Xưa", "Huyện Cũ", 2019)
    day = dt.date(2019, 12, 20)
    terms = signed(decided_on=day, received_on=day, file=None)
    decision = decisions.record_earlier_decision(
        actor=office.secretary, organiser=office.round.city.council, awards=[old], at=AT, **terms
    )
    award = decision.awards.get()
    assert (award.name, award.year, award.amount, award.line) == ("Trần Thử Xưa", 2019, 0, None)
    assert as_code(award.code) == award.code


# --- codes ----------------------------------------------------------------------------------------


def test_a_code_survives_how_people_type_it():
    code = new_code()
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert as_code(f" {in_groups(code).lower()} ") == code
    assert as_code(code.replace("0", "o").replace("1", "l")) == code


def test_a_wrong_character_or_two_swapped_ones_are_detected():
    code = "0123456789"[:9]
    code = next(code + c for c in ALPHABET if as_code(code + c))
    for place in range(10):
        for char in set(ALPHABET) - {code[place]}:
            assert not as_code(code[:place] + char + code[place + 1 :])
    for place in range(9):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert not as_code(swapped) or swapped == code
    assert not as_code("")
