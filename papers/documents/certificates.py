"""Certificates: texts on a printed form, one page each, typeset by Typst in one run."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import segno
import typst
from django.conf import settings

from awards.models import Award, AwardType, AwardTypeKind
from awards.rules.codes import in_groups
from awards.wording.local_names import LocalNames
from core.data_files import read_data
from core.names import lower_first
from core.numbers import vietnamese

from ..models import CertificateLayout
from .wording import day_text, upper_first

SOURCE = Path(__file__).with_name("certificate.typ")
_DEFAULT = Path(__file__).parent / "data" / "certificate.yaml"
_ACHIEVED = "Đã có thành tích xuất sắc"
NUMBERS = ("x", "y", "width", "height", "size")


@cache
def default_layout() -> dict:
    """{page_width, page_height, fields: {name: {label, x, y, width, height, size, ...}}}."""
    return read_data(_DEFAULT)


def layout_of(organiser_id: int, award_type: AwardType) -> CertificateLayout:
    """The saved layout of an award type, or an unsaved one with the default values."""
    saved = CertificateLayout.objects.filter(organiser=organiser_id, award_type=award_type).first()
    if saved:
        return saved
    default = default_layout()
    return CertificateLayout(
        organiser_id=organiser_id,
        award_type=award_type,
        page_width=Decimal(default["page_width"]),
        page_height=Decimal(default["page_height"]),
        offset_x=Decimal(0),
        offset_y=Decimal(0),
        fields=default["fields"],
    )


@dataclass(frozen=True)
class PrintOptions:
    """`background`: draw the frame, for plain paper; `grid`: add a ruler, for test prints."""

    background: bool = True
    grid: bool = False


def texts_of(award: Award, place: str, names: LocalNames) -> dict[str, str]:
    """The texts of an award's certificate by field. Its decision should be loaded with it."""
    decision = award.decision
    return {
        "authority": decision.authority.upper(),
        "verb": _verb(award.award_type),
        "form": names.bare_name_of(award.award_type, decision.authority).upper(),
        "name": award.name,
        "unit": award.unit_name if award.unit_name not in award.name else "",
        "achievement": achievement_text(award),
        "decision": f"Quyết định số {decision.number}\n{day_text(decision.decided_on)}",
        "place": f"{place}, {day_text(decision.decided_on)}",
        "post": decision.signer_post.upper(),
        "signer": decision.signer,
        "code": f"Mã tra cứu: {in_groups(award.code)}\n{address_of(award.code, short=True)}",
        "qr": qr_of(award.code),
    }


def achievement_text(award: Award) -> str:
    """The reason for an award in the words of a certificate: `Đã có thành tích ...`."""
    reason = award.achievement.strip()
    if not reason:
        return f"{_ACHIEVED} năm {award.year}"
    if reason.casefold().startswith(("đã có", "có thành tích", "đã có thành tích")):
        return upper_first(reason)
    return f"{_ACHIEVED} trong {lower_first(reason)}"


def sample_texts(
    award_type: AwardType, place: str = "Sông Xanh", names: LocalNames | None = None
) -> dict[str, str]:
    """Invented texts for testing a layout."""
    day, names = date(2026, 2, 5), names or LocalNames({})
    authority = names.authority_of(award_type)
    return {
        "authority": authority.upper(),
        "verb": _verb(award_type),
        "form": names.bare_name_of(award_type, authority).upper(),
        "name": "Nguyễn Thị Ngọc Ánh (tên giả định)",
        "unit": "Đại biểu HĐND thành phố Sông Xanh",
        "achievement": "Đã có thành tích xuất sắc trong phong trào thi đua năm 2025",
        "decision": f"Quyết định số 05/QĐ-UBND\n{day_text(day)}",
        "place": f"{place}, {day_text(day)}",
        "post": "CHỦ TỊCH",
        "signer": "Trần Minh Giả Định",
        "code": f"Mã tra cứu: MAU-2026\n{address_of('MAU-2026', short=True)}",
        "qr": qr_of("MAU-2026"),
    }


def _verb(award_type: AwardType) -> str:
    is_commendation = award_type.kind == AwardTypeKind.COMMENDATION
    return "Tặng" if is_commendation else "Tặng danh hiệu"


def address_of(code: str, *, short: bool = False) -> str:
    """The address of the public page that confirms a certificate."""
    address = f"{settings.SITE_URL.rstrip('/')}/kiem-tra/{code}/"
    return address.partition("://")[2] if short else address


def qr_of(code: str) -> str:
    """The address as an SVG of a QR code, black on white, with its quiet zone."""
    return segno.make(address_of(code), error="m").svg_inline(border=2, light="#fff")


def pdf_of(
    layout: CertificateLayout, certificates: list[dict], options: PrintOptions = PrintOptions()
) -> bytes:
    """One PDF with a page for each certificate, in their order."""
    return _typeset(layout, certificates, options, format="pdf")


def picture_of(
    layout: CertificateLayout, certificate: dict, options: PrintOptions = PrintOptions()
) -> bytes:
    """One certificate as a PNG of about 1,000 pixels across."""
    ppi = 1000 / float(layout.page_width) * 25.4
    return _typeset(layout, [certificate], options, format="png", ppi=ppi)


def _typeset(
    layout: CertificateLayout, certificates: list[dict], options: PrintOptions, **output
) -> bytes:
    """`output`: format and resolution, as `typst.compile` takes them."""
    # Saved numbers are exact decimals written as text.
    fields = {
        name: {key: float(value) if key in NUMBERS else value for key, value in box.items()}
        for name, box in layout.fields.items()
    }
    data = {
        "width": float(layout.page_width),
        "height": float(layout.page_height),
        "dx": float(layout.offset_x),
        "dy": float(layout.offset_y),
        "background": options.background,
        "grid": options.grid,
        "fields": fields,
        "certificates": certificates,
    }
    compiled = typst.compile(
        SOURCE.read_bytes(),
        root=str(SOURCE.parent),
        sys_inputs={"data": json.dumps(data)},
        **output,
    )
    return compiled[0] if isinstance(compiled, list) else compiled


def size_text(layout: CertificateLayout) -> str:
    """`297 × 210 mm`."""
    return f"{vietnamese(layout.page_width)} × {vietnamese(layout.page_height)} mm"
