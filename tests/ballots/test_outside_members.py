"""Members of the award council from outside: added, invited, voting, in minutes."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from ballots.models import BallotMethod, CouncilMember
from ballots.services import councils, counting, ending
from ballots.values import Outsider
from core.errors import DomainError, NotAllowedError
from papers.documents.minutes import minutes
from papers.models import Paper
from participants.models import Person

from .. import cast
from .ballot_setup import ballot_case, vote

PASSWORD = "mot-mat-khau-dai-2026"
TYPED = {
    "full_name": "Trần Thử Ngoài",
    "gender": "male",
    "office_post": "Giám đốc",
    "organisation": "Sở Nội vụ",
    "post": "member",
    "valid_from": str(cast.TERM_START),
}


@pytest.fixture
def case(running):
    return ballot_case(running, size=4)


def members_page(case) -> str:
    return reverse("ballots:council_members", args=[case.council.pk])


def seat(case, **fields) -> CouncilMember:
    given = {
        "actor": case.secretary,
        "council": case.council,
        "outsider": Outsider("Trần Thử Ngoài", "male", "Giám đốc", "Sở Nội vụ"),
        "post": "member",
        "valid_from": cast.TERM_START,
    }
    return councils.seat_outsider(**given | fields)


def test_an_invited_member_votes_and_sees_nothing_else(case, sign_in):
    """Added, invited, first password, first page, ballot; other pages answer 404."""
    office = sign_in(case.secretary)
    listed = office.get(reverse("ballots:ballot_list", args=[case.round.plan.slug])).text
    assert members_page(case) in listed
    office.post(members_page(case), TYPED | {"username": "so-noi-vu"})
    member = CouncilMember.objects.get(is_outside=True)
    assert not member.person.user.has_usable_password()

    invite = reverse("ballots:member_invite", args=[case.council.pk, member.pk])
    link = re.search(r"/loi-moi/[^/]+/", office.post(invite).text).group()
    guest = Client()
    page = guest.get(link).text
    assert "so-noi-vu" in page
    assert not User.objects.get(
        username="so-noi-vu"
    ).has_usable_password()  # reading the page does not use the invitation
    password = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    guest.post(link, password)
    assert guest.get(link).status_code == 404  # used
    assert "đã có mật khẩu" in office.post(invite, follow=True).text  # and no other is given

    guest.post(reverse("accounts:sign_in"), {"username": "so-noi-vu", "password": PASSWORD})
    first = guest.get(reverse("dashboards:home"), follow=True).text
    assert "Hiện không có cuộc bỏ phiếu nào chờ đồng chí" in first
    assert "Giám đốc, Sở Nội vụ" in first
    ballot = case.open()
    first = guest.get(reverse("dashboards:home"), follow=True).text
    address = reverse("ballots:ballot_vote", args=[case.round.plan.slug, ballot.pk])
    assert address in first
    assert f'href="{reverse("dashboards:plan_list")}"' not in first
    assert guest.get(address).status_code == 200
    for name in ("dashboards:plan_overview", "scoring:ranking_detail", "dashboards:award_steps"):
        assert guest.get(reverse(name, args=[case.round.plan.slug])).status_code == 404

    user = User.objects.get(username="so-noi-vu")
    for voter in [*case.members, user]:
        vote(ballot, voter, "yy")
    case.count(case.close(ballot))
    assert ballot.questions.filter(yes=5).count() == 2
    assert "Đã kiểm phiếu" in guest.get(reverse("dashboards:home"), follow=True).text


def test_a_member_without_account_votes_on_paper_and_the_minutes_name_the_post(case):
    member = seat(case)
    with pytest.raises(DomainError, match="Chưa có tài khoản để bỏ phiếu: Trần Thử Ngoài"):
        case.open()
    ending.annul_ballot(
        actor=case.secretary,
        ballot=case.proposal.ballots.get(),
        reason="Bỏ phiếu giấy",
        at=timezone.now(),
    )
    ballot = case.close(case.open(BallotMethod.PAPER))
    totals = {
        pk: {"yes": 5, "no": 0, "blank": 0, "invalid": 0}
        for pk in ballot.questions.values_list("pk", flat=True)
    }
    for typist in (case.secretary, case.round.city.second_secretary):
        counting.enter_paper_count(
            actor=typist, ballot=ballot, issued=5, returned=5, totals=totals, at=timezone.now()
        )
    ballot.refresh_from_db()
    CouncilMember.objects.filter(pk=member.pk).update(organisation="Sở Tài chính")
    paper = Paper(
        proposal=case.proposal, ballot=ballot, ranking_number=1, ranking_checksum="0" * 64
    )
    people = minutes(paper, timezone.localdate())["thanh_phan"]
    assert people[-1] == {
        "tt": "05",
        "ten": "Trần Thử Ngoài",
        "chuc_vu": "Giám đốc, Sở Nội vụ, Ủy viên",  # as on the day the ballot opened
        "du": "có mặt",
    }


def test_the_form_shows_what_is_missing_and_keeps_what_was_typed(case, sign_in):
    office = sign_in(case.secretary)
    page = office.post(members_page(case), TYPED | {"organisation": ""}).text
    assert "Hãy ghi mục này." in page
    assert 'value="Trần Thử Ngoài"' in page
    cast.account("so-noi-vu", "Người Khác")
    page = office.post(members_page(case), TYPED | {"username": "So-Noi-Vu"}).text
    assert "Tên đăng nhập này đã có" in page
    assert not CouncilMember.objects.filter(is_outside=True).exists()
    office.post(members_page(case), TYPED)
    again = office.post(members_page(case), TYPED).text
    assert "đã có trong Hội đồng khen thưởng" in again
    early = TYPED | {"full_name": "Lê Thử", "valid_to": "2020-01-01"}
    assert "Ngày kết thúc" in office.post(members_page(case), early).text


def test_an_invitation_never_takes_over_an_account(case):
    outsider = seat(case, username="so-noi-vu")
    delegate = case.council.members.filter(is_outside=False).first()
    with pytest.raises(DomainError, match="do người quản trị lập"):
        councils.invite_outsider(actor=case.secretary, member=delegate)
    with pytest.raises(NotAllowedError):
        councils.invite_outsider(actor=case.round.city.leader, member=outsider)
    user = outsider.person.user
    user.set_password(PASSWORD)
    user.save()
    with pytest.raises(DomainError, match="đã có mật khẩu"):
        councils.invite_outsider(actor=case.secretary, member=outsider)


def test_a_delegate_on_an_outside_seat_is_not_invited(case):
    """The admin site can give an outside seat to a delegate without an account."""
    outsider = seat(case)
    delegate = Person.objects.filter(mandates__council=case.round.city.council).first()
    Person.objects.filter(pk=delegate.pk).update(user=None)
    CouncilMember.objects.filter(pk=outsider.pk).update(person=delegate)
    outsider.refresh_from_db()
    with pytest.raises(DomainError, match="do người quản trị lập"):
        councils.invite_outsider(actor=case.secretary, member=outsider, username="chiem-lay")
    assert not User.objects.filter(username="chiem-lay").exists()
