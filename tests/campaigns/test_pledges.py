"""Registering with a pledge: in time, extended, late, repeated, and its consequences."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Entry, Plan, Pledge, PledgeState, PledgeTarget, Stage
from campaigns.pledge_content import LateApproval, PledgeContent
from campaigns.scorecards.document import Document
from campaigns.scorecards.targets import Target, target_in_words, target_problem
from campaigns.services import plans, pledges, scorecards
from core.errors import DomainError, NotAllowedError
from core.history.records import HistoryRecord
from participants.models import Appointment

from .. import cast
from ..reading import one_line

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_SECOND = dt.datetime(2023, 2, 28, 23, 59, 59, tzinfo=ZONE)
DURING = LAST_SECOND - dt.timedelta(days=10)
AFTER = LAST_SECOND + dt.timedelta(seconds=1)
LATE = LateApproval("Bà Lê Thử, Phó Chủ tịch HĐND", "Kiện toàn nhân sự trong tháng 2")


@pytest.fixture
def asked(city) -> cast.Round:
    """A round whose registration ends on 28/02/2023."""
    return cast.launch_round(city, "song-xanh-2023", registrations_due_at=LAST_SECOND)


@pytest.fixture
def open_now(city) -> cast.Round:
    """A round whose registration is open at this moment."""
    due = timezone.now() + dt.timedelta(days=5)
    return cast.launch_round(city, "song-xanh-2023", registrations_due_at=due)


def promise(round_, code="II.1", number="4", text="", **fields) -> PledgeContent:
    number = Decimal(number) if number else None
    return PledgeContent({round_.criterion(code).pk: Target(number, text)}, **fields)


def send(round_, user, at=DURING, **kwargs) -> Pledge:
    kwargs.setdefault("content", promise(round_))
    kwargs.setdefault("entry", round_.entry_of(user))
    return pledges.send_pledge(actor=user, at=at, **kwargs)


def on_behalf(round_, entry, at, late=None, content=None) -> Pledge:
    return pledges.send_pledge(
        actor=round_.city.secretary,
        entry=entry,
        content=content or promise(round_),
        at=at,
        late=late,
    )


# In time, and not ---------------------------------------------------------------------------------


def test_the_deadline_is_the_last_second_of_the_day_in_viet_nam(asked):
    first, second = asked.city.delegates[2:4]
    assert send(asked, first, at=LAST_SECOND.astimezone(dt.UTC)).state == PledgeState.SENT
    with pytest.raises(DomainError, match="23:59 ngày 28/02/2023"):
        send(asked, second, at=AFTER)
    assert not Pledge.objects.filter(entry=asked.entry_of(second)).exists()


def test_an_extended_entry_registers_until_its_own_deadline(asked):
    user = asked.city.delegates[2]
    until = LAST_SECOND + dt.timedelta(days=3)
    plans.grant_extension(
        actor=asked.city.secretary,
        entry=asked.entry_of(user),
        stage=Stage.REGISTRATIONS,
        until=until,
        reason="Đi công tác dài ngày",
        at=DURING,
    )
    with pytest.raises(DomainError, match="Đã quá hạn"):
        send(asked, user, at=until + dt.timedelta(seconds=1))
    pledge = send(asked, user, at=until)
    assert not pledge.is_late
    assert not Entry.objects.unregistered(AFTER).filter(pk=pledge.entry_id).exists()


def test_a_plan_without_a_deadline_has_no_registration(running):
    with pytest.raises(DomainError, match="không có bước đăng ký"):
        send(running, running.city.delegates[2])
    assert not Entry.objects.filter(plan=running.plan).without_registration().exists()
    with pytest.raises(DomainError, match="không đặt hạn"):
        plans.grant_extension(
            actor=running.city.secretary,
            entry=running.entry_of_board(0),
            stage=Stage.REGISTRATIONS,
            until=AFTER,
            reason="Không có bước này",
            at=DURING,
        )


def test_only_the_office_accepts_a_late_registration_and_records_the_approval(asked):
    user, entry = asked.city.delegates[2], asked.entry_of(asked.city.delegates[2])
    with pytest.raises(DomainError, match="Đã quá hạn"):
        send(asked, user, at=AFTER, late=LATE)
    with pytest.raises(DomainError, match="Đã quá hạn"):
        on_behalf(asked, entry, AFTER)
    for late, field in (
        (LateApproval("", "Lý do dài"), "late_allowed_by"),
        (LateApproval("Bà A", "x"), "late_reason"),
    ):
        with pytest.raises(DomainError) as error:
            on_behalf(asked, entry, AFTER, late)
        assert error.value.field == field
    pledge = on_behalf(asked, entry, AFTER, LATE)
    assert (pledge.is_late, pledge.on_behalf, pledge.sent_by) == (True, True, asked.city.secretary)
    assert (pledge.late_allowed_by, pledge.late_reason) == (LATE.allowed_by, LATE.reason)


def test_an_entry_of_the_office_in_time_is_on_behalf_and_not_late(asked):
    pledge = on_behalf(asked, asked.entry_of_board(1), DURING, content=promise(asked, "A.1"))
    assert (pledge.on_behalf, pledge.is_late) == (True, False)
    assert not send(asked, asked.city.delegates[2]).on_behalf


# Targets ------------------------------------------------------------------------------------------


def test_sending_is_idempotent_and_other_content_is_refused(asked):
    user = asked.city.delegates[2]
    first = send(asked, user)
    assert send(asked, user, at=DURING + dt.timedelta(seconds=2)) == first
    with pytest.raises(DomainError, match="vừa sửa chưa được ghi"):
        send(asked, user, content=promise(asked, number="5"))
    assert PledgeTarget.objects.get().number == 4


def test_nobody_registers_an_entry_of_somebody_else(asked, elsewhere):
    entry = asked.entry_of(asked.city.delegates[2])
    for actor in (asked.city.delegates[3], asked.city.leader, elsewhere.city.secretary):
        with pytest.raises(NotAllowedError):
            pledges.send_pledge(actor=actor, entry=entry, content=promise(asked), at=DURING)


def test_a_criterion_of_another_scorecard_is_refused(asked):
    with pytest.raises(DomainError, match="không thuộc bảng tiêu chí"):
        send(asked, asked.city.delegates[2], content=promise(asked, "A.1"))


@pytest.mark.parametrize(
    ("code", "number", "message"),
    [
        ("II.1", "0", "từ 1 đến 9.999"),
        ("II.1", "-4", "từ 1 đến 9.999"),
        ("II.1", "1E+30", "từ 1 đến 9.999"),
        ("II.1", "NaN", "con số"),
        ("II.1", "2.5", "số nguyên"),
        ("I.1", "10000", "từ 0 đến 9.999"),
    ],
)
def test_an_impossible_target_is_refused(asked, code, number, message):
    with pytest.raises(pledges.TargetsError, match=message):
        send(asked, asked.city.delegates[2], content=promise(asked, code, number))


def test_an_empty_pledge_is_refused_and_a_commitment_is_enough(asked):
    user = asked.city.delegates[2]
    with pytest.raises(DomainError, match="ít nhất một chỉ tiêu"):
        send(asked, user, content=PledgeContent(title="Bằng khen"))
    assert send(asked, user, content=PledgeContent(commitment="Dự đủ các kỳ họp")).is_registered


def ratio_leaf(round_):
    leaf = round_.criterion("II.1")
    leaf.shape, leaf.params = "pro_rata", {"step": "0.01", "mode": "half_up"}
    return leaf


def test_the_target_of_a_ratio_is_a_percentage_with_decimals(asked):
    leaf = ratio_leaf(asked)
    assert target_problem(leaf, Target(Decimal("97.5"))) is None
    assert target_in_words(leaf, Target(Decimal("97.5"), "đúng hạn")) == "97,5 %; đúng hạn"
    assert "từ 0 đến 100" in target_problem(leaf, Target(Decimal("100.1")))
    assert "2 chữ số" in target_problem(leaf, Target(Decimal("97.555")))


def test_where_less_is_better_the_target_is_a_limit(asked):
    assert target_in_words(asked.criterion("I.1"), Target(Decimal(1))) == (
        "không quá 1 lần vắng không lý do"
    )


# Two windows --------------------------------------------------------------------------------------


def test_a_second_window_never_silently_overwrites_the_first(asked):
    user = asked.city.delegates[2]
    entry = asked.entry_of(user)

    def save(content):
        return pledges.save_pledge(actor=user, entry=entry, content=content, at=DURING)

    mine, theirs = promise(asked, number="4"), promise(asked, number="9")
    save(mine)
    save(mine)  # the same page saves again
    with pytest.raises(DomainError, match="cửa sổ hoặc máy khác"):
        save(theirs)
    assert PledgeTarget.objects.get().number == 4
    save(PledgeContent(theirs.targets, token=theirs.token, seen=mine.token))
    assert PledgeTarget.objects.get().number == 9
    assert Pledge.objects.get().state == PledgeState.DRAFT


# Decisions of the office --------------------------------------------------------------------------


def accept(round_, pledge, **kwargs):
    values = {"actor": round_.city.secretary, "at": AFTER} | kwargs
    return pledges.accept_pledge(pledge=pledge, **values)


def give_back(round_, pledge, **kwargs):
    values = {"actor": round_.city.secretary, "at": AFTER, "reason": "Chưa rõ số cuộc"} | kwargs
    return pledges.return_pledge(pledge=pledge, **values)


def test_a_returned_pledge_counts_as_not_registered_until_resent(asked):
    user = asked.city.delegates[2]
    pledge = give_back(asked, send(asked, user))
    last = AFTER + dt.timedelta(days=asked.plan.resend_days)
    assert pledge.resend_until == last
    missing = Entry.objects.filter(pk=pledge.entry_id)
    assert missing.without_registration().exists()
    assert not missing.unregistered(last).exists()
    assert missing.unregistered(last + dt.timedelta(seconds=1)).exists()
    corrected = promise(asked, number="6", seen=pledge.token)
    again = send(asked, user, at=last, content=corrected)
    assert (again.state, again.is_late) == (PledgeState.SENT, False)
    assert accept(asked, again).state == PledgeState.ACCEPTED


def test_a_pledge_resent_meanwhile_is_not_decided(asked):
    user = asked.city.delegates[2]
    pledge = send(asked, user)
    seen = pledge.sent_at
    give_back(asked, pledge)
    again = send(asked, user, at=AFTER, content=promise(asked, number="6", seen=pledge.token))
    with pytest.raises(DomainError, match="gửi lại sau khi bạn mở trang"):
        accept(asked, again, seen=seen)


def test_nobody_accepts_their_own_entry_and_only_secretaries_decide(asked, elsewhere):
    pledge = on_behalf(asked, asked.entry_of(asked.city.delegates[2]), DURING)
    for actor in (asked.city.secretary, asked.city.leader, elsewhere.city.secretary):
        with pytest.raises(NotAllowedError):
            accept(asked, pledge, actor=actor)
    assert accept(asked, pledge, actor=asked.city.second_secretary).state == PledgeState.ACCEPTED


def test_many_are_accepted_at_once_except_the_actors_own(asked, django_assert_max_num_queries):
    mine = on_behalf(asked, asked.entry_of(asked.city.delegates[2]), DURING)
    theirs = [send(asked, user) for user in asked.city.delegates[3:]]
    with django_assert_max_num_queries(8):
        number = pledges.accept_pledges(
            actor=asked.city.secretary,
            plan=asked.plan,
            pledge_ids=[mine.pk, *(pledge.pk for pledge in theirs)],
            at=AFTER,
        )
    mine.refresh_from_db()
    assert (number, mine.state) == (len(theirs), PledgeState.SENT)


def test_the_office_records_many_at_once_or_none(asked):
    entries = [asked.entry_of(user) for user in asked.city.delegates[2:4]]
    values = {"actor": asked.city.second_secretary, "plan": asked.plan, "at": DURING}
    contents = {entries[0]: promise(asked), entries[1]: promise(asked, number="0")}
    with pytest.raises(DomainError, match=entries[1].name):
        pledges.record_pledges(contents=contents, **values)
    assert not Pledge.objects.exists()
    pledges.record_pledges(contents={entry: promise(asked) for entry in entries}, **values)
    assert [(p.on_behalf, p.state) for p in Pledge.objects.all()] == [(True, "sent")] * 2
    with pytest.raises(DomainError, match="đã có đăng ký"):
        pledges.record_pledges(contents={entries[0]: promise(asked)}, **values)


def test_nobody_records_their_own_as_received_on_paper(asked):
    secretary = asked.city.delegates[2]
    Appointment.objects.create(
        user=secretary,
        council=asked.city.council,
        role="secretary",
        valid_from=asked.plan.starts_on,
    )
    with pytest.raises(DomainError, match="không nhập thay"):
        pledges.record_pledges(
            actor=secretary,
            plan=asked.plan,
            contents={asked.entry_of(secretary): promise(asked)},
            at=DURING,
        )


def test_registrations_are_in_the_history(asked):
    pledge = give_back(asked, send(asked, asked.city.delegates[2]))
    records = HistoryRecord.objects.of(pledge)
    states = [record.new["state"] for record in records]
    assert states == [PledgeState.SENT, PledgeState.RETURNED]


# Consequence of not registering -------------------------------------------------------------------


def set_days(round_, due, means, at):
    return plans.set_timetable(
        actor=round_.city.secretary,
        plan=round_.plan,
        days={Stage.REGISTRATIONS: due, Stage.REPORTS: round_.plan.reports_due_at},
        appeal_days=5,
        unregistered_means=means,
        at=at,
    )


def test_no_rule_against_the_unregistered_is_made_after_the_deadline(asked):
    with pytest.raises(DomainError) as error:
        set_days(asked, LAST_SECOND, "not_proposed", AFTER)
    assert error.value.field == "unregistered_means"
    assert set_days(asked, LAST_SECOND, "not_proposed", DURING).leaves_out_unregistered


def test_the_stage_cannot_be_removed_after_a_registration(asked):
    send(asked, asked.city.delegates[2])
    with pytest.raises(DomainError) as error:
        set_days(asked, None, "noted", DURING)
    assert error.value.field == Stage.REGISTRATIONS


# Pages --------------------------------------------------------------------------------------------


def award_type_of(round_) -> str:
    return reverse("campaigns:pledge_form", args=[round_.plan.slug])


def typed(page, round_, **values) -> dict:
    initial = page.context["form"].initial
    leaf = round_.criterion("II.1").pk
    data = {"token": initial["token"], "seen": initial["seen"] or "", f"number_{leaf}": "4"}
    return data | {"commitment": "Dự đủ các kỳ họp", "send": "1"} | values


def test_a_refused_form_keeps_its_text_and_shows_errors_at_their_fields(open_now, sign_in):
    phone = sign_in(open_now.city.delegates[2])
    leaf = open_now.criterion("II.1").pk
    page = phone.get(award_type_of(open_now))
    answer = phone.post(
        award_type_of(open_now), typed(page, open_now, **{f"number_{leaf}": "mười"})
    )
    assert answer.context["form"].errors[f"number_{leaf}"] == ["“mười” không phải là số."]
    assert 'value="mười"' in answer.text and "Dự đủ các kỳ họp" in answer.text
    assert not Pledge.objects.exists()
    sent = phone.post(award_type_of(open_now), typed(page, open_now))
    pledge = Pledge.objects.get()
    assert sent.url == reverse("dashboards:pledge_detail", args=[open_now.plan.slug, pledge.pk])
    assert (pledge.state, pledge.targets.get().number) == (PledgeState.SENT, 4)
    assert phone.get(award_type_of(open_now)).url == sent.url


def test_a_saved_pledge_is_no_registration(open_now, sign_in):
    phone = sign_in(open_now.city.delegates[2])
    page = phone.get(award_type_of(open_now))
    leaf = open_now.criterion("I.2").pk
    data = typed(page, open_now, **{f"number_{leaf}": "x", "save": "1"})
    data.pop("send", None)
    answer = phone.post(award_type_of(open_now), data)
    assert "không phải là số" in answer.text
    assert Pledge.objects.get().state == PledgeState.DRAFT
    assert PledgeTarget.objects.get().number == 4
    assert 'value="4"' in phone.get(award_type_of(open_now)).text


def test_my_work_lists_due_registrations_and_reports_missed_ones(open_now, sign_in):
    user = open_now.city.delegates[2]
    address = reverse("dashboards:my_work")
    assert "Đăng ký thi đua đang chờ bạn" in sign_in(user).get(address).text
    Plan.objects.update(registrations_due_at=timezone.now() - dt.timedelta(seconds=1))
    page = sign_in(user).get(address).text
    assert "Đăng ký thi đua đang chờ bạn" not in page
    assert "Đã quá hạn đăng ký" in page
    Plan.objects.update(registrations_due_at=None)
    assert "Đăng ký thi đua" not in sign_in(user).get(address).text


def test_the_office_accepts_a_late_registration_on_the_page(asked, sign_in):
    entry = asked.entry_of(asked.city.delegates[2])
    desk, address = sign_in(asked.city.secretary), f"{award_type_of(asked)}?cho={entry.pk}"
    page = desk.get(address)
    refused = desk.post(address, typed(page, asked))
    assert set(refused.context["form"].errors) == {"late_allowed_by", "late_reason"}
    late = {"late_allowed_by": LATE.allowed_by, "late_reason": LATE.reason}
    desk.post(address, typed(page, asked, **late))
    pledge = Pledge.objects.get()
    read = desk.get(reverse("dashboards:pledge_detail", args=[asked.plan.slug, pledge.pk])).text
    assert "Văn phòng nhập thay" in read
    assert f"{LATE.allowed_by} cho phép: {LATE.reason}" in read


def listed(client, round_, wanted: str) -> list[str]:
    page = client.get(reverse("campaigns:pledge_list", args=[round_.plan.slug]) + f"?loc={wanted}")
    return [entry.name for entry in page.context["page"]]


def test_the_list_shows_registered_unregistered_and_late_entries(asked, sign_in):
    first, second, third = asked.city.delegates[2:5]
    accept(asked, send(asked, first))
    send(asked, second)
    on_behalf(asked, asked.entry_of(third), AFTER, LATE)
    leader = sign_in(asked.city.leader)
    names = [asked.entry_of(user).name for user in (first, second, third)]
    assert listed(leader, asked, "chap-nhan") == names[:1]
    assert listed(leader, asked, "cho") == names[1:]
    assert listed(leader, asked, "muon") == names[2:]
    missing = listed(leader, asked, "chua")
    assert not set(names) & set(missing) and len(missing) == asked.plan.entries.count() - 3
    overview = reverse("dashboards:plan_overview", args=[asked.plan.slug])
    assert f">{len(missing)} chưa đăng ký</a>, 1 nhận muộn; 2 chờ xem" in leader.get(overview).text


def test_the_ranking_marks_unregistered_entries_for_the_office_only(asked, sign_in):
    from scoring.models import Ranking
    from scoring.services import ranking

    send(asked, asked.city.delegates[2])
    ranking.recompute(plan=asked.plan, whole=True)
    address = reverse("scoring:ranking_detail", args=[asked.plan.slug])
    cluster = asked.city.clusters[1].pk
    assert Ranking.objects.exists()
    page = sign_in(asked.city.leader).get(f"{address}?ban=tam-tinh&cum={cluster}").text
    assert page.count("Chưa đăng ký thi đua") == len(asked.city.delegates) - 1


def test_each_target_is_shown_with_the_result(open_now, sign_in):
    from scoring.services import ranking

    user = open_now.city.delegates[2]
    cast.send_verified(open_now, user, "II.1", 3)
    targets = {
        open_now.criterion("II.1").pk: Target(Decimal(4)),
        open_now.criterion("I.1").pk: Target(Decimal(0)),
        open_now.criterion("I.2").pk: Target(None, "Phát biểu ở mọi kỳ họp"),
    }
    pledge = send(open_now, user, at=timezone.now(), content=PledgeContent(targets))
    address = reverse("dashboards:pledge_detail", args=[open_now.plan.slug, pledge.pk])
    assert "Chưa có kết quả nào được xác nhận" in sign_in(user).get(address).text
    ranking.recompute(plan=open_now.plan, whole=True)
    rows = sign_in(user).get(address).context["rows"]
    assert [(row.text, row.reached.text, row.state and row.state.label) for row in rows] == [
        ("không quá 0 lần vắng không lý do", "0 lần vắng không lý do", "Trong mức"),
        ("Phát biểu ở mọi kỳ họp", "Chưa có số liệu", None),
        ("4 cuộc", "3 cuộc", "Chưa đạt"),
    ]


def test_a_target_continues_in_the_next_version_of_the_scorecard(open_now, sign_in):
    from scoring.services import ranking

    user = open_now.city.delegates[2]
    cast.send_verified(open_now, user, "II.1", 4)
    pledge = send(open_now, user, at=timezone.now())
    card = scorecards.draft_scorecard(
        actor=open_now.city.secretary,
        plan=open_now.plan,
        document=Document.read(
            {"name": "Đại biểu", "kinds": ["delegate"], "criteria": cast.DELEGATE_TREE}
        ),
    )
    scorecards.publish_scorecard(actor=open_now.city.secretary, scorecard=card)
    ranking.recompute(plan=open_now.plan, whole=True)
    address = reverse("dashboards:pledge_detail", args=[open_now.plan.slug, pledge.pk])
    (row,) = sign_in(user).get(address).context["rows"]
    assert row.state.label == "Đã đạt"
    give_back(open_now, pledge, at=timezone.now())
    page = sign_in(user).get(award_type_of(open_now))
    leaf = card.criteria.get(code="II.1").pk
    assert page.context["form"][f"number_{leaf}"].value() == "4"


def test_the_printed_pledge_has_its_targets_and_places_to_sign(asked, sign_in):
    user = asked.city.delegates[2]
    pledge = send(asked, user, content=promise(asked, title="Bằng khen", commitment="Dự đủ kỳ họp"))
    address = reverse("campaigns:pledge_paper", args=[asked.plan.slug, pledge.pk])
    page = one_line(sign_in(user).get(address).text)
    for words in ("Sông Xanh, ngày 18 tháng 02 năm 2023", asked.plan.name, "4 cuộc", "Bằng khen"):
        assert words in page
    assert "NGƯỜI ĐĂNG KÝ" in page


# Many at once, from paper -------------------------------------------------------------------------


def test_the_office_enters_papers_of_many_from_the_list_and_keeps_what_was_refused(
    open_now, sign_in
):
    desk = sign_in(open_now.city.secretary)
    slug, boards = open_now.plan.slug, [open_now.entry_of_board(n) for n in range(2)]
    address = reverse("campaigns:pledges_record", args=[slug])
    assert address in desk.get(reverse("campaigns:pledge_list", args=[slug])).text
    form = desk.get(f"{address}?cum={boards[0].cluster_id}").text
    assert all(f'name="commitment_{board.pk}"' in form for board in boards)
    data = {f"commitment_{board.pk}": f"Cam kết của {board.name}" for board in boards}
    data[f"title_{boards[0].pk}"] = "Tập thể xuất sắc"
    refused = desk.post(address, data | {f"commitment_{boards[0].pk}": ""})
    assert "Hãy ghi nội dung cam kết." in refused.text
    assert f"Cam kết của {boards[1].name}</textarea>" in refused.text
    assert not Pledge.objects.exists()
    done = desk.post(address, data, follow=True)
    assert "Đã nhập 2 đăng ký" in done.text
    assert {pledge.on_behalf for pledge in Pledge.objects.all()} == {True}
    again = desk.post(address, data)
    assert "đã có đăng ký" in again.text
    assert "Tập thể xuất sắc" in again.text
    open_now.plan.registrations_due_at = timezone.now() - dt.timedelta(minutes=1)
    open_now.plan.save()
    late = desk.get(address).text
    assert "Đã quá hạn đăng ký" in late
    assert "commitment_" not in late  # no form that would be refused
