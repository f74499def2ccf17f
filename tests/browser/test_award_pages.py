"""Decisions, register and public check at both sizes: nothing sticks out, axe finds nothing."""

import datetime as dt

import pytest

from awards.rules.entering import CorrectedNames
from awards.services import corrections

from ..awards.granting import AT, ready, signed
from .conftest import PHONE, faults_of_pages

pytestmark = pytest.mark.django_db(transaction=True)

GROUND = "Khoản 2 Điều 4 Nghị định số 152/2025/NĐ-CP: đang trong thời gian xem xét kỷ luật"


@pytest.fixture
def office(running):
    """Two submissions: one decided, corrected and revoked in part, one sent back."""
    office = ready(running)
    first = office.send(lines=[office.line(name).pk for name in ("Ban Pháp chế", "Lê Thử Đào")])
    office.waiting = office.send(number="13/TTr-HĐND")
    office.decision = office.decide(first)
    old = office.decision.awards.get(name="Lê Thử Đào")
    office.correction = corrections.correct_decision(
        actor=office.secretary,
        corrects=office.decision,
        reason="Ghi sai tên",
        replaced={old.pk: CorrectedNames(("Lê Thử Đào " * 11)[:120], old.unit_name)},
        at=AT,
        **_later("400/QĐ-UBND"),
    )
    office.revocation = corrections.revoke_awards(
        actor=office.secretary,
        revokes=office.decision,
        awards=[office.decision.awards.get(name="Ban Pháp chế").pk],
        reason="Báo cáo thành tích không đúng",
        at=AT,
        **_later("401/QĐ-UBND"),
    )
    office.old = old
    return office


def _later(number: str) -> dict:
    return signed(number=number, decided_on=dt.date(2026, 7, 6), received_on=dt.date(2026, 7, 7))


def pages_of(office) -> list[str]:
    plan = f"/phong-trao/{office.round.plan.slug}/quyet-dinh/"
    return [
        plan,
        f"{plan}to-trinh/{office.waiting.pk}/",
        f"/quyet-dinh/{office.decision.pk}/",
        f"/quyet-dinh/{office.correction.pk}/",
        f"/quyet-dinh/{office.revocation.pk}/",
        f"/quyet-dinh/{office.correction.pk}/dieu-chinh/",
        f"/quyet-dinh/{office.correction.pk}/huy-bo/",
        "/so-khen-thuong/?ca-het-hieu-luc=1",
        f"/so-khen-thuong/ghi-cu/{office.round.city.council.pk}/",
        f"/so-khen-thuong/nguoi/{office.old.person_id}/",
        "/khen-thuong-cua-toi/",
        f"/kiem-tra/{office.old.code}/",
        "/kiem-tra/",
    ]


def test_no_page_sticks_out_and_axe_finds_nothing(office, open_as):
    found = faults_of_pages(open_as(office.secretary), pages_of(office))
    assert found == [], "\n".join(found)


def test_the_ground_appears_with_its_tick(office, open_as):
    page = open_as(office.secretary, PHONE)
    page.goto(pages_of(office)[1])
    tick = page.get_by_label("Không khen Lê Thử Cúc")
    ground = page.locator(".choice", has_text="Lê Thử Cúc").get_by_label("Căn cứ pháp lý")
    assert not ground.is_visible()
    tick.check()
    ground.fill(GROUND)
    tick.uncheck()
    assert not ground.is_visible()
