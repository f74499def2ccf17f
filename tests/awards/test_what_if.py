"""Trying other terms of a proposal: the places that drafting would give, nothing stored."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from awards.drafting.what_if import what_if
from awards.models import Outcome, ProposalLine, Quota
from awards.wording.reasons import reason_of

from ..reading import one_line
from .rounds import add_quota, award_type_of, boards, draft, outcomes, rows_of, seal_lines

ASKED = {"cua": "participants", "lam_tron": "down", "chia": "remainder", "ngang_nhau": "human"}


def rows_written() -> dict[str, int]:
    tables = connection.introspection.table_names()
    kept = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in kept}


@pytest.fixture
def entries(running):
    """Three boards and three part-time delegates, two of them with equal points."""
    people = [running.entry_of(user) for user in running.city.delegates[2:]]
    totals = dict(zip([*boards(running), *people], (90, 80, 70, 90, 80, 80), strict=True))
    return running, totals


@pytest.fixture
def drafted(entries):
    running, totals = entries
    add_quota(running, number=1)
    add_quota(running, "part_time", number=1)
    return running, draft(running, seal_lines(running, totals))


@pytest.mark.parametrize(
    ("subject", "changes"),
    [
        ("collective", {"number": 2}),
        ("collective", {"number": 0}),
        ("collective", {"number": 3, "minimum_points": Decimal(85)}),
        ("collective", {"number": None, "percent": Decimal(67), "rounding": "up"}),
        ("part_time", {"number": 2}),
        ("part_time", {"number": 2, "equal_merit": "women_first"}),
        ("part_time", {"number": None, "sharing": "bands", "bands": [[2, 1], [None, 3]]}),
        ("part_time", {"number": 2, "sharing": "one_list"}),
    ],
)
def test_the_moves_are_those_of_a_real_draft_with_the_same_terms(drafted, subject, changes):
    running, proposal = drafted
    quota = proposal.quotas.get(subject=subject)
    before = by_outcome(proposal, subject)
    written = rows_written()
    moves = what_if(proposal, quota.pk, changes).chosen
    assert rows_written() == written
    Quota.objects.filter(plan=running.plan, subject=subject).update(**changes)
    lines = ProposalLine.objects.filter(proposal=proposal)
    totals = {
        row.ranking_line.entry: row.ranking_line.total
        for row in lines.select_related("ranking_line__entry")
    }
    again = draft(running, seal_lines(running, totals))
    after = by_outcome(again, subject)
    assert {move.name for move in moves.coming.listed} == after["proposed"] - before["proposed"]
    gone = (before["proposed"] | before["tied"]) - after["proposed"] - after["tied"]
    assert {move.name for move in moves.going.listed} == gone
    assert {move.name for move in moves.to_choose.listed} == after["tied"] - before["tied"]
    assert moves.seats == again.quotas.get(subject=subject).seats
    words = {move.name: move.why for move in (*moves.coming.listed, *moves.going.listed)}
    rows = rows_of(again, share__quota__subject=subject)
    assert words == {name: reason_of(rows[name]) for name in words}


def by_outcome(proposal, subject: str) -> dict[str, set[str]]:
    by_name = outcomes(proposal, share__quota__subject=subject)
    return {
        value: {name for name, outcome in by_name.items() if outcome == value}
        for value in (Outcome.PROPOSED, Outcome.TIED)
    }


def test_a_change_of_the_higher_award_moves_the_lower(entries):
    running, totals = entries
    flag = award_type_of(name="Cờ thi đua", precedence=10)
    add_quota(running, award_type=flag, number=1)
    add_quota(running, number=1)
    proposal = draft(running, seal_lines(running, totals))
    result = what_if(proposal, proposal.quotas.get(award_type=flag).pk, {"number": 2})
    [lower] = result.others
    assert [move.name for move in result.chosen.coming.listed] == ["Ban Đô thị"]
    assert [move.name for move in lower.going.listed] == ["Ban Đô thị"]
    assert [move.name for move in lower.coming.listed] == ["Ban Văn hóa - Xã hội"]
    assert lower.going.listed[0].why == "Đã có trong đề nghị Cờ thi đua."


def test_lines_moved_by_hand_stay_and_are_counted(drafted):
    _, proposal = drafted
    lines = ProposalLine.objects.filter(proposal=proposal)
    lines.filter(ranking_line__entry__name="Ban Đô thị").update(outcome=Outcome.ADDED)
    result = what_if(proposal, proposal.quotas.get(subject="collective").pk, {"number": 2})
    assert (result.chosen.coming.number, result.by_hand) == (0, 1)


def page(sign_in, running, **asked):
    address = reverse("awards:proposal_what_if", args=[running.plan.slug])
    return sign_in(running.city.leader).get(address, asked)


def test_the_page_shows_coming_lines_with_reasons(drafted, sign_in):
    running, _ = drafted
    shown = page(sign_in, running, so_luong="2", **ASKED)
    assert "1 vào, 0 ra" in one_line(shown.text)
    assert "80 điểm, hạng 2 trong 3 đủ điều kiện (Các Ban, danh sách tập thể)" in shown.text


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"so_luong": "50"}, "so_luong", "chỉ có 3 tập thể tham gia"),
        ({"so_luong": "1,5"}, "so_luong", "số nguyên"),
        ({"so_luong": "x"}, "so_luong", "không phải là số"),
        ({"so_luong": "1e99999999"}, "so_luong", "không phải là số"),  # endless
        ({"so_luong": "-1"}, "so_luong", "không được âm"),
        ({"ty_le": "101"}, "ty_le", "từ 0 đến 100"),
        ({"so_luong": "1", "ty_le": "10"}, "ty_le", "không ghi cả hai"),
        ({"so_luong": "1", "diem": "abc"}, "diem", "không phải là số"),
        ({"chia": "bands", "quy_mo": "nhiều"}, "quy_mo", "Không hiểu"),
        ({"chia": "bands", "quy_mo": "đến 9: 1"}, "quy_mo", "còn lại"),
        ({"so_luong": "1", "chia": "không có"}, "chia", "Hãy chọn"),
    ],
)
def test_impossible_terms_are_refused_at_their_field(drafted, sign_in, asked, field, message):
    running, _ = drafted
    shown = page(sign_in, running, **(ASKED | asked))
    [error] = shown.context["form"].errors[field]
    assert message in error
    assert "result" not in shown.context


def test_bands_are_read_as_they_are_shown(drafted, sign_in):
    running, _ = drafted
    asked = ASKED | {"chia": "bands", "quy_mo": "đến 2: 1; đến 5: 2; còn lại: 3"}
    shown = page(sign_in, running, **asked)
    assert shown.context["result"].chosen.seats == 2
    assert "đến 2: 1; đến 5: 2; còn lại: 3" in shown.text


def test_without_a_proposal_the_page_says_when_there_will_be_one(running, sign_in):
    assert "Chưa có đề nghị để thử" in page(sign_in, running).text
