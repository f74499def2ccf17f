"""Notices about score sheets, appeals and rankings.

Notices are rows in the caller's transaction, so a rolled-back change notifies nobody.
"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from campaigns.models import Entry, Plan, Stage
from campaigns.queries.entries import speakers_in, speakers_of
from core.working_days import provisional_note
from notices.kinds import OfficeNotice
from notices.services.sending import (
    Message,
    close_notices,
    notify,
    notify_each,
    reopen_notices,
    withdraw_notices,
)
from participants.permissions import secretaries_of

from ..models import Appeal, AppealState, Draw, Ranking, ScoreSheet
from ..models.notice_kinds import ScoringNotice
from ..sheets.queries import drawn_and_unchecked


def _notify_entry(entry: Entry, message: Message, at: datetime, also: Iterable[int] = ()) -> None:
    """Notify everyone who reports for an entry, and the users `also`. 3 queries."""
    people = speakers_in([entry.pk], localdate(at)) | set(also)
    notify(recipients=people, message=message, at=at)


def _key(sheet: ScoreSheet) -> str:
    """Prefix of the keys of a sheet's notices; it starts with the plan."""
    return f"plan:{sheet.entry.plan_id}:sheet:{sheet.pk}:"


def close_stage_notices(sheet: ScoreSheet, at: datetime) -> None:
    """Close the notices that belong to a stage the sheet has left."""
    close_notices(prefixes=[_key(sheet)], at=at)


def close_cross_notices(sheets: Iterable[ScoreSheet], at: datetime) -> None:
    """Close the notices to the former peers of reassigned sheets."""
    close_notices(prefixes=[f"{_key(sheet)}cross:" for sheet in sheets], at=at)


def _page_of(sheet: ScoreSheet) -> str:
    return reverse("scoring:sheet_detail", args=[sheet.entry.plan.slug, sheet.pk])


def _until(last: datetime | None) -> str:
    return f" Hạn: {localtime(last):%H:%M ngày %d/%m/%Y}." if last else ""


def notify_sheet_returned(sheet: ScoreSheet, at: datetime) -> None:
    last = sheet.entry.due_at(Stage.SELF_SCORES)
    message = Message(
        ScoringNotice.SHEET_WAITING,
        title=f"Phiếu chấm điểm của {sheet.entry.name} bị trả lại",
        body=f"Lý do: {sheet.return_note}\nHãy sửa và gửi lại phiếu.{_until(last)}",
        path=_page_of(sheet),
        key=f"{_key(sheet)}returned:{at.isoformat()}",
        mail_until=last if last and last > at else None,
    )
    _notify_entry(sheet.entry, message, at)


def notify_peers(sheets: Iterable[ScoreSheet], at: datetime) -> None:
    """Notify the peers of the sent sheets among `sheets`. 3 queries.

    Expects `entry__plan` and `peer` with each. Extensions of single peers are shown on the page
    only.
    """
    ready = [sheet for sheet in sheets if sheet.is_waiting_for_peer]
    people = speakers_of([sheet.peer.pk for sheet in ready], localdate(at))
    notify_each(
        messages=[
            (user, _cross_message(sheet)) for sheet in ready for user in people[sheet.peer.pk]
        ],
        at=at,
    )


def withdraw_peer_notices(sheet: ScoreSheet) -> None:
    """Withdraw unread notices to the peer of a sheet that went back to its unit."""
    if sheet.peer and sheet.sent_at:
        withdraw_notices(key=_waits_for_peer(sheet))


def _waits_for_peer(sheet: ScoreSheet) -> str:
    return f"{_key(sheet)}cross:{sheet.peer.pk}:{sheet.sent_at.isoformat()}"


def _cross_message(sheet: ScoreSheet) -> Message:
    return Message(
        ScoringNotice.SHEET_WAITING,
        title=f"Phiếu của {sheet.entry.name} chờ {sheet.peer.name} chấm chéo",
        body=f"Đơn vị đã gửi phiếu tự chấm.{_until(sheet.entry.plan.cross_scores_due_at)}",
        path=_page_of(sheet),
        key=_waits_for_peer(sheet),
    )


def notify_first_appraisal(sheet: ScoreSheet, number_of_findings: int, at: datetime) -> None:
    """Notify the unit; findings ask for an explanation while there is time for one."""
    last = sheet.entry.due_at(Stage.EXPLANATIONS)
    asks_explanation = number_of_findings and (last is None or last >= at)
    differs = f"{number_of_findings} tiêu chí khác với tự chấm."
    if asks_explanation:
        kind, end = ScoringNotice.SHEET_WAITING, f"{number_of_findings} tiêu chí chờ giải trình"
        body = f"Thẩm định lần 1: {differs} Hãy xem và giải trình.{_until(last)}"
    else:
        kind, end = ScoringNotice.SHEET_DONE, "đã thẩm định lần 1"
        body = differs if number_of_findings else "Không có khác biệt với tự chấm."
    message = Message(
        kind,
        title=f"Phiếu của {sheet.entry.name}: {end}",
        body=body,
        path=_page_of(sheet),
        key=f"{_key(sheet)}appraised",
        mail_until=last if asks_explanation else None,
    )
    _notify_entry(sheet.entry, message, at)


