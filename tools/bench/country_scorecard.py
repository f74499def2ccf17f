"""A scorecard of 40 leaves with every rule shape, link and step of the grading.

Half of the leaves count verified reports, the others read measures or earlier plans. `REPORTED` and
`RECORDED` have the frequencies; the database makes the numbers.
"""

HALF_UP = {"step": "0.01", "mode": "half_up"}
REPORTS_AN_ENTRY = 5

# Percentage of an entry's reports with a count for the leaf. A report has 11 counts on average, so
# that 5 reports have 55.
REPORTED = {
    **dict.fromkeys(("A1", "A3", "A4", "A5", "B3", "C5", "D1", "D2", "D3"), 72),
    **dict.fromkeys(("F1", "F2", "F3", "F4", "F6", "G1"), 68),
    **{"B5": 12, "F5": 15, "H1": 25, "Z1": 4, "Z2": 3},
}
# Percentage of entries with a measure on record, which takes precedence over reports.
RECORDED = {
    **dict.fromkeys(("A2", "B1", "B2", "B4", "C1", "C2", "C3", "C4", "D4", "E1", "E4", "E5"), 94),
    **dict.fromkeys(("G2", "G3", "G4", "G5"), 96),
    **{"H2": 30, "Z3": 5, "F3": 3, "A3": 2},
}
OWN_MAXIMA = ("B4", "E4", "G5")


def document() -> dict:
    """The document of the scorecard, with notes, so that it can be published."""
    from tools.reference.notes import with_notes  # needs Django's settings

    return with_notes(document_without_notes())


def document_without_notes() -> dict:
    return {
        "name": "Đo tốc độ cả nước",
        "kinds": ["board", "delegate"],
        "base_maximum": "100",
        "bonus_cap": "8",
        "deduction_cap": "15",
        "scaling": HALF_UP,
        "tie_break": ["bonus", "A", "deduction"],
        "grading": GRADING,
        "criteria": [
            _group("A", "16", _group_a()),
            _group("B", "16", _group_b()),
            _group("C", "12", _group_c(), combine="mean", rounding=HALF_UP),
            _group("D", "6", _group_d(), combine="highest"),
            _group("E", "22", _group_e()),
            _group("F", "14", _group_f()),
            _group("G", "14", _group_g()),
            _group("H", "10", _group_h(), section="bonus"),
            *_deductions(),
        ],
    }


GRADING = {
    "levels": [
        {"code": "xuat_sac", "name": "Xuất sắc", "from": "70"},
        {"code": "tot", "name": "Tốt", "from": "60"},
        {"code": "kha", "name": "Khá", "from": "50"},
        {"code": "yeu", "name": "Yếu"},
    ],
    "minimum_days": 180,
    "gates": [
        {"grade": "xuat_sac", "needs": [{"node": "F", "share": "0.6"}, {"node": "A5", "count": 2}]},
        {"grade": "tot", "needs": [{"node": "B", "points": "5.5"}]},
    ],
    "sanctions": [
        {"criterion": "Z1", "effect": "at_most", "grade": "tot", "from": 2},
        {"criterion": "A2", "effect": "down", "by": 1},
        {"criterion": "Z3", "effect": "lowest", "from": 2},
        {"criterion": "Z3", "effect": "not_considered", "from": 3},
    ],
    "quotas": [
        {"grade": "xuat_sac", "share": "0.1", "per": "cluster"},
        {"grade": "tot", "share": "0.4", "per": "cluster_and_list", "rounding": "half_up"},
    ],
}


def _group(code: str, maximum: str, items: list[dict], **more) -> dict:
    return {"code": code, "name": f"Nhóm {code}", "max": maximum} | {
        **more,
        "items": items,
    }


def _leaf(code: str, maximum: str, shape: str, params: dict, **more) -> dict:
    if code not in REPORTED:
        more = {"source": "sheet"} | more
    return {"code": code, "name": f"Mục {code}", "max": maximum} | {
        "shape": shape,
        "params": params,
        **more,
    }


def _each(code: str, maximum: str, per: str, **more) -> dict:
    return _leaf(code, maximum, "per_unit_capped", {"per": per, "unit_vi": "việc"}, **more)


def _steps(*pairs: tuple[str, str]) -> list[dict]:
    return [{"bound": bound, "points": points} for bound, points in pairs]


def _group_a() -> list[dict]:
    levels = [
        {"name_vi": "Đủ", "points": "3"},
        {"name_vi": "Chậm", "points": "1.5"},
        {"name_vi": "Không", "points": "0", "fails": True, "occurrences": 1},
    ]
    count = {
        "on": "count",
        "steps": _steps(("6", "3"), ("3", "2"), ("1", "0.75")),
        "otherwise": "0",
    }
    return [
        _leaf("A1", "2", "pass_fail", {"at_least": 2}, zeroes="A", also_deducted_in=["Z1"]),
        _leaf("A2", "3", "choice", {"levels": levels}, zeroes="A", also_deducted_in=["Z2"]),
        _leaf("A3", "3", "threshold", count),
        _each("A4", "6", "1.35", several="highest", not_counted_with=["H1"]),
        _each("A5", "4", "0.3"),
    ]


