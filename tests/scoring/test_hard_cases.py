"""Hard cases of scoring from practice, each as it happens in an office.

The numbers 6 to 14 and 18 to 20 are those of the list of twenty hard cases of the domain.
"""

from decimal import Decimal
from functools import partial

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from campaigns.models import Entry
from campaigns.scorecards.document import Document
from campaigns.scorecards.faults import DocumentError
from campaigns.services import closings, registration, scorecards
from core.errors import DomainError
from scoring.models import LeafState, MeasureState, RankingLine, Standing
from scoring.rankings import line_reading
from scoring.rankings.explanation import scores_of
from scoring.rankings.grade_steps import grades_of
from scoring.services import measuring, ranking
from scoring.sheets.values import PartNumbers
from tools.reference.oracle import Measure, Numbers, Participant

from .. import cast
from . import against_oracle

pytestmark = pytest.mark.django_db

LEVELS = [
    {"code": "xuat_sac", "name": "Xuất sắc", "from": "90"},
    {"code": "tot", "name": "Tốt", "from": "80"},
    {"code": "kha", "name": "Khá"},
]


def leaf(code: str, maximum: str, shape: str = "judgement", **values) -> dict:
    params = values.pop("params", {"step": "0.005"} if shape == "judgement" else {})
    values = {"source": "sheet"} | values
    return {
        "code": code,
        "name": f"Tiêu chí {code}",
        "max": maximum,
        "shape": shape,
        "params": params,
        **values,
    }


def card(*criteria: dict, **values) -> dict:
    return {"name": "Bảng thử", "kinds": ["council"], "criteria": list(criteria)} | values


def judged(points, **more) -> dict:
    return {"A": Measure("counted", (Numbers(Decimal(points)),)), **more}


def counted(count, denominator=None, excluded=0) -> Measure:
    return Measure("counted", (Numbers(count, denominator, excluded),))


class Office:
    """A secretariat that scores one small plan."""

    def __init__(self, document: dict, people: list[Participant]) -> None:
        self.city = cast.found_city("kho", "Khó", delegates=1)
        self.stage = against_oracle.set_up(self.city, [(document, people)])
        self.stage.plan.refresh_from_db()

    def rank(self) -> dict[int, RankingLine]:
        return against_oracle.rank(self.stage)

    def entry(self, key: int) -> Entry:
        return self.stage.entries[key]

    def criterion(self, code: str):
        return self.entry(1).scorecard.criteria.get(code=code)

    def record(self, key: int, code: str, *parts: PartNumbers, **values):
        return measuring.record_measure(
            actor=self.city.secretary,
            entry=self.entry(key),
            criterion=self.criterion(code),
            parts=parts,
            at=timezone.now(),
            **values,
        )


def person(key: int, measures: dict | None = None, **values) -> Participant:
    values = {"cluster": "Cụm 1", "list": "collective", "days": 365} | values
    return Participant(key=key, measures=measures or {}, **values)


def grade(line: RankingLine, kind: str = "given") -> str | None:
    level = getattr(line, f"{kind}_grade")
    return None if level is None else line.scorecard.read_grading.levels[level].code


def test_case_6_tied_scores_go_through_the_chain_and_stay_tied_at_its_end():
    document = card(
        leaf("A", "100"), leaf("V", "10", section="bonus"), bonus_cap="10", tie_break=["bonus"]
    )
    lines = Office(
        document,
        [
            person(1, judged("90")),
            person(2, judged("85", V=counted(5))),
            person(3, judged("80")),
            person(4, judged("80")),
            person(5, judged("70")),
        ],
    ).rank()
    assert [lines[key].total for key in (1, 2)] == [90, 90]
    assert [lines[key].place for key in (1, 2, 3, 4, 5)] == [2, 1, 3, 3, 5]
    assert [lines[key].tied_with for key in (1, 2, 3, 4, 5)] == [0, 0, 1, 1, 0]


def test_case_6_a_recorded_decision_breaks_a_tie_at_a_quota():
    grading = {"levels": LEVELS, "quotas": [{"grade": "xuat_sac", "number": 1}]}
    office = Office(
        card(leaf("A", "100"), grading=grading), [person(1, judged("95")), person(2, judged("95"))]
    )
    lines = office.rank()
    assert [grade(lines[key]) for key in (1, 2)] == ["tot", "tot"]
    assert lines[1].limits == ["tie:0"]
    measuring.decide_grade_tie(
        actor=office.city.secretary,
        ranking=office.stage.ranking,
        in_order=[office.entry(2), office.entry(1)],
        reason="Tập thể 2 có sáng kiến được nhân rộng",
        at=timezone.now(),
    )
    lines = office.rank()
    assert [grade(lines[key]) for key in (1, 2)] == ["tot", "xuat_sac"]
    assert [lines[key].place for key in (1, 2)] == [1, 1]


