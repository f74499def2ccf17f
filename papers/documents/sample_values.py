"""Invented values of every field of each Word template, also for previews."""

from ..models import PaperKind

_COMMON_FIELDS = {
    "co_quan_chu_quan": "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ SÔNG XANH",
    "co_quan": "THƯỜNG TRỰC HĐND",
    "so_hieu": "Số:        /TTr-HĐND",
    "dia_danh_ngay": "Sông Xanh, ngày 05 tháng 02 năm 2026",
    "trich_yeu": "Về việc đề nghị khen thưởng phong trào thi đua năm 2025",
    "can_cu_xep_hang": "Bảng xếp hạng số 2, mã kiểm tra 4f1c09ab72de",
    "ke_hoach": "Kế hoạch thi đua năm 2025",
    "phong_trao": "Đổi mới, nâng cao chất lượng hoạt động HĐND",
    "nam": "2025",
    "quyen_han": "TM. THƯỜNG TRỰC HĐND",
    "chuc_vu": "CHỦ TỊCH",
    "nguoi_ky": "Trần Minh Giả Định",
    "noi_nhan": ["- Như trên;", "- Các Ban HĐND thành phố;", "- Lưu: VT, TĐKT."],
}
_LEGAL_GROUNDS = [
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
    "Căn cứ Nghị định số 152/2025/NĐ-CP của Chính phủ;",
    "Căn cứ Bảng xếp hạng số 2, mã kiểm tra 4f1c09ab72de.",
]


def _row(number: int, name: str, unit: str, result: str) -> dict:
    return {"tt": f"{number:02d}", "ten": name, "don_vi": unit, "ket_qua": result}


_GROUPS = [
    {
        "ten": "I. Bằng khen: 03 (ba) tập thể",
        "danh_sach": [
            _row(1, "Ban Pháp chế", "HĐND thành phố Sông Xanh", "98,5 điểm, hạng 1"),
            _row(2, "Ban Đô thị", "HĐND thành phố Sông Xanh", "96,25 điểm, hạng 2"),
            _row(3, "Tổ đại biểu số 5", "HĐND thành phố Sông Xanh", "95 điểm, hạng 1"),
        ],
    },
    {
        "ten": "II. Bằng khen: 02 (hai) cá nhân",
        "danh_sach": [
            _row(1, "Nguyễn Thị Ngọc Ánh", "HĐND thành phố Sông Xanh", "99 điểm, hạng 1"),
            _row(2, "Đặng Quốc Hưởng", "HĐND phường Bến Đò", "97,75 điểm, hạng 1"),
        ],
    },
]
_TOTAL = "05 (năm) tập thể, cá nhân: 03 (ba) tập thể, 02 (hai) cá nhân"


def _sample(symbol: str = "TTr", **fields) -> dict:
    return _COMMON_FIELDS | {"so_hieu": f"Số:        /{symbol}-HĐND"} | fields


_FIGURES = [
    {
        "tt": "01",
        "chi_tieu": "Tổng điểm thi đua",
        "nam_truoc": "91,5",
        "nam_nay": "98,5",
        "so_sanh": "+7",
    },
    {
        "tt": "02",
        "chi_tieu": "Cuộc giám sát chuyên đề",
        "nam_truoc": "2",
        "nam_nay": "3",
        "so_sanh": "+1",
    },
    {
        "tt": "03",
        "chi_tieu": "Cuộc tiếp xúc cử tri",
        "nam_truoc": "–",
        "nam_nay": "12",
        "so_sanh": "–",
    },
]
_REPORT = {
    "thanh_tich": [
        "Hoàn thành 100 % chương trình giám sát; 09 kiến nghị được thực hiện đúng hạn.",
        "Thẩm tra 14 dự thảo nghị quyết, không có nghị quyết nào phải đính chính.",
    ],
    "so_lieu": _FIGURES,
    "ghi_chu_so_lieu": "Số liệu từ báo cáo hoạt động đã được văn phòng xác nhận.",
    "da_khen": [
        "Năm 2023: Bằng khen của Chủ tịch UBND thành phố, Quyết định số 118/QĐ-UBND "
        "ngày 09 tháng 01 năm 2024."
    ],
}

