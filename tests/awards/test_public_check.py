"""The public check of certificates answers with the text of the certificate."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.rules.codes import in_groups
from awards.rules.entering import CorrectedNames
from awards.services import corrections

from .granting import AT, ready, signed

LATER = {
    "number": "400/QĐ-UBND",
    "decided_on": dt.date(2026, 7, 6),
    "received_on": dt.date(2026, 7, 7),
}


@pytest.fixture
def office(running):
    return ready(running)


@pytest.fixture
def award(office):
    return office.granted().awards.get(name="Lê Thử Đào")


def ask(client, code: str):
    return client.get(reverse("awards:award_check", args=[code]))


def test_a_genuine_certificate_is_confirmed_without_sign_in(client, award):
    answer = ask(client, in_groups(award.code).lower())
    for words in ("Lê Thử Đào", award.award_type.name, "345/QĐ-UBND", "15/06/2026", "Còn hiệu lực"):
        assert words in answer.text
    assert "noindex" in answer["X-Robots-Tag"]
    for more in ("3.510.000", "female", "Nữ", award.achievement):
        assert more not in answer.text


def test_a_typed_code_leads_to_its_page(client, award):
    typed = f" {award.code[:5].lower()} {award.code[5:]}"
    answer = client.get(reverse("awards:check_form"), {"ma": typed})
    assert answer["Location"] == reverse("awards:award_check", args=[award.code])


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "x", "0123456788", "Ư" * 50])
def test_a_wrong_code_is_answered_politely(client, award, code):
    answer = client.get(reverse("awards:check_form"), {"ma": code}, follow=True)
    assert answer.status_code == 404
    assert "Không có bằng nào mang mã" in answer.text
    assert ask(client, code).status_code == 404


def test_a_corrected_certificate_points_to_the_valid_award(client, office, award):
    new = corrections.correct_decision(
        actor=office.secretary,
        corrects=award.decision,
        reason="Sai tên",
        replaced={award.pk: CorrectedNames("Lê Thử Đạo", award.unit_name)},
        at=AT,
        **signed(**LATER),
    ).awards.get()
    answer = ask(client, award.code)
    assert "Đã điều chỉnh" in answer.text
    assert in_groups(new.code) in answer.text
    assert "Còn hiệu lực" in ask(client, new.code).text
    corrections.revoke_awards(
        actor=office.secretary,
        revokes=new.decision,
        awards=[new.pk],
        reason="Khai man thành tích",
        at=AT,
        **signed(**LATER | {"number": "401/QĐ-UBND"}),
    )
    for code in (award.code, new.code):
        answer = ask(client, code)
        assert "đã bị hủy" in answer.text
        assert "Khai man" not in answer.text
