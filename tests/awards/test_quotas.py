"""Quotas: numbers, percentages, bands, one list, nested; and what breaks ties."""

from decimal import Decimal

import pytest

from awards.models import Outcome, ProposalLine, ProposalQuota, Quota, TiePool
from awards.services import quotas
from awards.wording.reasons import reason_of
from core.errors import DomainError
from participants.models import BodyPost, Gender, Person
from participants.services import Seat, seat_delegates

from .. import cast
from .rounds import add_quota, award_type_of, boards, draft, outcomes, rows_of, seal_lines, set_rule

P, C, D, V = Outcome.PROPOSED, "Ban Pháp chế", "Ban Đô thị", "Ban Văn hóa - Xã hội"


@pytest.fixture
def delegates(running):
    """Five delegates, the first two full-time, with points 95, 90, 85, 80, 75."""
    entries = [running.entry_of(user) for user in running.city.delegates]
    return {entry: 95 - 5 * index for index, entry in enumerate(entries)}


def test_award_types_of_the_same_precedence_are_not_mixed(running):
    """A council's own types often have the same one; their lists must not be mixed on paper."""
    for name, number in (("Giấy khen A", 2), ("Giấy khen B", 1)):
        add_quota(running, award_type=award_type_of(name=name), number=number)
    ranking = seal_lines(running, dict(zip(boards(running), (90, 80, 70), strict=True)))
    proposal = draft(running, ranking)
    lines = ProposalLine.objects.filter(proposal=proposal, outcome=P)
    names = lines.in_order_of_honour().values_list("share__quota__award_type__name", flat=True)
    assert list(names) == ["Giấy khen A", "Giấy khen A", "Giấy khen B"]


def proposed(proposal, **where) -> set[str]:
    return {name for name, outcome in outcomes(proposal, **where).items() if outcome == P}


@pytest.mark.parametrize(
    ("percent", "rounding", "seats"),
    [
        *(("49.9", "half_up", 1), ("50", "half_up", 2), ("50", "down", 1), ("50", "up", 2)),
        *(("33.3", "down", 0), ("33.4", "down", 1), ("0", "up", 0), ("100", "down", 3)),
    ],
)
def test_a_percentage_of_three_boards(running, percent, rounding, seats):
    add_quota(running, percent=Decimal(percent), rounding=rounding)
    proposal = draft(running, seal_lines(running, dict.fromkeys(boards(running)[:3], 0) | dict(
        zip(boards(running), (90, 80, 70), strict=True)
    )))  # fmt: skip
    assert len(proposed(proposal)) == proposal.quotas.get().seats == seats


def test_a_percentage_of_eligible_lines_only(running, delegates):
    add_quota(
        running, "individual", percent=50, percent_of="eligible", minimum_points=80, rounding="up"
    )
    proposal = draft(running, seal_lines(running, delegates))
    assert proposal.quotas.get().seats == 2  # of 4 with 80 points or more, not of 5


def test_bands_give_by_size_and_never_more_than_the_eligible(running, delegates):
    bands = [[2, 1], [None, 3]]
    add_quota(running, "individual", sharing="bands", bands=bands, minimum_points=85)
    proposal = draft(running, seal_lines(running, delegates))
    shares = {share.list: (share.size, share.seats) for share in proposal.quotas.get().shares.all()}
    assert shares == {"full_time": (2, 1), "part_time": (3, 1)}  # one of three reaches 85
    assert proposal.quotas.get().seats == 2


def test_one_list_goes_by_points_whatever_the_cluster_and_list(running, delegates):
    add_quota(running, "individual", sharing="one_list", number=3)
    proposal = draft(running, seal_lines(running, delegates))
    share = proposal.quotas.get().shares.get()
    assert (share.cluster, share.list, share.size, share.seats) == (None, "", 5, 3)
    rows = rows_of(proposal)
    assert [rows[entry.name].eligible_place for entry in delegates] == [1, 2, 3, 4, 5]
    assert proposed(proposal) == {entry.name for entry in list(delegates)[:3]}
    last = rows[list(delegates)[3].name]
    assert reason_of(last) == (
        "80 điểm, hạng 4 trong 5 đủ điều kiện (danh sách chung); danh sách chung chỉ có 3 suất."
    )


def test_a_tie_at_the_last_seat_of_one_list_is_left_to_a_person(running, delegates):
    """Hard case 6: what remains tied is left to a recorded decision."""
    add_quota(running, "individual", sharing="one_list", number=2)
    proposal = draft(running, seal_lines(running, dict.fromkeys(delegates, 80)))
    assert set(outcomes(proposal).values()) == {Outcome.TIED}
    assert TiePool.objects.get().seats == 2


