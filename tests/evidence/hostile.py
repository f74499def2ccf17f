"""Files made by code: valid ones of every kind, and hostile ones.

`SOUND` and `HOSTILE` are the cases of the tests; a hostile one has the words of its refusal, or
None when it is kept and must be harmless as a download.
"""

import io
import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf
import pillow_heif
from PIL import Image, TiffImagePlugin

from ..pdf_files import one_page_pdf

# --- pictures -------------------------------------------------------------------------------------

PLACE = b"20.8449N 106.6881E"  # written where phones write it, and searched for afterwards


def _exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    exif[0x010F] = "Hãng máy"
    degrees = TiffImagePlugin.IFDRational
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (degrees(20), degrees(50), degrees(41)), 3: "E", 4: (106, 41, 17)}
    )
    return exif


def _painted(width: int, height: int) -> Image.Image:
    left = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (left, left.rotate(90), left.transpose(Image.Transpose.ROTATE_180)))


@cache
def photo(kind: str = "JPEG", width: int = 320, height: int = 240, orientation: int = 1) -> bytes:
    """A picture with a location, as a phone writes it."""
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    _painted(width, height).save(out, kind, exif=_exif(orientation), quality=80)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG of that many equal pixels, in very few bytes; at most 12 MB of pixels."""
    packed = zlib.compress(bytes(min((1 + width // 8) * height, 12_600_000)), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name: bytes, data: bytes) -> bytes:
    plain = photo("PNG", 40, 30)
    return plain[:33] + _chunk(name, data) + plain[33:]


def jpeg_with(segment: bytes, marker: int = 0xFE) -> bytes:
    """A photo with a segment (a comment) after its first two bytes."""
    piece = bytes([0xFF, marker]) + struct.pack(">H", len(segment) + 2) + segment
    return photo()[:2] + piece + photo()[2:]


# --- archives -------------------------------------------------------------------------------------

_MAIN = "application/vnd.openxmlformats-officedocument."
_PARTS = {
    "word": ("word/document.xml", f"{_MAIN}wordprocessingml.document.main+xml"),
    "xl": ("xl/workbook.xml", f"{_MAIN}spreadsheetml.sheet.main+xml"),
    "ppt": ("ppt/presentation.xml", f"{_MAIN}presentationml.presentation.main+xml"),
}
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def archive(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(folder: str = "word", types: str = "", **parts: bytes | str) -> bytes:
    """A minimal Word, Excel or PowerPoint file; `parts` are added."""
    main, kind = _PARTS[folder]
    declared = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/content-types"><Override PartName="/{main}" ContentType="{kind}"/>'
        f"{types}</Types>"
    )
    return archive({"[Content_Types].xml": declared, main: "<x>Biên bản</x>", **parts})


def link(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_LINKS}{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def open_document(kind: str = "text", manifest: str = "", **parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        made.writestr(ZipInfo("mimetype"), mimetype, compress_type=ZIP_STORED)
        made.writestr("META-INF/manifest.xml", f"<manifest:manifest>{manifest}</manifest:manifest>")
        for name, content in ({"content.xml": "<office:body/>"} | parts).items():
            made.writestr(name, content)
    return out.getvalue()


def bomb(megabytes: int) -> bytes:
    return office(**{"word/media.xml": b" " * (megabytes * 1024 * 1024)})


def lying_bomb(megabytes: int) -> bytes:
    """A zip bomb whose directory declares a small size."""
    content = bytearray(bomb(megabytes))
    real = struct.pack("<I", megabytes * 1024 * 1024)
    return bytes(content.replace(real, struct.pack("<I", 1000)))


def locked(content: bytes) -> bytes:
    """The same archive, every entry marked as encrypted."""
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(sign, at + 4)
    return bytes(changed)


# --- compound files of old Office -----------------------------------------------------------------

_NONE = 0xFFFFFFFF


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file; names with slashes are in storages."""
    folders = [name.split("/")[:-1] for name in streams]
    storages = sorted({"/".join(f[:n]) for f in folders for n in range(1, len(f) + 1)})
    names = ["", *storages, *streams]
    children = {name: [] for name in ("", *storages)}
    for index, name in enumerate(names[1:], start=1):
        children[name.rpartition("/")[0]].append(index)
    data, starts = b"", {}
    for name, content in streams.items():
        starts[name] = len(data) // 512
        data += content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    entries = b"".join(
        _ole_entry(index, name, streams, children, starts) for index, name in enumerate(names)
    )
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    directory = len(data) // 512
    table = _ole_table(streams, starts, directory, len(entries) // 512)
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory, 0, 4096, _NONE - 1, 0, _NONE - 1, 0, directory + len(entries) // 512),
    )
    return header.ljust(512, b"\xff") + data + entries + table


