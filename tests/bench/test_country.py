"""The scenario of `bin/bench country`, small: it loads, is ranked, and agrees with the oracle."""

import pytest

from campaigns.scorecards.document import Document
from campaigns.scorecards.rules import SHAPES
from scoring.models import LeafState, RankingLine, Standing
from scoring.services import ranking
from tools.bench.country_check import wrong_lines
from tools.bench.country_loading import fill
from tools.bench.country_scorecard import document


def test_every_rule_shape_occurs_in_forty_leaves():
    leaves = list(Document.read(document()).leaves)
    assert len(leaves) == 40
    assert {leaf.rule.code for leaf in leaves} == set(SHAPES)


@pytest.mark.django_db
def test_sixty_entries_are_ranked_as_the_oracle_ranks_them():
    plan, reports = fill(60, clusters=3)
    ranking.recompute(plan=plan, whole=True)
    clusters = sorted(set(plan.entries.values_list("cluster_id", flat=True)))
    number, wrong = wrong_lines(plan, clusters)
    assert (number, wrong) == (60, {})
    assert 50 * 60 < reports < 60 * 60
    lines = RankingLine.objects.filter(ranking__plan=plan)
    states = {state for line in lines for state in line.states}
    assert states == {state.value for state in LeafState}
    assert {line.standing for line in lines} >= {Standing.RANKED, Standing.TOO_SHORT}
    assert any(line.tied_with for line in lines)