SAMPLES: dict[PaperKind, dict] = {
    PaperKind.SUBMISSION: _sample(
        kinh_gui="Chủ tịch Ủy ban nhân dân thành phố Sông Xanh",
        can_cu=_LEGAL_GROUNDS,
        mo_dau="Thường trực HĐND thành phố Sông Xanh kính trình xem xét, khen thưởng như sau:",
        de_nghi=[
            "Bằng khen của Chủ tịch UBND thành phố: 03 (ba) tập thể, 02 (hai) cá nhân, "
            "trong đó 01 (một) nữ (danh sách kèm theo)."
        ],
        thanh_tich=[
            "Các tập thể, cá nhân được đề nghị có thành tích tiêu biểu trong thực hiện Kế hoạch "
            "thi đua năm 2025; điểm và thứ hạng của từng tập thể, cá nhân ghi trong danh sách."
        ],
        y_kien=[
            "Danh sách được công khai từ ngày 05 đến hết ngày 16 tháng 01 năm 2026; "
            "không có kiến nghị."
        ],
        tham_dinh=[
            "Hội đồng Thi đua - Khen thưởng bỏ phiếu kín ngày 20 tháng 01 năm 2026: "
            "05/05 trường hợp đạt tỷ lệ theo quy định."
        ],
        ket_thuc="Kính đề nghị Chủ tịch Ủy ban nhân dân thành phố xem xét, quyết định",
    ),
    PaperKind.LIST: _sample(
        kem_theo="Kèm theo Tờ trình số        /TTr-HĐND ngày 05 tháng 02 năm 2026",
        nhom_khen=_GROUPS,
        tong_so=_TOTAL,
    ),
    PaperKind.NOTICE: _sample(
        "TB",
        trich_yeu="Về việc công khai danh sách đề nghị khen thưởng năm 2025",
        can_cu=_LEGAL_GROUNDS,
        mo_dau="Thường trực HĐND thành phố Sông Xanh công khai danh sách dự kiến đề nghị khen "
        "thưởng như sau:",
        nhom_khen=_GROUPS,
        thoi_gian="10 (mười) ngày làm việc, từ ngày 05 tháng 01 năm 2026 đến hết ngày 19 tháng 01 "
        "năm 2026",
        noi_cong_khai="trụ sở và trang thông tin điện tử HĐND thành phố",
        nhan_kien_nghi="Mọi kiến nghị gửi bằng văn bản, ghi rõ họ tên, địa chỉ về Văn phòng Đoàn "
        "ĐBQH và HĐND thành phố trong thời gian công khai",
    ),
    PaperKind.MINUTES: _sample(
        "BB",
        co_quan="HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG",
        trich_yeu="Họp xét khen thưởng phong trào thi đua năm 2025",
        bat_dau="08 giờ 00 ngày 20 tháng 01 năm 2026",
        dia_diem="phòng họp số 2, trụ sở HĐND thành phố",
        thanh_phan=[
            {
                "tt": "01",
                "ten": "Trần Minh Giả Định",
                "chuc_vu": "Chủ tịch Hội đồng khen thưởng",
                "du": "có mặt",
            },
            {
                "tt": "02",
                "ten": "Phạm Thị Ví Dụ",
                "chuc_vu": "Thư ký Hội đồng khen thưởng",
                "du": "có mặt",
            },
            {
                "tt": "03",
                "ten": "Hoàng Văn Thí Nghiệm",
                "chuc_vu": "Giám đốc, Sở Nội vụ, Ủy viên",
                "du": "vắng, cho ý kiến bằng văn bản",
            },
        ],
        chu_tri="Trần Minh Giả Định",
        thu_ky="Phạm Thị Ví Dụ",
        noi_dung="bỏ phiếu kín xét đề nghị khen thưởng theo Bảng xếp hạng số 2, "
        "mã kiểm tra 4f1c09ab72de",
        tong_so="09 (chín)",
        phat_ra="08 (tám)",
        thu_ve="08 (tám)",
        kiem_phieu=[
            "Tổng số thành viên Hội đồng khen thưởng: 09 (chín); tham gia bỏ phiếu: 08 (tám); "
            "cho ý kiến bằng văn bản: 01 (một); vắng, không có ý kiến: 00 (không).",
            "Số phiếu phát ra: 08 (tám); số phiếu thu về: 08 (tám).",
        ],
        ket_qua=[
            {
                "tt": "01",
                "ten": "Ban Pháp chế, Bằng khen",
                "dong_y": "08",
                "khong_dong_y": "00",
                "trang": "00",
                "khong_hop_le": "00",
                "van_ban": "01/00",
                "can_dat": "08",
                "ty_le": "100 %",
                "ket_qua": "Đạt",
            },
            {
                "tt": "02",
                "ten": "Đặng Quốc Hưởng, Bằng khen",
                "dong_y": "05",
                "khong_dong_y": "02",
                "trang": "01",
                "khong_hop_le": "00",
                "van_ban": "00/01",
                "can_dat": "08",
                "ty_le": "55,55 %",
                "ket_qua": "Không đạt",
            },
        ],
        cach_tinh="tổng số thành viên Hội đồng khen thưởng",
        ket_luan=[
            "Đề nghị khen thưởng 01 (một) trường hợp đạt tỷ lệ; không đề nghị "
            "01 (một) trường hợp không đạt tỷ lệ."
        ],
        ket_thuc="10 giờ 30 cùng ngày",
    ),
    PaperKind.DRAFT_DECISION: _sample(
        "QĐ",
        co_quan_chu_quan="",
        co_quan="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ SÔNG XANH",
        so_hieu="Số:        /QĐ-UBND\n(DỰ THẢO)",
        trich_yeu="Về việc tặng Bằng khen",
        tham_quyen="CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ SÔNG XANH",
        can_cu=_LEGAL_GROUNDS,
        dieu=[
            "Điều 1. Tặng Bằng khen cho 05 (năm) tập thể, cá nhân có thành tích tiêu biểu trong "
            "phong trào thi đua năm 2025 (danh sách kèm theo).",
            "Điều 2. Tiền thưởng thực hiện theo quy định hiện hành.",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan có liên quan và tập "
            "thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành./.",
        ],
        quyen_han="",
        kem_theo="Kèm theo Quyết định số        /QĐ-UBND",
        nhom_khen=_GROUPS,
        tong_so=_TOTAL,
    ),
    PaperKind.REPORT_COLLECTIVE: _sample(
        "BC",
        co_quan="BAN PHÁP CHẾ",
        trich_yeu="Đề nghị tặng Bằng khen của Chủ tịch UBND thành phố",
        quyen_han="",
        chuc_vu="THỦ TRƯỞNG ĐƠN VỊ",
        ten="Ban Pháp chế",
        dac_diem=[
            "Tên tập thể: Ban Pháp chế, HĐND thành phố Sông Xanh.",
            "Cụm thi đua: Các Ban; hạng 1 trên 3 tập thể trong cụm.",
        ],
        **_REPORT,
    ),
    PaperKind.REPORT_INDIVIDUAL: _sample(
        "BC",
        co_quan="TỔ ĐẠI BIỂU SỐ 5",
        so_hieu="",
        trich_yeu="Đề nghị tặng Bằng khen của Chủ tịch UBND thành phố",
        quyen_han="",
        chuc_vu="NGƯỜI BÁO CÁO",
        ten="Nguyễn Thị Ngọc Ánh",
        ly_lich=[
            "Họ và tên: Nguyễn Thị Ngọc Ánh. Giới tính: Nữ.",
            "Đơn vị: HĐND thành phố Sông Xanh; đại biểu chuyên trách.",
        ],
        **_REPORT,
    ),
    PaperKind.MONEY_LIST: _sample(
        "DS",
        trich_yeu="Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026",
        quyet_dinh="Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026",
        nhom_khen=[
            {
                "ten": "I. Bằng khen: 02 (hai) cá nhân",
                "danh_sach": [
                    {
                        "tt": "01",
                        "ten": "Nguyễn Thị Ngọc Ánh",
                        "don_vi": "HĐND thành phố",
                        "cach_tinh": "1,5 × 2.340.000 đồng = 3.510.000 đồng",
                        "so_tien": "3.510.000",
                        "ky_nhan": "",
                    },
                    {
                        "tt": "02",
                        "ten": "Đặng Quốc Hưởng",
                        "don_vi": "HĐND phường Bến Đò",
                        "cach_tinh": "1,5 × 2.340.000 đồng = 3.510.000 đồng",
                        "so_tien": "3.510.000",
                        "ky_nhan": "",
                    },
                ],
            }
        ],
        tong_tien="7.020.000 đồng",
        bang_chu="Bảy triệu không trăm hai mươi nghìn đồng",
        nguon=["Chi từ Quỹ thi đua, khen thưởng thành phố: 7.020.000 đồng."],
    ),
    PaperKind.CLOSING_REPORT: _sample(
        "BC",
        trich_yeu="Tổng kết Kế hoạch thi đua năm 2025",
        kinh_gui="Hội đồng nhân dân thành phố Sông Xanh",
        tham_gia=["Có 13 (mười ba) tập thể và 42 (bốn mươi hai) cá nhân tham gia."],
        bao_cao=["Đã xác nhận 318 báo cáo hoạt động."],
        xep_hang=["Cụm Các Ban: 1. Ban Pháp chế (98,5 điểm); 2. Ban Đô thị (96,25 điểm)."],
        khen_thuong=[
            "Có 05 (năm) tập thể, cá nhân được khen thưởng, gồm 01 (một) nữ; tiền "
            "thưởng 7.020.000 đồng."
        ],
        bang_khen=[
            {
                "hinh_thuc": "Bằng khen",
                "tap_the": "03",
                "ca_nhan": "02",
                "nu": "01",
                "cong": "05",
                "cap": "Tỉnh",
            },
        ],
        ket_thuc="Thường trực HĐND thành phố Sông Xanh trân trọng báo cáo",
        noi_nhan=[
            "- Như trên;",
            "- Chủ tịch Ủy ban nhân dân thành phố Sông Xanh (để phối hợp);",
            "- Lưu: VT, TĐKT.",
        ],
    ),
}
