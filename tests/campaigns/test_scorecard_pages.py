"""Pages of scorecards: import with faults, draft, publication, reading."""

import datetime as dt
import html
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import EntryChange, Scorecard, ScorecardState
from campaigns.scorecards.document import Document
from campaigns.scorecards.exchange.workbook.columns import TREE
from campaigns.scorecards.exchange.workbook.reading import read_workbook
from campaigns.scorecards.exchange.workbook.writing import write_workbook
from campaigns.scorecards.exchange.yaml_file import read_yaml, write_yaml
from campaigns.services import plans, scorecards
from core import clock
from scoring.services import ranking

from .. import cast


@pytest.fixture
def secretary(running, sign_in):
    return sign_in(running.city.secretary)


@pytest.fixture
def delegate(running, sign_in):
    return sign_in(running.city.delegates[2])


def page_of(name, scorecard, **query):
    return reverse(f"campaigns:{name}", args=[scorecard.plan.slug, scorecard.pk], query=query)


def address(name, plan):
    return reverse(f"campaigns:{name}", args=[plan.slug])


def document(scorecard) -> dict:
    return Document.of(scorecard).as_data()


def changed(scorecard, change) -> dict:
    """The scorecard's document after `change`, which gets the document and its first leaves."""
    found = document(scorecard)
    change(found, found["criteria"][0]["items"])
    return found


def filled(scorecard, cells) -> bytes:
    """The scorecard's workbook with other values in some cells of the tree."""
    book = load_workbook(io.BytesIO(write_workbook(document(scorecard))))
    for cell, value in cells.items():
        book[TREE][cell] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client, plan, name, content):
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(address("scorecard_import", plan), {"file": file})


def upload_document(client, plan, found):
    return upload(client, plan, "bang.yaml", write_yaml(found))


def save(client, plan, preview_page, **follow):
    carried = preview_page.context["draft_form"].initial["carried"]
    return client.post(address("scorecard_draft", plan), {"carried": carried}, **follow)


def publish(client, draft, **follow):
    return client.post(page_of("scorecard_publish", draft), {"confirmed": "on"}, **follow)


def second_version(running, change=lambda found, leaves: leaves[1].update(name="Phát biểu hay")):
    """A draft of the delegates' scorecard."""
    return scorecards.draft_scorecard(
        actor=running.city.secretary,
        plan=running.plan,
        document=Document.read(changed(running.delegate_card, change)),
    )