def test_a_quota_for_each_list(running, delegates):
    add_quota(running, "full_time", number=1)
    add_quota(running, "part_time", number=2)
    proposal = draft(running, seal_lines(running, delegates))
    entries = [entry.name for entry in delegates]
    assert proposed(proposal) == {entries[0], entries[2], entries[3]}


def test_the_higher_award_takes_its_people_from_the_lower(running):
    flag = award_type_of(name="Cờ thi đua", precedence=10)
    add_quota(running, award_type=flag, number=1)
    add_quota(running, award_type=award_type_of(), number=1)
    ranking = seal_lines(running, dict(zip(boards(running), (90, 80, 70), strict=True)))
    proposal = draft(running, ranking)
    assert proposed(proposal, share__quota__award_type=flag) == {C}
    lower = outcomes(proposal, share__quota__award_type=award_type_of())
    assert lower == {C: Outcome.HIGHER_AWARD, D: P, V: Outcome.OVER_QUOTA}
    row = rows_of(proposal, share__quota__award_type=award_type_of())[C]
    assert reason_of(row) == "Đã có trong đề nghị Cờ thi đua."


def test_lines_tied_for_the_higher_award_are_out_of_the_lower(running):
    flag = award_type_of(name="Cờ thi đua", precedence=10)
    add_quota(running, award_type=flag, number=1)
    add_quota(running, award_type=award_type_of(), number=1)
    ranking = seal_lines(running, dict(zip(boards(running), (90, 90, 70), strict=True)))
    lower = outcomes(draft(running, ranking), share__quota__award_type=award_type_of())
    assert lower == {C: Outcome.HIGHER_AWARD, D: Outcome.HIGHER_AWARD, V: P}


def test_a_nested_quota_is_a_share_of_its_parents_number(running, delegates):
    whole = add_quota(running, "individual", number=4)
    add_quota(running, "full_time", percent=25, percent_of="parent", nested_in=whole)
    proposal = draft(running, seal_lines(running, delegates))
    entries = [entry.name for entry in delegates]
    # 25 % of 4: one full-time delegate; the other three seats are for the rest
    assert proposed(proposal, share__quota__subject="full_time") == {entries[0]}
    assert proposed(proposal, share__quota__subject="individual") == set(entries[2:])
    seats = dict(ProposalQuota.objects.values_list("subject", "seats"))
    assert seats == {"full_time": 1, "individual": 3}
    assert ProposalQuota.objects.get(subject="full_time").nested_in.subject == "individual"


def test_a_nested_quota_never_exceeds_the_rest_of_its_parent(running):
    whole = add_quota(running, award_type=award_type_of(), number=2)
    flag = award_type_of(name="Cờ thi đua", precedence=10)
    add_quota(running, award_type=flag, percent=100, nested_in=whole)  # 3 boards, 2 seats
    ranking = seal_lines(running, dict(zip(boards(running), (90, 80, 70), strict=True)))
    proposal = draft(running, ranking)
    assert proposed(proposal, share__quota__award_type=flag) == {C, D}
    assert outcomes(proposal, share__quota__award_type=award_type_of())[V] == Outcome.OVER_QUOTA


# --- equal merit ---------------------------------------------------------------------------------


@pytest.fixture
def equal_delegates(running):
    """Two part-time delegates with equal points, a man and a woman."""
    man, woman = (running.entry_of(running.city.delegates[number]) for number in (2, 3))
    assert woman.mandate.person.gender == Gender.FEMALE
    return running, man, woman


def test_women_first_decides_and_says_so(equal_delegates):
    running, man, woman = equal_delegates
    add_quota(running, "part_time", number=1, equal_merit="women_first")
    rows = rows_of(draft(running, seal_lines(running, {man: 80, woman: 80})))
    assert (rows[woman.name].outcome, rows[man.name].outcome) == (P, Outcome.OVER_QUOTA)
    assert "ngang nhau 2, xếp trước theo thứ tự ưu tiên nữ" in reason_of(rows[woman.name])
    assert "xếp sau theo thứ tự ưu tiên nữ" in reason_of(rows[man.name])


def test_women_come_first_only_where_the_quota_says_so(equal_delegates):
    running, man, woman = equal_delegates
    add_quota(running, "part_time", number=1)
    by_name = outcomes(draft(running, seal_lines(running, {man: 80, woman: 80})))
    assert set(by_name.values()) == {Outcome.TIED}


