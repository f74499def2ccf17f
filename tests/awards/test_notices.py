"""The list is published for its working days; only the office knows who objects."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Objection, PublicNotice
from awards.services import notices
from core.errors import DomainError, NotAllowedError
from notices.models import Notice

from .. import cast
from . import stage

SECRET = "Hồ sơ có số liệu không đúng thực tế"


def moment(day: str):
    return dt.datetime.fromisoformat(f"{day}T09:00:00+07:00")


@pytest.fixture
def proposal(running):
    proposal = stage.propose(running)
    proposal.quotas.update(rule=stage.rule(notice_days=10))
    return proposal


def post(round_, proposal, day: str, working_days=10, **fields):
    fields = {"place": "Trụ sở HĐND", "document_number": "", "at": moment(day)} | fields
    return notices.post_notice(
        actor=round_.city.secretary,
        proposal=proposal,
        posted_on=dt.date.fromisoformat(day),
        working_days=working_days,
        **fields,
    )


@pytest.mark.parametrize(
    ("posted", "ends"),
    [
        ("2024-03-04", "2024-03-18"),  # nothing but weekends
        ("2024-01-29", "2024-02-19"),  # Tết: 8 to 14 February are off
        ("2024-08-26", "2024-09-11"),  # 2 and 3 September are off
        ("2024-04-22", "2024-05-08"),  # 29 April to 1 May off, Saturday 4 May is worked
    ],
)
def test_the_day_of_posting_and_holidays_do_not_count(running, proposal, posted, ends):
    stage.close(running, proposal, moment(posted))
    assert post(running, proposal, posted).ends_on == dt.date.fromisoformat(ends)


def test_a_notice_needs_a_closed_proposal_enough_days_and_no_other_notice(running, proposal):
    with pytest.raises(DomainError, match="chưa được chốt"):
        post(running, proposal, "2024-03-04")
    stage.close(running, proposal, moment("2024-03-04"))
    with pytest.raises(DomainError, match="ít nhất 10 ngày"):
        post(running, proposal, "2024-03-04", 9)
    with pytest.raises(DomainError, match="từ ngày chốt"):
        post(running, proposal, "2024-03-01")
    with pytest.raises(DomainError, match="đến hôm nay"):
        post(running, proposal, "2024-03-06", at=moment("2024-03-05"))
    post(running, proposal, "2024-03-04")
    with pytest.raises(DomainError, match="đang được công khai"):
        post(running, proposal, "2024-03-18")
    post(running, proposal, "2024-03-19")  # a second one after the first


def test_a_superseded_proposal_is_not_published(running, proposal):
    stage.close(running, proposal)
    stage.seal(running)
    with pytest.raises(DomainError, match="mới hơn"):
        post(running, proposal, str(timezone.localdate()))


@pytest.fixture
def notice(running, proposal):
    stage.close(running, proposal)
    return post(running, proposal, str(timezone.localdate()), at=timezone.now())


def address(round_) -> str:
    return reverse("awards:notice_detail", args=[round_.plan.slug])


def test_participants_are_notified_and_see_names_only_while_published(running, notice, sign_in):
    sent = Notice.objects.filter(key=f"public-notice:{notice.pk}")
    assert {n.recipient for n in sent} == set(running.city.delegates)
    client = sign_in(running.city.delegates[3])
    page = client.get(address(running)).text
    assert "Ban Pháp chế" in page
    assert "Ban Văn hóa - Xã hội" not in page
    assert "100" not in page.split("Danh sách đề nghị")[1].split("</table>")[0]  # no points
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    PublicNotice.objects.update(posted_on=yesterday - dt.timedelta(days=20), ends_on=yesterday)
    page = client.get(address(running)).text
    assert "Ban Pháp chế" not in page
    assert "Hiện không có danh sách công khai" in page
    assert "Ban Pháp chế" in sign_in(running.city.leader).get(address(running)).text


def test_a_participant_objects_in_their_own_name_and_only_overseers_know(
    running, proposal, notice, sign_in
):
    line = stage.line_of_board(proposal, running, 0)
    author, other = running.city.delegates[3], running.city.delegates[4]
    record = reverse("awards:objection_record", args=[running.plan.slug])
    data = {"line": line.pk, "content": SECRET, "from_whom": "Người khác"}
    sign_in(author).post(record, data)
    objection = Objection.objects.get()
    assert (objection.from_whom, objection.recorded_by) == (author.full_name, author)
    assert objection.received_on == timezone.localdate()
    assert SECRET in sign_in(author).get(address(running)).text
    assert SECRET not in sign_in(other).get(address(running)).text
    for overseer in (running.city.leader, running.city.second_secretary):
        page = sign_in(overseer).get(address(running)).text
        assert SECRET in page
        assert author.full_name in page


def test_an_upheld_objection_changes_nothing_by_itself(running, proposal, notice, sign_in):
    line = stage.line_of_board(proposal, running, 0)
    client = sign_in(running.city.secretary)
    client.post(
        reverse("awards:objection_record", args=[running.plan.slug]),
        {
            "line": line.pk,
            "content": SECRET,
            "from_whom": "Bà Lê Thử Mơ",
            "received_on": str(timezone.localdate()),
        },
    )
    objection = Objection.objects.get(from_whom="Bà Lê Thử Mơ")
    answer = reverse("awards:objection_answer", args=[running.plan.slug, objection.pk])
    assert "ít nhất 10" in client.post(answer, {"answer": "Đúng", "upheld": "1"}).text
    client.post(answer, {"answer": "Đã kiểm tra, số liệu chưa đúng", "upheld": "1"})
    objection.refresh_from_db()
    assert (objection.is_upheld, objection.answered_by) == (True, running.city.secretary)
    assert stage.outcomes(proposal) == ["proposed", "proposed", "over_quota"]
    page = client.get(address(running)).text
    assert "Danh sách không tự đổi" in page
    assert reverse("awards:hold_place", args=[line.ranking_line.entry_id]) in page
    with pytest.raises(DomainError, match="đã được trả lời"):
        notices.answer_objection(
            actor=running.city.secretary,
            objection=objection,
            is_upheld=False,
            answer=stage.REASON,
            at=timezone.now(),
        )


def object_to(notice, line, actor, **fields):
    fields = {"content": SECRET, "received_on": timezone.localdate()} | fields
    return notices.record_objection(
        actor=actor, notice=notice, line=line, at=timezone.now(), **fields
    )


def test_outsiders_and_late_participants_cannot_object(running, elsewhere, proposal, notice):
    line = stage.line_of_board(proposal, running, 0)
    with pytest.raises(NotAllowedError):
        object_to(notice, line, elsewhere.city.delegates[0])
    out = stage.line_of_board(proposal, running, 2)
    with pytest.raises(DomainError, match="không có trong danh sách"):
        object_to(notice, out, running.city.delegates[3])
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    notice.posted_on, notice.ends_on = yesterday - dt.timedelta(days=20), yesterday
    notice.save()
    with pytest.raises(DomainError, match="không còn được công khai"):
        object_to(notice, line, running.city.delegates[3])
    object_to(notice, line, running.city.secretary, from_whom="Ông Lê Thử Muộn")  # on record


def test_nobody_answers_an_objection_to_their_own_body(running, proposal, notice):
    head = running.city.delegates[0]
    cast.appoint(running.city, head)
    objection = object_to(
        notice,
        stage.line_of_board(proposal, running, 0),
        running.city.secretary,
        from_whom="Ông Lê Thử Xa",
    )
    with pytest.raises(NotAllowedError, match="chính bạn"):
        notices.answer_objection(
            actor=head,
            objection=objection,
            is_upheld=False,
            answer=stage.REASON,
            at=timezone.now(),
        )


def test_publishing_asks_once_and_lists_lines_that_are_not_ready(running, proposal, sign_in):
    stage.close(running, proposal)
    client = sign_in(running.city.secretary)
    address = reverse("awards:notice_post", args=[running.plan.slug])
    filled = {
        "place": "Trụ sở HĐND",
        "posted_on": str(timezone.localdate()),
        "working_days": "10",
    }
    asked = client.post(address, filled)
    assert not PublicNotice.objects.exists()
    assert "chưa có hồ sơ thành tích: Ban Đô thị, Ban Pháp chế" in asked.text
    assert 'value="Trụ sở HĐND"' in asked.text
    client.post(address, filled | {"seen": asked.context["act"].seen})
    assert PublicNotice.objects.get().place == "Trụ sở HĐND"
