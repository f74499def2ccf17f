"""Hard case 4: discipline or a denunciation after the ranking, at every later step."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Hold, ProposalLine
from awards.queries import results
from awards.queries.holds import live_lines_of
from awards.services import holds, proposals
from core.errors import DomainError, NotAllowedError
from notices.models import Notice

from .. import cast
from . import stage

TODAY = timezone.localdate


def lift(round_, hold, *, actor=None, **fields):
    fields = {"outcome": "Tố cáo không có cơ sở", "ended_on": TODAY()} | fields
    return holds.lift_hold(
        actor=actor or round_.city.secretary, hold=hold, at=timezone.now(), **fields
    )


def to_submit(proposal) -> list[str]:
    return [row.ranking_line.entry.name for row in results.lines_to_submit(proposal, TODAY())]


@pytest.fixture
def proposal(running):
    stage.rule(needs_ballot=False)
    proposal = stage.propose(running)
    # what drafting by the rules of the form writes; here no ballot stands before the submission
    proposal.quotas.update(rule=stage.award_type_named().rules.get())
    return proposal


def stages_of(body) -> list[str]:
    return [line.what_follows.stage for line in live_lines_of(person=None, body=body)]


def test_before_drafting_a_matter_is_recorded_and_affects_no_line(running):
    hold = stage.hold_board(running, 0)
    assert stages_of(running.city.boards[0]) == []
    assert Notice.objects.filter(key__startswith=f"hold:{hold.pk}").count() == 0
    assert list(Hold.objects.open_on(TODAY())) == [hold]


def test_in_an_open_proposal_the_line_stays_and_keeps_it_from_closing(running, proposal, sign_in):
    hold = stage.hold_board(running, 0)
    assert stage.outcomes(proposal) == ["proposed", "proposed", "over_quota"]
    assert stages_of(running.city.boards[0]) == ["trong đề nghị chưa chốt"]
    with pytest.raises(DomainError, match="việc chưa kết luận"):
        stage.close(running, proposal)
    notices = Notice.objects.filter(key__startswith=f"hold:{hold.pk}")
    assert {notice.recipient for notice in notices} == {
        running.city.secretary,
        running.city.second_secretary,
    }
    assert not any("Ban Pháp chế" in notice.title + notice.body for notice in notices)
    page = (
        sign_in(running.city.leader)
        .get(reverse("dashboards:award_steps", args=[running.plan.slug]))
        .text
    )
    assert "Ban Pháp chế" in page
    assert "Người khác không tự động được đưa lên" in page
    # taken out by two people, the place stays empty
    stage.move(running, stage.line_of_board(proposal, running, 0), "out")
    assert stage.outcomes(proposal) == ["removed", "proposed", "over_quota"]
    stage.close(running, proposal)


def test_after_the_closing_only_the_held_line_is_kept_back(running, proposal, sign_in):
    stage.close(running, proposal)
    assert to_submit(proposal) == ["Ban Pháp chế", "Ban Đô thị"]
    hold = stage.hold_board(running, 0)
    assert to_submit(proposal) == ["Ban Đô thị"]
    assert stage.outcomes(proposal) == ["proposed", "proposed", "over_quota"]
    assert stages_of(running.city.boards[0]) == ["trong đề nghị đã chốt"]
    line = stage.line_of_board(proposal, running, 0)
    page = sign_in(running.city.leader).get(
        reverse("awards:line_detail", args=[running.plan.slug, line.pk])
    )
    assert "Dòng này bị giữ lại" in page.text
    lift(running, hold)
    assert to_submit(proposal) == ["Ban Pháp chế", "Ban Đô thị"]


def test_after_submission_and_decision_the_page_gives_advice(running, proposal):
    board, line = running.city.boards[0], stage.line_of_board(proposal, running, 0)
    stage.close(running, proposal)
    stage.hold_board(running, 0)
    submission = stage.submit(running, proposal, line)
    assert stages_of(board) == ["đã gửi đi theo Tờ trình 05/TTr-HĐND"]
    decision = stage.decide(running, submission)
    stage.award(running, decision, board, line)
    (live,) = live_lines_of(person=None, body=board)
    assert live.what_follows.stage == f"đã được khen theo {decision}"
    assert "15 ngày làm việc" in live.what_follows.todo


def test_only_a_new_ranking_proposes_somebody_else(running, proposal):
    stage.close(running, proposal)
    stage.hold_board(running, 0)
    newer = proposals.draft_proposal(actor=running.city.secretary, ranking=stage.seal(running))
    assert stage.outcomes(proposal) == ["proposed", "proposed", "over_quota"]
    lines = live_lines_of(person=None, body=running.city.boards[0])
    assert proposal.pk not in {line.proposal_id for line in lines}
    assert ProposalLine.objects.filter(proposal=newer).exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (lambda: {"begins_on": TODAY() + dt.timedelta(days=1)}, "phía trước"),
        (lambda: {"document": "x"}, "văn bản"),
    ],
)
def test_a_matter_needs_a_document_and_a_day_not_in_the_future(running, fields, message):
    with pytest.raises(DomainError, match=message):
        stage.hold_board(running, 0, **fields())


def test_the_same_matter_is_recorded_once(running):
    stage.hold_board(running, 0)
    with pytest.raises(DomainError, match="đã được ghi"):
        stage.hold_board(running, 0)
    stage.hold_board(running, 0, document="Đơn số 8, thụ lý ngày 05/02/2024")


def test_a_matter_ends_once_with_its_outcome(running):
    hold = stage.hold_board(running, 0)
    with pytest.raises(DomainError, match="ít nhất 10"):
        lift(running, hold, outcome="Xong")
    with pytest.raises(DomainError, match="Ngày kết thúc"):
        lift(running, hold, ended_on=hold.begins_on - dt.timedelta(days=1))
    lift(running, hold)
    with pytest.raises(DomainError, match="đã được ghi là kết thúc"):
        lift(running, hold)


def test_only_the_office_concerned_records_and_ends(running, elsewhere):
    hold = stage.hold_board(running, 0)
    for actor in (elsewhere.city.secretary, running.city.leader, running.city.delegates[0]):
        with pytest.raises(NotAllowedError):
            lift(running, hold, actor=actor)
    head = running.city.delegates[0]
    cast.appoint(running.city, head)
    with pytest.raises(NotAllowedError, match="chính bạn"):
        lift(running, hold, actor=head)


def test_the_office_finds_the_person_and_nobody_else_sees_the_page(running, elsewhere, sign_in):
    address = reverse("awards:hold_list")
    entry = running.entry_of_board(0)
    client = sign_in(running.city.secretary)
    assert "Ban Pháp chế" in client.get(address, {"tim": "phap che"}).text
    form = reverse("awards:hold_place", args=[entry.pk])
    data = {"kind": "discipline", "document": "QĐ 45/QĐ-KL", "begins_on": "2024-01-05"}
    assert client.post(form, data | {"begins_on": ""}).status_code == 200
    assert client.post(form, data).status_code == 302
    hold = Hold.objects.get()
    assert (hold.body, hold.placed_by) == (running.city.boards[0], running.city.secretary)
    assert "QĐ 45/QĐ-KL" in sign_in(running.city.leader).get(address).text
    assert "QĐ 45/QĐ-KL" not in sign_in(elsewhere.city.secretary).get(address).text
    assert sign_in(running.city.delegates[0]).get(address).status_code == 404
    end = reverse("awards:hold_lift", args=[hold.pk])
    assert sign_in(elsewhere.city.secretary).get(end).status_code == 404
    client.post(end, {"ended_on": "2024-02-05", "outcome": "Khiển trách, đã chấp hành xong"})
    hold.refresh_from_db()
    assert hold.ended_on == dt.date(2024, 2, 5)
