"""The built-in Word templates, drawn by python-docx (`manage.py paper_templates`).

They are ordinary Word files with fields in double brackets, which an office may replace by its
own. `sample_values.py` lists the fields.
"""

from collections.abc import Callable
from pathlib import Path

from ..models import PaperKind
from . import word_blocks as blocks
from . import word_parts as parts
from .word_blocks import CENTRE, JUSTIFIED, LEFT_SIDE, RIGHT_SIDE, TextStyle

FOLDER = Path(__file__).parent / "templates"


def built_in_template(kind: PaperKind, folder: Path = FOLDER) -> Path:
    """The path of the built-in template of a kind."""
    return folder / f"{kind.value}.docx"


def draw_all(folder: Path = FOLDER) -> list[Path]:
    """Write every template into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind, draw in TEMPLATES.items():
        document = blocks.new_document()
        draw(document)
        document.core_properties.author = "Thi đua HĐND"
        document.core_properties.title = kind.label
        path = built_in_template(kind, folder)
        document.save(str(path))
        paths.append(path)
    return paths


def submission(document) -> None:
    parts.heading(document)
    parts.title(document, "TỜ TRÌNH")
    blocks.write(document, "Kính gửi: {{ kinh_gui }}.", after=10)
    blocks.each(document, "can_cu", "muc", italic=True)
    blocks.body(document, "{{ mo_dau }}")
    blocks.body(document, "I. NỘI DUNG, HÌNH THỨC ĐỀ NGHỊ KHEN THƯỞNG", bold=True, keep=True)
    blocks.each(document, "de_nghi", "muc")
    blocks.body(document, "II. THÀNH TÍCH", bold=True, keep=True)
    blocks.each(document, "thanh_tich", "muc")
    blocks.body(document, "III. Ý KIẾN CỦA CÁC CƠ QUAN, CÔNG KHAI", bold=True, keep=True)
    blocks.each(document, "y_kien", "muc")
    blocks.body(document, "IV. THẨM ĐỊNH VÀ KẾT QUẢ BỎ PHIẾU", bold=True, keep=True)
    blocks.each(document, "tham_dinh", "muc")
    blocks.body(document, "{{ ket_thuc }}./.")
    parts.signature(document)


_NAMES = (
    ("TT", 12, "tt", CENTRE),
    ("Tên tập thể, cá nhân", 62, "ten", LEFT_SIDE),
    ("Đơn vị", 48, "don_vi", LEFT_SIDE),
    ("Kết quả", 38, "ket_qua", CENTRE),
)


def name_list(document) -> None:
    parts.annex_heading(document, "PHỤ LỤC\nDANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", "({{ kem_theo }})")
    blocks.list_table(document, _NAMES, "nhom.danh_sach", "dong", group="nhom_khen")
    blocks.body(document, "").paragraph_format.space_after = blocks.Pt(0)
    blocks.body(document, "Danh sách này có {{ tong_so }}, lập từ {{ can_cu_xep_hang }}./.")
    parts.signature(document)


def notice(document) -> None:
    parts.heading(document)
    parts.title(document, "THÔNG BÁO")
    blocks.each(document, "can_cu", "muc", italic=True)
    blocks.body(document, "{{ mo_dau }}")
    blocks.list_table(document, _NAMES, "nhom.danh_sach", "dong", group="nhom_khen")
    blocks.body(document, "").paragraph_format.space_after = blocks.Pt(0)
    blocks.body(document, "1. Thời gian công khai: {{ thoi_gian }}.")
    blocks.body(document, "2. Nơi công khai: {{ noi_cong_khai }}.")
    blocks.body(document, "3. {{ nhan_kien_nghi }}./.")
    parts.signature(document)


_RESULTS = (
    ("TT", 9, "tt", CENTRE),
    ("Tên tập thể, cá nhân, hình thức", 36, "ten", LEFT_SIDE),
    ("Đồng ý", 13, "dong_y", CENTRE),
    ("Không đồng ý", 15, "khong_dong_y", CENTRE),
    ("Phiếu trắng", 14, "trang", CENTRE),
    ("Không hợp lệ", 15, "khong_hop_le", CENTRE),
    ("Ý kiến văn bản", 14, "van_ban", CENTRE),
    ("Cần đạt", 12, "can_dat", CENTRE),
    ("Tỷ lệ", 16, "ty_le", CENTRE),
    ("Kết quả", 16, "ket_qua", CENTRE),
)


def minutes(document) -> None:
    parts.heading(document)
    parts.title(document, "BIÊN BẢN")
    blocks.body(document, "1. Thời gian bắt đầu: {{ bat_dau }}.")
    blocks.body(document, "2. Địa điểm: {{ dia_diem }}.")
    blocks.body(document, "3. Thành phần:", keep=True)
    blocks.control(document, "for nguoi in thanh_phan")
    blocks.body(document, "{{ nguoi.tt }}. {{ nguoi.ten }}, {{ nguoi.chuc_vu }}: {{ nguoi.du }};")
    blocks.control(document, "endfor")
    blocks.body(document, "4. Chủ trì: {{ chu_tri }}. Thư ký: {{ thu_ky }}.")
    blocks.body(document, "5. Nội dung: {{ noi_dung }}.")
    blocks.body(document, "6. Kết quả bỏ phiếu:", bold=True, keep=True)
    blocks.each(document, "kiem_phieu", "muc")
    blocks.list_table(document, _RESULTS, "ket_qua", "dong", size=11)
    blocks.body(
        document,
        "Cột “Ý kiến văn bản”: số đồng ý/không đồng ý của thành viên vắng mặt. "
        "Tỷ lệ tính trên {{ cach_tinh }}.",
        italic=True,
    ).paragraph_format.space_before = blocks.Pt(6)
    blocks.body(document, "7. Kết luận:", bold=True, keep=True)
    blocks.each(document, "ket_luan", "muc")
    blocks.body(document, "Cuộc họp kết thúc lúc {{ ket_thuc }}./.")
    parts.two_signatures(document, "THƯ KÝ", "{{ thu_ky }}", "CHỦ TRÌ", "{{ chu_tri }}")


def draft_decision(document) -> None:
    parts.heading(document)
    parts.title(document, "QUYẾT ĐỊNH")
    blocks.write(document, "{{ tham_quyen }}", TextStyle(14, bold=True), before=4, after=8)
    blocks.each(document, "can_cu", "muc", italic=True)
    blocks.write(document, "QUYẾT ĐỊNH:", TextStyle(14, bold=True), before=4, after=8)
    blocks.each(document, "dieu", "muc")
    parts.signature(document)
    document.add_page_break()
    parts.annex_heading(document, "PHỤ LỤC\nDANH SÁCH ĐƯỢC KHEN THƯỞNG", "({{ kem_theo }})")
    columns = (
        ("TT", 12, "tt", CENTRE),
        ("Tên tập thể, cá nhân", 78, "ten", LEFT_SIDE),
        ("Đơn vị", 70, "don_vi", LEFT_SIDE),
    )
    blocks.list_table(document, columns, "nhom.danh_sach", "dong", group="nhom_khen")
    blocks.write(document, "Danh sách này có {{ tong_so }}./.", align=JUSTIFIED, before=6)


_FIGURES = (
    ("TT", 12, "tt", CENTRE),
    ("Chỉ tiêu", 78, "chi_tieu", LEFT_SIDE),
    ("Năm trước", 22, "nam_truoc", CENTRE),
    ("Năm xét", 22, "nam_nay", CENTRE),
    ("So sánh", 26, "so_sanh", CENTRE),
)


def _report(document, profile: str, profile_rows: str, confirmation: str) -> None:
    """An achievement report: the profile of its candidate, achievements, earlier awards."""
    parts.heading(document)
    parts.title(document, "BÁO CÁO THÀNH TÍCH")
    blocks.body(document, f"I. {profile}", bold=True, keep=True)
    blocks.each(document, profile_rows, "muc")
    blocks.body(document, "II. THÀNH TÍCH ĐẠT ĐƯỢC", bold=True, keep=True)
    blocks.each(document, "thanh_tich", "muc")
    blocks.body(document, "Số liệu chính so với năm trước:", keep=True)
    blocks.list_table(document, _FIGURES, "so_lieu", "dong")
    blocks.body(
        document, "{{ ghi_chu_so_lieu }}", italic=True
    ).paragraph_format.space_before = blocks.Pt(6)
    blocks.body(document, "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG", bold=True, keep=True)
    blocks.each(document, "da_khen", "muc")
    blocks.body(document, "Báo cáo theo {{ can_cu_xep_hang }}./.")
    parts.two_signatures(document, confirmation, "", "{{ chuc_vu }}", "{{ nguoi_ky }}")


def report_collective(document) -> None:
    _report(document, "ĐẶC ĐIỂM, TÌNH HÌNH", "dac_diem", "XÁC NHẬN CỦA CẤP TRÊN")


def report_individual(document) -> None:
    _report(document, "SƠ LƯỢC LÝ LỊCH", "ly_lich", "XÁC NHẬN CỦA ĐƠN VỊ")


def money_list(document) -> None:
    parts.heading(document)
    parts.title(document, "DANH SÁCH CHI TIỀN THƯỞNG")
    columns = (
        ("TT", 11, "tt", CENTRE),
        ("Tên tập thể, cá nhân", 45, "ten", LEFT_SIDE),
        ("Cách tính", 54, "cach_tinh", LEFT_SIDE),
        ("Số tiền (đồng)", 27, "so_tien", RIGHT_SIDE),
        ("Ký nhận", 23, "ky_nhan", CENTRE),
    )
    blocks.list_table(document, columns, "nhom.danh_sach", "dong", group="nhom_khen")
    blocks.body(document, "").paragraph_format.space_after = blocks.Pt(0)
    blocks.body(document, "Tổng cộng: {{ tong_tien }} (bằng chữ: {{ bang_chu }}).", bold=True)
    blocks.each(document, "nguon", "muc")
    blocks.body(document, "Lập theo {{ quyet_dinh }} và {{ can_cu_xep_hang }}./.")
    parts.signature(document)


def closing_report(document) -> None:
    parts.heading(document)
    parts.title(document, "BÁO CÁO")
    blocks.write(document, "Kính gửi: {{ kinh_gui }}.", after=10)
    for name, rows in (
        ("I. THAM GIA VÀ ĐĂNG KÝ", "tham_gia"),
        ("II. TÌNH HÌNH THỰC HIỆN", "bao_cao"),
        ("III. XẾP HẠNG", "xep_hang"),
        ("IV. KHEN THƯỞNG", "khen_thuong"),
    ):
        blocks.body(document, name, bold=True, keep=True)
        blocks.each(document, rows, "muc")
    blocks.control(document, "if bang_khen")
    columns = (
        ("Hình thức", 62, "hinh_thuc", LEFT_SIDE),
        ("Tập thể", 20, "tap_the", CENTRE),
        ("Cá nhân", 20, "ca_nhan", CENTRE),
        ("Trong đó nữ", 22, "nu", CENTRE),
        ("Cộng", 18, "cong", CENTRE),
        ("Cấp", 18, "cap", CENTRE),
    )
    blocks.list_table(document, columns, "bang_khen", "dong")
    blocks.control(document, "endif")
    blocks.body(document, "").paragraph_format.space_after = blocks.Pt(0)
    blocks.body(document, "{{ ket_thuc }}./.")
    parts.signature(document)


TEMPLATES: dict[PaperKind, Callable] = {
    PaperKind.SUBMISSION: submission,
    PaperKind.LIST: name_list,
    PaperKind.NOTICE: notice,
    PaperKind.MINUTES: minutes,
    PaperKind.DRAFT_DECISION: draft_decision,
    PaperKind.REPORT_COLLECTIVE: report_collective,
    PaperKind.REPORT_INDIVIDUAL: report_individual,
    PaperKind.MONEY_LIST: money_list,
    PaperKind.CLOSING_REPORT: closing_report,
}
