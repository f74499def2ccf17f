"""Templates of an office: checked, tried, used, withdrawn; never executed."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from core.errors import DomainError, NotAllowedError
from papers.documents import word_files
from papers.documents.sample_values import SAMPLES
from papers.documents.word_templates import built_in_template, draw_all
from papers.models import PaperKind, PaperTemplate
from papers.services import templates
from papers.services.production import make_papers

from . import paper_setup


def word(*texts: str, part: str = "", content: str = "") -> bytes:
    """A Word file with these paragraphs, with `content` added at the end of `part`."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    if not part:
        return file.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name,
                text.replace(b"</w:body>", content.encode() + b"</w:body>")
                if name == part
                else text,
            )
    return changed.getvalue()


def upload(city, content: bytes, *, name="mau.docx", kind="submission", actor=None):
    return templates.upload_template(
        actor=actor or city.secretary,
        council=city.council,
        kind=PaperKind(kind),
        file=SimpleUploadedFile(name, content),
        at=paper_setup.AT,
    )


def fault(city, content: bytes, **arguments) -> str:
    """The message with which an upload is refused."""
    with pytest.raises(DomainError) as refused:
        upload(city, content, **arguments)
    assert refused.value.field == "file"
    assert not PaperTemplate.objects.exists()
    return refused.value.message


def test_the_built_in_templates_have_no_faults():
    for kind, sample in SAMPLES.items():
        assert word_files.faults_of(built_in_template(kind), kind) == [], kind
        assert sample


def test_the_stored_templates_are_the_ones_that_are_drawn(tmp_path):
    for path in draw_all(tmp_path):
        for part in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
            drawn, stored = (
                zipfile.ZipFile(file).read(part)
                for file in (path, built_in_template(PaperKind(path.stem)))
            )
            assert drawn == stored, f"{path.name}: run manage.py paper_templates"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ kinh_guii }}", "không có trường “kinh_guii”. Dùng được: "),
        ("{% for d in can_cuu %}{{ d }}{% endfor %}", "không có trường “can_cuu”"),
        ("Gửi {{ kinh_gui }", "đoạn 2 “Gửi {{ kinh_gui }”: thiếu dấu }}"),
        ("Gửi kinh_gui }}", "thiếu dấu {{"),
        ("{% for muc in can_cu %}{{ muc }}", "lệnh trong ngoặc chưa đúng"),
        ("{% for muc in kinh_gui %}{% endfor %}", "“kinh_gui” không phải danh sách"),
        ("{{ kinh_gui|tojson }}", "không có bộ lọc “tojson” (dùng được: upper"),
        ("{{ kinh_gui | }}", "lệnh trong ngoặc chưa đúng"),
    ],
)
def test_each_fault_is_named_with_its_place(city, text, message):
    refusal = fault(city, word("Đoạn đầu", text))
    assert refusal.startswith("Mẫu chưa dùng được: đoạn ")
    assert message in refusal


def test_an_unknown_field_is_refused_with_the_list_of_fields(city):
    message = fault(city, word("{{ so_van_ban }}"))
    assert all(name in message for name in ("kinh_gui", "dia_danh_ngay", "can_cu_xep_hang"))
    message = fault(city, word("{% for d in nhom_khen %}{{ d.diem }}{% endfor %}"), kind="list")
    assert "không có trường “d.diem”. Dùng được: danh_sach, ten" in message


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ kinh_gui.__class__ }}",
        "{{ kinh_gui.format(1) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% set x = kinh_gui %}",
        "{% macro m() %}{% endmacro %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ range(100000000)|list }}",
        "{{ kinh_gui|attr('upper') }}",
        "{{ kinh_gui|safe }}",
        "{% for a in can_cu %}{% for b in can_cu %}{% for c in can_cu %}{{ c }}{% endfor %}"
        "{% endfor %}{% endfor %}",
        "{% for a in can_cu recursive %}{{ a }}{% endfor %}",
        "{% raw %}{{ x }}{% endraw %}{{ lipsum() }}",
    ],
)
def test_expressions_other_than_fields_and_loops_are_refused(city, attack):
    assert "Mẫu chưa dùng được" in fault(city, word(attack))


