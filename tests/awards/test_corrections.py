"""Published results are never edited: new decisions correct and revoke them, and all stay."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from awards.models import Award, Decision, Hold, Recovery
from awards.queries.decisions import decisions_of, lines_refused, money_list
from awards.queries.register import current_of
from awards.rules.entering import CorrectedNames
from awards.services import corrections
from core.errors import DomainError, NotAllowedError
from notices.models import Notice
from participants.models import Person

from .granting import AT, ready, signed

GROUND = "Khoản 2 Điều 4 Nghị định 152/2025/NĐ-CP"
LATER = {
    "number": "400/QĐ-UBND",
    "decided_on": dt.date(2026, 7, 6),
    "received_on": dt.date(2026, 7, 7),
}


@pytest.fixture
def office(running):
    return ready(running)


@pytest.fixture
def decision(office):
    return office.granted(refusals={office.line("Lê Thử Cúc").pk: GROUND})


def correct(office, decision, **fields):
    given = {"actor": office.secretary, "reason": "Ghi sai", "at": AT} | signed(**LATER) | fields
    return corrections.correct_decision(corrects=decision, **given)


def revoke(office, decision, awards, **fields):
    given = {"actor": office.secretary, "reason": "Khai man", "at": AT} | signed(**LATER) | fields
    return corrections.revoke_awards(revokes=decision, awards=[a.pk for a in awards], **given)


def test_a_misspelt_name_is_corrected_and_both_stay(office, decision):
    """Hard case 17."""
    old = decision.awards.get(name="Lê Thử Đào")
    words = CorrectedNames("Lê Thử  Đàò", old.unit_name)
    new = correct(office, decision, replaced={old.pk: words})
    award = new.awards.get()
    old.refresh_from_db()
    assert (old.name, old.ended_by) == ("Lê Thử Đào", new)
    assert (award.name, award.replaces, award.person) == ("Lê Thử Đàò", old, old.person)
    assert award.code != old.code
    assert award.amount == old.amount
    assert money_list(new).total == 0, "it was paid before"
    assert current_of(old) == award
    assert decision.awards.count() == 3
    assert set(decisions_of(office.round.plan)) == {decision, new}


def test_a_refused_name_is_granted_later_with_the_money_of_that_day(office, decision):
    line = office.line("Lê Thử Cúc")
    new = correct(office, decision, granted=[line.pk])
    award = new.awards.get()
    assert (award.name, award.amount) == ("Lê Thử Cúc", 3_800_000)
    assert money_list(new).total == 3_800_000
    assert not lines_refused(decision).exists()
    with pytest.raises(DomainError, match="Chỉ khen thêm được"):
        correct(office, decision, granted=[line.pk], number="401/QĐ-UBND")


def test_a_correction_is_corrected_again(office, decision):
    old = decision.awards.get(name="Lê Thử Đào")
    first = correct(office, decision, replaced={old.pk: CorrectedNames("Lê Thử Đạo", "")})
    again = correct(
        office,
        first,
        replaced={first.awards.get().pk: CorrectedNames("Lê Thử Đáo", "")},
        number="401/QĐ-UBND",
    )
    old.refresh_from_db()
    assert current_of(old) == again.awards.get()
    assert again in set(decisions_of(office.round.plan))


def test_a_person_held_by_then_is_not_granted_later(office, decision):
    Hold.objects.create(
        person=Person.objects.get(full_name="Lê Thử Cúc"),
        kind="verification",
        begins_on=dt.date(2026, 7, 1),
        document="Kế hoạch xác minh",
        placed_by=office.secretary,
        placed_at=AT,
    )
    with pytest.raises(DomainError, match="chưa kết luận"):
        correct(office, decision, granted=[office.line("Lê Thử Cúc").pk])


def test_discipline_after_the_decision_leads_to_a_revocation(office, decision):
    """Hard case 4, second half: the award is valid until revoked, then 15 working days."""
    award = decision.awards.get(name="Lê Thử Đào")
    Hold.objects.create(
        person=award.person,
        kind="discipline",
        begins_on=dt.date(2026, 6, 20),
        document="Quyết định kỷ luật",
        placed_by=office.secretary,
        placed_at=AT,
    )
    assert Award.objects.get(pk=award.pk).is_in_force
    revocation = revoke(office, decision, [award])
    award.refresh_from_db()
    recovery = Recovery.objects.get()
    assert (award.ended_by, current_of(award)) == (revocation, None)
    assert (recovery.award, recovery.amount) == (award, 3_510_000)
    assert recovery.due_on == dt.date(2026, 7, 27)
    assert decision.awards.in_force().count() == 2, "nobody else moves up or out"
    assert Notice.objects.filter(key=f"award:{award.pk}:ended").count() == 1


def test_a_recovery_is_recorded_once(office, decision):
    revoke(office, decision, [decision.awards.get(name="Lê Thử Đào")])
    recovery = Recovery.objects.get()

    def record(**fields):
        given = {"actor": office.secretary, "recovered_on": dt.date(2026, 7, 20), "note": "Đủ"}
        return corrections.record_recovery(recovery=recovery, at=AT, **(given | fields))

    with pytest.raises(DomainError, match="Ngày thu hồi"):
        record(recovered_on=LATER["decided_on"] - dt.timedelta(days=1))
    assert record().recorded_by == office.secretary
    with pytest.raises(DomainError, match="đã được ghi"):
        record()


def test_an_award_ends_once(office, decision):
    award = decision.awards.get(name="Lê Thử Đào")
    revocation = revoke(office, decision, [award])
    with pytest.raises(DomainError, match="không còn hiệu lực"):
        revoke(office, decision, [award], number="401/QĐ-UBND")
    for change in ({"ended_by": None}, {"ended_by": decision}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Award.objects.filter(pk=award.pk).update(**change)
    assert Award.objects.get(pk=award.pk).ended_by == revocation


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("reason", {"reason": " "}),
        ("decided_on", {"decided_on": dt.date(2026, 6, 1)}),
        ("file", {"file": None}),
        ("number", {"number": "345/QĐ-UBND"}),
    ],
)
def test_values_refused_on_a_correction(office, decision, field, fields):
    old = decision.awards.first()
    with pytest.raises(DomainError) as caught:
        correct(office, decision, replaced={old.pk: CorrectedNames("Tên khác", "")}, **fields)
    assert caught.value.field == field
    assert Decision.objects.count() == 1


def test_a_correction_without_changes_is_refused(office, decision):
    old = decision.awards.first()
    with pytest.raises(DomainError, match="ít nhất một điều"):
        correct(office, decision)
    with pytest.raises(DomainError, match="không đổi"):
        correct(office, decision, replaced={old.pk: CorrectedNames(old.name, old.unit_name)})
    with pytest.raises(DomainError, match="vừa sửa tên vừa hủy"):
        correct(office, decision, replaced={old.pk: CorrectedNames("Khác", "")}, ended=[old.pk])


def test_another_city_cannot_correct(office, decision, elsewhere):
    old = decision.awards.first()
    with pytest.raises(NotAllowedError):
        correct(office, decision, ended=[old.pk], actor=elsewhere.city.secretary)
