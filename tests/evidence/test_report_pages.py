"""Errors in the report form are shown at their field, and nothing typed is lost."""

import datetime as dt
import html
import io
import threading
import uuid
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from campaigns.models import PlanState
from evidence.models import ActivityReport, EvidenceFile, ReportState
from evidence.services.deciding import return_report
from evidence.services.files import keep_upload

from .. import cast
from ..pdf_files import one_page_pdf

PDF = one_page_pdf(1)
SUMMARY = "Phát biểu về nước sạch & <b>điện</b>"
PLACE = "Nhà văn hóa tổ 3"


@pytest.fixture
def delegate(running):
    return running.city.delegates[2]


@pytest.fixture
def client(running, delegate, sign_in):
    return sign_in(delegate)


def upload(name: str = "biên bản.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def address(round_, user) -> str:
    return reverse("evidence:report_create", query={"cho": round_.entry_of(user).pk})


def typed(round_, code: str = "II.1", count: object = 2, **changes) -> dict:
    """The fields of a valid form, with `changes`."""
    criterion = round_.criterion(code)
    fields = {
        "kind": criterion.activity_kinds.get().pk,
        "happened_on": "2023-05-10",
        "place": PLACE,
        "summary": SUMMARY,
        "token": str(uuid.uuid4()),
        f"count_{criterion.pk}": count,
    }
    return fields | changes


def count_field(round_, code: str) -> str:
    return f"count_{round_.criterion(code).pk}"


def assert_refused(response, data: dict, field: str | None, message: str) -> None:
    """The page shows the message at its field and all that was typed; nothing is saved."""
    assert response.status_code == 200
    form = response.context["form"]
    errors = form.non_field_errors() if field is None else form.errors.get(field, [])
    assert any(message in error for error in errors), form.errors
    page = html.unescape(response.text)
    assert message in page
    for name, value in data.items():
        if name == "files" or name not in form.fields:
            continue
        if name == "kind":
            assert f'<option value="{value}" selected' in page or field == "kind"
        elif name == "summary":
            assert str(value) in page
        else:
            assert f'name="{name}" value="{value}"' in page, name
    assert not ActivityReport.objects.exists()


# --- sound ---------------------------------------------------------------------------------------


def test_a_valid_report_is_saved_and_shown(running, client, delegate):
    response = client.post(address(running, delegate), typed(running), follow=True)
    report = ActivityReport.objects.get()
    assert response.redirect_chain == [(reverse("evidence:report_detail", args=[report.pk]), 302)]
    assert "Đã gửi báo cáo" in response.text
    assert (report.state, report.summary, report.place) == (ReportState.SENT, SUMMARY, PLACE)
    assert list(report.counts.values_list("criterion__code", "count")) == [("II.1", 2)]
    assert "<b>điện" not in response.text  # typed text is never markup


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("tomorrow", "Ngày diễn ra ở tương lai"),
        ("2022-12-31", "chỉ tính hoạt động từ 01/01/2023 đến 31/12/2023"),
        ("2024-01-01", "chỉ tính hoạt động từ 01/01/2023 đến 31/12/2023"),
        ("31/02/2023", "Ngày chưa đúng"),
        ("hôm qua", "Ngày chưa đúng"),
        ("", "Hãy chọn ngày diễn ra."),
    ],
)
def test_an_impossible_day_is_refused(running, client, delegate, day, message):
    if day == "tomorrow":
        day = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    data = typed(running, happened_on=day)
    response = client.post(address(running, delegate), data)
    if not day:
        data.pop("happened_on")
    assert_refused(response, data, "happened_on", message)


@pytest.mark.parametrize("day", ["2023-01-01", "2023-12-31", "10/05/2023"])
def test_the_first_and_the_last_day_are_accepted_in_both_formats(running, client, delegate, day):
    client.post(address(running, delegate), typed(running, happened_on=day))
    assert ActivityReport.objects.count() == 1


# --- counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "message"),
    [
        ("-1", "Số lượng phải từ 1 đến 50"),
        ("0", "Số lượng phải từ 1 đến 50"),
        ("51", "Số lượng phải từ 1 đến 50"),
        (str(10**30), "Số lượng phải từ 1 đến 50"),
        ("hai", "Hãy nhập một số nguyên"),
        ("1,5", "Hãy nhập một số nguyên"),
        ("1e3", "Hãy nhập một số nguyên"),
        ("9" * 5000, "Hãy nhập một số nguyên"),
    ],
)
def test_an_impossible_count_is_refused(running, client, delegate, count, message):
    data = typed(running, count=count)
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, count_field(running, "II.1"), message)