NOT_APPLICABLE = card(
    leaf("A", "60"),
    leaf("B", "40", not_applicable="left_out"),
    scaling={"step": "0.01", "mode": "half_up"},
)


def test_case_7_not_applicable_leaves_are_left_out_and_the_rest_is_scaled():
    office = Office(NOT_APPLICABLE, [person(1, judged("50"))])
    office.record(
        1, "B", state=MeasureState.NOT_APPLICABLE, document="CV 12/TT-HĐND", reason="Xã đảo"
    )
    line = office.rank()[1]
    assert (line.raw_total, line.total) == (50, Decimal("83.33"))  # 50 x 100/60
    assert line.state_at(2) == LeafState.NOT_APPLICABLE


def test_case_7_not_applicable_needs_a_document_and_not_for_every_leaf():
    office = Office(NOT_APPLICABLE, [person(1)])
    with pytest.raises(DomainError, match="văn bản cho phép") as error:
        office.record(1, "B", state=MeasureState.NOT_APPLICABLE)
    assert error.value.field == "document"
    with pytest.raises(DomainError, match="luôn áp dụng"):
        office.record(1, "A", state=MeasureState.NOT_APPLICABLE, document="CV 1")


def test_case_7_everything_left_out_does_not_divide_by_zero():
    document = card(
        leaf("A", "100", not_applicable="left_out"), scaling={"step": "0.01", "mode": "half_up"}
    )
    office = Office(document, [person(1, {"A": Measure("not_applicable")})])
    line = office.rank()[1]
    assert (line.standing, line.total, line.place) == (Standing.CANNOT_BE_ASSESSED, None, None)
    with pytest.raises(DomainError, match="không còn gì để đánh giá"):
        office.record(1, "A", state=MeasureState.NOT_APPLICABLE, document="CV 2")


def test_case_7_never_for_bonus_or_deductions():
    city = cast.found_city("kho", "Khó", delegates=1)
    round_ = cast.launch_round(city, "thu")
    document = card(leaf("A", "100"), leaf("T", "5", section="bonus", not_applicable="left_out"))
    with pytest.raises(DocumentError, match="điểm thưởng, điểm trừ"):
        scorecards.draft_scorecard(
            actor=city.secretary, plan=round_.plan, document=Document.read(document)
        )


def test_case_8_a_disputed_denominator_is_two_numbers_and_a_document():
    office = Office(card(leaf("A", "6", "pro_rata", params={"step": "0.25"})), [person(1)])
    office.record(
        1,
        "A",
        PartNumbers(Decimal(35), Decimal(42), excluded=Decimal(2)),
        document="CV 7/TT-HĐND về lộ trình nhiều năm",
    )
    line = office.rank()[1]
    assert line.total == Decimal("5.25")  # 35/40 x 6
    assert "35/40" in scores_of(line)[0].reason


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        (PartNumbers(Decimal(41), Decimal(40)), "count"),
        (PartNumbers(Decimal(0), Decimal(0)), "denominator"),
        (PartNumbers(Decimal(1)), "denominator"),
        (PartNumbers(Decimal(3), Decimal(4), excluded=Decimal(5)), "excluded"),
        (PartNumbers(Decimal("2.5"), Decimal(4)), "count"),
        (PartNumbers(Decimal("NaN"), Decimal(4)), "count"),
        (PartNumbers(Decimal("1e30"), Decimal(4)), "count"),
        (PartNumbers(Decimal(-1), Decimal(4)), "count"),
        (PartNumbers(Decimal(3), Decimal(5), excluded=Decimal(1)), "document"),
    ],
)
def test_case_8_impossible_figures_are_refused_at_their_field(numbers, field):
    office = Office(card(leaf("A", "6", "pro_rata", params={"step": "0.25"})), [person(1)])
    with pytest.raises(DomainError) as error:
        office.record(1, "A", numbers)
    assert error.value.field == field
    assert not office.entry(1).measures.exists()


def test_case_9_eighty_nine_point_eight_seven_five_is_not_ninety():
    office = Office(
        card(leaf("A", "100"), grading={"levels": LEVELS}), [person(1, judged("89.995"))]
    )
    line = office.rank()[1]
    assert (line.total, grade(line)) == (Decimal("89.995"), "tot")


def test_case_9_unless_the_scorecard_declares_that_it_is():
    grading = {"levels": LEVELS, "rounding": {"step": "0.01", "mode": "half_up"}}
    office = Office(card(leaf("A", "100"), grading=grading), [person(1, judged("89.995"))])
    assert grade(office.rank()[1]) == "xuat_sac"


