"""Pages of a ballot for voters, keepers and the office."""

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
from .ballot_setup import ballot_case, vote
from .ballot_simulation import copy_of_everything


@pytest.fixture
def case(running):
    return ballot_case(running)


def address(ballot: Ballot, page: str, *more) -> str:
    slug = ballot.proposal.ranking.plan.slug
    return reverse(f"ballots:ballot_{page}", args=[slug, ballot.pk, *more])


def fields(ballot: Ballot, word: str = "yes") -> dict:
    return {f"q{pk}": word for pk in ballot.questions.values_list("pk", flat=True)}


def test_a_member_chooses_reviews_casts_and_finds_the_receipt_again(case, sign_in):
    ballot = case.open()
    voter, *others = case.members
    phone, page = sign_in(voter), address(ballot, "vote")
    first = phone.get(page).text
    assert "Đồng ý tất cả" in first
    asked_all = phone.post(page, {"buoc": "dong-y-tat-ca"}).text
    assert asked_all.count("checked") == 2
    short = phone.post(page, {"buoc": "xem-lai"}).text
    assert short.count("Đồng chí chưa chọn ở nội dung này.") == 2
    review = phone.post(page, {"buoc": "xem-lai"} | fields(ballot, "no"))
    assert review.text.count('<strong class="choice-word-no">Không đồng ý</strong>') == 2
    again = phone.post(page, {"buoc": "sua"} | fields(ballot, "no")).text
    assert again.count("checked") == 2
    sent = phone.post(page, {"buoc": "gui", "phieu": review.context["envelope"]})
    receipt = sent.context["receipt"]
    assert receipt in sent.text
    assert "Đồng chí đã bỏ phiếu" in phone.get(page).text
    for user in others:
        vote(ballot, user, "yy")
    detail = address(ballot, "detail")
    assert receipt not in phone.get(detail).text
    case.close(ballot)
    case.count(ballot)
    result = phone.get(detail).text
    assert receipt in result
    assert "Cần 4 phiếu: 80 % × 5 = 4; được 4 (80 %) → thông qua." in result
    assert others[0].get_full_name() not in result  # only the office sees who voted


def test_the_first_page_of_a_member_links_to_the_ballot_until_the_vote(case, sign_in):
    ballot = case.open(attendance={1: Attendance.ABSENT})
    voter, absent, *_ = case.members
    mine, link = reverse("dashboards:my_work"), f'href="{address(ballot, "vote")}"'
    phone = sign_in(voter)
    assert link in phone.get(mine).text
    assert link in phone.get(reverse("dashboards:plan_list")).text  # the first page of an office
    assert link not in sign_in(absent).get(mine).text
    vote(ballot, voter, "yy")
    assert link not in phone.get(mine).text


def test_a_vote_changes_two_tables_only(case, sign_in):
    """A vote changes no session, notice, history, access log or sequence."""
    ballot = case.open()
    phone, page = sign_in(case.members[0]), address(ballot, "vote")
    phone.get(page)
    before = copy_of_everything()
    review = phone.post(page, {"buoc": "xem-lai"} | fields(ballot))
    phone.post(page, {"buoc": "gui", "phieu": review.context["envelope"]})
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


def test_candidates_have_no_choice_on_their_own_line(running, sign_in):
    case = ballot_case(running, lines=2)
    candidate = running.city.delegates[0]
    councils.seat_members(
        actor=case.secretary,
        council=case.council,
        members=[(candidate.person, "member")],
        valid_from=timezone.localdate(),
    )
    ballot = case.open()
    page = sign_in(candidate).get(address(ballot, "vote")).text
    assert page.count("Đồng chí là người được xét, không bỏ phiếu nội dung này.") == 1
    assert page.count("<fieldset") == 1


