"""The engine against the oracle: every point, state, total, grade and place."""

import os

import pytest
from django.db import transaction

from tools.reference.comparison import differences
from tools.reference.oracle import score_all

from .. import cast
from .against_oracle import rank, seal_earlier, set_up
from .random_scorecards import seeded

# In batches, so that several processes share them; `bin/drill oracle` runs 2,000.
SETS = int(os.environ.get("ORACLE_SETS", "150"))
BATCH = 50


@pytest.mark.django_db
@pytest.mark.parametrize("start", range(0, SETS, BATCH))
def test_every_number_is_that_of_the_oracle(start):
    city = cast.found_city("doi-chung", "Đối Chứng", delegates=1)
    for seed in range(start, min(start + BATCH, SETS)):
        cards = seeded(seed)
        expected = score_all(cards)
        with transaction.atomic():
            stage = set_up(city, cards)
            seal_earlier(stage)
            lines = rank(stage)
            wrong = {k: w for k in lines if (w := differences(lines[k], expected[k]))}
            assert not wrong, f"seed {seed}: {wrong}"
            transaction.set_rollback(True)
