"""Ending a round of a sheet while somebody still has time to act."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localtime

from accounts.models import User
from campaigns.models import Extension, Plan, Stage
from core.errors import DomainError

from ..models import Column, EarlyFinish, ScoreSheet, SheetStage, SheetValue
from .columns import cell_from, differs

SHORTEST_REASON = 10  # characters


def require_round_over(actor: User, sheet: ScoreSheet, reason: str, at: datetime) -> None:
    """Raise DomainError while somebody has time to act, or record why the round ends early."""
    plan = sheet.entry.plan
    if not (cut_off := cut_off_by_finishing(plan, [sheet], at).get(sheet.pk)):
        return
    if len(reason.strip()) < SHORTEST_REASON:
        raise DomainError(
            f"{cut_off} Hãy đợi hết hạn; nếu phải kết thúc ngay thì ghi rõ lý do (ít nhất "
            f"{SHORTEST_REASON} ký tự).",
            field="early_reason",
        )
    EarlyFinish.objects.create(
        sheet=sheet,
        stage=sheet.stage,
        cut_off=cut_off,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=at,
    )


def cut_off_by_finishing(plan: Plan, sheets: Iterable[ScoreSheet], at: datetime) -> dict[int, str]:
    """Sheet id -> whose time to act ending the round now would cut off, in words.

    Sheets that cut off nobody are left out. A stage without a last moment ends only with the
    round. 2 queries; expects `entry` and `peer` with each sheet.
    """
    waiting = {}
    sheets = list(sheets)
    found = _sheets_with_findings(s.pk for s in sheets if s.stage == SheetStage.APPRAISED)
    for sheet in sheets:
        if sheet.is_waiting_for_peer:
            waiting[sheet.pk] = sheet.peer, Stage.CROSS_SCORES, "chưa gửi chấm chéo"
        elif sheet.pk in found:
            waiting[sheet.pk] = sheet.entry, Stage.EXPLANATIONS, "chưa giải trình"
    extensions = Extension.objects.filter(entry__in=[entry.pk for entry, *_ in waiting.values()])
    own = {(each.entry_id, each.stage): each.until for each in extensions}
    words = {}
    for pk, (entry, stage, missing) in waiting.items():
        general = getattr(plan, f"{stage}_due_at")
        if general is None:
            words[pk] = f"{entry.name} {missing}, và kế hoạch không ấn định ngày hết hạn."
            continue
        last = max(filter(None, (general, own.get((entry.pk, stage)))))
        if at <= last:
            until = localtime(last).strftime("%H:%M ngày %d/%m/%Y")
            words[pk] = f"{entry.name} {missing}, còn hạn đến {until}."
    return words


def _sheets_with_findings(ids: Iterable[int]) -> set[int]:
    """Those of the sheets where the first round differs from the unit. 1 query."""
    by_column: dict[tuple, list[SheetValue]] = {}
    columns = (Column.SELF, Column.FIRST)
    values = SheetValue.objects.filter(sheet__in=list(ids), column__in=columns)
    for value in values.order_by("part"):
        key = value.sheet_id, value.criterion_id, value.column
        by_column.setdefault(key, []).append(value)
    cells = {key: cell_from(rows) for key, rows in by_column.items()}
    return {
        sheet
        for (sheet, leaf, column), cell in cells.items()
        if column == Column.FIRST and differs(cell, cells.get((sheet, leaf, Column.SELF)))
    }
