"""The final act of sealing a ranking, and the entries that are not ready."""

from django.db.models import Count
from django.urls import reverse

from campaigns.models import Plan
from core.final_acts import NAMES_SHOWN, FinalAct, Unready, names_in_words
from core.numbers import vietnamese
from evidence.models import ActivityReport, ReportState

from ..models import Appeal, AppealState, ScoreSheet, SheetStage


def sealing_of(plan: Plan) -> FinalAct:
    """Sealing the draft ranking. About 8 queries, whatever the number of entries."""
    ends = (
        "Khóa rồi thì không ai sửa được bảng này: kết quả như đang hiện được đánh số, ghi mã kiểm "
        "tra, báo cho mọi người có điểm và dùng để lập đề nghị khen thưởng.",
        "Cần chỉnh về sau thì lập bảng mới; bảng này vẫn còn.",
    )
    unready = (*_reports(plan), *_sheets(plan), *_appeals(plan))
    return FinalAct(ends, unready)


def _reports(plan: Plan) -> list[Unready]:
    """Reports that do not count yet, by state, with their entries."""
    unready = []
    for state, described in (
        (ReportState.SENT, "chờ xác nhận"),
        (ReportState.RETURNED, "đang trả lại"),
    ):
        reports = ActivityReport.objects.in_plan(plan).filter(state=state)
        of_entries = reports.values_list("entry__name").annotate(number=Count("pk"))
        rows = list(of_entries.order_by("-number", "entry__sort_key", "entry_id"))
        if not rows:
            continue
        total = sum(number for _, number in rows)
        names = [f"{name} ({vietnamese(number)})" for name, number in rows[:NAMES_SHOWN]]
        unready.append(
            Unready(
                f"{vietnamese(total)} báo cáo {described} không được tính vào bảng đã khóa, của "
                f"{names_in_words(names, len(rows))}.",
                reverse("admin:evidence_activityreport_changelist")
                + f"?state__exact={state}&plan={plan.pk}",
            )
        )
    return unready


def _sheets(plan: Plan) -> list[Unready]:
    """Sheets whose appraisal has not ended, by stage."""
    sheets = ScoreSheet.objects.filter(entry__plan=plan).exclude(stage=SheetStage.CLOSED)
    names: dict[str, list[str]] = {}
    rows = sheets.order_by("entry__sort_key").values_list("stage", "entry__name")
    for stage, name in rows:
        names.setdefault(stage, []).append(name)
    address = reverse("scoring:sheet_list", args=[plan.slug])
    return [
        Unready(
            f"{vietnamese(len(names[stage]))} phiếu chấm điểm chưa thẩm định xong "
            f"({SheetStage(stage).label.lower()}): {names_in_words(names[stage])}.",
            address,
        )
        for stage in SheetStage.values
        if stage in names
    ]


def _appeals(plan: Plan) -> list[Unready]:
    appeals = Appeal.objects.filter(line__ranking__plan=plan, state=AppealState.FILED)
    rows = list(
        appeals.order_by("line__entry__sort_key", "pk").values_list("line__entry__name", flat=True)
    )
    if not rows:
        return []
    names = list(dict.fromkeys(rows))
    text = (
        f"{vietnamese(len(rows))} kiến nghị về điểm chưa được trả lời, của {names_in_words(names)}."
    )
    return [Unready(text, reverse("scoring:appeal_list", args=[plan.slug]))]
