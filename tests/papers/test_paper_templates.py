"""Templates an office uploads: taken after a look, tried, used, withdrawn. Nothing in them acts."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from core.errors import DomainError, NotAllowedError
from papers.documents import making
from papers.documents.drawing import draw_all
from papers.documents.samples import SAMPLES
from papers.models import PaperTemplate
from papers.services import papers, templates

from . import papers_cast


def word(*texts: str, part: str = "", content: str = "") -> bytes:
    """A Word file with these paragraphs; `part` of it replaced by `content`."""
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
        kind=kind,
        upload=SimpleUploadedFile(name, content),
        at=papers_cast.AT,
    )


def fault(city, content: bytes, **how) -> str:
    with pytest.raises(DomainError) as refused:
        upload(city, content, **how)
    assert refused.value.field == "file"
    assert not PaperTemplate.objects.exists()
    return refused.value.message


def test_every_built_in_template_is_sound():
    for kind, sample in SAMPLES.items():
        assert making.faults_of(making.built_in(kind), kind) == [], kind
        assert sample


def test_the_templates_that_come_with_the_product_are_those_it_draws(tmp_path):
    for path in draw_all(tmp_path):
        for part in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
            drawn, shipped = (
                zipfile.ZipFile(file).read(part) for file in (path, making.built_in(path.stem))
            )
            assert drawn == shipped, f"{path.name}: run manage.py paper_templates"


@pytest.mark.parametrize(
    ("text", "says"),
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
def test_what_is_wrong_is_named_with_its_place(city, text, says):
    message = fault(city, word("Đoạn đầu", text))
    assert message.startswith("Mẫu chưa dùng được: đoạn ")
    assert says in message


def test_an_unknown_field_comes_with_the_list_of_those_allowed(city):
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
def test_expressions_that_compute_call_or_read_are_refused(city, attack):
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
    ("part", "says"),
    [("doc/main.xml", "nơi lạ"), ("word/more.XML", "nơi lạ"), ("Word/document.xml", "hỏng")],
)
def test_a_part_where_word_puts_none_is_refused(city, part, says):
    """Readers find parts by relations; a look at `word/` alone would miss it."""
    file = io.BytesIO(word("a"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, "<p/>")
    assert says in fault(city, file.getvalue())


def test_page_x_of_y_in_one_line_is_taken(city):
    run = "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:instrText> NUMPAGES </w:instrText>"
    text = f"<w:p>{run}</w:r></w:p>"
    upload(city, word("a", part="word/document.xml", content=text))


def test_a_file_linked_from_the_machine_is_refused(city):
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


def test_what_is_no_word_file_is_refused(city):
    assert ".docx" in fault(city, b"x", name="mau.pdf")
    assert "không đúng với đuôi" in fault(city, b"%PDF-1.4 x")
    assert "lớn hơn 5 MB" in fault(city, b"PK\x03\x04" + b"0" * 5 * 1024 * 1024 + b"1")


def test_only_the_office_of_the_council_changes_its_templates(city, other_city):
    for actor in (city.leader, other_city.secretary):
        with pytest.raises(NotAllowedError):
            upload(city, word("a"), actor=actor)


def test_a_template_is_tried_used_and_withdrawn(running):
    """What is filled in is escaped: a name with marks of XML or Jinja stays a name."""
    case, city = papers_cast.build(running), running.city
    own = upload(city, word("MẪU RIÊNG {{ kem_theo }}", "{{ tong_so }}./."), kind="list")
    assert case.ask("list").template is None
    assert papers.make_papers() == 2  # the paper by our template, and the look at theirs
    own.refresh_from_db()
    assert Path(own.preview.path).read_bytes().startswith(b"%PDF-")
    templates.use_template(actor=city.secretary, template=own, at=papers_cast.AT)
    city.council.unit.name = "Thành phố <b>{{ x }}</b> & Sông"
    city.council.unit.save()
    paper = case.ask("list")
    assert paper.template == own
    assert papers.make_papers() == 1
    paper.refresh_from_db()
    text = "\n".join(p.text for p in Document(paper.docx.path).paragraphs)
    assert text.startswith("MẪU RIÊNG Kèm theo Tờ trình số 05/TTr-HĐND")
    newer = upload(city, word("Mới"), kind="list")
    templates.use_template(actor=city.secretary, template=newer, at=papers_cast.AT)
    own.refresh_from_db()
    assert own.withdrawn_at
    templates.withdraw_template(actor=city.secretary, template=newer, at=papers_cast.AT)
    assert case.ask("list").template is None


def test_values_are_escaped(tmp_path):
    values = SAMPLES["list"] | {"kem_theo": "<w:p/> & {{ x }} \x01\x0b {% if %}"}
    source = tmp_path / "mau.docx"
    source.write_bytes(word("{{ kem_theo }}"))
    made = making.fill(source, "list", [values], tmp_path / ".")
    text = Document(str(made[0])).paragraphs[0].text
    assert text.split() == ["<w:p/>", "&", "{{", "x", "}}", "{%", "if", "%}"]
