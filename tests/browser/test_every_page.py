"""Every page at both sizes: nothing sticks out, nothing in its way for those who see less."""

import pytest

from awards.models import AwardType, Quota
from awards.services import proposals
from campaigns.scorecards.document import Document
from campaigns.services import scorecards
from scoring.models import RankingLine
from scoring.services import ranking

from .. import cast
from .conftest import faults_of_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full_round(running):
    """A round with something on every page: reports in all states, a sealed ranking, a tie."""
    for user in running.city.delegates:
        cast.send_verified(running, user, "II.1", 2)
        cast.send(running, user, "I.2", 1)
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch")
    for subject, number in (("collective", 2), ("individual", 2)):
        Quota.objects.create(
            plan=running.plan, award_type=award_type, subject=subject, number=number
        )
    cast.measure_all(running, "A.1", 1)
    draft = ranking.recompute(plan=running.plan)
    sealed = ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )
    proposals.draft_proposal(actor=running.city.secretary, ranking=sealed)
    ranking.recompute(plan=running.plan, whole=True)
    scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=running.plan,
        document=Document.read({"name": "Ban", "kinds": ["board"], "criteria": cast.DELEGATE_TREE}),
    )
    return running


def pages_of(round_) -> dict:
    line = RankingLine.objects.first()
    report = round_.entry_of(round_.city.delegates[2]).reports.first()
    plan = "/phong-trao/song-xanh-2023/"
    draft_card = round_.plan.scorecards.get(version=2)
    return {
        round_.city.delegates[2]: [
            "/viec-cua-toi/",
            "/thong-bao/",
            "/thong-bao/thu/",
            "/bao-hoat-dong/",
            "/phong-trao/",
            f"{plan}tieu-chi/",
            f"{plan}tieu-chi/{round_.delegate_card.pk}/",
            f"/bao-cao/{report.pk}/",
        ],
        round_.city.leader: [
            plan,
            f"{plan}xep-hang/?ban=tam-tinh",
            f"{plan}diem/{line.pk}/",
            f"{plan}bao-cao/?tinh-trang=sent",
            f"{plan}de-nghi/",
            f"{plan}de-nghi/thu/?so_luong=1&cua=participants&lam_tron=down"
            "&chia=one_list&ngang_nhau=human",
        ],
        round_.city.secretary: [
            f"{plan}tieu-chi/nhap/",
            f"{plan}thong-bao/",
            f"{plan}tieu-chi/{draft_card.pk}/",
            f"{plan}de-nghi/",
            f"{plan}van-ban/",
            f"{plan}van-ban/mau/?truong=list",
            f"{plan}van-ban/bang-khen/",
            f"{plan}van-ban/bang-khen/{round_.plan.quotas.first().award_type_id}/",
            "/quan-tri/",
            "/quan-tri/evidence/activityreport/",
            f"/quan-tri/evidence/activityreport/{report.pk}/change/",
        ],
    }


def test_no_page_sticks_out_and_axe_finds_nothing(full_round, open_as):
    found = []
    for user, paths in pages_of(full_round).items():
        found += faults_of_pages(open_as(user), paths)
    assert found == [], "\n".join(found)
