"""Lots on record: who cross-scores whom, and which sheets are checked again."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from accounts.models import User
from campaigns.models import Entry, Plan
from campaigns.permissions import require_run
from campaigns.rules import require_not_frozen
from core.errors import DomainError
from participants.models import Cluster

from ..models import Draw, ScoreSheet, SheetStage
from .telling import settle_cross_calls, tell_peers, tell_post_check

_TRIES = 200


def shuffled(entries: list[Entry], seed: str) -> list[Entry]:
    """The same order for the same seed, whatever machine or version draws it again."""
    return sorted(entries, key=lambda entry: sha256(f"{seed}:{entry.pk}".encode()).digest())


@transaction.atomic
def assign_peers(
    *, actor: User, plan: Plan, cluster: Cluster, at: datetime, seed: str | None = None
) -> Draw:
    """Draw who cross-scores whom in a cluster: in a ring, so that no two score each other.

    Nobody gets the sheet of the organisation one heads, or of who heads one's own. Raises
    DomainError for fewer than three sheets, and once a sheet has been cross-scored.
    """
    require_run(actor, plan)
    require_not_frozen(plan)
    sheets = {
        sheet.entry_id: sheet
        for sheet in ScoreSheet.objects.in_plan(plan)
        .filter(entry__cluster=cluster)
        .select_related("entry__plan")
    }
    if len(sheets) < 3:
        raise DomainError("Cần ít nhất ba phiếu trong cụm để chấm chéo không trùng cặp.")
    if any(sheet.stage not in (SheetStage.OPEN, SheetStage.SENT) for sheet in sheets.values()):
        raise DomainError("Đã có phiếu được chấm chéo; không phân công lại được.")
    entries = [sheet.entry for sheet in sheets.values()]
    start = seed or secrets.token_hex(8)
    ring, used = _ring(entries, start)
    relieved = []
    for scorer, scored in zip(ring, ring[1:] + ring[:1], strict=True):
        sheet = sheets[scored.pk]
        if sheet.peer_id not in (None, scorer.pk):
            relieved.append(sheet)
        sheet.peer = scorer
    ScoreSheet.objects.bulk_update(sheets.values(), ["peer"])
    draw = Draw.objects.create(
        plan=plan,
        cluster=cluster,
        purpose=Draw.Purpose.CROSS,
        seed=used,
        drawn_by=actor,
        drawn_at=at,
    )
    draw.drawn.set(entries)
    settle_cross_calls(relieved, at)
    tell_peers(sheets.values(), at)
    return draw


def _ring(entries: list[Entry], start: str) -> tuple[list[Entry], str]:
    """The first order, from `start` on, in which no neighbours stand above one another."""
    for number in range(_TRIES):
        seed = start if not number else f"{start}-{number}"
        ring = shuffled(entries, seed)
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        if not any(_is_superior(one, other) for one, other in pairs):
            return ring, seed
    raise DomainError("Không xếp được vòng chấm chéo: có đơn vị chỉ còn cấp trên, cấp dưới.")


def _is_superior(one: Entry, other: Entry) -> bool:
    return one.organisation_id == other.pk or other.organisation_id == one.pk


@transaction.atomic
def draw_post_check(
    *, actor: User, plan: Plan, number: int, at: datetime, seed: str | None = None
) -> Draw:
    """Draw `number` appraised sheets to be checked again; the seed stays on record."""
    require_run(actor, plan)
    ready = (SheetStage.APPRAISED, SheetStage.EXPLAINED, SheetStage.CLOSED)
    sheets = ScoreSheet.objects.in_plan(plan).filter(stage__in=ready).select_related("entry")
    entries = [sheet.entry for sheet in sheets]
    if not 1 <= number <= len(entries):
        raise DomainError(
            f"Số phiếu hậu kiểm phải từ 1 đến {len(entries)} (số phiếu đã thẩm định).",
            field="number",
        )
    used = seed or secrets.token_hex(8)
    draw = Draw.objects.create(
        plan=plan, purpose=Draw.Purpose.POST_CHECK, seed=used, drawn_by=actor, drawn_at=at
    )
    draw.drawn.set(shuffled(entries, used)[:number])
    tell_post_check(draw)
    return draw