def text_of(response) -> str:
    """The text of the page, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_each_step_of_an_import_reads_the_document_once(running, secretary, monkeypatch):
    read, calls = Document.read, []
    monkeypatch.setattr(Document, "read", lambda data: calls.append(data) or read(data))
    new = changed(running.delegate_card, lambda found, leaves: leaves[1].update(name="Hay"))
    page = upload_document(secretary, running.plan, new)
    assert len(calls) == 1
    save(secretary, running.plan, page)
    assert len(calls) == 2
    assert document(Scorecard.objects.get(state="draft")) == new


# --- a new version from import to publication -----------------------------------------------------


def test_a_secretary_brings_a_new_version_into_a_running_plan(running, secretary, delegate):
    plan, card = running.plan, running.delegate_card
    draft_ranking = ranking.recompute(plan=plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=running.city.secretary, plan=plan, seen_revision=draft_ranking.revision
    )
    EntryChange.objects.all().delete()
    before = Scorecard.objects.count()

    # the first file has faults: all are listed with their cells, and nothing is saved
    bad = filled(card, {"E3": "2/5", "C4": "Z", "A6": "I"})
    page = upload(secretary, plan, "Bảng mới.xlsx", bad)
    assert page.context["preview"].faults == [
        "Ô A6 của trang “Tiêu chí”: mã “I” đã có ở ô A2.",
        "Ô C4 của trang “Tiêu chí”: không có mục “Z”.",
        "Ô E3 của trang “Tiêu chí”: “2/5” giống ngày tháng; ở đây cần một số.",
    ]
    assert "draft_form" not in page.context
    assert "Lưu dự thảo</button>" not in page.text
    assert Scorecard.objects.count() == before

    # corrected: the changes and the whole tree are shown, still nothing is saved
    page = upload(secretary, plan, "Bảng mới.xlsx", filled(card, {"E4": 25, "B4": "Phát biểu"}))
    assert page.context["preview"].faults == []
    words = text_of(page)
    assert "sẽ là dự thảo của phiên bản 2" in words
    assert "Nội dung: từ Phát biểu, chất vấn thành Phát biểu" in words
    assert "Điểm tối đa: từ 30 thành 25" in words
    assert Scorecard.objects.count() == before

    # saved as a draft that only the office can open
    page = save(secretary, plan, page, follow=True)
    draft = Scorecard.objects.get(plan=plan, name=card.name, version=2)
    assert page.redirect_chain == [(page_of("scorecard_detail", draft), 302)]
    assert draft.state == ScorecardState.DRAFT
    words = text_of(page)
    assert "Đây là dự thảo" in words
    assert "5 tập thể, cá nhân đang chấm theo bản cũ chuyển sang bản này" in words
    assert delegate.get(page_of("scorecard_detail", draft)).status_code == 404
    assert f"/{draft.pk}/" not in delegate.get(address("scorecard_list", plan)).text

    # published: entries move and are scored again, sealed rankings keep the old version
    page = publish(secretary, draft, follow=True)
    assert "Đã ban hành “Đại biểu”, phiên bản 2." in text_of(page)
    draft.refresh_from_db()
    assert draft.state == ScorecardState.PUBLISHED
    assert draft.entries.count() == EntryChange.objects.count() == 5
    assert set(sealed.lines.filter(entry__kind="delegate").values_list("scorecard", flat=True)) == {
        card.pk
    }

    # and a delegate sees it on their pages
    notice = "Bảng tiêu chí “Đại biểu” có phiên bản 2 từ ngày"
    for place in (
        reverse("dashboards:my_work"),
        address("scorecard_list", plan),
        page_of("scorecard_detail", draft),
    ):
        page = delegate.get(place)
        assert notice in text_of(page), place
        assert f'href="{page_of("scorecard_detail", draft)}#thay-doi"' in page.text
    old = delegate.get(page_of("scorecard_detail", card))
    assert "Phiên bản này không còn áp dụng. Đọc phiên bản 2" in text_of(old)
    assert page_of("scorecard_detail", draft) in old.text


# --- reading --------------------------------------------------------------------------------------


def test_a_delegate_reads_criteria_rules_and_notes(running, delegate):
    words = text_of(delegate.get(page_of("scorecard_detail", running.delegate_card)))
    for said in (
        "Áp dụng cho Đại biểu HĐND",
        "Phiên bản 1 Đã ban hành",
        "7,5 điểm mỗi lượt, tối đa 30",
        "Số liệu: Văn phòng ghi nhận",
        "Nội dung thi đua: Kỳ họp",
        "Cộng các mục con, nhiều nhất 40 điểm",
        "Cách hiểu: Cộng lại vượt 40 điểm thì chỉ tính 40 điểm.",
        "Bảng này không xếp loại.",
        "Bằng tổng điểm thì cùng hạng.",
    ):
        assert said in words, said
    assert "Ban hành phiên bản" not in words


def test_links_caps_and_grades_are_described_in_words(running, secretary):
    def change(found, leaves):
        found |= {
            "bonus_cap": "5",
            "deduction_cap": "10",
            "tie_break": ["bonus", "II"],
            "scaling": {"step": "0.01"},
            "grading": {
                "levels": [
                    {"code": "a", "name": "Tốt", "from": "80"},
                    {"code": "b", "name": "Đạt"},
                ],
                "minimum_days": 180,
                "gates": [{"grade": "a", "needs": [{"node": "II", "share": "0.6"}]}],
                "sanctions": [{"criterion": "IV.1", "effect": "lowest"}],
                "not_above_organisation": True,
                "quotas": [{"grade": "a", "share": "0.25", "per": "cluster"}],
            },
        }
        leaves[0] |= {
            **{"shape": "pass_fail", "params": {}, "zeroes": "I", "also_deducted_in": ["IV.1"]},
            **{"not_applicable": "left_out"},
        }
        leaves[1] |= {"several": "highest", "not_counted_with": ["II.1"], "none_arisen": "full"}
        unit = {"per": "1", "unit_vi": "lần"}
        for code, section, shape in (
            ("III", "bonus", "per_unit_capped"),
            ("IV", "deduction", "deduction"),
        ):
            leaf = {"code": f"{code}.1", "name": "Việc", "max": "10", "shape": shape}
            leaf |= {"params": unit, "source": "other_body", "source_name": "Công an xã"}
            group = {"code": code, "name": section, "max": "10", "section": section}
            found["criteria"].append({**group, "items": [leaf]})

    draft = second_version(running, change)
    words = text_of(secretary.get(page_of("scorecard_detail", draft)))
    for said in (
        "Điểm thưởng cộng nhiều nhất 5 điểm",
        "Điểm trừ trừ nhiều nhất 10 điểm",
        "Không đạt (0 điểm) thì cả mục I được 0 điểm.",
        "Cả mục được 0 điểm khi không đạt I.1.",
        "Mỗi lần vi phạm còn bị trừ điểm ở mục IV.1.",
        "Tính cả các lần vi phạm ghi ở mục I.1.",
        "Có nhiều báo cáo: chỉ tính báo cáo cao nhất.",
        "Đã tính ở mục II.1 thì không tính ở đây.",
        "Không phát sinh: đủ điểm.",
        "Được duyệt là không áp dụng: không tính, quy đổi phần còn lại.",
        "Số liệu: Công an xã cung cấp",
        "điểm chuẩn được quy đổi theo các mục còn lại",
        "Tốt từ 80 điểm trở lên Đạt dưới 80 điểm",
        "Tham gia dưới 180 ngày trong kỳ thì không xếp loại.",
        "Muốn được xếp Tốt phải có: mục II “Tiếp xúc cử tri” đạt từ 60 % điểm tối đa. "
        "Thiếu thì xếp Đạt.",
        "Vi phạm mục IV.1 “Việc” từ 1 lần trở lên: xếp mức Đạt.",
        "Người đứng đầu không được xếp loại cao hơn tập thể mình đứng đầu.",
        "Số được xếp Tốt: nhiều nhất 25 % số được xếp loại trong từng cụm, làm tròn xuống; "
        "vượt thì xếp Đạt.",
        "xét lần lượt: điểm thưởng nhiều hơn; điểm mục II “Tiếp xúc cử tri” cao hơn.",
    ):
        assert said in words, said


def test_a_scorecard_is_linked_from_the_pages_of_the_plan(running, secretary, delegate):
    plan, card = running.plan, running.delegate_card
    line = ranking.recompute(plan=plan, whole=True).lines.get(
        entry=running.entry_of(running.city.delegates[2])
    )
    read, listed = page_of("scorecard_detail", card), address("scorecard_list", plan)
    for client, place, link in (
        (delegate, reverse("dashboards:my_work"), read),
        (delegate, reverse("scoring:line_detail", args=[plan.slug, line.pk]), read),
        (delegate, reverse("scoring:ranking_detail", args=[plan.slug]), listed),
        (delegate, listed, read),
        (secretary, reverse("dashboards:plan_overview", args=[plan.slug]), listed),
        (secretary, reverse("admin:campaigns_plan_change", args=[plan.pk]), listed),
        (secretary, reverse("admin:campaigns_scorecard_change", args=[card.pk]), read),
    ):
        assert f'href="{link}"' in client.get(place).text, place


def test_a_plan_without_scorecards_shows_the_next_step(running, secretary, delegate, monkeypatch):
    monkeypatch.setattr("campaigns.views.scorecards.families_of", lambda plan, user: [])
    assert "Kế hoạch này chưa có bảng tiêu chí nào." in text_of(
        secretary.get(address("scorecard_list", running.plan))
    )
    assert "Bảng hiện ở đây khi văn phòng ban hành." in text_of(
        delegate.get(address("scorecard_list", running.plan))
    )


def test_a_version_published_before_the_launch_is_not_renewed(city, sign_in, monkeypatch):
    long_ago = clock.now() - dt.timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: long_ago)
    first = cast.launch_round(city, "som")
    monkeypatch.undo()
    scorecards.publish_scorecard(actor=city.secretary, scorecard=second_version(first))
    assert Scorecard.objects.renewed().count() == 1
    monkeypatch.setattr(clock, "now", lambda: long_ago)
    scorecards.publish_scorecard(actor=city.secretary, scorecard=second_version(first))
    assert Scorecard.objects.renewed().count() == 0
    page = sign_in(city.delegates[2]).get(reverse("dashboards:my_work"))
    assert "có phiên bản" not in page.text


# --- files ----------------------------------------------------------------------------------------


def test_an_exported_file_is_read_back_the_same(running, delegate, secretary):
    card = running.delegate_card
    for name, ending, read in (
        ("scorecard_yaml", "yaml", read_yaml),
        ("scorecard_workbook", "xlsx", read_workbook),
    ):
        response = delegate.get(page_of(name, card))
        file_name = f"song-xanh-2023-dai-bieu-phien-ban-1.{ending}"
        assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
        assert read(response.content)[0] == document(card)
        page = upload(secretary, running.plan, file_name, response.content)
        assert page.context["preview"].comparison.is_empty
        assert page.context["preview"].can_be_saved


def test_text_that_looks_like_a_formula_is_exported_as_text(running, secretary):
    def change(found, leaves):
        leaves[0]["name"], leaves[1]["name"] = '=HYPERLINK("http://x")', "@SUM(A1)"

    draft = second_version(running, change)
    content = secretary.get(page_of("scorecard_workbook", draft)).content
    sheet = load_workbook(io.BytesIO(content))[TREE]
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("B3", "B4")] == [
        ('=HYPERLINK("http://x")', "s"),
        ("@SUM(A1)", "s"),
    ]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml")


BOMB = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
    f"{x}: &{x} [{','.join(['*' + y] * 9)}]\n" for x, y in zip("bcdefg", "abcdef", strict=True)
)


def with_macros(scorecard) -> bytes:
    file = io.BytesIO(write_workbook(document(scorecard)))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bang.xlsx", b"a,b\n1,2", "Đây không phải là tệp Excel .xlsx."),
        ("bang.yaml", BOMB, "dùng lại các phần của nó (*) quá nhiều lần"),
        ("bang.yaml", b"\xff\xfe\xff", "không phải là chữ mã hóa UTF-8"),
        ("bang.yaml", b"PK\x03\x04...", "hãy đổi đuôi thành .xlsx"),
        ("bang.yaml", "a: !!python/object:os.system x", "không dùng được nhãn kiểu"),
        ("bang.yaml", "- 1", "Đây không phải là một bảng tiêu chí."),
        ("bang.yaml", "name: [", "không đúng cú pháp YAML"),
        ("bang.xls", b"\xd0\xcf\x11\xe0", "lưu lại dạng .xlsx"),
        ("bang.xlsm", b"PK\x03\x04", "Tệp có macro"),
        ("bang.pdf", b"%PDF", "Chỉ nhận tệp Excel (.xlsx) hoặc YAML"),
    ],
)
def test_a_hostile_file_gets_a_clear_answer(running, secretary, name, content, message):
    page = upload(secretary, running.plan, name, content)
    assert page.status_code == 200
    assert message in page.context["preview"].faults[0]
    assert message in text_of(page)
    assert "draft_form" not in page.context


def test_macros_and_large_files_are_refused(running, secretary):
    page = upload(secretary, running.plan, "bang.xlsx", with_macros(running.delegate_card))
    assert "Tệp có macro (.xlsm)" in text_of(page)
    for content, message in (
        (b"x" * 10_000_000, "Tệp lớn hơn 2 MB"),
        (b"", "Tệp trống. Hãy chọn lại tệp."),
    ):
        page = upload(secretary, running.plan, "bang.xlsx", content)
        assert message in page.context["form"].errors["file"][0]
        assert message in text_of(page)
    page = secretary.post(address("scorecard_import", running.plan))
    assert "Hãy chọn một tệp." in text_of(page)


def test_names_from_a_file_are_never_markup(running, secretary):
    def change(found, leaves):
        leaves[0]["name"] = "<script>alert(1)</script>"

    page = upload_document(secretary, running.plan, changed(running.delegate_card, change))
    assert page.context["preview"].can_be_saved
    assert "<script>alert" not in page.text


# --- preview and saving ---------------------------------------------------------------------------


def test_structural_faults_and_contradictions_are_shown_together(running, secretary):
    def change(found, leaves):
        found["name"] = "Tên khác"
        found["tie_break"] = ["X"]
        leaves[0]["area"] = 9
        leaves[0]["max"] = "1"
        del found["criteria"][1]["items"][0]["interpretations"]

    text = write_yaml(changed(running.delegate_card, change))
    page = upload(secretary, running.plan, "bang.yml", text)
    preview = page.context["preview"]
    assert [fault.split(": ", 1)[1] for fault in preview.faults] == [
        "Khi bằng điểm: không có tiêu chí “X”.",
        "Tiêu chí I.1: không có nội dung thi đua thứ 9.",
        "Tiêu chí I: ở đây không có mâu thuẫn “items_over_max” để trả lời (đang có: "
        "items_below_max).",
        "Kế hoạch đã phát động; chỉ lập được phiên bản mới của bảng đang có.",
    ]
    assert all(re.match(r"Dòng \d+, cột \d+: ", fault) for fault in preview.faults[:2])
    assert any("Tiêu chí II.1: " in str(fault) for fault in preview.unexplained)
    assert "Mâu thuẫn chưa có ghi chú cách hiểu" in text_of(page)


def test_the_real_draft_of_the_communes_shows_all_its_faults_at_once(running, secretary):
    text = (Path(settings.BASE_DIR) / "demo" / "data" / "commune_draft_2026.yaml").read_text(
        "utf-8"
    )
    page = upload(secretary, running.plan, "du-thao.yaml", text)
    faults = [re.sub(r"^Dòng \d+, cột \d+: ", "", f) for f in page.context["preview"].faults]
    assert [fault.split(" phải ")[0][:45] for fault in faults[:2]] == ["Điều kiện về V"] * 2
    assert [fault.split(":")[0] for fault in faults[2:]] == [
        "Tiêu chí I.1.a",
        "Tiêu chí VI.1.a",
    ]
    assert len(page.context["preview"].unexplained) == 3
    assert "nên có thể còn lỗi khác" in text_of(page)


def test_everyone_scored_reads_each_contradiction_with_its_note(running, delegate):
    words = text_of(delegate.get(page_of("scorecard_detail", running.delegate_card)))
    assert (
        "Quy định chưa khớp: các mục con cộng lại 50 điểm, vượt mức tối đa 40 điểm của nhóm. "
        "Cách hiểu: Cộng lại vượt 40 điểm thì chỉ tính 40 điểm."
    ) in words
    assert "Quy định chưa khớp: mức trần ghi 50 điểm" in words


def test_a_draft_with_contradictions_is_saved_and_not_published(running, secretary):
    def change(found, leaves):
        del found["criteria"][1]["items"][0]["interpretations"]

    page = upload_document(secretary, running.plan, changed(running.delegate_card, change))
    assert len(page.context["preview"].unexplained) == 1
    save(secretary, running.plan, page)
    draft = Scorecard.objects.get(plan=running.plan, version=2)
    page = secretary.get(page_of("scorecard_detail", draft))
    assert "1 chỗ mâu thuẫn chưa có ghi chú cách hiểu" in text_of(page)
    assert "Ban hành</button>" not in page.text
    page = publish(secretary, draft)
    assert page.status_code == 200
    assert "Còn chỗ mâu thuẫn chưa có ghi chú cách hiểu" in text_of(page)
    draft.refresh_from_db()
    assert draft.state == ScorecardState.DRAFT


def test_publishing_needs_confirmation_and_lists_lost_counts(running, secretary):
    def change(found, leaves):
        leaves[1]["code"] = "I.9"

    draft = second_version(running, change)
    page = secretary.get(page_of("scorecard_detail", draft))
    assert [criterion.code for criterion in page.context["effect"].left_behind] == ["I.2"]
    assert "không chuyển sang được" in text_of(page)
    page = secretary.post(page_of("scorecard_publish", draft))
    assert "Hãy đánh dấu là đã đọc rồi ban hành." in text_of(page)
    draft.refresh_from_db()
    assert draft.state == ScorecardState.DRAFT


def test_two_scorecards_of_one_kind_are_refused_on_the_page(running, secretary):
    plan = running.plan
    plan.state = "draft"
    plan.save()
    other = document(running.delegate_card) | {"name": "Đại biểu khác"}
    draft = scorecards.draft_scorecard(
        actor=running.city.secretary, plan=plan, document=Document.read(other)
    )
    page = publish(secretary, draft)
    assert "“Đại biểu” đã áp dụng cho cùng loại tham gia." in text_of(page)


def test_publishing_twice_says_so(running, secretary):
    page = publish(secretary, running.delegate_card, follow=True)
    assert "Bảng tiêu chí này đã ban hành." in text_of(page)


def test_a_draft_replaces_the_previous_draft_with_a_notice(running, secretary):
    first = second_version(running)
    page = upload_document(secretary, running.plan, document(running.delegate_card))
    assert "Đang có dự thảo của phiên bản 2" in text_of(page)
    save(secretary, running.plan, page)
    assert not Scorecard.objects.filter(pk=first.pk).exists()
    assert Scorecard.objects.filter(plan=running.plan, version=2).count() == 1


def test_a_draft_saved_meanwhile_is_never_silently_overwritten(running, secretary):
    page = upload_document(secretary, running.plan, document(running.delegate_card))
    theirs = second_version(running)
    page = save(secretary, running.plan, page)
    assert "Trong lúc bạn xem, có người đã lưu" in text_of(page)
    assert Scorecard.objects.filter(pk=theirs.pk).exists()
    page = save(secretary, running.plan, page, follow=True)
    assert "Đã lưu dự thảo." in text_of(page)


@pytest.mark.parametrize("carried", ["", "x", "abc:def:ghi", "\0"])
def test_a_forged_preview_is_refused(running, secretary, carried):
    page = secretary.post(address("scorecard_draft", running.plan), {"carried": carried})
    assert page.status_code == 200
    assert Scorecard.objects.filter(plan=running.plan).count() == 2


def test_a_preview_belongs_to_one_plan(running, city, secretary):
    page = upload_document(secretary, running.plan, document(running.delegate_card))
    other = cast.launch_round(city, "khac-2023")
    response = save(secretary, other.plan, page)
    assert "Bản xem trước không còn dùng được. Hãy chọn lại tệp." in text_of(response)
    assert Scorecard.objects.filter(plan=other.plan).count() == 2


def test_a_closed_plan_accepts_no_new_version(running, secretary):
    page = upload_document(secretary, running.plan, document(running.delegate_card))
    plans.close_plan(actor=running.city.secretary, plan=running.plan)
    page = save(secretary, running.plan, page)
    assert "Kế hoạch đã tổng kết" in text_of(page)
    listed = secretary.get(address("scorecard_list", running.plan))
    assert "Nhập từ tệp" not in text_of(listed)


# --- permissions ----------------------------------------------------------------------------------


def test_a_delegate_and_a_leader_read_and_do_not_import(running, delegate, sign_in):
    leader = sign_in(running.city.leader)
    draft = second_version(running)
    for client in (delegate, leader):
        listed = client.get(address("scorecard_list", running.plan))
        assert "Nhập từ tệp" not in text_of(listed)
        assert client.get(page_of("scorecard_detail", running.delegate_card)).status_code == 200
        assert client.get(address("scorecard_import", running.plan)).status_code == 404
        assert upload(client, running.plan, "a.yaml", "a: 1").status_code == 404
        for name in ("scorecard_detail", "scorecard_yaml", "scorecard_workbook"):
            assert client.get(page_of(name, draft)).status_code == 404
        assert publish(client, draft).status_code == 404


def test_a_scorecard_is_not_found_under_another_plan(running, city, secretary):
    other = cast.launch_round(city, "khac-2023")
    wrong = reverse("campaigns:scorecard_detail", args=[other.plan.slug, running.board_card.pk])
    assert secretary.get(wrong).status_code == 404
