"""A stored scorecard gives back the document it was made from."""

import datetime as dt

import pytest
from django.utils import timezone

from campaigns.models import Campaign, Plan
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from core.numbers import plain

from .. import cast
from .test_exchange import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(city) -> Plan:
    campaign = Campaign.objects.create(
        organiser=city.council,
        name="Phong trào thử",
        slug="thu",
        theme="Đổi mới",
        starts_on=cast.YEAR_START,
        ends_on=cast.YEAR_END,
    )
    plan = Plan.objects.create(
        campaign=campaign,
        name="Kế hoạch thử",
        slug="thu-2023",
        starts_on=cast.YEAR_START,
        ends_on=cast.YEAR_END,
        reports_due_at=timezone.now() + dt.timedelta(days=1),
    )
    names = [f"Nội dung {number}" for number in range(1, 31)]
    plans.set_content_areas(actor=city.secretary, plan=plan, names=names)
    return plan


def test_a_stored_scorecard_gives_back_its_document(city, plan, django_assert_num_queries):
    for number, data in enumerate(documents()):
        document = Document.read({**data, "name": f"Bảng {number}"})
        scorecard = scorecards.draft_scorecard(actor=city.secretary, plan=plan, document=document)
        scorecard.refresh_from_db()
        with django_assert_num_queries(1):
            stored = Document.of(scorecard)
        assert stored.as_data() == {
            **document.as_data(),
            "base_maximum": plain(document.base_maximum),
        }
        assert [node.path for node in stored.nodes] == [node.path for node in document.nodes]
        assert [node.rule for node in stored.nodes] == [node.rule for node in document.nodes]
        assert [node.values for node in stored.nodes] == [node.values for node in document.nodes]
        assert stored.grading == document.grading
        assert stored.decimals == document.decimals