def test_a_report_without_any_count(running, client, delegate):
    data = typed(running, count="")
    response = client.post(address(running, delegate), data)
    data.pop(count_field(running, "II.1"))
    assert_refused(response, data, None, "Hãy nhập số lượng cho ít nhất một tiêu chí.")


@pytest.mark.parametrize("code", ["A.1", "I.2", "I.1"])
def test_a_count_for_a_criterion_that_the_kind_or_the_scorecard_does_not_have(
    running, client, delegate, code
):
    data = typed(running) | {count_field(running, code): 1}
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, None, "không thuộc bảng tiêu chí hoặc loại hoạt động này")


@pytest.mark.parametrize("code", ["A.1", "I.1"])
def test_a_kind_of_activity_of_another_scorecard_or_of_the_office(running, client, delegate, code):
    kind = running.criterion(code).activity_kinds.get()
    data = typed(running, kind=kind.pk)
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "kind", "không có trong bảng tiêu chí của bạn")


@pytest.mark.parametrize("kind", ["abc", "", "0", "-1", str(10**30), "9" * 5000])
def test_an_unknown_kind_of_activity_is_refused(running, client, delegate, kind):
    response = client.post(address(running, delegate), typed(running, kind=kind))
    assert response.status_code == 200
    assert response.context["form"].errors["kind"]
    assert html.escape(SUMMARY) in response.text
    assert not ActivityReport.objects.exists()


def test_a_summary_is_needed(running, client, delegate):
    data = typed(running, summary="   ")
    response = client.post(address(running, delegate), data)
    data.pop("summary")
    assert_refused(response, data, "summary", "Hãy viết nội dung, kết quả của hoạt động.")


def test_a_summary_that_is_too_long_is_refused(running, client, delegate):
    data = typed(running, summary="x" * 4001)
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "summary", "tối đa 4000 ký tự (đang có 4001)")


# --- files ---------------------------------------------------------------------------------------


def plain_zip() -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("word.txt", "không phải văn bản Word")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("trống.pdf", b"", "rỗng"),
        ("chương trình.pdf", b"MZ\x90\x00" + b"\0" * 100, "không đúng với đuôi .pdf"),
        ("ảnh.jpg", PDF, "không đúng với đuôi .jpg"),
        ("văn bản.docx", plain_zip(), "không đúng với đuôi .docx"),
        ("chương trình.exe", b"MZ\x90\x00", "không thuộc loại được nhận"),
        ("không đuôi", PDF, "không thuộc loại được nhận"),
    ],
)
def test_a_file_that_is_not_accepted(running, client, delegate, name, content, message):
    data = typed(running, files=upload(name, content))
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "files", message)
    assert not EvidenceFile.objects.exists()


def test_a_file_over_the_limit(running, client, delegate, settings):
    settings.EVIDENCE_MAX_MB = 1
    data = typed(running, files=upload(content=PDF.ljust(1024 * 1024 + 1)))
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "files", "lớn hơn 1 MB")
    assert not EvidenceFile.objects.exists()


def test_a_file_at_the_limit_is_accepted(running, client, delegate, settings):
    settings.EVIDENCE_MAX_MB = 1
    data = typed(running, files=upload(content=PDF.ljust(1024 * 1024)))
    client.post(address(running, delegate), data)
    assert ActivityReport.objects.get().files.get().size == 1024 * 1024


def test_a_file_of_100_megabytes(running, client, delegate):
    data = typed(running, files=upload(content=PDF.ljust(100 * 1024 * 1024)))
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "files", "lớn hơn 20 MB")
    assert not EvidenceFile.objects.exists()


def test_the_eleventh_file(running, client, delegate):
    files = [upload(f"{n}.pdf", one_page_pdf(n)) for n in range(11)]
    data = typed(running, files=files)
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "files", "tối đa 10 tệp")
    assert EvidenceFile.objects.count() == 10


