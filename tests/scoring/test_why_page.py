"""Every number of "Vì sao điểm này?" can be recomputed from the page alone."""

from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse

from tools.reference.oracle import score_all

from .. import cast
from .against_oracle import rank, seal_earlier, set_up
from .page_reading import SHAPES, grade_of, points_of, read_page, total_of
from .random_scorecards import seeded

LINES_OF_EACH_SHAPE = 10
MOST_SETS = 400
LOWERINGS = {"gate", "sanction", "organisation", "quota", "tie"}
EVERYTHING = {*LOWERINGS, "scaling", "cap"}


@pytest.mark.django_db
def test_ten_lines_of_each_shape_are_recomputed_from_the_page(sign_in):
    city = cast.found_city("doc-trang", "Đọc Trang", delegates=1)
    client = sign_in(city.secretary)
    lines_of, met = Counter(), set()
    for seed in range(MOST_SETS):
        if not lacking(lines_of) and met >= EVERYTHING:
            break
        cards = seeded(seed)
        if not may_add(cards, lines_of, met):
            continue
        with transaction.atomic():
            stage = set_up(city, cards)
            seal_earlier(stage)
            for line in rank(stage).values():
                tokens = {token.partition(":")[0] for token in [*line.reasons, *line.limits]}
                shapes = {criterion.shape for criterion in line.scorecard.criteria.all()}
                if not (shapes & lacking(lines_of) or tokens - met):
                    continue
                html = client.get(reverse("scoring:line_detail", args=["chinh", line.pk])).text
                lines_of.update(check(read_page(html), line, met))
            transaction.set_rollback(True)
    assert not lacking(lines_of)
    assert met >= EVERYTHING


def lacking(lines_of: Counter) -> set[str]:
    return {shape for shape in SHAPES if lines_of[shape] < LINES_OF_EACH_SHAPE}


def may_add(cards, lines_of: Counter, met: set[str]) -> bool:
    """Whether a set has a shape or a lowering that is not covered often enough yet."""
    shapes = {leaf["shape"] for document, _ in cards for leaf in leaves_of(document["criteria"])}
    if shapes & lacking(lines_of):
        return True
    results = score_all(cards)
    expected = {token.partition(":")[0] for one in results.values() for token in one.reasons}
    expected |= {"tie" for one in results.values() if one.waits}
    for document, people in cards:
        grading = document.get("grading", {})
        if any(results[person.key].own != results[person.key].given for person in people):
            expected |= {"quota"} if "quotas" in grading else {"organisation"}
    return bool(expected & (LOWERINGS - met))


def leaves_of(nodes):
    for node in nodes:
        if "items" in node:
            yield from leaves_of(node["items"])
        else:
            yield node


def check(page, line, met: set[str]) -> set[str]:
    """Compare the printed numbers with recomputed ones; return the counted shapes."""
    for row in page.rows:
        assert points_of(row) == row.points, row
        counted = [period for period in row.periods if period.endswith(", được đếm")]
        if row.is_counted and any("đếm" in period for period in row.periods):
            assert row.reason.startswith((f"{len(counted)}:", f"{len(counted)} ", "Không có")), row
    if line.total is not None:
        assert total_of(page) == page.total == page.steps[-1][2], page.steps
        notes = " ".join(step[4] for step in page.steps)
        met |= {
            word for word, text in (("scaling", "quy đổi"), ("cap", "nên tính")) if text in notes
        }
    if page.chain:
        assert grade_of(page, met) == page.chain[-1][1]
    return {row.shape for row in page.rows if row.is_counted}
