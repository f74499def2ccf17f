"""Exports have the filters of the page, typed values, and only visible rows."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards.models import AwardType, Quota
from awards.services import proposals
from evidence.models import EvidenceFile
from scoring.models import ScoreSheet
from scoring.services import ranking

from .. import cast

DESK = "admin:evidence_activityreport_workbook"


def book_of(client, name: str, *args, **query):
    response = client.get(reverse(name, args=args, query=query))
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.getvalue()))


def rows_of(sheet) -> list[dict]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture
def secretary(running, sign_in):
    return sign_in(running.city.secretary)


def test_the_workbook_has_the_reports_chosen_on_the_page(running, secretary):
    first, second = running.city.delegates[2:4]
    cast.send_verified(running, first, "II.1", 2)
    waiting = cast.send(running, first, "I.2", 3, summary="=1+1", place="@nhà văn hóa")
    cast.send(running, second, "I.2", 1)
    name = running.entry_of(first).name
    book = book_of(secretary, DESK, state__exact="sent", q=name, o="-5")
    [row] = rows_of(book["Báo cáo"])
    assert row["Số"] == waiting.pk
    assert row["Nội dung, kết quả"] == "=1+1"
    assert row["Ngày diễn ra"] == dt.datetime(2023, 5, 10)
    assert row["Tình trạng"] == "Đã gửi"
    assert row["Số lượng"] == "I.2: 3"
    [count] = rows_of(book["Số lượng"])
    assert (count["Mã tiêu chí"], count["Số lượng (tử số)"]) == ("I.2", 3)
    assert {cell.data_type for row in book["Báo cáo"] for cell in row} <= {"s", "n", "d"}
    about = dict(list(book["Thông tin"].iter_rows(values_only=True))[1:])
    assert "Đã gửi" in about["Điều kiện chọn"]
    assert name in about["Điều kiện chọn"]
    assert len(rows_of(book_of(secretary, DESK)["Báo cáo"])) == 3


def test_the_workbook_has_the_order_of_the_page(running, secretary):
    sent = [cast.send(running, user, "I.2").pk for user in running.city.delegates]
    for order, expected in (("1", sent), ("-1", sent[::-1])):
        rows = rows_of(book_of(secretary, DESK, o=order)["Báo cáo"])
        assert [row["Số"] for row in rows] == expected


def test_an_invalid_filter_redirects_to_the_list(running, secretary):
    assert secretary.get(reverse(DESK, query={"state__exact__x": "1"})).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_reports(running, secretary):
    spent = []
    for _ in range(2):
        for user in running.city.delegates:
            report = cast.send(running, user, "I.2")
            EvidenceFile.objects.create(
                is_sent=True,
                report=report,
                token=report.token,
                file="a",
                name="a.pdf",
                media_type="application/pdf",
                size=1,
                sha256="0" * 64,
                uploaded_by=user,
            )
        with CaptureQueriesContext(connection) as queries:
            rows = rows_of(book_of(secretary, DESK)["Báo cáo"])
        spent.append(len(queries))
    assert rows[0]["Số tệp minh chứng"] == 1
    assert spent[0] == spent[1]


def test_a_delegate_exports_only_their_own_reports(running, sign_in):
    user, other = running.city.delegates[2:4]
    mine = cast.send(running, user, "I.2")
    cast.send(running, other, "I.2")
    rows = rows_of(book_of(sign_in(user), "evidence:own_reports_workbook")["Báo cáo"])
    assert [row["Số"] for row in rows] == [mine.pk]


def test_the_ranking_of_the_chosen_version_and_cluster(running, secretary, sign_in):
    user = running.city.delegates[2]
    cast.send_verified(running, user, "II.1", 2)
    draft = ranking.recompute(plan=running.plan, whole=True)
    ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )
    cluster = running.entry_of(user).cluster
    slug, name = running.plan.slug, "scoring:ranking_workbook"
    rows = rows_of(book_of(secretary, name, slug, ban=1, cum=cluster.pk)["Xếp hạng"])
    assert len(rows) == 5
    assert {row["Cụm thi đua"] for row in rows} == {cluster.name}
    best = next(row for row in rows if row["Tập thể, cá nhân"] == running.entry_of(user).name)
    assert (best["Hạng"], best["Điểm"]) == (1, 45)
    assert len(rows_of(book_of(secretary, name, slug, ban=1, cum="tat-ca")["Xếp hạng"])) == 8
    found = book_of(secretary, name, slug, ban=1, tim=running.entry_of(user).name)
    assert len(rows_of(found["Xếp hạng"])) == 1
    about = dict(list(found["Thông tin"].iter_rows(values_only=True))[1:])
    assert "mã kiểm tra" in about["Nội dung"]
    # a delegate exports the sealed one, as on the page
    assert book_of(sign_in(user), name, slug, ban=1)["Xếp hạng"].max_row > 1
    address = reverse(name, args=[slug], query={"ban": "tam-tinh"})
    assert sign_in(user).get(address).status_code == 404


def test_the_proposal_with_its_reasons_and_the_overview(running, secretary):
    cast.send_verified(running, running.city.delegates[2], "II.1", 2)
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch")
    Quota.objects.create(plan=running.plan, award_type=award_type, subject="individual", number=1)
    draft = ranking.recompute(plan=running.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )
    slug = running.plan.slug
    empty = reverse("awards:proposal_workbook", args=[slug])
    assert secretary.get(empty).status_code == 404
    proposals.draft_proposal(actor=running.city.secretary, ranking=sealed)
    book = book_of(secretary, "awards:proposal_workbook", slug)
    assert book.sheetnames == [
        "Đề nghị",
        "Chia chỉ tiêu",
        "Lựa chọn đã ghi",
        "Chỉ tiêu, quy định",
        "Thông tin",
    ]
    assert all("điểm" in row["Vì sao"] for row in rows_of(book["Đề nghị"]))
    assert sum(row["Suất"] for row in rows_of(book["Chia chỉ tiêu"])) <= 1
    overview = book_of(secretary, "dashboards:overview_workbook", slug)
    numbers = {row["Mục"]: row["Số"] for row in rows_of(overview["Số chung"])}
    assert numbers["Tập thể, cá nhân tham gia"] == 8
    assert numbers["Báo cáo đã xác nhận"] == 1


def test_the_list_of_sheets_at_the_chosen_stage(running, secretary):
    ScoreSheet.objects.create(entry=running.entry_of(running.city.delegates[0]))
    name, slug = "scoring:sheets_workbook", running.plan.slug
    assert rows_of(book_of(secretary, name, slug, buoc="sent")["Phiếu chấm điểm"]) == []
    [row] = rows_of(book_of(secretary, name, slug, buoc="open")["Phiếu chấm điểm"])
    assert row["Tập thể, cá nhân"] == running.entry_of(running.city.delegates[0]).name
