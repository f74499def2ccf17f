"""The pages of a ballot: a voter's, a keeper's, the office's."""

import logging
import re
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ballots.models import Attendance, Ballot, BallotMethod, BallotState
from ballots.queries.keepers import MOST_SEARCH_RESULTS
from ballots.services import councils, voting
from core.errors import DomainError
from participants.models import Mandate, Person

from .. import cast
from .ballot_cast import found_chamber, vote
from .ballot_simulation import copy_of_everything


@pytest.fixture
def chamber(running):
    return found_chamber(running)


def address(ballot: Ballot, page: str, *more) -> str:
    slug = ballot.proposal.ranking.plan.slug
    return reverse(f"ballots:ballot_{page}", args=[slug, ballot.pk, *more])


def fields(ballot: Ballot, word: str = "yes") -> dict:
    return {f"q{pk}": word for pk in ballot.questions.values_list("pk", flat=True)}


def test_a_member_chooses_looks_over_sends_and_finds_the_receipt_again(chamber, sign_in):
    ballot = chamber.open()
    voter, *others = chamber.members
    phone, page = sign_in(voter), address(ballot, "vote")
    first = phone.get(page).text
    assert "Đồng ý tất cả" in first
    asked_all = phone.post(page, {"buoc": "dong-y-tat-ca"}).text
    assert asked_all.count("checked") == 2
    short = phone.post(page, {"buoc": "xem-lai"}).text
    assert short.count("Đồng chí chưa chọn ở nội dung này.") == 2
    look = phone.post(page, {"buoc": "xem-lai"} | fields(ballot, "no"))
    assert look.text.count('<strong class="choice-word-no">Không đồng ý</strong>') == 2
    again = phone.post(page, {"buoc": "sua"} | fields(ballot, "no")).text
    assert again.count("checked") == 2
    sent = phone.post(page, {"buoc": "gui", "phieu": look.context["envelope"]})
    receipt = sent.context["receipt"]
    assert receipt in sent.text
    assert "Đồng chí đã bỏ phiếu" in phone.get(page).text
    for user in others:
        vote(ballot, user, "yy")
    detail = address(ballot, "detail")
    assert receipt not in phone.get(detail).text
    chamber.close(ballot)
    chamber.count(ballot)
    result = phone.get(detail).text
    assert receipt in result
    assert "Cần 4 phiếu: 80 % × 5 = 4; được 4 (80 %) → thông qua." in result
    assert others[0].get_full_name() not in result  # who voted is the office's to see


def test_the_first_page_of_a_member_leads_to_the_ballot_until_the_vote(chamber, sign_in):
    ballot = chamber.open(attendance={1: Attendance.ABSENT})
    voter, absent, *_ = chamber.members
    mine, link = reverse("dashboards:my_work"), f'href="{address(ballot, "vote")}"'
    phone = sign_in(voter)
    assert link in phone.get(mine).text
    assert link in phone.get(reverse("dashboards:plan_list")).text  # where an office begins
    assert link not in sign_in(absent).get(mine).text
    vote(ballot, voter, "yy")
    assert link not in phone.get(mine).text


def test_a_vote_leaves_its_trace_in_two_tables_alone(chamber, sign_in):
    """No session, notice, history event, log of access or sequence moves when a vote comes in."""
    ballot = chamber.open()
    phone, page = sign_in(chamber.members[0]), address(ballot, "vote")
    phone.get(page)
    before = copy_of_everything()
    look = phone.post(page, {"buoc": "xem-lai"} | fields(ballot))
    phone.post(page, {"buoc": "gui", "phieu": look.context["envelope"]})
    after = copy_of_everything()
    changed = {table for table in before if seen(before[table]) != seen(after[table])}
    assert changed == {"ballots_ballotseat", "ballots_sealedvote"}


def seen(rows: list[dict]) -> list[str]:
    """Rows without their system columns."""
    hidden = {"ctid", "xmin", "xmax", "cmin"}
    plain = [{k: _plain(v) for k, v in row.items() if k not in hidden} for row in rows]
    return sorted(map(str, plain))


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_who_is_proposed_has_no_choice_about_themselves(running, sign_in):
    chamber = found_chamber(running, lines=2)
    candidate = running.city.delegates[0]
    councils.seat_members(
        actor=chamber.secretary,
        council=chamber.council,
        members=[(candidate.person, "member")],
        valid_from=timezone.localdate(),
    )
    ballot = chamber.open()
    page = sign_in(candidate).get(address(ballot, "vote")).text
    assert page.count("Đồng chí là người được xét, không bỏ phiếu nội dung này.") == 1
    assert page.count("<fieldset") == 1


