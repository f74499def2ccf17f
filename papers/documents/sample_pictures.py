"""Pictures of papers with invented values, marked as such, for the documentation."""

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from awards.models import AwardType

from ..models import CertificateLayout
from . import word_files
from .certificates import PrintOptions, default_layout, pdf_of, sample_texts
from .sample_values import SAMPLES
from .word_templates import built_in_template

DOTS_PER_INCH = 72
_MARK = "MẪU - TÊN VÀ SỐ LIỆU GIẢ ĐỊNH"


def draw_pictures(folder: Path) -> list[Path]:
    """Draw `submission-1.png`, ... of every page of every paper and of a certificate."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with tempfile.TemporaryDirectory(prefix="pictures-") as name:
        words, pages = Path(name, "words"), Path(name, "pages")
        words.mkdir()
        pages.mkdir()
        for kind, sample in SAMPLES.items():
            place = Path(name, kind)
            place.mkdir()
            documents = word_files.fill(built_in_template(kind), kind, [sample], place)
            documents[0].rename(words / f"{kind}.docx")
        for pdf in word_files.convert(words, pages, lambda done: None):
            paths += _pictures(pdf.read_bytes(), folder / pdf.stem)
    certificate, test_print = PrintOptions(), PrintOptions(background=False, grid=True)
    paths += _pictures(_certificate(certificate), folder / "certificate")
    return paths + _pictures(_certificate(test_print), folder / "test-print")


def _certificate(options: PrintOptions) -> bytes:
    default = default_layout()
    layout = CertificateLayout(
        page_width=default["page_width"],
        page_height=default["page_height"],
        offset_x=0,
        offset_y=0,
        fields=default["fields"],
    )
    award_type = AwardType(name="Bằng khen", decided_by="Chủ tịch UBND thành phố Sông Xanh")
    return pdf_of(layout, [sample_texts(award_type)], options)


def _pictures(pdf: bytes, path: Path) -> list[Path]:
    paths = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        picture = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
        target = path.with_name(f"{path.name}-{number}.png")
        # Sixteen colours keep the files of the documentation small.
        _marked(picture).quantize(16).save(target, "PNG", optimize=True)
        paths.append(target)
    document.close()
    return paths


def _marked(picture: Image.Image) -> Image.Image:
    """The picture with a note at the foot that its names and numbers are invented."""
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype("Tinos-Bold.ttf", 13)
    width = draw.textlength(_MARK, font)
    place = ((picture.width - width) / 2, picture.height - 22)
    draw.text(place, _MARK, fill="#a51c24", font=font)
    return picture
