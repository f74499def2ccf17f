"""Results of earlier plans count in later ones once they are sealed."""

import pytest

from campaigns.models import EntryChange
from scoring.services import ranking
from tools.reference.oracle import Participant

from .. import cast
from . import against_oracle

pytestmark = pytest.mark.django_db

CARD = {
    "name": "Cả nhiệm kỳ",
    "kinds": ["council"],
    "criteria": [
        {
            "code": "A",
            "name": "Trung bình các năm",
            "max": "100",
            "shape": "mean_of_periods",
            "params": {"step": "0.01", "mode": "half_up"},
            "source": "rankings",
        }
    ],
}


def test_a_later_plan_is_recomputed_when_an_earlier_one_is_sealed():
    city = cast.found_city("nam-truoc", "Năm Trước", delegates=1)
    person = Participant(1, "Cụm 1", "collective", 365)
    person.periods = [(80, None)]
    stage = against_oracle.set_up(city, [(CARD, [person])])
    earlier = stage.plan.campaign.plans.exclude(pk=stage.plan.pk).get()
    draft = earlier.rankings.get()
    assert ranking.recompute(plan=stage.plan, whole=True).lines.get().total is None
    ranking.seal_ranking(actor=city.secretary, plan=earlier, seen_revision=draft.revision)
    assert EntryChange.objects.filter(plan=stage.plan).exists()
    assert ranking.recompute(plan=stage.plan).lines.get().total == 80