def test_a_good_file_beside_a_bad_one_is_kept(running, client, delegate):
    data = typed(running, files=[upload("tốt.pdf"), upload("xấu.jpg", PDF)])
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, "files", "xấu.jpg")
    assert "tốt.pdf" in response.text
    assert EvidenceFile.objects.get().name == "tốt.pdf"


def test_a_file_is_kept_when_another_field_is_wrong_and_goes_with_the_next_try(
    running, client, delegate
):
    data = typed(running, count="-1", files=upload())
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, count_field(running, "II.1"), "Số lượng phải từ 1")
    assert "Tệp đã được giữ" in response.text
    assert "biên bản.pdf" in response.text
    corrected = typed(running, token=data["token"])
    client.post(address(running, delegate), corrected)
    assert [file.name for file in ActivityReport.objects.get().files.all()] == ["biên bản.pdf"]


def test_the_same_file_chosen_again_is_kept_once(running, client, delegate):
    data = typed(running, count="-1")
    for _ in range(2):
        client.post(address(running, delegate), data | {"files": upload()})
    assert EvidenceFile.objects.count() == 1


def test_a_kept_file_of_someone_else_is_neither_shown_nor_sent(running, client, delegate):
    other = running.city.delegates[3]
    token = uuid.uuid4()
    keep_upload(actor=other, token=token, upload=upload("riêng tư.pdf"))
    response = client.post(address(running, delegate), typed(running, count="-1", token=str(token)))
    assert "riêng tư.pdf" not in response.text
    client.post(address(running, delegate), typed(running, token=str(token)))
    assert not ActivityReport.objects.get().files.exists()


def test_a_kept_file_can_be_removed(running, client, delegate, django_capture_on_commit_callbacks):
    file = keep_upload(actor=delegate, token=uuid.uuid4(), upload=upload())
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("evidence:file_drop", args=[file.pk]))
    assert (response.status_code, response.text) == (200, "")
    assert not EvidenceFile.objects.exists()
    assert not storage.exists(name)


def test_a_sent_file_cannot_be_removed(running, client, delegate):
    client.post(address(running, delegate), typed(running, files=upload()))
    file = EvidenceFile.objects.get()
    assert client.post(reverse("evidence:file_drop", args=[file.pk])).status_code == 404
    assert EvidenceFile.objects.count() == 1


def test_a_download_is_an_attachment_without_content_sniffing(running, client, delegate):
    client.post(address(running, delegate), typed(running, files=upload()))
    response = client.get(reverse("evidence:file_download", args=[EvidenceFile.objects.get().pk]))
    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert "bi%C3%AAn%20b%E1%BA%A3n.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


# --- sent twice, too late, another's -------------------------------------------------------------


def test_a_second_click_makes_no_second_report(running, client, delegate):
    data = typed(running)
    first = client.post(address(running, delegate), data)
    second = client.post(address(running, delegate), data)
    report = ActivityReport.objects.get()
    assert first.url == second.url == reverse("evidence:report_detail", args=[report.pk])


def test_other_content_under_a_sent_token_becomes_a_new_report_with_its_files(
    running, client, delegate
):
    """It used to be refused for ever, with its text and its files."""
    first = typed(running)
    client.post(address(running, delegate), first)
    later = upload("ảnh hội nghị.pdf")
    other = typed(running, summary="Hoạt động khác", token=first["token"]) | {"files": later}
    asked = client.post(address(running, delegate), other)
    assert "hãy bấm “Gửi báo cáo” lần nữa" in html.unescape(asked.text)
    assert "Hoạt động khác" in asked.text
    token = str(asked.context["form"].token_value)
    assert token != first["token"] and token in asked.text
    assert "ảnh hội nghị.pdf" in asked.text
    again = typed(running, summary="Hoạt động khác", token=token)
    assert client.post(address(running, delegate), again).status_code == 302
    assert client.post(address(running, delegate), again).status_code == 302  # a second click
    sent, before = ActivityReport.objects.order_by("-pk")
    assert (sent.summary, before.summary) == ("Hoạt động khác", SUMMARY)
    assert sent.files.get().name == "ảnh hội nghị.pdf" and not before.files.exists()


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_clicks_make_one_report(running, delegate, sign_in):
    data, to = typed(running), address(running, delegate)
    start = threading.Barrier(2)
    answers = []

    def click(client) -> None:
        try:
            start.wait(timeout=10)
            answers.append(client.post(to, data))
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=[sign_in(delegate)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    report = ActivityReport.objects.get()
    assert report.counts.count() == 1
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {a.url for a in answers} == {reverse("evidence:report_detail", args=[report.pk])}


def test_a_form_sent_under_the_number_of_anothers_form(running, client, delegate):
    other = running.city.delegates[3]
    report = cast.send(running, other, "II.1")
    response = client.post(address(running, delegate), typed(running, token=str(report.token)))
    assert response.status_code == 200
    assert "do người khác gửi" in response.text
    assert html.escape(SUMMARY) in response.text
    assert ActivityReport.objects.get() == report


def test_after_the_deadline(running, client, delegate):
    running.plan.reports_due_at = timezone.now() - dt.timedelta(minutes=1)
    running.plan.save()
    data = typed(running, files=upload())
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, None, "Đã quá hạn nhận báo cáo")
    assert "vẫn còn trên trang này" in response.text
    assert "biên bản.pdf" in response.text
    assert "Đã quá hạn" in client.get(address(running, delegate)).text