@pytest.mark.parametrize(
    "field",
    ['INCLUDETEXT "/etc/passwd"', 'INCLUDEPICTURE "file:///etc/hostname"', "LINK Excel.Sheet x"],
)
def test_fields_of_word_that_load_files_are_refused(city, field):
    run = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText>'
    for text in (
        f"{run.format(field)}</w:r></w:p>",
        f"<w:p><w:fldSimple w:instr='{field}'/></w:p>",
    ):
        message = fault(city, word("a", part="word/document.xml", content=text))
        assert "không dùng được; chỉ nhận số trang" in message


@pytest.mark.parametrize(
    ("part", "message"),
    [("doc/main.xml", "nơi lạ"), ("word/more.XML", "nơi lạ"), ("Word/document.xml", "hỏng")],
)
def test_a_part_outside_the_usual_folders_is_refused(city, part, message):
    """Word finds parts by relations, so checking the folder `word/` is not enough."""
    file = io.BytesIO(word("a"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, "<p/>")
    assert message in fault(city, file.getvalue())


def test_page_numbers_are_accepted(city):
    run = "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:instrText> NUMPAGES </w:instrText>"
    text = f"<w:p>{run}</w:r></w:p>"
    upload(city, word("a", part="word/document.xml", content=text))


def test_a_link_to_a_local_file_is_refused(city):
    link = (
        '<Relationship Id="r9" TargetMode="External" Target="file:///etc/passwd" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    file = io.BytesIO(word("a"))
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, text)
    assert "lấy nội dung từ tệp" in fault(city, changed.getvalue())


def test_other_files_than_word_files_are_refused(city):
    assert ".docx" in fault(city, b"x", name="mau.pdf")
    assert "không đúng với đuôi" in fault(city, b"%PDF-1.4 x")
    assert "lớn hơn 5 MB" in fault(city, b"PK\x03\x04" + b"0" * 5 * 1024 * 1024 + b"1")


def test_only_the_office_of_the_council_changes_its_templates(city, other_city):
    for actor in (city.leader, other_city.secretary):
        with pytest.raises(NotAllowedError):
            upload(city, word("a"), actor=actor)


def test_a_template_is_tried_used_and_withdrawn(running):
    """Values are escaped: a name with XML or Jinja marks stays text."""
    case, city = paper_setup.paper_case(running), running.city
    own = upload(city, word("MẪU RIÊNG {{ kem_theo }}", "{{ tong_so }}./."), kind="list")
    assert case.request("list").template is None
    assert make_papers() == 2  # the paper by the built-in template, and the preview
    own.refresh_from_db()
    assert Path(own.preview.path).read_bytes().startswith(b"%PDF-")
    templates.use_template(actor=city.secretary, template=own, at=paper_setup.AT)
    city.council.unit.name = "Thành phố <b>{{ x }}</b> & Sông"
    city.council.unit.save()
    paper = case.request("list")
    assert paper.template == own
    assert make_papers() == 1
    paper.refresh_from_db()
    text = "\n".join(p.text for p in Document(paper.docx.path).paragraphs)
    assert text.startswith("MẪU RIÊNG Kèm theo Tờ trình số 05/TTr-HĐND")
    newer = upload(city, word("Mới"), kind="list")
    templates.use_template(actor=city.secretary, template=newer, at=paper_setup.AT)
    own.refresh_from_db()
    assert own.withdrawn_at
    templates.withdraw_template(actor=city.secretary, template=newer, at=paper_setup.AT)
    assert case.request("list").template is None


def test_values_are_escaped(tmp_path):
    values = SAMPLES["list"] | {"kem_theo": "<w:p/> & {{ x }} \x01\x0b {% if %}"}
    source = tmp_path / "mau.docx"
    source.write_bytes(word("{{ kem_theo }}"))
    made = word_files.fill(source, PaperKind.LIST, [values], tmp_path / ".")
    text = Document(str(made[0])).paragraphs[0].text
    assert text.split() == ["<w:p/>", "&", "{{", "x", "}}", "{%", "if", "%}"]
