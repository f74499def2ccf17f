"""Moving a line by hand needs a reason and two people, and ends with the closing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Outcome, ProposalLine, Reason, TiePool
from awards.rules.closing import why_not_closable
from awards.services import changes, closing, holds, ties
from awards.wording.reasons import reason_of
from core.errors import DomainError, NotAllowedError
from notices.models import Notice
from participants.models import Appointment

from .. import cast
from . import stage


@pytest.fixture
def proposal(running):
    return stage.propose(running)


def ask(round_, line, direction="in", *, actor=None, reason=stage.REASON):
    return changes.ask_change(
        actor=actor or round_.city.secretary,
        line=line,
        direction=direction,
        reason=reason,
        at=timezone.now(),
    )


def answer(round_, change, *, actor=None, is_confirmed=True, words="Đã xem, đồng ý"):
    return changes.answer_change(
        actor=actor or round_.city.second_secretary,
        change=change,
        is_confirmed=is_confirmed,
        answer=words,
        at=timezone.now(),
    )


def test_a_line_comes_in_over_the_quota_when_a_second_person_agrees(running, proposal, sign_in):
    line = stage.line_of_board(proposal, running, 2)
    change = ask(running, line)
    assert stage.outcomes(proposal) == ["proposed", "proposed", "over_quota"]
    assert [n.recipient for n in Notice.objects.filter(key=f"change:{change.pk}:asked")] == [
        running.city.second_secretary
    ]
    answer(running, change)
    assert stage.outcomes(proposal) == ["proposed", "proposed", "added"]
    line.refresh_from_db()
    assert reason_of(line).startswith(
        f"Bổ sung bằng tay: {stage.REASON} (Thư Ký Một Sông Xanh đề xuất, Thư Ký Hai Sông Xanh"
    )
    client = sign_in(running.city.leader)
    address = reverse("awards:line_detail", args=[running.plan.slug, line.pk])
    assert "vượt chỉ tiêu 1" in client.get(address).text
    assert (
        "vượt chỉ tiêu 1"
        in client.get(reverse("dashboards:award_steps", args=[running.plan.slug])).text
    )
    in_list = client.get(reverse("awards:proposal_detail", args=[running.plan.slug]))
    assert stage.REASON in in_list.text


def test_a_line_goes_out_and_nobody_moves_up_for_it(running, proposal):
    stage.move(running, stage.line_of_board(proposal, running, 1), "out")
    assert stage.outcomes(proposal) == ["proposed", "removed", "over_quota"]
    stage.move(running, stage.line_of_board(proposal, running, 1), "in")
    assert stage.outcomes(proposal) == ["proposed", "added", "over_quota"]


def test_turned_down_with_a_reason_the_line_stays(running, proposal):
    change = ask(running, stage.line_of_board(proposal, running, 2))
    with pytest.raises(DomainError, match="ít nhất 10"):
        answer(running, change, is_confirmed=False, words="Không")
    answer(running, change, is_confirmed=False, words="Chỉ tiêu đã hết từ đầu năm")
    assert stage.outcomes(proposal)[2] == Outcome.OVER_QUOTA
    with pytest.raises(DomainError, match="đã được trả lời"):
        answer(running, change)


def test_the_requester_is_never_the_second_person(running, proposal):
    change = ask(running, stage.line_of_board(proposal, running, 2))
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        answer(running, change, actor=running.city.secretary)


def test_nobody_asks_or_answers_about_a_body_of_their_own(running, proposal):
    head = running.city.delegates[0]  # heads board 0, and now works in the office as well
    cast.appoint(running.city, head)
    line = stage.line_of_board(proposal, running, 0)
    with pytest.raises(NotAllowedError, match="chính bạn"):
        ask(running, line, "out", actor=head)
    change = ask(running, line, "out")
    with pytest.raises(NotAllowedError, match="chính bạn"):
        answer(running, change, actor=head)
    other = stage.line_of_board(proposal, running, 1)
    answer(running, ask(running, other, "out"), actor=head)  # what is not theirs, they may


@pytest.mark.parametrize("who", ["leader", "delegate"])
def test_only_secretaries_move_lines(running, proposal, who):
    city = running.city
    actor = city.leader if who == "leader" else city.delegates[0]
    with pytest.raises(NotAllowedError):
        ask(running, stage.line_of_board(proposal, running, 2), actor=actor)


def test_a_reason_of_ten_characters_and_one_open_request_a_line(running, proposal):
    line = stage.line_of_board(proposal, running, 2)
    with pytest.raises(DomainError, match="ít nhất 10") as refused:
        ask(running, line, reason="  vì vậy  ")
    assert refused.value.field == "reason"
    ask(running, line)
    with pytest.raises(DomainError, match="đang có một đề xuất"):
        ask(running, line)


@pytest.mark.parametrize(
    ("outcome", "reasons", "comes_in"),
    [
        (Outcome.NEEDS_DECISION, [Reason.DISCIPLINE_ENDED], True),
        (Outcome.NOT_ELIGIBLE, [Reason.HELD], True),  # lifted since the drafting
        (Outcome.NOT_ELIGIBLE, [Reason.HELD, Reason.POINTS], False),
        (Outcome.NOT_ELIGIBLE, [Reason.POINTS], False),
        (Outcome.HIGHER_AWARD, [], False),
        (Outcome.UNREGISTERED, [], False),
        (Outcome.TIED, [], False),
        (Outcome.PROPOSED, [], False),
    ],
)
def test_outcomes_that_may_come_in_by_hand(running, proposal, outcome, reasons, comes_in):
    line = stage.line_of_board(proposal, running, 2)
    ProposalLine.objects.filter(pk=line.pk).update(outcome=outcome, reasons=reasons)
    if comes_in:
        stage.move(running, line, "in")
        assert stage.outcomes(proposal)[2] == Outcome.ADDED
    else:
        with pytest.raises(DomainError, match=r"bổ sung bằng tay|nhóm bằng điểm"):
            ask(running, line)


def test_a_decision_to_leave_a_line_out_can_be_recorded(running, proposal):
    line = stage.line_of_board(proposal, running, 2)
    ProposalLine.objects.filter(pk=line.pk).update(outcome=Outcome.NEEDS_DECISION)
    stage.move(running, line, "out")
    assert stage.outcomes(proposal)[2] == Outcome.REMOVED


def test_a_held_line_does_not_come_in_even_when_the_request_was_older(running, proposal):
    line = stage.line_of_board(proposal, running, 2)
    change = ask(running, line)
    stage.hold_board(running, 2)
    with pytest.raises(DomainError, match="chưa kết luận"):
        answer(running, change)
    assert stage.outcomes(proposal)[2] == Outcome.OVER_QUOTA


def test_nothing_moves_in_a_superseded_proposal(running, proposal):
    line = stage.line_of_board(proposal, running, 2)
    change = ask(running, line)
    stage.seal(running)
    for act in (lambda: answer(running, change), lambda: ask(running, line, "in")):
        with pytest.raises(DomainError, match="mới hơn"):
            act()
    with pytest.raises(DomainError, match="mới hơn"):
        stage.close(running, proposal)


def test_closing_waits_for_ties_changes_and_holds(running):
    proposal = stage.propose(running, (2, 1, 1))
    with pytest.raises(DomainError, match="2 tập thể, cá nhân bằng điểm"):
        stage.close(running, proposal)
    pool = TiePool.objects.get(quota__proposal=proposal)
    choose = {
        "actor": running.city.secretary,
        "pool": pool,
        "chosen_ids": [stage.line_of_board(proposal, running, 1).pk],
        "reason": stage.REASON,
        "at": timezone.now(),
    }
    ties.decide_tie(**choose)
    change = ask(running, stage.line_of_board(proposal, running, 2))
    with pytest.raises(DomainError, match="1 thay đổi bằng tay"):
        stage.close(running, proposal)
    answer(running, change, is_confirmed=False, words="Chỉ tiêu đã hết")
    hold = stage.hold_board(running, 0)
    with pytest.raises(DomainError, match="1 trường hợp đang có việc chưa kết luận"):
        stage.close(running, proposal)
    today = timezone.localdate()
    holds.lift_hold(
        actor=running.city.secretary,
        hold=hold,
        outcome="Tố cáo không có cơ sở",
        ended_on=today,
        at=timezone.now(),
    )
    assert why_not_closable(proposal, today) is None
    closed = stage.close(running, proposal)
    assert closed.closed_by == running.city.secretary
    line = stage.line_of_board(proposal, running, 2)
    for act in (
        lambda: ask(running, line),
        lambda: stage.close(running, proposal),
        lambda: ties.decide_tie(**choose),
    ):
        with pytest.raises(DomainError, match="đã chốt"):
            act()


def test_only_a_secretary_closes(running, proposal):
    with pytest.raises(NotAllowedError):
        closing.close_proposal(actor=running.city.leader, proposal=proposal, at=timezone.now())


def test_the_second_person_answers_on_the_page_of_the_line(running, proposal, sign_in):
    line = stage.line_of_board(proposal, running, 2)
    slug = running.plan.slug
    page = reverse("awards:line_detail", args=[slug, line.pk])
    asking = sign_in(running.city.secretary)
    refused = asking.post(reverse("awards:change_ask", args=[slug, line.pk]), {"reason": "ngắn"})
    assert "ít nhất 10" in refused.text
    asking.post(
        reverse("awards:change_ask", args=[slug, line.pk]), {"reason": stage.REASON, "in": "1"}
    )
    change = line.changes.get()
    address = reverse("awards:change_answer", args=[slug, change.pk])
    assert address not in asking.get(page).text
    second = sign_in(running.city.second_secretary)
    shown = second.get(page).text
    assert address in shown
    assert "Đồng ý thì vượt chỉ tiêu 1" in shown
    second.post(address, {"answer": "", "confirm": "1"})
    assert stage.outcomes(proposal)[2] == Outcome.ADDED
    assert asking.post(address, {"confirm": "1"}).status_code == 403


def test_the_same_person_in_two_plans_is_pointed_out(running, proposal, sign_in):
    """Hard case 3: one person in several proposals of the same time gives a warning only."""
    other = cast.launch_round(running.city, "song-xanh-chuyen-de")
    stage.propose(other)
    line = stage.line_of_board(proposal, running, 0)
    page = sign_in(running.city.leader).get(
        reverse("awards:line_detail", args=[running.plan.slug, line.pk])
    )
    assert "Cũng đang được đề nghị Bằng khen ở Kế hoạch song-xanh-chuyen-de" in page.text
    out = stage.line_of_board(proposal, running, 2)
    page = sign_in(running.city.leader).get(
        reverse("awards:line_detail", args=[running.plan.slug, out.pk])
    )
    assert "Cũng đang được đề nghị" not in page.text


def test_a_former_secretary_cannot_answer(running, proposal):
    change = ask(running, stage.line_of_board(proposal, running, 2))
    Appointment.objects.filter(user=running.city.second_secretary).update(valid_to="2022-01-01")
    with pytest.raises(NotAllowedError):
        answer(running, change)


def test_a_tie_can_be_decided_after_a_line_above_it_went_out(running):
    proposal = stage.propose(running, (3, 1, 1))
    first = stage.line_of_board(proposal, running, 0)
    now, city = timezone.now(), running.city
    change = changes.ask_change(
        actor=city.secretary, line=first, direction="out", reason=stage.REASON, at=now
    )
    changes.answer_change(
        actor=city.second_secretary, change=change, is_confirmed=True, answer="Đồng ý", at=now
    )
    chosen = stage.line_of_board(proposal, running, 1)
    ties.decide_tie(
        actor=city.secretary,
        pool=TiePool.objects.get(),
        chosen_ids=[chosen.pk],
        reason=stage.REASON,
        at=now,
    )
    chosen.refresh_from_db()
    assert chosen.outcome == Outcome.CHOSEN


def test_nobody_decides_a_tie_with_a_line_of_their_own(running):
    proposal = stage.propose(running, (1, 1, 3))
    head = running.city.delegates[0]  # of the first board, and a secretary as well
    cast.appoint(running.city, head)
    with pytest.raises(NotAllowedError, match="người khác"):
        ties.decide_tie(
            actor=head,
            pool=TiePool.objects.get(),
            chosen_ids=[stage.line_of_board(proposal, running, 1).pk],
            reason=stage.REASON,
            at=timezone.now(),
        )