def _ole_entry(index: int, name: str, streams, children, starts) -> bytes:
    label = (name.rpartition("/")[2] or "Root Entry").encode("utf-16-le") + b"\0\0"
    kind = 5 if index == 0 else 2 if name in streams else 1
    brothers = children[name.rpartition("/")[0]] if index else [0]
    after = brothers[brothers.index(index) + 1 :]
    inner = children.get(name, []) if kind != 2 else []
    size = max(4096, len(streams[name])) if kind == 2 else 0
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        *(label, len(label), kind, 1, _NONE),
        *(after[0] if after else _NONE, inner[0] if inner else _NONE),
        *(b"", 0, b"", b"", starts.get(name, _NONE - 1), size),
    )


def _ole_table(streams, starts, directory: int, directory_sectors: int) -> bytes:
    chain = {}
    for name, content in streams.items():
        number = max(8, -(-len(content) // 512))
        chain |= {starts[name] + step: starts[name] + step + 1 for step in range(number)}
        chain[starts[name] + number - 1] = _NONE - 1
    chain |= {directory + step: directory + step + 1 for step in range(directory_sectors)}
    chain[directory + directory_sectors - 1] = _NONE - 1
    chain[directory + directory_sectors] = _NONE - 2
    return struct.pack("<128I", *(chain.get(sector, _NONE) for sector in range(128)))


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def workbook(sheet_type: int = 0, first: bytes = b"") -> bytes:
    """The records of an old Excel file with one sheet."""
    sheet = struct.pack("<IBBBB", 0, 0, sheet_type, 5, 0) + b"Bang1"
    return _record(0x809, bytes(16)) + first + _record(0x85, sheet) + _record(0x0A, b"")


WORD = b"\xec\xa5\xc1\0".ljust(64, b"\0")


# --- PDF ------------------------------------------------------------------------------------------

A_PAPER = one_page_pdf(1)


def pdf(change: Callable[[pikepdf.Pdf], None], **options) -> bytes:
    """A paper of one page, with changes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(A_PAPER)) as document:
        change(document)
        document.save(out, **options)
    return out.getvalue()


def _action(document: pikepdf.Pdf, **action) -> None:
    made = pikepdf.Dictionary({f"/{key}": value for key, value in action.items()})
    document.Root.OpenAction = document.make_indirect(made)


def script_in_pdf(document: pikepdf.Pdf) -> None:
    _action(document, S=pikepdf.Name.JavaScript, JS="app.alert('x')")


def launch_in_pdf(document: pikepdf.Pdf) -> None:
    _action(document, S=pikepdf.Name.Launch, F="cmd.exe")


def named_script_in_pdf(document: pikepdf.Pdf) -> None:
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", pikepdf.Dictionary()]))
    )


def file_in_pdf(document: pikepdf.Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ"


def script_in_annotation(document: pikepdf.Pdf) -> None:
    deed = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, AA=pikepdf.Dictionary(E=deed))
    document.pages[0].Annots = pikepdf.Array([note])


def share_in_pdf(document: pikepdf.Pdf) -> None:
    _action(document, S=pikepdf.Name.GoToR, F="\\\\10.0.0.1\\x\\y.pdf")


def form_in_pdf(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]))


def pdf_with_page_and_address(document: pikepdf.Pdf) -> None:
    """A PDF as office programs write it: with an opening page and a link."""
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    deed = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://thidua.example.vn/")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=deed)
    document.pages[0].Annots = pikepdf.Array([note])


def pages_in_a_circle(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids = pikepdf.Array([document.Root.Pages])


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def inflating_pdf() -> bytes:
    """An object stream that unpacks to 300 MB."""
    packer, zeros = zlib.compressobj(1), bytes(1 << 20)
    once = b"".join(packer.compress(zeros) for _ in range(300)) + packer.flush()
    twice = zlib.compress(once, 9)
    body = (
        b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
        b" /Length "
        + str(len(twice)).encode()
        + b" >>\nstream\n"
        + twice
        + b"\nendstream\nendobj\n"
    )
    rows = b"".join(
        struct.pack(">BIH", *row)
        for row in ((0, 0, 65535), (1, 9, 0), (2, 1, 0), (1, len(body), 0))
    )
    table = (
        b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 2 0 R /Length %d >>\nstream\n"
        % len(rows)
        + rows
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )
    return body + table


# --- the tables -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A file and its name; `refused` are words of the refusal, None: it is kept."""

    what: str
    name: str
    make: Callable[[], bytes]
    refused: str | None

    def __str__(self) -> str:
        return self.what


def _sound(name: str, make: Callable[[], bytes]) -> Case:
    return Case(name, name, make, None)


SOUND = [
    _sound("ảnh.jpg", photo),
    _sound("ảnh quay ngang.jpg", lambda: photo(orientation=6)),
    _sound("ảnh màn hình.png", lambda: photo("PNG")),
    _sound("ảnh Zalo.webp", lambda: photo("WEBP")),
    _sound("IMG_0001.HEIC", lambda: photo("HEIF")),
    _sound("biên bản.pdf", lambda: A_PAPER),
    _sound("liên kết.pdf", lambda: pdf(pdf_with_page_and_address, **PACKED)),
    _sound("đệm.pdf", lambda: A_PAPER.ljust(100_000)),
    _sound("báo cáo.docx", office),
    _sound(
        "báo cáo có liên kết.docx",
        lambda: office(**{"word/_rels/document.xml.rels": link("hyperlink", "https://x.vn/")}),
    ),
    _sound(
        "theo mẫu trên máy.docx",
        lambda: office(
            **{
                "word/_rels/settings.xml.rels": link(
                    "attachedTemplate", "file:///C:\\Users\\an\\Mau.dotm"
                )
            }
        ),
    ),
    _sound(
        "biểu đồ.docx",
        lambda: office(**{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": office("xl")}),
    ),
    _sound("bảng.xlsx", lambda: office("xl")),
    _sound("trình chiếu.pptx", lambda: office("ppt")),
    _sound("văn bản.odt", open_document),
    _sound("bảng tính.ods", lambda: open_document("spreadsheet")),
    _sound("cũ.doc", lambda: ole({"WordDocument": WORD, "1Table": b""})),
    _sound("cũ.xls", lambda: ole({"Workbook": workbook()})),
]

SCRIPT = b"<html><script>document.title='hong'</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='hong'</script></svg>"
LONG = "Báo cáo kết quả giám sát việc thực hiện nghị quyết " * 6
TYPE, BROKEN = "không thuộc loại được nhận", "hỏng hoặc tải lên chưa trọn"
WRONG, MACRO, TWO = "không đúng với đuôi", "có macro", "vừa là loại này vừa là loại khác"
BOMB, EMBEDDED, REMOTE = "giải nén ra quá lớn", "đối tượng nhúng", "tự lấy nội dung từ nơi khác"
CODE, ATTACHED, PASSWORD = "có mã lệnh", "có tệp khác đính kèm", "có mật khẩu mở"
ACTIVE = "chạy được hoặc trang web"


def _word(**parts) -> Callable[[], bytes]:
    return lambda: office(**{name.replace("__", "/"): content for name, content in parts.items()})


HOSTILE = [
    # kinds and names
    Case("SVG with a script", "ảnh.svg", lambda: SVG, TYPE),
    Case("SVG called PNG", "ảnh.png", lambda: SVG, WRONG),
    Case("web page called PDF", "trang.pdf", lambda: SCRIPT, WRONG),
    Case("web page called JPEG", "trang.jpg", lambda: SCRIPT, WRONG),
    Case("two endings, a program", "báo cáo.pdf.exe", lambda: A_PAPER, TYPE),
    Case("two endings, a script", "ảnh.jpg.js", photo, TYPE),
    Case("turned name", "bao-cao-\u202efdp.exe", lambda: A_PAPER, TYPE),
    Case("turned name that ends well", "exe\u202egpj.pdf", lambda: A_PAPER, None),
    Case("program called PDF", "x.pdf", lambda: b"MZ\x90\0".ljust(400, b"\0"), WRONG),
    Case("0 bytes", "trống.pdf", lambda: b"", "rỗng"),
    Case("one byte", "một.jpg", lambda: b"\xff", WRONG),
    Case("folders in the name", "../../../etc/cron.d/x.pdf", lambda: A_PAPER, None),
    Case("a name of Windows", "CON.pdf", lambda: A_PAPER, None),
    Case("a page in the name", "<img src=x onerror=alert(1)>.pdf", lambda: A_PAPER, None),
    Case("lines in the name", 'a"\r\nX-Injected: 1\r\n\r\n.pdf', lambda: A_PAPER, TYPE),
    Case("300 letters, NFC", unicodedata.normalize("NFC", LONG) + ".pdf", lambda: A_PAPER, None),
    Case("300 letters, NFD", unicodedata.normalize("NFD", LONG) + ".pdf", lambda: A_PAPER, None),
    # pictures
    Case("JPEG with a page as comment", "x.jpg", lambda: jpeg_with(SCRIPT), None),
    Case(
        "JPEG with PHP in Exif", "x.jpg", lambda: jpeg_with(b"<?php system($_GET[0]);", 0xE1), None
    ),
    Case("JPEG and ZIP", "x.jpg", lambda: photo() + archive({"a.class": b"\xca\xfe"}), None),
    Case("JPEG and PDF", "x.jpg", lambda: jpeg_with(A_PAPER), None),
    Case("JPEG cut short", "x.jpg", lambda: photo()[:-400], BROKEN),
    Case(
        "JPEG with a page as profile",
        "x.jpg",
        lambda: jpeg_with(b"ICC_PROFILE\0\1\1" + SCRIPT, 0xE2),
        TWO,
    ),
    Case("PNG with a page as text", "x.png", lambda: png_with(b"tEXt", b"a\0" + SCRIPT), None),
    Case("PNG and web page", "x.png", lambda: photo("PNG") + SCRIPT, None),
    Case(
        "PNG of 2.5 billion pixels", "x.png", lambda: png_of(50_000, 50_000), "quá nhiều điểm ảnh"
    ),
    Case("PNG of 100 million pixels", "x.png", lambda: png_of(10_000, 10_000), None),
    Case(
        "PNG whose piece is longer than the file",
        "x.png",
        lambda: photo("PNG")[:33] + b"\xff\xff\xff\xffIDAT" + b"\0" * 99,
        BROKEN,
    ),
    Case("WebP and ZIP", "x.webp", lambda: photo("WEBP") + archive({"a": b"b"}), None),
    Case(
        "HEIC of nothing",
        "x.heic",
        lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64),
        BROKEN,
    ),
    # PDF
    Case("PDF with a script", "x.pdf", lambda: pdf(script_in_pdf), CODE),
    Case("PDF with a packed script", "x.pdf", lambda: pdf(script_in_pdf, **PACKED), CODE),
    Case("PDF with a named script", "x.pdf", lambda: pdf(named_script_in_pdf, **PACKED), CODE),
    Case("PDF with a script in a note", "x.pdf", lambda: pdf(script_in_annotation), CODE),
    Case("PDF that starts a program", "x.pdf", lambda: pdf(launch_in_pdf), CODE),
    Case("PDF that opens another machine's file", "x.pdf", lambda: pdf(share_in_pdf), CODE),
    Case("PDF with an XFA form", "x.pdf", lambda: pdf(form_in_pdf), CODE),
    Case("PDF with a file inside", "x.pdf", lambda: pdf(file_in_pdf), ATTACHED),
    Case(
        "PDF with a password",
        "x.pdf",
        lambda: pdf(lambda _: None, encryption=pikepdf.Encryption(user="a", owner="b")),
        PASSWORD,
    ),
    Case("PDF and web page", "x.pdf", lambda: b"%PDF-1.4\n%" + SCRIPT + A_PAPER[8:], TWO),
    Case("PDF and ZIP", "x.pdf", lambda: A_PAPER + archive({"a.class": b"b"}), "sau phần PDF"),
    Case("PDF cut short", "x.pdf", lambda: A_PAPER[:60], BROKEN),
    Case("PDF whose pages go in a circle", "x.pdf", lambda: pdf(pages_in_a_circle), BROKEN),
    Case("PDF that inflates", "x.pdf", inflating_pdf, ""),
    # office files
    Case("Word with macros", "x.docx", _word(**{"word/vbaProject.bin": b"x"}), MACRO),
    Case(
        "Word with macros under another name",
        "x.docx",
        lambda: office(
            types='<Override PartName="/word/a.bin" ContentType='
            '"application/vnd.ms-office.vbaProject"/>'
        ),
        MACRO,
    ),
    Case(
        "DOCM called DOCX",
        "x.docx",
        lambda: office(
            types='<Override PartName="/w.xml" ContentType="application/'
            'vnd.ms-word.document.macroEnabled.main+xml"/>'
        ),
        MACRO,
    ),
    Case(
        "Excel with a macro sheet",
        "x.xlsx",
        lambda: office("xl", **{"xl/macrosheets/sheet1.xml": "<x/>"}),
        MACRO,
    ),
    Case(
        "Word with a template from elsewhere",
        "x.docx",
        _word(**{"word/_rels/settings.xml.rels": link("attachedTemplate", "http://x.vn/a.dotm")}),
        REMOTE,
    ),
    Case(
        "Word with a picture from a share",
        "x.docx",
        _word(**{"word/_rels/document.xml.rels": link("image", "\\\\10.0.0.1\\a.png")}),
        REMOTE,
    ),
    Case(
        "Word that asks another program",
        "x.docx",
        _word(
            **{
                "word/footer1.xml": "<w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\a"
                "</w:instrText>"
            }
        ),
        REMOTE,
    ),
    Case(
        "Excel that asks another program",
        "x.xlsx",
        lambda: office(
            "xl", **{"xl/externalLinks/externalLink1.xml": "<ddeLink ddeService='cmd'/>"}
        ),
        REMOTE,
    ),
    Case(
        "Word with an object", "x.docx", _word(**{"word/embeddings/oleObject1.bin": b"x"}), EMBEDDED
    ),
    Case(
        "Word with macros in a workbook inside",
        "x.docx",
        lambda: office(**{"word/embeddings/a.xlsx": office("xl", **{"xl/vbaProject.bin": b"x"})}),
        MACRO,
    ),
    Case("Word with a program inside", "x.docx", _word(**{"word/media/a.exe": b"MZ"}), ACTIVE),
    Case(
        "Java archive called DOCX",
        "x.docx",
        _word(**{"META-INF/MANIFEST.MF": "Main-Class: A"}),
        ACTIVE,
    ),
    Case(
        "Word with entities",
        "x.docx",
        _word(**{"word/styles.xml": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x/>"}),
        BROKEN,
    ),
    Case("Word that writes outside", "x.docx", _word(**{"../../x.xml": "<x/>"}), BROKEN),
    Case("Word behind a program", "x.docx", lambda: b"PK\3\4" + b"MZ" * 30 + office(), BROKEN),
    Case("plain archive called DOCX", "x.docx", lambda: archive({"a.txt": "x"}), WRONG),
    Case("Excel called DOCX", "x.docx", lambda: office("xl"), WRONG),
    Case(
        "archive of 3,000 parts",
        "x.docx",
        lambda: office(**{f"word/{n}.xml": "" for n in range(3000)}),
        BOMB,
    ),
    Case("bomb", "x.docx", lambda: bomb(201), BOMB),
    Case("dense bomb", "x.docx", lambda: bomb(60), BOMB),
    Case("bomb that lies", "x.docx", lambda: lying_bomb(60), ""),
    Case("Word with encrypted parts", "x.docx", lambda: locked(office()), PASSWORD),
    Case("Word with a password", "x.docx", lambda: ole({"EncryptedPackage": b"x"}), PASSWORD),
    Case(
        "ODF with macros", "x.odt", lambda: open_document(**{"Basic/Standard/A.xml": "<x/>"}), MACRO
    ),
    Case(
        "ODF that calls a macro",
        "x.ods",
        lambda: open_document(
            "spreadsheet",
            **{"content.xml": '<a xlink:href="vnd.sun.star.script:Standard.A?language=Basic"/>'},
        ),
        MACRO,
    ),
    Case(
        "ODF with a password",
        "x.odt",
        lambda: open_document(manifest="<manifest:encryption-data/>"),
        PASSWORD,
    ),
    Case(
        "ODF with a picture from elsewhere",
        "x.odt",
        lambda: open_document(**{"content.xml": '<draw:image xlink:href="http://x.vn/a.png"/>'}),
        REMOTE,
    ),
    # old office files
    Case(
        "old Word with macros",
        "x.doc",
        lambda: ole({"WordDocument": WORD, "Macros/VBA/dir": b"x"}),
        MACRO,
    ),
    Case(
        "old Word with an object",
        "x.doc",
        lambda: ole({"WordDocument": WORD, "ObjectPool/_1/x": b"x"}),
        EMBEDDED,
    ),
    Case(
        "old Word with a password",
        "x.doc",
        lambda: ole({"WordDocument": WORD[:11] + b"\1" + WORD[12:]}),
        PASSWORD,
    ),
    Case("old Excel with a macro sheet", "x.xls", lambda: ole({"Workbook": workbook(1)}), MACRO),
    Case(
        "old Excel with a password",
        "x.xls",
        lambda: ole({"Workbook": workbook(first=_record(0x2F, b"\0\0"))}),
        PASSWORD,
    ),
    Case(
        "old container that bites its tail",
        "x.doc",
        lambda: ole({"WordDocument": WORD})[:512] + b"\0" * 4096,
        BROKEN,
    ),
]
