"""Each reason at its exact boundary and just beyond it, with its sentence."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.drafting.terms import rule_for
from awards.models import AwardType, Hold, Outcome, Reason
from awards.wording.reasons import reason_of
from participants.services import build_council, build_unit
from scoring.models import Standing

from .. import cast
from .rounds import (
    add_quota,
    award_type_of,
    boards,
    draft,
    earlier_plan,
    enter,
    give_award,
    outcomes,
    rows_of,
    seal_lines,
    second_mandate,
    set_rule,
)

NAMES = ("Ban Pháp chế", "Ban Đô thị", "Ban Văn hóa - Xã hội")
YEAR = 2023


@pytest.fixture
def first(running):
    """The board with the most points."""
    return running.entry_of_board(0)


def judged(running, *, rule=None, quota=None, at=None, totals=(90, 80, 70), **line):
    """Rows of a proposal of all boards under one rule."""
    if rule is not None:
        set_rule(award_type_of(), **rule)
    add_quota(running, **(quota or {}))
    ranking = seal_lines(running, dict(zip(boards(running), totals, strict=True)), **line)
    return rows_of(draft(running, ranking, at))


def test_the_greater_minimum_of_rule_and_quota_applies(running):
    rows = judged(running, rule={"minimum_points": 80}, quota={"minimum_points": 50})
    outcomes = [rows[name].outcome for name in NAMES]
    assert outcomes == [Outcome.PROPOSED, Outcome.PROPOSED, Outcome.NOT_ELIGIBLE]
    assert rows[NAMES[2]].reasons == [Reason.POINTS]
    assert reason_of(rows[NAMES[2]]) == "70 điểm, thấp hơn mức tối thiểu 80 điểm."


def test_an_unranked_entry_has_its_standing_as_reason(running):
    rows = judged(running, standing=Standing.TOO_SHORT)
    assert {row.outcome for row in rows.values()} == {Outcome.NOT_ELIGIBLE}
    assert "không được xếp hạng (chưa đủ thời gian)" in reason_of(rows[NAMES[0]]).lower()


@pytest.mark.parametrize(("given", "fits"), [(1, True), (2, False), (None, False)])
def test_the_grade(running, given, fits):
    rows = judged(running, rule={"worst_grade": 1}, given_grade=given)
    assert (rows[NAMES[0]].outcome == Outcome.PROPOSED) == fits
    assert (rows[NAMES[0]].reasons == [Reason.GRADE]) == (not fits)


@pytest.mark.parametrize(("place", "fits"), [(2, True), (3, False), (None, False)])
def test_the_place(running, place, fits):
    rows = judged(running, rule={"worst_place": 2}, place=place)
    assert (rows[NAMES[0]].reasons == []) == fits


@pytest.mark.parametrize(("days", "fits"), [(180, True), (179, False)])
def test_the_time_served(running, days, fits):
    rows = judged(running, rule={"minimum_days": 180}, days_served=days)
    assert (rows[NAMES[0]].reasons == []) == fits
    if not fits:
        assert reason_of(rows[NAMES[0]]) == "Tham gia 179 ngày, phải ít nhất 180 ngày."


def test_several_reasons_are_all_given(running):
    rule = {"minimum_days": 180, "minimum_points": 95, "worst_place": 1}
    rows = judged(running, rule=rule, days_served=100, place=2)
    assert reason_of(rows[NAMES[0]]) == (
        "90 điểm, thấp hơn mức tối thiểu 95 điểm; hạng 2 của cụm, yêu cầu từ hạng 1 trở lên; "
        "tham gia 100 ngày, phải ít nhất 180 ngày."
    )


@pytest.mark.parametrize(
    ("years", "fits", "sentence"),
    [
        ((2022, 2021), True, None),
        ((2022,), False, "mới đạt 2 năm liên tục, phải đạt 3 năm"),
        ((2021, 2020), False, "mới đạt 1 năm liên tục"),  # a gap breaks the row
    ],
)
def test_years_in_a_row_through_earlier_plans(running, first, years, fits, sentence):
    for year in years:
        plan = earlier_plan(running, year)
        seal_lines(running, {enter(running, plan, first): 80}, plan=plan, given_grade=1)
    rows = judged(running, rule={"worst_grade": 1, "years_in_a_row": 3}, given_grade=0)
    assert (rows[NAMES[0]].reasons == []) == fits
    assert rows[NAMES[1]].facts["years"] == {"needed": 3, "have": 1}
    if sentence:
        assert sentence in reason_of(rows[NAMES[0]]).lower()


def test_only_the_newest_sealed_ranking_of_a_year_counts(running, first):
    plan = earlier_plan(running, 2022)
    entry = enter(running, plan, first)
    seal_lines(running, {entry: 80}, plan=plan, given_grade=0)
    seal_lines(running, {entry: 60}, plan=plan, given_grade=2)  # corrected by a second one
    rows = judged(running, rule={"worst_grade": 1, "years_in_a_row": 2}, given_grade=0)
    assert rows[NAMES[0]].reasons == [Reason.YEARS]


@pytest.mark.parametrize(
    ("years", "fits"), [((2020, 2022), True), ((2019, 2022), False), ((2022, 2023), False)]
)
def test_an_earlier_award_within_years(running, first, years, fits):
    title = award_type_of(name="Giấy khen")
    for year in years:
        give_award(running, title, year, body=first.body)
    rule = {"needs_award_type": title, "needs_times": 2, "needs_within_years": 3}
    rows = judged(running, rule=rule)
    assert (Reason.EARLIER_AWARD not in rows[NAMES[0]].reasons) == fits
    assert "chưa được tặng Giấy khen trong các năm 2020–2022" in (
        reason_of(rows[NAMES[1]]).replace("Chưa", "chưa")
    )


def test_a_thematic_award_has_no_effect(running, first):
    title = award_type_of(name="Giấy khen")
    give_award(running, title, 2022, body=first.body, is_thematic=True)
    give_award(running, award_type_of(), 2022, body=first.body, is_thematic=True)
    give_award(running, award_type_of(), 2023, body=first.body, is_thematic=True)
    rows = judged(running, rule={"needs_award_type": title, "interval_years": 3})
    assert rows[NAMES[0]].reasons == [Reason.EARLIER_AWARD]


@pytest.mark.parametrize(("interval", "fits"), [(2, True), (3, False)])
def test_the_interval_since_the_same_award(running, first, interval, fits):
    give_award(running, award_type_of(), 2021, body=first.body)
    rows = judged(running, rule={"interval_years": interval})
    assert (rows[NAMES[0]].reasons == []) == fits
    if not fits:
        assert "năm 2021, sớm nhất năm 2024" in reason_of(rows[NAMES[0]])


def test_an_award_of_a_predecessor_is_only_noted(running):
    unit = build_unit(code="cu", name="Quận Cũ", level="province", valid_from=cast.TERM_START)
    unit.save()
    council = build_council(unit=unit, term="2016-2021", valid_from=cast.TERM_START)
    council.save()
    running.city.council.unit.predecessors.add(unit)
    old = council.bodies.create(kind="council", name="HĐND quận Cũ", valid_from=cast.TERM_START)
    running.entry_of_board(0).body.__class__.objects.filter(
        pk=running.entry_of_board(0).body_id
    ).update(kind="council")
    give_award(running, award_type_of(), 2022, body=old)
    rows = judged(running, rule={"interval_years": 3})
    assert rows[NAMES[0]].outcome == Outcome.PROPOSED
    assert "tiền thân HĐND quận Cũ đã được tặng năm 2022" in reason_of(rows[NAMES[0]])


@pytest.mark.parametrize(("precedence", "fits"), [(50, False), (100, False), (101, True)])
def test_one_achievement_one_award(running, first, precedence, fits):
    given = award_type_of(name="Cờ thi đua", precedence=precedence)
    award = give_award(running, given, YEAR, body=first.body)
    rows = judged(running)
    assert (rows[NAMES[0]].reasons == []) == fits
    if not fits:
        assert f"được tặng Cờ thi đua (Quyết định {award.decision.number}" in reason_of(
            rows[NAMES[0]]
        )


def test_an_award_of_another_year_or_out_of_force_has_no_effect(running, first):
    give_award(running, award_type_of(), 2022, body=first.body)
    revoked = give_award(running, award_type_of(), YEAR, body=first.body)
    revoked.ended_by = revoked.decision
    revoked.save()
    assert judged(running)[NAMES[0]].reasons == []


def hold(running, entry, **fields) -> Hold:
    ended = {}
    if "ended_on" in fields:
        ended = {"lifted_by": running.city.second_secretary, "outcome": "Đã kết luận"}
    return Hold.objects.create(
        body=entry.body,
        document="Thông báo số 12",
        placed_by=running.city.secretary,
        placed_at=timezone.now(),
        **ended,
        **fields,
    )


DAY = dt.date(2024, 1, 20)
AT = timezone.make_aware(dt.datetime(2024, 1, 20, 9))


@pytest.mark.parametrize("kind", ["discipline", "verification", "denunciation"])
def test_a_person_held_on_the_day_of_drafting_is_out(running, first, kind):
    """Hard case 4, drafting: any open matter counts, also one after the sealing."""
    hold(running, first, kind=kind, begins_on=DAY)
    rows = judged(running, at=AT)
    assert (rows[NAMES[0]].outcome, rows[NAMES[0]].reasons) == ("not_eligible", [Reason.HELD])
    assert "20/01/2024 (Thông báo số 12)" in reason_of(rows[NAMES[0]])


@pytest.mark.parametrize(
    ("begins", "ends", "reasons"),
    [
        (DAY + dt.timedelta(1), None, []),  # begins tomorrow
        (dt.date(2024, 1, 2), DAY, []),  # verification concluded today
        (dt.date(2024, 1, 2), DAY + dt.timedelta(1), [Reason.HELD]),  # concluded tomorrow
    ],
)
def test_a_hold_counts_on_its_days(running, first, begins, ends, reasons):
    ended = {"ended_on": ends} if ends else {}
    hold(running, first, kind="verification", begins_on=begins, **ended)
    assert judged(running, at=AT)[NAMES[0]].reasons == reasons


@pytest.mark.parametrize(
    ("ended_on", "outcome"),
    [
        (dt.date(2022, 12, 31), Outcome.PROPOSED),
        (dt.date(2023, 1, 1), Outcome.NEEDS_DECISION),
        (dt.date(2023, 12, 31), Outcome.NEEDS_DECISION),
    ],
)
def test_a_discipline_that_ended_within_the_round_needs_a_decision(
    running, first, ended_on, outcome
):
    hold(running, first, kind="discipline", begins_on=dt.date(2022, 3, 1), ended_on=ended_on)
    row = judged(running, at=AT)[NAMES[0]]
    assert row.outcome == outcome
    if outcome == Outcome.NEEDS_DECISION:
        assert reason_of(row).startswith(f"Kỷ luật kết thúc ngày {ended_on:%d/%m/%Y}")


def test_a_rule_may_require_registration(running):
    plan = running.plan
    plan.registrations_due_at = timezone.now() - dt.timedelta(days=1)
    plan.save()
    rows = judged(running, rule={"needs_registration": True})
    assert {row.outcome for row in rows.values()} == {Outcome.UNREGISTERED}
    assert "quy định của hình thức" in reason_of(rows[NAMES[0]])


def test_the_organisers_own_rule_comes_before_the_countrys_on_the_day(city):
    award_type = award_type_of()
    country = set_rule(award_type)
    own = set_rule(award_type, organiser=city.council, valid_from=dt.date(2023, 7, 1))
    before, after = dt.date(2023, 6, 30), dt.date(2023, 7, 1)
    assert rule_for(award_type, "collective", city.council, before) == country
    assert rule_for(award_type, "collective", city.council, after) == own
    assert rule_for(award_type, "individual", city.council, after) is None
    assert (
        rule_for(award_type, "collective", cast.found_city("x", "Khác").council, after) == country
    )


# --- hard case 3: one person, two mandates -------------------------------------------------------


@pytest.fixture
def doubled(running):
    """A full-time delegate with a second mandate, whose entry is in the part-time list."""
    full, part = (running.entry_of(running.city.delegates[number]) for number in (0, 2))
    other = second_mandate(running, full.mandate.person, like=part)
    return running, full, part, other


def test_the_same_person_twice_under_one_quota_needs_a_decision(doubled):
    running, full, part, other = doubled
    add_quota(running, "individual")
    proposal = draft(running, seal_lines(running, {full: 90, other: 85, part: 80}))
    rows = rows_of(proposal)
    assert rows[full.name].outcome == rows[other.name].outcome == Outcome.NEEDS_DECISION
    assert rows[part.name].outcome == Outcome.PROPOSED
    assert "ở 2 tư cách" in reason_of(rows[full.name])


def test_the_same_person_in_another_quota_of_the_proposal_needs_a_decision(doubled):
    running, full, part, other = doubled
    add_quota(running, "full_time", number=1)
    add_quota(running, "part_time", number=1)
    rows = rows_of(draft(running, seal_lines(running, {full: 90, other: 85, part: 80})))
    assert [rows[e.name].outcome for e in (full, other, part)] == [
        *(Outcome.PROPOSED, Outcome.NEEDS_DECISION, Outcome.PROPOSED)
    ]
    assert "ở tư cách khác" in reason_of(rows[other.name])


def test_the_same_person_in_a_current_proposal_of_the_year_needs_a_decision(running):
    first, second = (running.entry_of(running.city.delegates[number]) for number in (2, 3))
    add_quota(running, "individual", number=1)
    mine = seal_lines(running, {first: 90, second: 80})
    other = earlier_plan(running, 2020)
    other.ends_on = dt.date(2023, 6, 30)
    other.save()
    entries = {enter(running, other, first): 70, enter(running, other, second): 60}
    other.quotas.create(award_type=award_type_of(), subject="individual", number=2)
    draft(running, seal_lines(running, entries, plan=other))
    rows = rows_of(draft(running, mine))
    assert rows[first.name].reasons == [Reason.TWICE_PROPOSED]
    assert f"đề nghị Bằng khen của {other.name}" in reason_of(rows[first.name])
    seal_lines(running, entries, plan=other)  # superseded: its proposal lives no more
    again = outcomes(draft(running, seal_lines(running, {first: 90, second: 80})))
    assert again[first.name] == Outcome.PROPOSED


@pytest.mark.django_db
def test_there_is_one_national_rule_a_day():
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch")
    set_rule(award_type)
    set_rule(award_type, recipient="individual")
    with pytest.raises(IntegrityError), transaction.atomic():
        set_rule(award_type)
