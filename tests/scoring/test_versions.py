"""After a new version of a scorecard, measures continue and can be corrected."""

import importlib
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Criterion, Scorecard
from campaigns.models import scorecards as campaign_models
from campaigns.scorecards.document import Document
from campaigns.services import scorecards
from scoring.models import RankingLine
from scoring.rankings import line_reading
from scoring.services import measuring
from scoring.sheets.values import PartNumbers
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from . import against_oracle

checksum = importlib.import_module(
    "scoring.rankings.engine.checksum"
)  # its name is a function's, too
pytestmark = pytest.mark.django_db

CARD = {
    "name": "Bảng thử",
    "kinds": ["council"],
    "criteria": [
        {
            "code": "A",
            "name": "Điểm",
            "max": "10",
            "shape": "judgement",
            "params": {"step": "1"},
            "source": "sheet",
            "own_maximum": True,
        }
    ],
}


@pytest.fixture
def renewed(db):
    """An entry with a measure of 5 from version 1, now scored by version 2."""
    city = cast.found_city("doi-moi", "Đổi Mới", delegates=1)
    person = Participant(
        1, "Cụm 1", "collective", 365, measures={"A": Measure("counted", (Numbers(5),))}
    )
    person.maxima["A"] = Decimal(8)
    stage = against_oracle.set_up(city, [(CARD, [person])])
    version = scorecards.draft_scorecard(
        actor=city.secretary, plan=stage.plan, document=Document.read(CARD)
    )
    scorecards.publish_scorecard(actor=city.secretary, scorecard=version)
    stage.entries[1].refresh_from_db()
    return stage


def say(stage, **values) -> None:
    entry = stage.entries[1]
    measuring.record_measure(
        actor=stage.city.secretary,
        entry=entry,
        criterion=entry.scorecard.criteria.get(),
        at=timezone.now(),
        **values,
    )


def test_measures_continue_under_the_new_version(renewed):
    assert against_oracle.rank(renewed)[1].total == 5


def test_a_lower_count_replaces_the_old_one(renewed):
    say(renewed, parts=[PartNumbers(Decimal(3))], reason="Chấm lại")
    assert against_oracle.rank(renewed)[1].total == 3


def test_a_refusal_under_the_old_version_is_lifted_by_a_count(renewed):
    renewed.entries[1].measures.update(state="refused", count=None)
    assert against_oracle.rank(renewed)[1].total == 0
    say(renewed, parts=[PartNumbers(Decimal(4))], reason="Đã có biên bản")
    assert against_oracle.rank(renewed)[1].total == 4


def test_an_own_maximum_is_lowered(renewed):
    entry = renewed.entries[1]
    measuring.set_own_maximum(
        actor=renewed.city.secretary,
        entry=entry,
        criterion=entry.scorecard.criteria.get(),
        maximum=Decimal(4),
        document="QĐ 2",
        at=timezone.now(),
    )
    assert against_oracle.rank(renewed)[1].total == 4


def test_the_office_s_reason_is_still_shown(renewed):
    renewed.entries[1].measures.update(reason="Biên bản số 3")
    line = against_oracle.rank(renewed)[1]
    (record,) = line_reading.records_of(line).values()
    assert (record.reason, record.document) == ("Biên bản số 3", "VB 1")


# Columns that say nothing of how points are made, or hold no place in a document.
NOT_OF_THE_RULES = {"id", "content_area_id", "legal_basis", "largest_count", "source_name"}
NOT_OF_THE_RULES |= {"previous_id", "maximum"}  # maximum stands among the trimmed numbers
OF_THE_HISTORY = {"id", "plan_id", "state", "published_at", "kinds", "legal_basis"}


def test_every_column_of_a_criterion_is_in_the_checksum_or_named_here():
    columns = {field.column for field in Criterion._meta.concrete_fields}
    assert columns - set(checksum._RULE) == NOT_OF_THE_RULES


def test_every_column_of_a_scorecard_is_in_the_checksum_or_named_here():
    columns = {field.column for field in Scorecard._meta.concrete_fields}
    assert columns - {*checksum._SCORECARD, *checksum._BOUNDS} == OF_THE_HISTORY


def test_every_column_of_a_line_is_in_the_checksum():
    columns = {field.column for field in RankingLine._meta.concrete_fields}
    written = {*checksum._LINE, *checksum._TOTALS, "tie_keys", "inputs"}
    assert columns - written == {"id", "ranking_id"}


def test_every_column_of_a_published_scorecard_is_frozen_but_its_state():
    columns = {field.column for field in Scorecard._meta.concrete_fields}
    assert columns - set(campaign_models._FROZEN_COLUMNS) == {"id", "state"}
