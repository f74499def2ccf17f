"""Dossiers of proposed lines: drafted from recorded data, then edited by the office."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from campaigns.permissions import require_run
from core.errors import DomainError
from core.names import visible_text

from ..models import IN_PROPOSAL, Dossier, Proposal, ProposalLine
from ..queries.dossiers import lines_for_dossiers, records_of
from ..rules.entering import why_text_is_no_dossier
from ..wording import achievements


class StaleDossierError(DomainError):
    """Somebody else saved first; `newest` is the dossier as they saved it. Nothing was stored."""

    def __init__(self, newest: Dossier) -> None:
        super().__init__(
            f"{newest.edited_by} đã lưu bản khác trong lúc bạn sửa. Chữ của bạn còn nguyên bên "
            "dưới; hãy đối chiếu hai bản rồi lưu lại."
        )
        self.newest = newest


def draft_dossiers(*, actor: User, proposal: Proposal, at: datetime) -> int:
    """Draft the dossiers that are missing and those that nobody has edited; return their number.

    Edited dossiers stay unchanged. About ten queries for any number of lines.
    """
    require_run(actor, proposal.ranking.plan)
    return _draft(lines_for_dossiers(proposal), at)


def draft_dossier(*, actor: User, line: ProposalLine, at: datetime) -> Dossier:
    """Draft the dossier of one line. Raises DomainError if it was edited or the line is out."""
    require_run(actor, line.ranking_line.entry.plan)
    if line.outcome not in IN_PROPOSAL:
        raise DomainError("Dòng này không nằm trong đề nghị nên không lập hồ sơ.")
    if not _draft(lines_for_dossiers(line.proposal).filter(pk=line.pk), at):
        raise DomainError("Hồ sơ đã được sửa bằng tay nên không dự thảo lại đè lên.")
    return Dossier.objects.get(line=line)


@transaction.atomic
def _draft(lines: QuerySet[ProposalLine], at: datetime) -> int:
    unedited = lines.exclude(dossier__revision__gt=0)
    drafts = [
        Dossier(line=record.line, text=achievements.text_of(record), drafted_at=at)
        for record in records_of(unedited)
    ]
    # Lock and check the revision again, so an edit saved meanwhile is not overwritten.
    existing = {
        dossier.line_id: dossier
        for dossier in Dossier.objects.select_for_update().filter(
            line__in=[draft.line for draft in drafts]
        )
    }
    new = [draft for draft in drafts if draft.line_id not in existing]
    redrafted = []
    for draft in drafts:
        known = existing.get(draft.line_id)
        if known is not None and known.revision == 0:
            known.text, known.drafted_at = draft.text, at
            redrafted.append(known)
    Dossier.objects.bulk_create(new, ignore_conflicts=True)
    Dossier.objects.bulk_update(redrafted, ["text", "drafted_at"], batch_size=200)
    return len(new) + len(redrafted)


@transaction.atomic
def save_dossier(
    *, actor: User, dossier: Dossier, text: str, revision: int, at: datetime
) -> Dossier:
    """Save an edited text on top of the revision it was edited from.

    Raises StaleDossierError if that revision is no longer the newest, and DomainError for an empty
    or too long text.
    """
    require_run(actor, dossier.line.ranking_line.entry.plan)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    text = "\n".join(line.rstrip() for line in visible_text(text).splitlines()) + "\n"
    if refusal := why_text_is_no_dossier(text):
        raise DomainError(refusal, field="text")
    if dossier.revision != revision:
        raise StaleDossierError(dossier)
    dossier.text, dossier.revision = text, revision + 1
    dossier.edited_by, dossier.edited_at = actor, at
    dossier.save(update_fields=["text", "revision", "edited_by", "edited_at"])
    return dossier
