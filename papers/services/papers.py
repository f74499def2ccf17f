"""Asking for a paper is a row; workers make it in the background, and may die at any moment."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from awards.models import Decision, Proposal, ProposalLine
from ballots.models import Ballot, BallotState
from campaigns.permissions import require_run
from core import clock
from core.errors import DomainError
from core.files import on_disk
from core.queue import nudge

from ..documents import making
from ..documents.achievements import lines_reported
from ..documents.afterwards import awards_of
from ..documents.certificates import Look, layout_of, pdf_of, place_for, words_of
from ..documents.contexts import contexts_of
from ..documents.heads import local_names, proposal_of
from ..models import Paper, PaperKind, PaperState, PaperTemplate
from ..queries import AFTER_DECISION, REPORT_OF, refusal_of, template_in_use

logger = logging.getLogger(__name__)

MOST_TRIES = 3
# A worker says every some seconds that it lives; after so long in silence it is taken for dead.
SILENCE = timedelta(seconds=90)
_BROKEN = "Có lỗi khi soạn văn bản. Hãy thử lại; nếu vẫn vậy, hãy báo người quản trị."
_DIED = "Máy chủ dừng giữa chừng nhiều lần khi soạn văn bản này. Hãy báo người quản trị."


@transaction.atomic
def ask_paper(
    *,
    actor: User,
    proposal: Proposal,
    kind: str,
    at: datetime,
    decision: Decision | None = None,
    ballot: Ballot | None = None,
    line: ProposalLine | None = None,
    has_background: bool = True,
) -> Paper:
    """Ask for a paper; one that is still being made is given instead of a second one.

    Minutes name their counted ballot, money lists and certificates their decision; achievement
    reports are of one line or, without it, of all. Raises DomainError from a draft or superseded
    ranking.
    """
    require_run(actor, proposal.ranking.plan)
    _check(proposal, kind, decision, ballot, line)
    what = {
        "proposal": proposal,
        "kind": kind,
        "decision": decision,
        "ballot": ballot,
        "line": line,
        "has_background": has_background,
    }
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    being_made = (PaperState.WAITING, PaperState.WORKING)
    if paper := Paper.objects.filter(**what, state__in=being_made).first():
        return paper
    return _new_paper(what, actor, at)


def _new_paper(what: dict, actor: User, at: datetime) -> Paper:
    ranking = what["proposal"].ranking
    paper = Paper(
        **what,
        template=template_in_use(ranking.plan.campaign.organiser_id, what["kind"]),
        ranking_number=ranking.number,
        ranking_checksum=ranking.checksum,
        asked_by=actor,
        asked_at=at,
    )
    paper.total = _size(paper)
    paper.save()
    nudge("paper_wanted")
    return paper


def _check(proposal, kind, decision, ballot, line) -> None:
    if refusal := refusal_of(proposal, kind):
        raise DomainError(refusal)
    if kind in AFTER_DECISION:
        if decision is None:
            raise DomainError("Hãy chọn quyết định khen thưởng.")
        if proposal_of(decision) != proposal:
            raise DomainError("Quyết định này không theo đề nghị này.")
    if kind == PaperKind.MINUTES and (
        ballot is None or ballot.proposal_id != proposal.pk or ballot.state != BallotState.COUNTED
    ):
        raise DomainError("Biên bản chỉ soạn được từ cuộc bỏ phiếu đã kiểm phiếu.")
    if line is not None and line.share.quota.proposal_id != proposal.pk:
        raise DomainError("Dòng này không thuộc đề nghị.")
    if line is not None and kind not in REPORT_OF.values():
        raise DomainError("Chỉ báo cáo thành tích soạn riêng được cho một dòng.")


def _size(paper: Paper) -> int:
    """How many documents it will be. Raises DomainError where there is nothing to write."""
    if paper.kind == PaperKind.CERTIFICATES:
        return len(awards_of(paper.decision))
    if paper.kind in (PaperKind.REPORT_COLLECTIVE, PaperKind.REPORT_INDIVIDUAL):
        return len(lines_reported(paper))
    return 1


# --- in the background ----------------------------------------------------------------------------


def make_papers(*, most: int = 5) -> int:
    """Make what waits, one after the other, and pages of templates to look at; how many were made.

    Each paper is claimed first, so that two workers never make the same; what a dead worker left
    is begun again. May be called any number of times.
    """
    made = 0
    for _ in range(most):
        if (paper := _claim(clock.now())) is None:
            break
        made += _make(paper)
    return made + _make_previews()


@transaction.atomic
def _claim(at: datetime) -> Paper | None:
    """The next paper to make, marked as being made until it falls silent."""
    waiting = Paper.objects.to_make(at).select_for_update(skip_locked=True)
    for paper in waiting.order_by("asked_at", "pk")[:20]:
        if paper.tries >= MOST_TRIES:
            Paper.objects.filter(pk=paper.pk).update(state=PaperState.FAILED, problem=_DIED)
            continue
        paper.state, paper.tries = PaperState.WORKING, paper.tries + 1
        paper.done, paper.busy_until = 0, at + SILENCE
        paper.save(update_fields=["state", "tries", "done", "busy_until"])
        return paper
    return None


def _make(paper: Paper) -> bool:
    try:
        _check(paper.proposal, paper.kind, paper.decision, paper.ballot, paper.line)
        with tempfile.TemporaryDirectory(prefix="paper-") as folder:
            write = _write_certificates if paper.kind == PaperKind.CERTIFICATES else _write
            write(paper, Path(folder))
    except DomainError as error:
        return _finish(paper, PaperState.FAILED, error.message)
    except Exception:  # whatever it is, the next paper is not to blame
        logger.exception("paper %s could not be made", paper.pk)
        return _finish(paper, PaperState.FAILED, _BROKEN)
    return _finish(paper, PaperState.DONE, paper.problem)


def _finish(paper: Paper, state: str, problem: str) -> bool:
    """Write the end; False where another worker has taken the paper over meanwhile."""
    mine = Paper.objects.filter(pk=paper.pk, state=PaperState.WORKING, tries=paper.tries)
    is_done = state == PaperState.DONE
    written = mine.update(
        state=state,
        problem=problem,
        docx=paper.docx.name or "" if is_done else "",
        pdf=paper.pdf.name or "" if is_done else "",
        done=paper.total if is_done else 0,
        total=paper.total,
        busy_until=None,
        made_at=clock.now() if is_done else None,
    )
    if not (written and is_done):
        for file in (paper.docx, paper.pdf):
            if file:
                file.delete(save=False)
    return bool(written) and is_done


def _write(paper: Paper, folder: Path) -> None:
    """Word files by the template, one PDF of them all; without LibreOffice the former alone."""
    contexts = contexts_of(paper, localdate(paper.asked_at))
    paper.total = len(contexts)
    Paper.objects.filter(pk=paper.pk).update(total=paper.total)
    words, pages = folder / "words", folder / "pages"
    words.mkdir()
    pages.mkdir()
    with _template_of(paper) as template:
        files = making.fill(template, paper.kind, contexts, words, lambda done: _say(paper, done))
    paper.problem = ""
    try:
        pdfs = making.convert(words, pages, lambda done: _say(paper, done))
        _keep(paper.pdf, making.joined(pdfs, folder / "all.pdf"), f"{paper.kind}.pdf")
    except making.NoPdfError as error:
        logger.warning("no PDF of paper %s", paper.pk)
        paper.problem = str(error)
    if len(files) == 1:
        _keep(paper.docx, files[0], f"{paper.kind}.docx")
    else:
        names = [f"{number:03d}.docx" for number in range(1, len(files) + 1)]
        _keep(paper.docx, making.packed(files, names, folder / "all.zip"), f"{paper.kind}.zip")


@contextmanager
def _template_of(paper: Paper) -> Iterator[Path]:
    """The path of the template to fill in: the office's own, else the one that we bring."""
    if paper.template_id is None:
        yield making.built_in(paper.kind)
        return
    with paper.template.file.open("rb") as stored, on_disk(stored) as path:
        yield path


