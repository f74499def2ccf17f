"""Recorded draws: the peers of cross-scoring, and the sheets for a post-check."""

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

from ..models import Draw, DrawPurpose, ScoreSheet, SheetStage
from . import notifying

_MOST_TRIES = 200


def shuffled(entries: list[Entry], seed: str) -> list[Entry]:
    """Entries in random order; equal seeds give equal orders everywhere."""
    return sorted(entries, key=lambda entry: sha256(f"{seed}:{entry.pk}".encode()).digest())


@transaction.atomic
def assign_peers(
    *, actor: User, plan: Plan, cluster: Cluster, at: datetime, seed: str | None = None
) -> Draw:
    """Draw the peers of a cluster in a ring, so that no two entries score each other.

    An organisation and its head never score each other. Raises DomainError for fewer than three
    sheets, and once a sheet has been cross-scored.
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
    reassigned = []
    for scorer, scored in zip(ring, ring[1:] + ring[:1], strict=True):
        sheet = sheets[scored.pk]
        if sheet.peer_id not in (None, scorer.pk):
            reassigned.append(sheet)
        sheet.peer = scorer
    ScoreSheet.objects.bulk_update(sheets.values(), ["peer"])
    draw = Draw.objects.create(
        plan=plan,
        cluster=cluster,
        purpose=DrawPurpose.CROSS,
        seed=used,
        drawn_by=actor,
        drawn_at=at,
    )
    draw.drawn.set(entries)
    notifying.close_cross_notices(reassigned, at)
    notifying.notify_peers(sheets.values(), at)
    return draw


def _ring(entries: list[Entry], start: str) -> tuple[list[Entry], str]:
    """An order without an organisation beside its head, and its seed."""
    for number in range(_MOST_TRIES):
        seed = start if not number else f"{start}-{number}"
        ring = shuffled(entries, seed)
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        if not any(a.organisation_id == b.pk or b.organisation_id == a.pk for a, b in pairs):
            return ring, seed
    raise DomainError("Không xếp được vòng chấm chéo: có đơn vị chỉ còn cấp trên, cấp dưới.")


@transaction.atomic
def draw_post_check(
    *, actor: User, plan: Plan, number: int, at: datetime, seed: str | None = None
) -> Draw:
    """Draw `number` appraised sheets for a post-check and record the seed."""
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
        plan=plan, purpose=DrawPurpose.POST_CHECK, seed=used, drawn_by=actor, drawn_at=at
    )
    draw.drawn.set(shuffled(entries, used)[:number])
    notifying.notify_post_check(draw)
    return draw
