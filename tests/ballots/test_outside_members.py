"""Members of the award council from outside: seated, invited, voting, listed in the minutes."""

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
from .ballot_cast import found_chamber, vote

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
def chamber(running):
    return found_chamber(running, size=4)


def members_page(chamber) -> str:
    return reverse("ballots:council_members", args=[chamber.council.pk])


def seat(chamber, **fields) -> CouncilMember:
    given = {
        "actor": chamber.secretary,
        "council": chamber.council,
        "outsider": Outsider("Trần Thử Ngoài", "male", "Giám đốc", "Sở Nội vụ"),
        "post": "member",
        "valid_from": cast.TERM_START,
    }
    return councils.seat_outsider(**given | fields)


def test_from_the_office_to_a_vote_and_nothing_else(chamber, sign_in):
    """Seated, invited, first password, first page, ballot; every other page stays closed."""
    office = sign_in(chamber.secretary)
    listed = office.get(reverse("ballots:ballot_list", args=[chamber.round.plan.slug])).text
    assert members_page(chamber) in listed
    office.post(members_page(chamber), TYPED | {"username": "so-noi-vu"})
    member = CouncilMember.objects.get(is_outside=True)
    assert not member.person.user.has_usable_password()

    invite = reverse("ballots:member_invite", args=[chamber.council.pk, member.pk])
    link = re.search(r"/loi-moi/[^/]+/", office.post(invite).text).group()
    guest = Client()
    page = guest.get(link).text
    assert "so-noi-vu" in page
    assert not User.objects.get(username="so-noi-vu").has_usable_password()  # reading is no use
    password = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    guest.post(link, password)
    assert guest.get(link).status_code == 404  # used
    assert "đã có mật khẩu" in office.post(invite, follow=True).text  # and none is given any more

    guest.post(reverse("accounts:sign_in"), {"username": "so-noi-vu", "password": PASSWORD})
    first = guest.get(reverse("dashboards:home"), follow=True).text
    assert "Hiện không có cuộc bỏ phiếu nào chờ đồng chí" in first
    assert "Giám đốc, Sở Nội vụ" in first
    ballot = chamber.open()
    first = guest.get(reverse("dashboards:home"), follow=True).text
    address = reverse("ballots:ballot_vote", args=[chamber.round.plan.slug, ballot.pk])
    assert address in first
    assert f'href="{reverse("dashboards:plan_list")}"' not in first
    assert guest.get(address).status_code == 200
    for name in ("dashboards:plan_overview", "scoring:ranking_detail", "dashboards:award_steps"):
        assert guest.get(reverse(name, args=[chamber.round.plan.slug])).status_code == 404

    user = User.objects.get(username="so-noi-vu")
    for voter in [*chamber.members, user]:
        vote(ballot, voter, "yy")
    chamber.count(chamber.close(ballot))
    assert ballot.questions.filter(yes=5).count() == 2
    assert "Đã kiểm phiếu" in guest.get(reverse("dashboards:home"), follow=True).text


def test_without_an_account_the_member_votes_on_paper_and_minutes_name_the_post(chamber):
    member = seat(chamber)
    with pytest.raises(DomainError, match="Chưa có tài khoản để bỏ phiếu: Trần Thử Ngoài"):
        chamber.open()
    ending.annul_ballot(
        actor=chamber.secretary,
        ballot=chamber.proposal.ballots.get(),
        reason="Bỏ phiếu giấy",
        at=timezone.now(),
    )
    ballot = chamber.close(chamber.open(BallotMethod.PAPER))
    totals = {
        pk: {"yes": 5, "no": 0, "blank": 0, "invalid": 0}
        for pk in ballot.questions.values_list("pk", flat=True)
    }
    for typist in (chamber.secretary, chamber.round.city.second_secretary):
        counting.enter_paper_count(
            actor=typist, ballot=ballot, issued=5, returned=5, totals=totals, at=timezone.now()
        )
    ballot.refresh_from_db()
    CouncilMember.objects.filter(pk=member.pk).update(organisation="Sở Tài chính")
    paper = Paper(
        proposal=chamber.proposal, ballot=ballot, ranking_number=1, ranking_checksum="0" * 64
    )
    people = minutes(paper, timezone.localdate())["thanh_phan"]
    assert people[-1] == {
        "tt": "05",
        "ten": "Trần Thử Ngoài",
        "chuc_vu": "Giám đốc, Sở Nội vụ, Ủy viên",  # as on the day the ballot opened
        "du": "có mặt",
    }


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(chamber, sign_in):
    office = sign_in(chamber.secretary)
    page = office.post(members_page(chamber), TYPED | {"organisation": ""}).text
    assert "Hãy ghi mục này." in page
    assert 'value="Trần Thử Ngoài"' in page
    cast.account("so-noi-vu", "Người Khác")
    page = office.post(members_page(chamber), TYPED | {"username": "So-Noi-Vu"}).text
    assert "Tên đăng nhập này đã có" in page
    assert not CouncilMember.objects.filter(is_outside=True).exists()
    office.post(members_page(chamber), TYPED)
    again = office.post(members_page(chamber), TYPED).text
    assert "đã có trong Hội đồng khen thưởng" in again
    early = TYPED | {"full_name": "Lê Thử", "valid_to": "2020-01-01"}
    assert "Ngày kết thúc" in office.post(members_page(chamber), early).text


def test_an_invitation_takes_no_account_over(chamber):
    outsider = seat(chamber, username="so-noi-vu")
    delegate = chamber.council.members.filter(is_outside=False).first()
    with pytest.raises(DomainError, match="do người quản trị lập"):
        councils.invite_outsider(actor=chamber.secretary, member=delegate)
    with pytest.raises(NotAllowedError):
        councils.invite_outsider(actor=chamber.round.city.leader, member=outsider)
    user = outsider.person.user
    user.set_password(PASSWORD)
    user.save()
    with pytest.raises(DomainError, match="đã có mật khẩu"):
        councils.invite_outsider(actor=chamber.secretary, member=outsider)


def test_a_seat_handed_to_a_delegate_invites_nobody(chamber):
    """At the desk a seat from outside can be given to a delegate, who may have no account yet."""
    outsider = seat(chamber)
    delegate = Person.objects.filter(mandates__council=chamber.round.city.council).first()
    Person.objects.filter(pk=delegate.pk).update(user=None)
    CouncilMember.objects.filter(pk=outsider.pk).update(person=delegate)
    outsider.refresh_from_db()
    with pytest.raises(DomainError, match="do người quản trị lập"):
        councils.invite_outsider(actor=chamber.secretary, member=outsider, username="chiem-lay")
    assert not User.objects.filter(username="chiem-lay").exists()
