"""The statement printed in docs/scorecards.md is the one the engine generates.

`UPDATE_DOCS=1 bin/test tests/scoring/test_statement_in_docs.py` writes it after a change.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from scoring.rankings import engine
from scoring.rankings.engine import lines
from scoring.rankings.engine.scope import Scope
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from .against_oracle import set_up

PAGE = Path(__file__).parents[2] / "docs" / "scorecards.md"
BEGIN, END = "<!-- begin of the statement -->\n```sql\n", "\n```\n<!-- end of the statement -->"

DOCUMENT = {
    "name": "Ví dụ",
    "kinds": ["council"],
    "base_maximum": "15",
    "scaling": {"step": "0.01", "mode": "half_up"},
    "tie_break": ["I.1"],
    "criteria": [
        {
            "code": "I",
            "name": "Giám sát",
            "max": "15",
            "items": [
                {
                    "code": "I.1",
                    "name": "Số cuộc giám sát",
                    "max": "10",
                    "shape": "per_unit_capped",
                    "params": {"per": "2", "unit_vi": "cuộc"},
                },
                {
                    "code": "I.2",
                    "name": "Kiến nghị được giải quyết",
                    "max": "5",
                    "shape": "pro_rata",
                    "params": {"step": "0.5", "unit_vi": "kiến nghị"},
                    "source": "sheet",
                    "none_arisen": "left_out",
                },
            ],
        },
    ],
    "grading": {
        "levels": [
            {"code": "tot", "name": "Tốt", "from": "12"},
            {"code": "kha", "name": "Khá"},
        ],
        "gates": [{"grade": "tot", "needs": [{"node": "I.1", "count": "1"}]}],
        "quotas": [{"grade": "tot", "share": "0.25", "per": "cluster"}],
    },
}


def with_stable_ids(statement: str) -> str:
    """The statement with ids that do not depend on the database."""
    ids = defaultdict(lambda: str(11 + len(ids)))

    def replaced(match: re.Match) -> str:
        return f"criterion_id IN ({','.join(ids[pk] for pk in match[1].split(','))})"

    statement = re.sub(r"criterion_id IN \(([\d,]+)\)", replaced, statement)
    statement = re.sub(r"plan_id = \d+", "plan_id = 1", statement)
    statement = re.sub(r"scorecard_id = \d+", "scorecard_id = 2", statement)
    statement = re.sub(r"\d+ AS scorecard_id", "2 AS scorecard_id", statement)
    statement = re.sub(r"\d+ AS ranking_id", "3 AS ranking_id", statement)
    return "\n".join(line.rstrip() for line in statement.strip().splitlines())


@pytest.mark.django_db
def test_the_statement_in_the_documentation_is_the_current_one():
    city = cast.found_city("vi-du", "Ví Dụ", delegates=1)
    measures = {"I.2": Measure("counted", (Numbers(3, 4),))}
    person = Participant(1, "Cụm 1", "collective", 365, measures=measures)
    stage = set_up(city, [(DOCUMENT, [person])])
    scorecards = engine.compiled_scorecards(stage.plan)
    scope = Scope(stage.plan.pk)
    statement = lines.write_first(lines.LINES, scorecards, scope, stage.ranking.pk)
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    current = f"{before}{BEGIN}{with_stable_ids(statement)}{END}{after}"
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(current, encoding="utf-8")
    assert page == current, "run this test with UPDATE_DOCS=1"
