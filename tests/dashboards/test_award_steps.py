"""Khen thưởng: seven steps, each with its state, the next action and why not yet."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import ProposalLine, PublicNotice, Refusal
from awards.services import changes, notices, verdicts
from ballots.models import AwardCouncil, Ballot, BallotMethod, BallotQuestion, BallotState
from dashboards.award_progress import progress_of
from dashboards.award_steps import steps_of
from papers.models import Paper

from .. import cast
from ..awards import stage


def states(round_) -> str:
    """One letter a step: D done, N now, S stopped, - not yet."""
    letters = {"step_done": "D", "step_now": "N", "step_stopped": "S", "step_not_yet": "-"}
    steps = steps_of(progress_of(round_.plan, timezone.localdate()))
    return "".join(letters[step.state] for step in steps)


def step(round_, number: int):
    return steps_of(progress_of(round_.plan, timezone.localdate()))[number - 1]


def post_notice(round_, proposal) -> PublicNotice:
    return notices.post_notice(
        actor=round_.city.secretary,
        proposal=proposal,
        place="Trụ sở HĐND",
        document_number="",
        posted_on=timezone.localdate(),
        working_days=1,
        at=timezone.now(),
    )


def count_ballot(round_, proposal) -> None:
    ballot = Ballot.objects.create(
        proposal=proposal,
        council=AwardCouncil.objects.create(
            organiser=round_.city.council, name="Hội đồng", valid_from=cast.TERM_START
        ),
        method=BallotMethod.PAPER,
        state=BallotState.COUNTED,
        prepared_by=round_.city.secretary,
        opened_at=timezone.now(),
        closed_at=timezone.now(),
        counted_at=timezone.now(),
    )
    for number in range(2):
        line = stage.line_of_board(proposal, round_, number)
        BallotQuestion.objects.create(ballot=ballot, line=line, position=number, is_passed=True)
        verdicts.record_verdicts(verdicts={line.pk: True})


def test_the_steps_follow_each_other_to_the_certificates(running):
    assert states(running) == "N------"
    proposal = stage.propose(running)
    proposal.quotas.update(rule=stage.rule(notice_days=1))
    assert states(running) == "DN-----"
    change = changes.ask_change(
        actor=running.city.secretary,
        line=stage.line_of_board(proposal, running, 2),
        direction="in",
        reason=stage.REASON,
        at=timezone.now(),
    )
    assert states(running) == "DS-----"
    assert "1 thay đổi bằng tay chờ người thứ hai" in step(running, 2).next
    changes.answer_change(
        actor=running.city.second_secretary,
        change=change,
        is_confirmed=False,
        answer="Chỉ tiêu đã hết",
        at=timezone.now(),
    )
    stage.close(running, proposal)
    assert states(running) == "DDN----"
    notice = post_notice(running, proposal)
    assert step(running, 3).next == "Còn 1 ngày làm việc."
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    notice.posted_on, notice.ends_on = yesterday, yesterday
    notice.save()
    objection = notices.record_objection(
        actor=running.city.secretary,
        notice=notice,
        line=stage.line_of_board(proposal, running, 0),
        from_whom="Bà Lê Thử Mơ",
        content="Số liệu chưa đúng",
        received_on=yesterday,
        at=timezone.now(),
    )
    assert states(running) == "DDS----"
    notices.answer_objection(
        actor=running.city.secretary,
        objection=objection,
        is_upheld=False,
        answer="Đã kiểm tra, số liệu đúng",
        at=timezone.now(),
    )
    assert states(running) == "DDDN---"
    count_ballot(running, proposal)
    assert states(running) == "DDDDN--"
    assert "thông qua 2/2" in step(running, 4).facts[0]
    lines = [stage.line_of_board(proposal, running, number) for number in range(2)]
    submission = stage.submit(running, proposal, *lines)
    assert states(running) == "DDDDDN-"
    decision = stage.decide(running, submission)
    stage.award(running, decision, running.city.boards[0], lines[0], amount=4680000)
    assert states(running) == "DDDDDNN"
    Refusal.objects.create(decision=decision, line=lines[1], legal_ground="Điều 4")
    assert states(running) == "DDDDDDN"
    assert "1 được khen, 1 không được khen" in step(running, 6).facts
    assert "Tiền thưởng 4.680.000 đồng cho 1 khen thưởng" in step(running, 7).facts
    Paper.objects.create(
        proposal=proposal,
        kind="certificates",
        ranking_number=1,
        ranking_checksum=proposal.ranking.checksum,
        state="done",
        asked_by=running.city.secretary,
        asked_at=timezone.now(),
    )
    assert states(running) == "DDDDDDD"


def test_a_step_not_yet_possible_says_why_and_has_no_button(running, sign_in):
    stage.propose(running)
    address = reverse("dashboards:award_steps", args=[running.plan.slug])
    page = sign_in(running.city.leader).get(address)
    for one in page.context["steps"][2:6]:
        assert (one.state, one.address) == ("step_not_yet", "")
        assert one.next
    assert reverse("awards:proposal_close", args=[running.plan.slug]) not in page.text


def test_the_secretary_closes_from_the_hub(running, sign_in):
    proposal = stage.propose(running)
    client = sign_in(running.city.secretary)
    address = reverse("awards:proposal_close", args=[running.plan.slug])
    assert address in client.get(reverse("dashboards:award_steps", args=[running.plan.slug])).text
    asked = client.post(address)  # without confirmation nothing is closed
    proposal.refresh_from_db()
    assert not proposal.is_closed
    assert "chưa có hồ sơ thành tích: Ban Đô thị, Ban Pháp chế" in asked.text
    page = client.post(address, {"seen": asked.context["act"].seen}, follow=True)
    assert "Đã chốt đề nghị" in page.text
    proposal.refresh_from_db()
    assert proposal.is_closed
    assert "đã chốt ngày" in client.post(address, follow=True).text


def test_a_newer_ranking_is_shown_and_restarts_the_steps(running, sign_in):
    stage.close(running, stage.propose(running))
    stage.seal(running)
    assert states(running) == "D------"
    page = sign_in(running.city.leader).get(
        reverse("dashboards:award_steps", args=[running.plan.slug])
    )
    assert "Bảng xếp hạng số 2 mới hơn đề nghị hiện có" in page.text


def test_the_number_of_queries_does_not_grow_with_the_content(running):
    proposal = stage.propose(running, seats=3)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            steps_of(progress_of(running.plan, timezone.localdate()))
        return len(queries)

    stage.hold_board(running, 0)
    ask = {"actor": running.city.secretary, "direction": "out", "reason": stage.REASON}
    lines = ProposalLine.objects.filter(proposal=proposal)
    changes.ask_change(line=lines.first(), at=timezone.now(), **ask)
    few = cost()
    for number in (1, 2):
        stage.hold_board(running, number)
    for line in lines[1:]:
        changes.ask_change(line=line, at=timezone.now(), **ask)
    assert cost() == few <= 24


def test_corrections_and_revocations_are_listed_with_the_decisions_by_date(running):
    """Neither answers a submission; an award given after a refusal counts as given."""
    proposal = stage.propose(running)
    stage.close(running, proposal)
    lines = [stage.line_of_board(proposal, running, number) for number in range(2)]
    submission = stage.submit(running, proposal, *lines)
    days = [dt.date(2024, 3, day) for day in (1, 8, 15)]
    first = stage.decide(running, submission, number="1/QĐ", decided_on=days[0])
    stage.decide(running, number="9/QĐ", decided_on=days[1])  # of another submission
    given = stage.award(running, first, running.city.boards[0], lines[0])
    Refusal.objects.create(decision=first, line=lines[1], legal_ground="Điều 4")
    after = {"corrects": first, "reason": "Ghi sai"}
    revoking = stage.decide(running, number="2/QĐ", decided_on=days[2], kind="revocation", **after)
    given.ended_by = revoking
    given.save()
    after["corrects"] = revoking
    third = stage.decide(running, number="3/QĐ", decided_on=days[1], kind="correction", **after)
    stage.award(running, third, running.city.boards[1], lines[1])
    facts = step(running, 6).facts
    assert facts == [
        "Quyết định 1/QĐ ngày 01/03/2024",
        "Quyết định 3/QĐ ngày 08/03/2024: điều chỉnh, bổ sung quyết định 2/QĐ ngày 15/03/2024",
        "Quyết định 2/QĐ ngày 15/03/2024: hủy bỏ quyết định 1/QĐ ngày 01/03/2024",
        "1 được khen, 0 không được khen",
    ]
    assert step(running, 6).state == "step_done", "a line whose award was revoked has its answer"


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("delegate", 404)])
def test_only_overseers_see_it(running, sign_in, who, status):
    user = running.city.leader if who == "leader" else running.city.delegates[0]
    page = sign_in(user).get(reverse("dashboards:award_steps", args=[running.plan.slug]))
    assert page.status_code == status