def _group_b() -> list[dict]:
    ratio = {
        "on": "ratio",
        "steps": _steps(("90", "4"), ("80", "2.5"), ("70", "1")),
        "otherwise": "0.5",
        "override": {"when_vi": "Đã đôn đốc bằng văn bản", "below": "70", "points": "2"},
    }
    share = {"unit_vi": "kiến nghị", **HALF_UP}
    even = {"unit_vi": "kiến nghị", "step": "0.1", "mode": "half_even"}
    minus = {"per": "0.5", "unit_vi": "lần chậm"}
    return [
        _leaf("B1", "4", "threshold", ratio, none_arisen="left_out"),
        _leaf("B2", "4", "pro_rata", share, none_arisen="full", not_applicable="left_out"),
        _each("B3", "3", "3", several="once"),
        _leaf("B4", "3", "pro_rata", even, own_maximum=True, none_arisen="zero"),
        _leaf("B5", "3", "max_minus_per_occurrence", minus, also_deducted_in=["Z2"]),
    ]


def _group_c() -> list[dict]:
    ratios = {"ratios": [{"name_vi": "Một", "weight": "2"}, {"name_vi": "Hai"}], **HALF_UP}
    share = {"unit_vi": "phiên", "step": "0.05", "mode": "up"}
    return [
        _leaf("C1", "12", "judgement", {"step": "0.25"}),
        _leaf("C2", "12", "weighted_percent", {"step": "0.01"}, source="office"),
        _leaf("C3", "12", "pro_rata", share, not_applicable="left_out", none_arisen="left_out"),
        _leaf("C4", "12", "mean_of_ratios", ratios, not_applicable="left_out"),
        _each("C5", "12", "1.1"),
    ]


def _group_d() -> list[dict]:
    late = {"on": "count", "direction": "at_most", "otherwise": "0"}
    late["steps"] = _steps(("2", "5"), ("6", "2.5"))
    return [
        _each("D1", "6", "0.7"),
        _leaf("D2", "5", "threshold", late),
        _leaf("D3", "4", "pass_fail", {"at_least": 4}),
        _leaf("D4", "6", "judgement", {"step": "0.5"}, not_applicable="left_out"),
    ]


def _group_e() -> list[dict]:
    leader = {"unit_vi": "triệu đồng", **HALF_UP}
    before = {"of": "110", "at_least": 1, **HALF_UP}
    ratios = {"ratios": [{"name_vi": name} for name in ("Một", "Hai", "Ba")], **HALF_UP}
    signed = {"per_plus": "1.5", "per_minus": "0.75", "lowest": "-2", "plus_vi": "sáng kiến"}
    signed["minus_vi"] = "lần nhắc nhở"
    return [
        _leaf("E1", "8", "relative_to_leader", leader, source="other_body", source_name="Sở"),
        _leaf("E2", "6", "mean_of_periods", before, source="rankings"),
        _each("E3", "2", "2", source="rankings", period_grade="tot"),
        _leaf("E4", "5", "mean_of_ratios", {**ratios, "empty_ratio": "zero"}, own_maximum=True),
        _leaf("E5", "4", "signed_adjustment", signed),
    ]


def _group_f() -> list[dict]:
    count = {"on": "count", "steps": _steps(("8", "3"), ("4", "1.5")), "otherwise": "0.25"}
    minus = {"per": "0.25", "floor": "0.5", "unit_vi": "lần vắng"}
    return [
        _each("F1", "4", "0.35"),
        _each("F2", "4", "0.15"),
        _each("F3", "4", "0.4", not_counted_with=["G1", "B3"]),
        _leaf("F4", "3", "threshold", count),
        _leaf("F5", "3", "max_minus_per_occurrence", minus, also_deducted_in=["Z1"]),
        _leaf("F6", "2", "pass_fail", {}, several="once"),
    ]


def _group_g() -> list[dict]:
    share = {"unit_vi": "nghị quyết", "step": "0.25", "mode": "down"}
    levels = [{"name_vi": f"Mức {n}", "points": p} for n, p in enumerate(("4", "2.5", "1"), 1)]
    return [
        _each("G1", "3", "0.2"),
        _leaf("G2", "4", "choice", {"levels": levels}, not_applicable="full"),
        _leaf("G3", "3", "weighted_percent", {"step": "0.1", "mode": "half_down"}),
        _leaf("G4", "4", "pro_rata", share, none_arisen="left_out"),
        _leaf("G5", "3", "judgement", {"step": "0.25"}, own_maximum=True),
    ]


def _group_h() -> list[dict]:
    return [_each("H1", "6", "0.5"), _leaf("H2", "4", "judgement", {"step": "0.5"})]


def _deductions() -> list[dict]:
    return [
        _leaf(code, maximum, "deduction", {"per": per, "unit_vi": "lần"}, section="deduction")
        for code, maximum, per in (("Z1", "6", "0.5"), ("Z2", "5", "0.75"), ("Z3", "6", "2"))
    ]
