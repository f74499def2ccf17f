"""Fields of a scorecard's document: of the whole, of its nodes, groups and leaves."""

from collections.abc import Mapping
from decimal import Decimal

from ..models import Combination, MeasureSource, NoneArisen, NotApplicable, Section, Several
from .grading import FIELDS as GRADING_FIELDS
from .rules.fields import Code, Field, Flag, Group, Notes, Number, Option, Text, Texts, Whole
from .rules.rounding import rounding_group


def _options(label: str, choices, default: str = "") -> Option:
    return Option(label, default, options=dict(choices.choices))


CARD_FIELDS: dict[str, Field] = {
    "name": Text("Tên bảng tiêu chí", longest=200),
    "kinds": Texts("Áp dụng cho"),
    "legal_basis": Text("Căn cứ", ""),
    "remark": Text("Ghi chú", ""),
    "interpretations": Notes("Cách hiểu từng mâu thuẫn"),
    "base_maximum": Number("Tổng điểm chuẩn", None, is_above_least=True),
    "bonus_cap": Number("Mức trần điểm thưởng", None),
    "deduction_cap": Number("Mức trần điểm trừ", None),
    "lowest_total": Number("Tổng điểm thấp nhất", Decimal(0), least=Decimal(-100_000)),
    "highest_total": Number("Tổng điểm cao nhất", None, is_above_least=True),
    "scaling": rounding_group("Cách quy đổi"),
    "tie_break": Texts("Khi bằng điểm"),
    "grading": Group("Xếp loại", fields=GRADING_FIELDS),
}
NODE_FIELDS: dict[str, Field] = {
    "code": Code("Mã", longest=20),
    "name": Text("Nội dung", longest=400),
    "max": Number("Điểm tối đa"),
    "legal_basis": Text("Căn cứ", ""),
    "remark": Text("Ghi chú", ""),
    "interpretations": Notes("Cách hiểu từng mâu thuẫn"),
    "area": Whole("Nội dung thi đua số", None, most=200),
}
ROOT_FIELDS: dict[str, Field] = {**NODE_FIELDS, "section": _options("Phần", Section, Section.BASE)}
GROUP_FIELDS: dict[str, Field] = {
    "combine": _options("Cách gộp", Combination, Combination.SUM),
    "rounding": rounding_group("Làm tròn"),
}
LEAF_FIELDS: dict[str, Field] = {
    "shape": Text("Cách tính", longest=40),
    "source": _options("Nguồn số liệu", MeasureSource, MeasureSource.REPORTS),
    "source_name": Text("Cơ quan cung cấp", "", longest=200),
    "largest_count": Whole("Số lượng lớn nhất một báo cáo", 50),
    "several": _options("Nhiều báo cáo", Several, Several.SUM),
    "none_arisen": _options("Khi không phát sinh", NoneArisen),
    "not_applicable": _options("Khi không áp dụng", NotApplicable),
    "zeroes": Text("Không đạt thì mục này 0 điểm", "", longest=20),
    "also_deducted_in": Texts("Đồng thời trừ ở", longest=20),
    "not_counted_with": Texts("Không tính trùng với", longest=20),
    "own_maximum": Flag("Điểm tối đa riêng"),
    "period_grade": Text("Đếm số kỳ đạt loại", "", longest=40),
}


def node_fields(*, is_root: bool, is_leaf: bool) -> Mapping[str, Field]:
    """Fields of one node."""
    return {
        **(ROOT_FIELDS if is_root else NODE_FIELDS),
        **(LEAF_FIELDS if is_leaf else GROUP_FIELDS),
    }
