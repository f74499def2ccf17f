"""The pages between a proposal and its ballot, with something on each, at both sizes."""

import pytest
from django.utils import timezone

from awards.models import Objection
from awards.services import dossiers, notices

from ..awards import stage
from .conftest import PHONE, faults_of_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def posted(running):
    """A closed proposal over its quota, on public notice, with an objection and a held line."""
    proposal = stage.propose(running)
    stage.move(running, stage.line_of_board(proposal, running, 2), "in")
    dossiers.draft_dossiers(actor=running.city.secretary, proposal=proposal, at=timezone.now())
    stage.close(running, proposal)
    notice = notices.post_notice(
        actor=running.city.secretary,
        proposal=proposal,
        place="Trụ sở HĐND",
        document_number="",
        posted_on=timezone.localdate(),
        working_days=10,
        at=timezone.now(),
    )
    notices.record_objection(
        actor=running.city.secretary,
        notice=notice,
        line=stage.line_of_board(proposal, running, 1),
        from_whom="Bà Lê Thử Mơ",
        content="Số liệu chưa đúng",
        received_on=timezone.localdate(),
        at=timezone.now(),
    )
    stage.hold_board(running, 0)
    return running, proposal


def test_no_page_sticks_out_and_axe_finds_nothing(posted, open_as):
    round_, proposal = posted
    plan = f"/phong-trao/{round_.plan.slug}/"
    line = stage.line_of_board(proposal, round_, 0)
    pages = {
        round_.city.secretary: [
            f"{plan}khen-thuong/",
            f"{plan}de-nghi/dong/{line.pk}/",
            f"{plan}de-nghi/dong/{line.pk}/ho-so/",
            f"{plan}ho-so/",
            f"{plan}cong-khai/",
            "/viec-chua-ket-luan/?tim=ban",
            f"/viec-chua-ket-luan/ghi/{line.ranking_line.entry_id}/",
        ],
        round_.city.delegates[3]: [f"{plan}cong-khai/"],
    }
    found = []
    for user, paths in pages.items():
        found += faults_of_pages(open_as(user), paths)
    assert found == [], "\n".join(found)


def test_a_participant_objects_from_the_phone(posted, open_as):
    round_, _ = posted
    page = open_as(round_.city.delegates[3], PHONE)
    page.goto(f"/phong-trao/{round_.plan.slug}/cong-khai/")
    page.get_by_text("Gửi kiến nghị về một tên trong danh sách").click()
    page.get_by_label("Về ai").select_option(index=1)
    page.get_by_label("Nội dung kiến nghị").fill("Số cuộc giám sát cao hơn thực tế")
    page.get_by_role("button", name="Gửi kiến nghị").click()
    page.get_by_text("Kiến nghị của bạn").wait_for()
    assert Objection.objects.filter(recorded_by=round_.city.delegates[3]).count() == 1