def _write_certificates(paper: Paper, folder: Path) -> None:
    """Write one PDF: each award on the layout of its type, in the order of handing out."""
    awards = awards_of(paper.decision)
    paper.total = len(awards)
    organiser = paper.proposal.ranking.plan.campaign.organiser_id
    names = local_names(paper, localdate(paper.asked_at))
    look, parts = Look(background=paper.has_background), []
    for award_type in dict.fromkeys(award.award_type for award in awards):
        layout = layout_of(organiser, award_type)
        pages = [
            words_of(award, place_for(award), names)
            for award in awards
            if award.award_type_id == award_type.pk
        ]
        part = folder / f"{len(parts):03d}.pdf"
        part.write_bytes(pdf_of(layout, pages, look))
        parts.append(part)
        _say(paper, sum(1 for award in awards if award.award_type_id == award_type.pk))
    _keep(paper.pdf, making.joined(parts, folder / "all.pdf"), "certificates.pdf")


def _keep(field, path: Path, name: str) -> None:
    with path.open("rb") as content:
        field.save(f"{field.instance.pk}-{name}", File(content), save=False)


def _say(paper: Paper, done: int) -> None:
    """Progress, which is the sign of life as well."""
    mine = Paper.objects.filter(pk=paper.pk, tries=paper.tries)
    mine.update(done=min(done, paper.total), busy_until=clock.now() + SILENCE)


# --- templates to look at -------------------------------------------------------------------------


def _make_previews(most: int = 3) -> int:
    """PDFs of uploaded templates filled in with invented values; twice gives the same."""
    waiting = PaperTemplate.objects.on_trial().filter(preview="", preview_problem="")
    made = 0
    for template in waiting.order_by("uploaded_at")[:most]:
        made += _preview(template)
    return made


def _preview(template: PaperTemplate) -> bool:
    problem, content = "", b""
    with (
        tempfile.TemporaryDirectory(prefix="preview-") as name,
        template.file.open("rb") as stored,
        on_disk(stored) as source,
    ):
        words, pages = Path(name, "words"), Path(name, "pages")
        words.mkdir()
        pages.mkdir()
        try:
            making.fill(source, template.kind, [making.SAMPLES[template.kind]], words)
            content = making.convert(words, pages, lambda done: None)[0].read_bytes()
        except making.NoPdfError as error:
            problem = str(error)
        except DomainError as error:
            problem = error.message
        except Exception:
            logger.exception("template %s could not be previewed", template.pk)
            problem = _BROKEN
    if content:
        template.preview.save(f"{template.pk}.pdf", ContentFile(content), save=False)
    rows = PaperTemplate.objects.filter(pk=template.pk)
    rows.update(preview=template.preview.name or "", preview_problem=problem)
    return bool(content)
