"""The register and the pages of decisions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Award, AwardType, Decision, Submission
from awards.queries.register import (
    RegisterFilter,
    awards_of_body,
    predecessors_of,
    register,
    totals,
)
from awards.rules.codes import new_codes
from awards.rules.entering import EarlierAward
from awards.services import decisions
from core.names import unaccented
from participants import services as participant_services
from participants.models import Level

from .. import cast
from ..downloads import words_of_workbook
from ..pdf_files import one_page_pdf
from .granting import AT, ready, signed, signed_file

GROUND = "Khoản 2 Điều 4 Nghị định 152/2025/NĐ-CP"


@pytest.fixture
def office(running):
    return ready(running)


def names(awards) -> set[str]:
    return {award.name for award in awards}


# --- the register ---------------------------------------------------------------------------------


def test_the_register_is_searched_without_accents_and_filtered(office):
    office.granted()
    see = office.round.city.leader
    assert len(register(see, RegisterFilter())) == 4
    assert names(register(see, RegisterFilter(search="thu dao"))) == {"Lê Thử Đào"}
    assert names(register(see, RegisterFilter(women=True))) == {"Lê Thử Đào"}
    assert names(register(see, RegisterFilter(recipient="collective", year=2023))) == {
        "Ban Pháp chế",
        "Ban Đô thị",
    }
    assert not register(see, RegisterFilter(year=2022))
    assert len(register(see, RegisterFilter(unit="song xanh"))) == 4
    sums = totals(register(see, RegisterFilter()))
    assert (sums.number, sums.collectives, sums.women) == (4, 2, 1)
    assert sums.amount == 2 * 7_020_000 + 2 * 3_510_000
    assert sums.by_level == [("Cấp tỉnh, thành phố, bộ", 4)]


def test_another_city_sees_nothing_of_the_register(office, elsewhere, sign_in):
    decision = office.granted()
    stranger = sign_in(elsewhere.city.secretary)
    assert "Lê Thử" not in stranger.get(reverse("awards:register")).text
    award = decision.awards.get(name="Lê Thử Đào")
    assert stranger.get(reverse("awards:person_awards", args=[award.person_id])).status_code == 404


def test_awards_of_predecessor_units_are_found_from_the_successor(office, sign_in):
    """Hard case 1: a district and its merger; typed names and bodies alike."""
    city = office.round.city
    build, start = participant_services.build_unit, dt.date(2011, 6, 1)
    old = build(code="C1", name="Huyện Bến Cũ", level=Level.DISTRICT, valid_from=start)
    middle = build(code="C2", name="Thị xã Bến Giữa", level=Level.DISTRICT, valid_from=start)
    new = build(code="C3", name="Phường Bến Mới", level=Level.COMMUNE, valid_from=cast.TERM_START)
    bodies = []
    for unit, day in ((old, start), (middle, start), (new, cast.TERM_START)):
        unit.save()
        council = participant_services.build_council(unit=unit, term="x", valid_from=day)
        council.save()
        body = participant_services.build_body(
            council=council, kind="standing_committee", name=f"Thường trực {unit}", valid_from=day
        )
        body.save()
        bodies.append(body)
    middle.predecessors.add(old)
    new.predecessors.add(middle)
    award_type = AwardType.objects.get(code="GIAY_KHEN")
    earlier = EarlierAward
    record(
        office,
        earlier(
            award_type, "collective", "Thường trực HĐND huyện Bến Cũ", "", 2019, body=bodies[0]
        ),
        earlier(award_type, "individual", "Trần Thử Xưa", "Huyện Bến Cũ", 2018),
        earlier(award_type, "individual", "Trần Thử Khác", "Huyện Khác", 2018),
    )
    awards = register(city.leader, RegisterFilter(unit="ben moi"))
    assert names(awards) == {"Thường trực HĐND huyện Bến Cũ", "Trần Thử Xưa"}
    assert set(predecessors_of(bodies[2])) == set(bodies)
    assert names(awards_of_body(city.leader, bodies[2])) == {"Thường trực HĐND huyện Bến Cũ"}
    page = sign_in(city.leader).get(reverse("awards:body_awards", args=[bodies[2].pk])).text
    assert "Thường trực HĐND huyện Bến Cũ" in page


def record(office, *awards):
    day = dt.date(2019, 12, 20)
    return decisions.record_earlier_decision(
        actor=office.secretary,
        organiser=office.round.city.council,
        awards=awards,
        at=AT,
        **signed(decided_on=day, received_on=day, file=None),
    )


def test_an_old_decision_is_entered_and_linked_to_known_people(office, sign_in):
    council = office.round.city.council
    address = reverse("awards:earlier_record", args=[council.pk])
    fields = signed(decided_on="2019-12-20", received_on="2019-12-20")
    del fields["file"]
    award_type = AwardType.objects.get(code="GIAY_KHEN")
    answer = sign_in(office.secretary).post(
        address,
        fields
        | {
            "award_type": award_type.pk,
            "recipient": "individual",
            "year": 2019,
            "names": "Lê Thử Đào; Tổ 1\nTrần Thử Xưa\tHuyện Cũ\n",
        },
    )
    decision = Decision.objects.get()
    assert answer["Location"] == reverse("awards:decision_detail", args=[decision.pk])
    known, unknown = decision.awards.order_by("pk")
    assert (known.person.full_name, known.unit_name, known.gender) == (
        "Lê Thử Đào",
        "Tổ 1",
        "female",
    )
    assert (unknown.person, unknown.unit_name) == (None, "Huyện Cũ")


def test_the_export_has_the_same_awards_as_the_page(office, sign_in):
    office.granted()
    address = reverse("awards:register_workbook", query={"tim": "thu dao"})
    words = words_of_workbook(sign_in(office.round.city.leader).get(address))
    assert "Lê Thử Đào" in words
    assert "Lê Thử Cúc" not in words
    assert "tên có “thu dao”" in words


def test_two_hundred_awards_cost_as_many_queries_as_four(office, sign_in):
    decision = office.granted()
    client, asked = sign_in(office.round.city.leader), []
    address = reverse("awards:register", query={"don-vi": "song xanh", "tim": "le thu"})
    for more in (0, 200):
        _fill(decision, more)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        asked.append(len(queries))
    assert len(page.context["page"]) == 50
    assert asked[0] == asked[1]


def _fill(decision, number: int) -> None:
    model = decision.awards.get(name="Lê Thử Đào")
    codes = new_codes(number, lambda drawn: ())
    Award.objects.bulk_create(
        Award(
            decision=decision,
            organiser_id=model.organiser_id,
            award_type_id=model.award_type_id,
            recipient=model.recipient,
            name=f"Lê Thử {index}",
            unit_name=model.unit_name,
            sort_key=f"{index:06d}",
            search_name=unaccented(f"Lê Thử {index} {model.unit_name}"),
            year=2000 + index % 20,
            code=code,
        )
        for index, code in enumerate(codes)
    )


# --- the pages of decisions -----------------------------------------------------------------------


def test_from_submission_to_decision_and_correction_by_the_pages(office, sign_in):
    client, plan = sign_in(office.secretary), office.round.plan
    home = reverse("awards:decision_list", args=[plan.slug])
    assert "4 tên chờ gửi" in client.get(home).text
    today = AT.date()
    client.post(
        reverse("awards:submission_send", args=[plan.slug]),
        {"authority": "Chủ tịch Ủy ban nhân dân cấp tỉnh", "number": "12/TTr", "issued_on": today},
    )
    submission = Submission.objects.get()
    address = reverse("awards:decision_record", args=[plan.slug, submission.pk])
    line = office.line("Lê Thử Cúc")
    paper_says = {
        **signed(decided_on=today, received_on=today),
        f"refused_{line.pk}": "on",
        f"ground_{line.pk}": "",
    }
    wrong = client.post(address, paper_says | {"file": signed_file("x.pdf", b"not a paper")})
    assert "không đúng với đuôi .pdf" in wrong.text
    wrong = client.post(address, paper_says | {"file": signed_file()})
    assert "Hãy ghi căn cứ pháp lý" in wrong.text
    content = one_page_pdf(5)
    file = signed_file("qd.pdf", content)
    client.post(address, paper_says | {f"ground_{line.pk}": GROUND, "file": file})
    decision = Decision.objects.get()
    page = client.get(reverse("awards:decision_detail", args=[decision.pk])).text
    assert GROUND in page
    assert "1,5 × 2.530.000 = 3.795.000, làm tròn lên 3.800.000 đ" in page
    taken = client.get(reverse("awards:decision_file", args=[decision.pk]))
    assert taken.getvalue() == content
    award = decision.awards.get(name="Lê Thử Đào")
    client.post(
        reverse("awards:decision_correct", args=[decision.pk]),
        signed(number="9/QĐ", decided_on=today, received_on=today)
        | {"reason": "Sai tên", f"fix_{award.pk}": "on", f"name_{award.pk}": "Lê Thử Đạo"}
        | {f"grant_{line.pk}": "on", "file": signed_file()},
    )
    correction = Decision.objects.get(kind="correction")
    assert names(correction.awards.all()) == {"Lê Thử Đạo", "Lê Thử Cúc"}
    home_now = client.get(home).text
    assert "Quyết định 9/QĐ" in home_now
    assert "Không còn tên nào chờ gửi" in home_now
    money = client.get(reverse("awards:money_workbook", args=[correction.pk]))
    assert "3800000" in words_of_workbook(money)


def test_a_refusal_on_the_list_page_is_shown_at_its_form(office, sign_in):
    office.send(lines=[office.line("Ban Pháp chế").pk])
    client, slug = sign_in(office.secretary), office.round.plan.slug
    again = client.post(
        reverse("awards:submission_send", args=[slug]),
        {
            "authority": "Chủ tịch Ủy ban nhân dân cấp tỉnh",
            "number": "12/TTr-HĐND",
            "issued_on": AT.date(),
        },
    )
    assert "Tờ trình số 12/TTr-HĐND đã có" in again.text
    late = client.post(
        reverse("awards:submission_return", args=[slug, Submission.objects.get().pk]),
        {"returned_on": "2026-01-01", "working_days": 5, "content": "Thiếu"},
    )
    assert "Ngày trả lại phải từ ngày tờ trình" in late.text


def test_a_ground_without_a_tick_is_asked_about(office, sign_in):
    submission, line = office.send(), office.line("Lê Thử Cúc")
    address = reverse("awards:decision_record", args=[office.round.plan.slug, submission.pk])
    answer = sign_in(office.secretary).post(
        address, signed(file=signed_file()) | {f"ground_{line.pk}": GROUND}
    )
    assert "chưa đánh dấu" in answer.text
    assert not Decision.objects.exists()


def test_a_delegate_finds_their_own_awards(office, sign_in):
    office.granted()
    page = sign_in(office.round.city.delegates[3]).get(reverse("awards:my_awards")).text
    assert "Bằng khen" in page
    other = sign_in(office.round.city.delegates[4]).get(reverse("awards:my_awards")).text
    assert "Chưa có khen thưởng nào" in other