def test_late_twice_and_from_outside_are_told_apart(chamber, sign_in):
    ballot = chamber.open(attendance={1: Attendance.ABSENT})
    voter, absent, late, *_ = chamber.members
    page = address(ballot, "vote")
    assert sign_in(chamber.secretary).get(page).status_code == 404
    assert "được ghi là vắng mặt" in sign_in(absent).get(page).text
    phone = sign_in(late)
    envelope = phone.post(page, {"buoc": "xem-lai"} | fields(ballot)).context["envelope"]
    vote(ballot, voter, "yy")
    twice = sign_in(voter).post(page, {"buoc": "xem-lai"} | fields(ballot))
    assert (twice.status_code, "Mỗi người bỏ phiếu một lần" in twice.text) == (409, True)
    chamber.close(ballot)
    refused = phone.post(page, {"buoc": "gui", "phieu": envelope})
    assert (refused.status_code, "đã đóng" in refused.text) == (409, True)
    assert ballot.votes.count() == 1


def test_a_keeper_sees_the_code_once(chamber, sign_in):
    ballot = chamber.prepare()
    keeper, page = sign_in(chamber.keepers[0]), address(ballot, "key")
    shown = keeper.post(page)
    groups = shown.context["groups"]
    assert len(groups) == 8
    assert "no-store" in shown["Cache-Control"]
    assert "Đồng chí đã lấy mã" in keeper.get(page).text
    assert not any(group in keeper.get(page).text for group in groups)
    assert sign_in(chamber.members[0]).get(page).status_code == 404


def test_the_office_goes_from_preparing_to_the_result(chamber, sign_in):
    desk, plan = sign_in(chamber.secretary), chamber.round.plan
    listed = reverse("ballots:ballot_list", args=[plan.slug])
    wrong = desk.post(listed, {"council": chamber.council.pk, "method": "electronic"})
    assert "Cần ít nhất ba người giữ mã kiểm phiếu." in wrong.text
    desk.post(
        listed,
        {
            "council": chamber.council.pk,
            "method": "electronic",
            "keepers": [keeper.pk for keeper in chamber.keepers],
        },
    )
    ballot = Ballot.objects.get()
    here = {f"p{user.person.pk}": "present" for user in chamber.members}
    early = desk.post(address(ballot, "open"), here).text
    assert "Chưa lấy mã kiểm phiếu" in early
    codes = [sign_in(k).post(address(ballot, "key")).context["code"] for k in chamber.keepers]
    desk.post(address(ballot, "open"), here | {f"p{chamber.members[4].person.pk}": "written"})
    ballot.refresh_from_db()
    for user in chamber.members[:4]:
        vote(ballot, user, "yn")
    during = desk.get(address(ballot, "detail")).text
    assert "đã bỏ phiếu</span>" not in during
    desk.post(address(ballot, "close"), {"missing_accepted": "0"})
    seat = ballot.seats.get(attendance="written")
    count = address(ballot, "count")
    typed = {"first": codes[0], "second": codes[2]}
    assert "Chưa nhập ý kiến bằng văn bản" in desk.post(count, typed).text
    desk.post(
        address(ballot, "opinion", seat.pk), {"document": "Công văn 5"} | fields(ballot, "yes")
    )
    wrong = desk.post(count, {"first": codes[0], "second": "AAAA"}).text
    assert "Mã thứ 2" in wrong
    assert codes[0] not in wrong
    desk.post(count, typed)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.COUNTED
    after = desk.get(address(ballot, "detail")).text
    assert after.count("đã bỏ phiếu</span>") == 4
    assert "4 + 1 văn bản" in after


def test_closing_names_how_many_are_cut_off_and_asks_once(chamber, sign_in):
    ballot = chamber.open(attendance={4: "absent"})
    for user in chamber.members[:3]:
        vote(ballot, user, "yn")
    desk = sign_in(chamber.secretary)
    page = desk.get(address(ballot, "close")).text
    assert "1 người có mặt chưa bỏ phiếu" in page
    assert f"Vắng, không có ý kiến: {chamber.members[4].person.full_name}." in page
    # of who has voted nothing is shown, as before
    assert not any(user.person.full_name in page for user in chamber.members[:4])
    for typed in ({}, {"missing_accepted": "0"}):
        asked = desk.post(address(ballot, "close"), typed)
        assert asked.status_code == 200
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN
    vote(ballot, chamber.members[3], "yy")  # fewer are cut off than was named: no question again
    desk.post(address(ballot, "close"), {"missing_accepted": "1"})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.returned) == (BallotState.CLOSED, 4)


def test_the_service_cuts_nobody_off_by_silence(chamber):
    ballot = chamber.open()
    with pytest.raises(DomainError, match="Còn 5 người có mặt chưa bỏ phiếu"):
        chamber.close(ballot, missing_accepted=4)


def test_closing_says_what_can_no_longer_pass(chamber, sign_in):
    ballot = chamber.open()
    vote(ballot, chamber.members[0], "yn")
    page = sign_in(chamber.secretary).get(address(ballot, "close")).text
    assert "Dưới 3 phiếu thì không kiểm được" in page
    assert "2 nội dung không thể đạt tỷ lệ" in page