def test_late_second_and_foreign_votes_are_refused_with_different_sentences(case, sign_in):
    ballot = case.open(attendance={1: Attendance.ABSENT})
    voter, absent, late, *_ = case.members
    page = address(ballot, "vote")
    assert sign_in(case.secretary).get(page).status_code == 404
    assert "được ghi là vắng mặt" in sign_in(absent).get(page).text
    phone = sign_in(late)
    envelope = phone.post(page, {"buoc": "xem-lai"} | fields(ballot)).context["envelope"]
    vote(ballot, voter, "yy")
    twice = sign_in(voter).post(page, {"buoc": "xem-lai"} | fields(ballot))
    assert (twice.status_code, "Mỗi người bỏ phiếu một lần" in twice.text) == (409, True)
    case.close(ballot)
    refused = phone.post(page, {"buoc": "gui", "phieu": envelope})
    assert (refused.status_code, "đã đóng" in refused.text) == (409, True)
    assert ballot.votes.count() == 1


def test_a_keeper_sees_the_code_once(case, sign_in):
    ballot = case.prepare()
    keeper, page = sign_in(case.keepers[0]), address(ballot, "key")
    shown = keeper.post(page)
    groups = shown.context["groups"]
    assert len(groups) == 8
    assert "no-store" in shown["Cache-Control"]
    assert "Đồng chí đã lấy mã" in keeper.get(page).text
    assert not any(group in keeper.get(page).text for group in groups)
    assert sign_in(case.members[0]).get(page).status_code == 404


def test_the_office_prepares_opens_closes_and_counts(case, sign_in):
    desk, plan = sign_in(case.secretary), case.round.plan
    listed = reverse("ballots:ballot_list", args=[plan.slug])
    wrong = desk.post(listed, {"council": case.council.pk, "method": "electronic"})
    assert "Cần ít nhất ba người giữ mã kiểm phiếu." in wrong.text
    desk.post(
        listed,
        {
            "council": case.council.pk,
            "method": "electronic",
            "keepers": [keeper.pk for keeper in case.keepers],
        },
    )
    ballot = Ballot.objects.get()
    here = {f"p{user.person.pk}": "present" for user in case.members}
    early = desk.post(address(ballot, "open"), here).text
    assert "Chưa lấy mã kiểm phiếu" in early
    codes = [sign_in(k).post(address(ballot, "key")).context["code"] for k in case.keepers]
    desk.post(address(ballot, "open"), here | {f"p{case.members[4].person.pk}": "written"})
    ballot.refresh_from_db()
    for user in case.members[:4]:
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


def test_closing_shows_the_number_of_missing_voters_and_asks_once(case, sign_in):
    ballot = case.open(attendance={4: "absent"})
    for user in case.members[:3]:
        vote(ballot, user, "yn")
    desk = sign_in(case.secretary)
    page = desk.get(address(ballot, "close")).text
    assert "1 người có mặt chưa bỏ phiếu" in page
    assert f"Vắng, không có ý kiến: {case.members[4].person.full_name}." in page
    # who has voted is not shown
    assert not any(user.person.full_name in page for user in case.members[:4])
    for typed in ({}, {"missing_accepted": "0"}):
        asked = desk.post(address(ballot, "close"), typed)
        assert asked.status_code == 200
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN
    vote(ballot, case.members[3], "yy")  # fewer are missing than confirmed: not asked again
    desk.post(address(ballot, "close"), {"missing_accepted": "1"})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.returned) == (BallotState.CLOSED, 4)


def test_the_service_closes_only_with_the_missing_voters_accepted(case):
    ballot = case.open()
    with pytest.raises(DomainError, match="Còn 5 người có mặt chưa bỏ phiếu"):
        case.close(ballot, missing_accepted=4)


def test_closing_shows_the_questions_that_cannot_pass_any_more(case, sign_in):
    ballot = case.open()
    vote(ballot, case.members[0], "yn")
    page = sign_in(case.secretary).get(address(ballot, "close")).text
    assert "Dưới 3 phiếu thì không kiểm được" in page
    assert "2 nội dung không thể đạt tỷ lệ" in page


