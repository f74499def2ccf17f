"""Pictures of papers with invented values, marked as such: for the documentation."""

import io
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from awards.models import AwardType

from ..models import CertificateLayout
from . import making
from .certificates import Look, default_layout, pdf_of, sample_words
from .samples import SAMPLES

DOTS_PER_INCH = 72
_MARK = "MẪU - TÊN VÀ SỐ LIỆU GIẢ ĐỊNH"


def draw_pictures(folder: Path) -> list[Path]:
    """`submission-1.png`, ... of every paper's pages and of a certificate. Needs LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with tempfile.TemporaryDirectory(prefix="pictures-") as name:
        words, pages = Path(name, "words"), Path(name, "pages")
        words.mkdir()
        pages.mkdir()
        for kind, sample in SAMPLES.items():
            place = Path(name, kind)
            place.mkdir()
            made = making.fill(making.built_in(kind), kind, [sample], place)
            made[0].rename(words / f"{kind}.docx")
        for pdf in making.convert(words, pages, lambda done: None):
            found += _pictures(pdf.read_bytes(), folder / pdf.stem)
    found += _pictures(_certificate(Look(background=True)), folder / "certificate")
    return found + _pictures(_certificate(Look(background=False, grid=True)), folder / "test-print")


def _certificate(look: Look) -> bytes:
    default = default_layout()
    layout = CertificateLayout(
        page_width=default["page_width"],
        page_height=default["page_height"],
        offset_x=0,
        offset_y=0,
        fields=default["fields"],
    )
    award_type = AwardType(name="Bằng khen", decided_by="Chủ tịch UBND thành phố Sông Xanh")
    return pdf_of(layout, [sample_words(award_type)], look)


def _pictures(pdf: bytes, path: Path) -> list[Path]:
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        picture = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
        target = path.with_name(f"{path.name}-{number}.png")
        target.write_bytes(_small(_marked(picture)))
        found.append(target)
    document.close()
    return found


def _marked(picture: Image.Image) -> Image.Image:
    """With words at the foot that nobody takes it for a real paper."""
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype("Tinos-Bold.ttf", 13)
    width = draw.textlength(_MARK, font)
    place = ((picture.width - width) / 2, picture.height - 22)
    draw.text(place, _MARK, fill="#a51c24", font=font)
    return picture


def _small(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.quantize(16).save(file, "PNG", optimize=True)
    return file.getvalue()