def test_case_10_a_quarter_of_three_is_nobody_and_the_earned_grade_stays_visible():
    grading = {
        "levels": LEVELS,
        "quotas": [{"grade": "xuat_sac", "share": "0.25", "per": "cluster"}],
    }
    office = Office(
        card(leaf("A", "100"), grading=grading),
        [person(1, judged("99")), person(2, judged("85")), person(3, judged("70"))],
    )
    line = office.rank()[1]
    assert (grade(line, "earned"), grade(line)) == ("xuat_sac", "tot")
    assert grades_of(line).reasons == [
        "Hạn mức “Xuất sắc” tính theo từng cụm: 0 suất (25 % của 3 đơn vị, cá nhân được xếp loại "
        "= 0,75, làm tròn xuống); ở vị trí 1 nên xếp “Tốt”."
    ]


def test_case_11_one_late_report_costs_in_both_places_where_the_scorecard_links_them():
    late = {"per": "0.5", "unit_vi": "lần chậm"}
    document = card(
        leaf("A", "100"),
        leaf("B", "3", "max_minus_per_occurrence", params=late, also_deducted_in=["IX"]),
        leaf("IX", "5", "deduction", section="deduction", params=late | {"per": "1"}),
    )
    office = Office(document, [person(1, judged("80", B=counted(2)))])
    line = office.rank()[1]
    assert line.total == 80 + 2 - 2  # 3 - 2 x 0.5, and 2 x 1 deducted
    assert line.deduction == 2


def test_case_11_a_count_shared_with_another_criterion_counts_once():
    unit = {"per": "2", "unit_vi": "mô hình"}
    document = card(
        leaf("A", "6", "per_unit_capped", params=unit, source="reports"),
        leaf("B", "6", "per_unit_capped", params=unit, source="reports", not_counted_with=["A"]),
    )
    both = [{"A": 1, "B": 1}, {"B": 1}]
    line = Office(document, [person(1, reports=both)]).rank()[1]
    assert [line.points_at(1), line.points_at(2)] == [2, 2]  # B: 2 models, one is A's


def test_case_12_a_regulation_that_contradicts_itself_needs_a_note_everyone_can_read():
    city = cast.found_city("kho", "Khó", delegates=1)
    plan = cast.launch_round(city, "thu").plan
    plan.state = "draft"
    plan.save()
    capped = leaf("A", "5", "per_unit_capped", params={"per": "1", "cap": "10", "unit_vi": "việc"})
    draft = scorecards.draft_scorecard(
        actor=city.secretary, plan=plan, document=Document.read(card(capped))
    )
    with pytest.raises(DocumentError, match="Tiêu chí A: mức trần ghi 10 điểm"):
        scorecards.publish_scorecard(actor=city.secretary, scorecard=draft)
    noted = card(capped | {"interpretations": {"cap_differs_from_max": "Tối đa 5 điểm"}})
    draft = scorecards.draft_scorecard(
        actor=city.secretary, plan=plan, document=Document.read(noted)
    )
    scorecards.publish_scorecard(actor=city.secretary, scorecard=draft)
    assert draft.criteria.get().notes == ["Cách hiểu khi mức trần khác điểm tối đa: Tối đa 5 điểm"]


def test_case_13_a_changed_rule_is_a_new_version_and_the_old_ranking_keeps_the_old_one():
    unit = {"per": "2", "unit_vi": "việc"}
    first = card(leaf("A", "10", "per_unit_capped", params=unit, source="reports"))
    office = Office(first, [person(1, reports=[{"A": 3}])])
    ranking.recompute(plan=office.stage.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=office.city.secretary,
        plan=office.stage.plan,
        seen_revision=office.stage.plan.rankings.get(number=None).revision,
    )
    office.stage.plan.state = "running"
    office.stage.plan.save()
    changed = card(leaf("A", "10", "per_unit_capped", params=unit | {"per": "3"}, source="reports"))
    second = scorecards.draft_scorecard(
        actor=office.city.secretary, plan=office.stage.plan, document=Document.read(changed)
    )
    scorecards.publish_scorecard(actor=office.city.secretary, scorecard=second)
    draft = ranking.recompute(plan=office.stage.plan)
    assert [sealed.lines.get().total, draft.lines.get().total] == [6, 9]
    assert [sealed.lines.get().scorecard.version, draft.lines.get().scorecard.version] == [1, 2]


def test_case_14_one_correction_changes_the_whole_cluster():
    document = card(leaf("A", "10", "relative_to_leader", params={"step": "0.01"}))
    office = Office(
        document,
        [
            person(1, {"A": counted(120, 100)}),
            person(2, {"A": counted(110, 100)}),
            person(3, {"A": counted(110, 100)}, cluster="Cụm 2"),
        ],
    )
    before = office.rank()
    assert [before[key].total for key in (1, 2, 3)] == [10, Decimal("7.5"), 10]
    office.record(1, "A", PartNumbers(Decimal(150), Decimal(100)))
    after = against_oracle.rank(office.stage, [1])
    assert [after[key].total for key in (1, 2, 3)] == [10, 6, 10]  # 5 + 5 x 10/50