def test_points_and_tie_keys_come_before_women(equal_delegates):
    running, man, woman = equal_delegates
    add_quota(running, "part_time", number=1, equal_merit="women_first")
    rows = rows_of(draft(running, seal_lines(running, {man: "80.01", woman: 80})))
    assert rows[man.name].outcome == P
    assert "ưu tiên nữ" not in reason_of(rows[man.name])


def test_two_equal_women_are_left_to_a_person(equal_delegates):
    running, man, woman = equal_delegates
    Person.objects.filter(pk=man.mandate.person_id).update(gender=Gender.FEMALE)
    add_quota(running, "part_time", number=1, equal_merit="women_first")
    by_name = outcomes(draft(running, seal_lines(running, {man: 80, woman: 80})))
    assert set(by_name.values()) == {Outcome.TIED}


@pytest.mark.parametrize(("women", "members", "comes_first"), [(7, 10, True), (69, 100, False)])
def test_a_collective_comes_first_from_70_percent_women_on(running, women, members, comes_first):
    second = running.entry_of_board(1)
    post = ((second.body, BodyPost.MEMBER),)
    seat_delegates(
        seats=[
            Seat(f"Người {n}", "female" if n < women else "male", running.city.council, posts=post)
            for n in range(members)
        ],
        valid_from=cast.TERM_START,
    )
    add_quota(running, number=1, equal_merit="women_first")
    rows = rows_of(draft(running, seal_lines(running, dict.fromkeys(boards(running), 80))))
    assert (rows[D].outcome == P) == comes_first
    if comes_first:
        assert "(7 nữ trong 10 thành viên)" in reason_of(rows[D])
    else:
        assert {row.outcome for row in rows.values()} == {Outcome.TIED}


# --- terms that cannot be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "field", "message"),
    [
        ({"percent": Decimal(101)}, "percent", "từ 0 đến 100"),
        ({"percent": Decimal(10), "number": 1}, "percent", "không ghi cả hai"),
        ({}, "number", "Hãy ghi số lượng hoặc tỷ lệ"),
        ({"number": 50}, "number", "Chỉ tiêu 50 lớn hơn danh sách: chỉ có 3 tập thể tham gia"),
        ({"sharing": "bands"}, "bands", "Hãy ghi từng mức"),
        ({"sharing": "bands", "bands": [[10, 1], [5, 2], [None, 3]]}, "bands", "tăng dần"),
        ({"sharing": "bands", "bands": [[10, 1]]}, "bands", "còn lại"),
        ({"sharing": "bands", "bands": [["x", 1], [None, 2]]}, "bands", "Hãy ghi từng mức"),
        ({"number": 1, "bands": [[None, 1]]}, "bands", "chỉ dùng khi"),
        ({"number": 1, "minimum_points": Decimal(-1)}, "minimum_points", "không được âm"),
        ({"percent": Decimal(10), "percent_of": "parent"}, "nested_in", "chỉ tiêu bao trùm"),
    ],
)
def test_terms_that_contradict_are_refused_at_their_field(running, terms, field, message):
    with pytest.raises(DomainError, match=message) as refused:
        add(running, **terms)
    assert refused.value.field == field
    assert not Quota.objects.exists()


def add(running, subject="collective", award_type=None, **terms) -> Quota:
    actor, award_type = running.city.secretary, award_type or award_type_of()
    return quotas.set_quota(
        actor=actor, plan=running.plan, award_type=award_type, subject=subject, **terms
    )


def test_quotas_nest_neither_in_a_circle_nor_in_a_foreign_quota(running):
    whole = add(running, "individual", number=3)
    with pytest.raises(DomainError, match="không nằm trong"):
        add(running, "collective", number=1, nested_in=whole)
    with pytest.raises(DomainError, match="lớn hơn chỉ tiêu bao trùm"):
        add(running, "full_time", number=2, nested_in=add(running, "individual", number=1))
    with pytest.raises(DomainError, match="hình thức thấp hơn"):
        add(
            running,
            "full_time",
            award_type=award_type_of(name="Thấp", precedence=900),
            number=1,
            nested_in=whole,
        )
    flag = award_type_of(name="Ngang")
    circle = add(running, "individual", award_type=flag, number=1, nested_in=whole)
    with pytest.raises(DomainError, match="vòng tròn"):
        add(running, "individual", number=3, nested_in=circle)


def test_the_rule_in_force_is_kept_with_the_quota(running):
    rule = set_rule(award_type_of(), organiser=running.city.council)
    add(running, number=1)
    ranking = seal_lines(running, dict(zip(boards(running), (90, 80, 70), strict=True)))
    assert draft(running, ranking).quotas.get().rule == rule