def test_annulling_names_the_votes_and_asks_once(chamber, sign_in):
    ballot = chamber.open()
    vote(ballot, chamber.members[0], "yn")
    desk, page = sign_in(chamber.secretary), address(ballot, "annul")
    asked = desk.post(page, {"reason": "Mời họp lại"})
    assert "1 phiếu trong hòm bị xóa" in asked.text
    assert "Mời họp lại" in asked.text
    seen = asked.context["act"].seen
    vote(ballot, chamber.members[1], "yn")
    assert "Có thay đổi" in desk.post(page, {"reason": "Mời họp lại", "seen": seen}).text
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN
    seen = desk.get(page).context["act"].seen
    desk.post(page, {"reason": "Mời họp lại", "seen": seen})
    ballot.refresh_from_db()
    assert ballot.state == BallotState.ANNULLED


def test_counting_names_who_did_not_vote(chamber, sign_in):
    ballot = chamber.open(attendance={4: "absent"})
    for user in chamber.members[:3]:
        vote(ballot, user, "yn")
    chamber.close(ballot)
    page = sign_in(chamber.secretary).get(address(ballot, "count")).text
    assert f"Có mặt mà không bỏ phiếu: {chamber.members[3].person.full_name}." in page


def test_keepers_among_hundreds_are_looked_for_by_name(chamber, sign_in):
    """The council and the office stand there; others come by search, and what is ticked stays."""
    desk, plan = sign_in(chamber.secretary), chamber.round.plan
    members = [(user.person, "member") for user in chamber.members]
    crowd = [cast.account(f"db{n}", f"Trần Đông {n}") for n in range(MOST_SEARCH_RESULTS + 1)]
    for user in crowd:
        person = Person.objects.create(
            full_name=user.full_name, sort_key=user.full_name, gender="male", user=user
        )
        Mandate.objects.create(
            person=person, council=chamber.round.city.council, valid_from=cast.TERM_START
        )
    listed = reverse("ballots:ballot_list", args=[plan.slug])
    first = desk.get(listed).context["form"]
    assert len(first.fields["keepers"].widget.choices) == len(members) + 3  # and the office
    filled = {"council": chamber.council.pk, "method": "paper", "place": "Phòng 5", "buoc": "tim"}
    ticked = [chamber.members[0].pk]
    found = desk.post(listed, filled | {"tim": "dong tran", "keepers": ticked})
    assert "gõ đủ họ tên để thu hẹp" in found.text
    assert found.text.count("(đại biểu)") == MOST_SEARCH_RESULTS
    ticked.append(crowd[7].pk)
    again = desk.post(listed, filled | {"tim": "không ai cả", "keepers": ticked})
    assert "Không có ai tên như" in again.text
    assert 'value="Phòng 5"' in again.text
    checked = re.findall(r'name="keepers" value="(\d+)"[^>]*checked', again.text)
    assert set(checked) == {str(pk) for pk in ticked}
    assert "Trần Đông 7 (đại biểu)" in again.text
    assert not Ballot.objects.exists()


def test_typists_who_differ_see_the_place_and_not_the_number(chamber, sign_in):
    ballot = chamber.close(chamber.open(BallotMethod.PAPER))
    one, two = (sign_in(u) for u in (chamber.secretary, chamber.round.city.second_secretary))
    page = address(ballot, "paper")
    first, second = ballot.questions.order_by("position").values_list("pk", flat=True)

    def typed(yes: int) -> dict:
        rest = {f"q{second}_{heap}": 0 for heap in ("no", "blank", "invalid")}
        return (
            {"issued": 5, "returned": 5, f"q{first}_yes": yes, f"q{first}_no": 5 - yes}
            | {f"q{first}_blank": 0, f"q{first}_invalid": 0, f"q{second}_yes": 5}
            | rest
        )

    one.post(page, typed(4))
    said = two.post(page, typed(2), follow=True).text
    assert said.count("Hai người nhập khác nhau</div>") == 2
    assert 'value="4"' not in said
    assert one.get(page).text.count("Hai người nhập khác nhau</div>") == 2
    two.post(page, typed(4))
    ballot.refresh_from_db()
    assert ballot.state == BallotState.COUNTED


def test_a_page_that_breaks_puts_no_vote_into_logs_or_mails(chamber, settings, mailoutbox, caplog):
    settings.ADMINS = [("Quản trị", "quantri@hdnd.example")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ballot, voter = chamber.open(), chamber.members[0]
    client = Client(raise_request_exception=False)
    client.force_login(voter, backend="django.contrib.auth.backends.ModelBackend")
    handler = logging.getLogger("django").handlers
    mailer = next(h for h in handler if h.__class__.__name__ == "AdminEmailHandler")
    mailer.include_html = True  # the most talkative form
    with (
        mock.patch.object(voting, "seal_vote", side_effect=RuntimeError("broken")),
        caplog.at_level(logging.DEBUG),
    ):
        choices = fields(ballot, "blank")
        answer = client.post(address(ballot, "vote"), {"buoc": "xem-lai"} | choices)
    mailer.include_html = False
    assert answer.status_code == 500
    (mail,) = mailoutbox
    told = mail.body + "".join(str(content) for content, *_ in mail.alternatives) + caplog.text
    assert f"q{ballot.questions.first().pk}" in told  # the mail does list the fields
    assert "blank" not in told