def test_case_14_a_closed_cluster_needs_a_reopening_with_a_reason():
    office = Office(
        card(leaf("A", "10", "relative_to_leader", params={"step": "0.01"})),
        [
            person(1, {"A": counted(120, 100)}),
            person(2, {"A": counted(110, 100)}, cluster="Cụm 2"),
        ],
    )
    plan, cluster = office.stage.plan, office.stage.entries[1].cluster
    who = {"actor": office.city.secretary, "plan": plan, "cluster": cluster, "at": timezone.now()}
    closings.close_cluster(**who)
    with pytest.raises(DomainError, match="Cụm 1 đã chốt số liệu"):
        office.record(1, "A", PartNumbers(Decimal(150), Decimal(100)))
    office.record(2, "A", PartNumbers(Decimal(150), Decimal(100)))  # another cluster is open
    with pytest.raises(DomainError, match="ghi rõ lý do"):
        closings.reopen_cluster(**who, reason=" ")
    closing = closings.reopen_cluster(**who, reason="Sở gửi nhầm số liệu")
    office.record(1, "A", PartNumbers(Decimal(150), Decimal(100)))
    assert office.stage.entries[1].measures.get().count == 150
    with pytest.raises(InternalError), transaction.atomic():  # notes of a version never change
        closing.delete()


def test_case_18_a_head_is_not_graded_above_the_organisation_and_follows_it():
    organisation = card(leaf("A", "100"), grading={"levels": LEVELS})
    head = card(
        leaf("A", "100"),
        name="Người đứng đầu",
        kinds=["board"],
        grading={"levels": LEVELS, "not_above_organisation": True},
    )
    city = cast.found_city("kho", "Khó", delegates=1)
    stage = against_oracle.set_up(
        city,
        [
            (organisation, [person(1, judged("85"))]),
            (head, [person(2, judged("95"), organisation=1, cluster="Cụm 2")]),
        ],
    )
    line = against_oracle.rank(stage)[2]
    assert (grade(line, "own"), grade(line)) == ("xuat_sac", "tot")
    assert line_reading.grades_of(line).reasons == [
        "Không xếp cao hơn tập thể do mình đứng đầu: Ban thử 1 xếp mức thứ 2 từ trên xuống, nên "
        "cao nhất là “Tốt”."
    ]
    stage.entries[1].measures.update(count=Decimal(92))
    assert grade(against_oracle.rank(stage, [1])[2]) == "xuat_sac"


def test_case_19_an_entry_with_too_few_days_is_shown_but_not_graded():
    grading = {"levels": LEVELS, "minimum_days": 180}
    office = Office(
        card(leaf("A", "100"), grading=grading),
        [person(1, judged("95"), days=179), person(2, judged("85"), days=180)],
    )
    lines = office.rank()
    assert (lines[1].standing, grade(lines[1]), lines[1].place) == (Standing.TOO_SHORT, None, None)
    assert (grade(lines[2]), lines[2].place) == ("tot", 1)


def test_case_19_a_suspension_reduces_the_days_with_its_reason():
    grading = {"levels": LEVELS, "minimum_days": 180}
    office = Office(card(leaf("A", "100"), grading=grading), [person(1, judged("95"))])
    office.rank()
    change = partial(
        registration.change_days_served,
        actor=office.city.secretary,
        entry=office.stage.entries[1],
    )
    with pytest.raises(DomainError, match="từ 0 đến 365"):
        change(days=366, note="Quyết định 12/QĐ-HĐND")
    with pytest.raises(DomainError, match="ghi căn cứ"):
        change(days=100, note="")
    change(days=100, note="Tạm đình chỉ theo Nghị quyết 12/NQ-HĐND")
    line = ranking.recompute(plan=office.stage.plan).lines.get()
    assert line.standing == Standing.TOO_SHORT
    assert line.entry.days_note == "Tạm đình chỉ theo Nghị quyết 12/NQ-HĐND"


def test_case_20_lists_are_ranked_separately_and_quotas_apply_to_each():
    grading = {
        "levels": LEVELS,
        "quotas": [{"grade": "xuat_sac", "number": 1, "per": "list"}],
    }
    people = [
        person(1, judged("95"), list="full_time"),
        person(2, judged("99"), list="part_time"),
        person(3, judged("98"), list="part_time"),
    ]
    lines = Office(card(leaf("A", "100"), grading=grading), people).rank()
    assert [lines[key].place for key in (1, 2, 3)] == [1, 1, 2]
    assert [grade(lines[key]) for key in (1, 2, 3)] == ["xuat_sac", "xuat_sac", "tot"]