def notify_sheet_closed(sheet: ScoreSheet, at: datetime) -> None:
    message = Message(
        ScoringNotice.SHEET_DONE,
        title=f"Phiếu của {sheet.entry.name} đã thẩm định xong",
        body="Số liệu sau thẩm định được dùng để xếp hạng.",
        path=_page_of(sheet),
        key=f"{_key(sheet)}closed",
    )
    _notify_entry(sheet.entry, message, at)


def notify_sheet_ready(sheet: ScoreSheet, at: datetime) -> None:
    """Notify the secretaries once a day that sheets await appraisal. 2 queries."""
    plan = sheet.entry.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: có phiếu chấm điểm chờ thẩm định",
        body="Mỗi ngày chỉ báo một lần; bàn làm việc có số phiếu đang chờ.",
        path=reverse("scoring:sheet_list", args=[plan.slug]),
        key=f"{_sheets_ready(plan)}{localdate(at).isoformat()}",
    )
    reopen_notices(key=message.key)
    notify(recipients=secretaries_of(plan.campaign.organiser_id), message=message, at=at)


def close_ready_notices(plan: Plan, at: datetime) -> None:
    """Close the notices once no sheet of the plan awaits appraisal. 2 queries."""
    if not ScoreSheet.objects.in_plan(plan).to_appraise(at).exists():
        close_notices(prefixes=[_sheets_ready(plan)], at=at)


def _sheets_ready(plan: Plan) -> str:
    """Prefix of the keys of the daily notices that sheets wait for appraisal."""
    return f"plan:{plan.pk}:sheets:"


def notify_post_check(draw: Draw) -> None:
    """Notify the other secretaries that drawn sheets wait for a post-check. 2 queries."""
    plan = draw.plan
    message = Message(
        OfficeNotice.WORK,
        title=f"{plan}: đã bốc thăm phiếu để hậu kiểm",
        body="Người đã thẩm định một phiếu không hậu kiểm phiếu đó.",
        path=reverse("scoring:draw_detail", args=[plan.slug, draw.pk]),
        key=_drawn(draw),
    )
    people = secretaries_of(plan.campaign.organiser_id) - {draw.drawn_by_id}
    notify(recipients=people, message=message, at=draw.drawn_at, sent_by=draw.drawn_by)


def close_post_check_notices(draw: Draw, at: datetime) -> None:
    """Close the notices of a draw once all its sheets are checked. At most 2 queries."""
    if not drawn_and_unchecked().filter(draw=draw).exists():
        close_notices(prefixes=[_drawn(draw)], at=at)


def _drawn(draw: Draw) -> str:
    return f"plan:{draw.plan_id}:draw:{draw.pk}:"


def notify_appeal(appeal: Appeal) -> None:
    """Notify the secretaries that an appeal was filed. 2 queries."""
    entry = appeal.line.entry
    message = Message(
        OfficeNotice.WORK,
        title=f"{entry.plan}: {entry.name} kiến nghị về điểm",
        body=f"{appeal.criterion}: {appeal.text}",
        path=reverse("scoring:appeal_answer", args=[entry.plan.slug, appeal.pk]),
        key=_filed(appeal),
    )
    people = secretaries_of(entry.plan.campaign.organiser_id) - {appeal.filed_by_id}
    notify(recipients=people, message=message, at=appeal.filed_at)


def _filed(appeal: Appeal) -> str:
    return f"appeal:{appeal.pk}:filed"


def notify_answer(appeal: Appeal) -> None:
    """Notify the appellant and the entry; close the office's notice."""
    withdraw_notices(key=_filed(appeal))
    close_notices(prefixes=[_filed(appeal)], at=appeal.answered_at)
    entry = appeal.line.entry
    is_accepted = appeal.state == AppealState.ACCEPTED
    message = Message(
        ScoringNotice.APPEAL_ANSWERED,
        title=f"Kiến nghị của {entry.name}: {appeal.get_state_display().lower()}",
        body=f"{appeal.criterion}: {appeal.answer}"
        + ("\nSố liệu mới có hiệu lực ở bảng xếp hạng tiếp theo." if is_accepted else ""),
        path=reverse("scoring:appeal_list", args=[entry.plan.slug]),
        key=f"appeal:{appeal.pk}",
    )
    _notify_entry(entry, message, appeal.answered_at, also=[appeal.filed_by_id])


def notify_sealing(ranking: Ranking, appeals_until: datetime) -> None:
    """Notify everyone who reports for an entry with a line, once. 3 queries."""
    plan = ranking.plan
    note = provisional_note(localdate(ranking.sealed_at), localdate(appeals_until))
    message = Message(
        ScoringNotice.RANKING_SEALED,
        title=f"{plan}: đã khóa bảng xếp hạng số {ranking.number}",
        body=f"Kiến nghị về điểm được nhận đến hết ngày {localtime(appeals_until):%d/%m/%Y}. "
        f"{note}".strip(),
        path=reverse("scoring:ranking_detail", args=[plan.slug]),
        key=f"ranking:{ranking.pk}",
    )
    entries = ranking.lines.values("entry")
    people = speakers_in(entries, localdate(ranking.sealed_at))
    notify(recipients=people, message=message, at=ranking.sealed_at)