def test_annulling_shows_the_number_of_votes_and_asks_once(case, sign_in):
    ballot = case.open()
    vote(ballot, case.members[0], "yn")
    desk, page = sign_in(case.secretary), address(ballot, "annul")
    asked = desk.post(page, {"reason": "Mời họp lại"})
    assert "1 phiếu trong hòm bị xóa" in asked.text
    assert "Mời họp lại" in asked.text
    seen = asked.context["act"].seen
    vote(ballot, case.members[1], "yn")
    assert "Có thay đổi" in desk.post(page, {"reason": "Mời họp lại", "seen": seen}).text
    ballot.refresh_from_db()
    assert ballot.state == BallotState.OPEN
    seen = desk.get(page).context["act"].seen
    desk.post(page, {"reason": "Mời họp lại", "seen": seen})
    ballot.refresh_from_db()
    assert ballot.state == BallotState.ANNULLED


def test_counting_names_present_members_without_a_vote(case, sign_in):
    ballot = case.open(attendance={4: "absent"})
    for user in case.members[:3]:
        vote(ballot, user, "yn")
    case.close(ballot)
    page = sign_in(case.secretary).get(address(ballot, "count")).text
    assert f"Có mặt mà không bỏ phiếu: {case.members[3].person.full_name}." in page


def test_keepers_among_hundreds_are_found_by_name(case, sign_in):
    """Council and office are listed; a search adds others and keeps what is ticked."""
    desk, plan = sign_in(case.secretary), case.round.plan
    members = [(user.person, "member") for user in case.members]
    crowd = [cast.account(f"db{n}", f"Trần Đông {n}") for n in range(MOST_SEARCH_RESULTS + 1)]
    for user in crowd:
        person = Person.objects.create(
            full_name=user.full_name, sort_key=user.full_name, gender="male", user=user
        )
        Mandate.objects.create(
            person=person, council=case.round.city.council, valid_from=cast.TERM_START
        )
    listed = reverse("ballots:ballot_list", args=[plan.slug])
    first = desk.get(listed).context["form"]
    assert len(first.fields["keepers"].widget.choices) == len(members) + 3  # and the office
    filled = {"council": case.council.pk, "method": "paper", "place": "Phòng 5", "buoc": "tim"}
    ticked = [case.members[0].pk]
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


def test_typists_see_which_cells_differ_but_not_the_other_number(case, sign_in):
    ballot = case.close(case.open(BallotMethod.PAPER))
    one, two = (sign_in(u) for u in (case.secretary, case.round.city.second_secretary))
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
    second_page = two.post(page, typed(2), follow=True).text
    assert second_page.count("Hai người nhập khác nhau</div>") == 2
    assert 'value="4"' not in second_page
    assert one.get(page).text.count("Hai người nhập khác nhau</div>") == 2
    two.post(page, typed(4))
    ballot.refresh_from_db()
    assert ballot.state == BallotState.COUNTED


def test_an_exception_puts_no_vote_into_logs_or_mails(case, settings, mailoutbox, caplog):
    settings.ADMINS = [("Quản trị", "quantri@hdnd.example")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ballot, voter = case.open(), case.members[0]
    client = Client(raise_request_exception=False)
    client.force_login(voter, backend="django.contrib.auth.backends.ModelBackend")
    handler = logging.getLogger("django").handlers
    mailer = next(h for h in handler if h.__class__.__name__ == "AdminEmailHandler")
    mailer.include_html = True  # the most detailed report
    with (
        mock.patch.object(voting, "seal_vote", side_effect=RuntimeError("broken")),
        caplog.at_level(logging.DEBUG),
    ):
        choices = fields(ballot, "blank")
        answer = client.post(address(ballot, "vote"), {"buoc": "xem-lai"} | choices)
    mailer.include_html = False
    assert answer.status_code == 500
    (mail,) = mailoutbox
    report = mail.body + "".join(str(content) for content, *_ in mail.alternatives) + caplog.text
    assert f"q{ballot.questions.first().pk}" in report  # the mail does list the fields
    assert "blank" not in report