def test_when_the_plan_is_closed(running, client, delegate):
    running.plan.state = PlanState.CLOSED
    running.plan.save()
    data = typed(running)
    response = client.post(address(running, delegate), data)
    assert_refused(response, data, None, "Kế hoạch đã tổng kết nên không nhận báo cáo nữa.")


def test_anothers_report_is_not_found_by_its_number(running, client):
    report = cast.send(running, running.city.delegates[3], "II.1")
    address_of_it = reverse("evidence:report_detail", args=[report.pk])
    response = client.get(address_of_it)
    assert response.status_code == 404
    assert "hoặc không thuộc phần việc của bạn" in response.text
    assert "Lê Thử Đào" not in response.text


def returned(round_, user) -> ActivityReport:
    return return_report(
        actor=round_.city.secretary,
        report=cast.send(round_, user, "II.1"),
        reason="Ảnh không rõ ngày",
        at=timezone.now(),
    )


def test_anothers_returned_report_cannot_be_edited(running, client):
    report = returned(running, running.city.delegates[3])
    edit = reverse("evidence:report_edit", args=[report.pk])
    assert client.get(edit).status_code == 404
    assert client.post(edit, typed(running)).status_code == 404
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED and report.summary.startswith("Nội dung thử")


def test_a_returned_report_is_corrected_and_sent_again(running, client, delegate):
    report = returned(running, delegate)
    edit = reverse("evidence:report_edit", args=[report.pk])
    page = client.get(edit).text
    for shown in ("Ảnh không rõ ngày", "Nội dung thử", 'value="2023-05-10"'):
        assert shown in page
    wrong = typed(running, count="-3", files=upload("ảnh mới.pdf"))
    response = client.post(edit, wrong)
    assert "Số lượng phải từ 1" in response.text
    assert html.escape(SUMMARY) in response.text
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    response = client.post(edit, typed(running, count=3, token=wrong["token"]))
    assert response.url == reverse("evidence:report_detail", args=[report.pk])
    report.refresh_from_db()
    assert (report.state, report.summary) == (ReportState.SENT, SUMMARY)
    assert report.counts.get().count == 3
    assert report.files.get().name == "ảnh mới.pdf"


def test_a_report_that_was_not_returned_is_not_edited(running, client, delegate):
    report = cast.send(running, delegate, "II.1")
    edit = reverse("evidence:report_edit", args=[report.pk])
    response = client.post(edit, typed(running), follow=True)
    assert "đang ở văn phòng hoặc đã xử lý" in response.text
    report.refresh_from_db()
    assert report.summary.startswith("Nội dung thử")


def test_a_delegate_without_a_plan_reads_what_to_do(city, sign_in):
    page = sign_in(city.delegates[0]).get(reverse("evidence:report_create")).text
    assert "hãy liên hệ văn phòng" in page


def test_the_count_fields_follow_the_kind(running, client, delegate):
    kind = running.criterion("I.2").activity_kinds.get()
    at = reverse(
        "evidence:report_counts",
        query={"cho": running.entry_of(delegate).pk, "kind": kind.pk},
    )
    page = client.get(at).text
    assert count_field(running, "I.2") in page
    assert count_field(running, "II.1") not in page
