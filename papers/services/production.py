"""Making requested papers in the background. A worker may stop at any moment."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.timezone import localdate

from core import clock
from core.errors import DomainError
from core.files import on_disk

from .. import rules
from ..documents import certificates, word_files
from ..documents.common_fields import local_names
from ..documents.contexts import contexts_of
from ..documents.rows import awards_of
from ..documents.sample_values import SAMPLES
from ..documents.word_templates import built_in_template
from ..documents.wording import place_of
from ..models import Paper, PaperKind, PaperState, PaperTemplate

logger = logging.getLogger(__name__)

MOST_TRIES = 3
# Workers renew their claim several times a second; after this long without renewal it expires.
CLAIM = timedelta(seconds=90)
_CANDIDATES = 20  # papers that one claim considers
_FAILED = "Có lỗi khi soạn văn bản. Hãy thử lại; nếu vẫn vậy, hãy báo người quản trị."
_STOPPED = "Máy chủ dừng giữa chừng nhiều lần khi soạn văn bản này. Hãy báo người quản trị."


def make_papers(*, most: int = 5) -> int:
    """Make waiting papers and previews of templates; return how many were made.

    Idempotent: each paper is claimed first, so two workers never make the same one, and a paper
    whose worker stopped is made again.
    """
    made = 0
    for _ in range(most):
        if (paper := _claim(clock.now())) is None:
            break
        made += _make(paper)
    return made + _make_previews()


@transaction.atomic
def _claim(at: datetime) -> Paper | None:
    """The next paper to make, claimed; papers tried too often are marked as failed."""
    waiting = Paper.objects.to_make(at).select_for_update(skip_locked=True)
    for paper in waiting.order_by("asked_at", "pk")[:_CANDIDATES]:
        if paper.tries >= MOST_TRIES:
            Paper.objects.filter(pk=paper.pk).update(state=PaperState.FAILED, problem=_STOPPED)
            continue
        paper.state, paper.tries = PaperState.WORKING, paper.tries + 1
        paper.done, paper.busy_until = 0, at + CLAIM
        paper.save(update_fields=["state", "tries", "done", "busy_until"])
        return paper
    return None


def _make(paper: Paper) -> bool:
    """Make a claimed paper and store the outcome; True if it is done."""
    kind = PaperKind(paper.kind)
    try:
        if problem := rules.paper_problem(
            paper.proposal, kind, decision=paper.decision, ballot=paper.ballot, line=paper.line
        ):
            raise DomainError(problem)
        with tempfile.TemporaryDirectory(prefix="paper-") as folder:
            write = _write_from_template if kind.has_word_template else _write_certificates
            write(paper, Path(folder))
    except DomainError as error:
        return _finish(paper, PaperState.FAILED, error.message)
    except Exception:  # one failing paper must not block the others
        logger.exception("paper %s could not be made", paper.pk)
        return _finish(paper, PaperState.FAILED, _FAILED)
    return _finish(paper, PaperState.DONE, paper.problem)


def _finish(paper: Paper, state: PaperState, problem: str) -> bool:
    """Store the outcome. Delete files unless the paper is done and still claimed."""
    is_done = state == PaperState.DONE
    claimed = Paper.objects.filter(pk=paper.pk, state=PaperState.WORKING, tries=paper.tries)
    is_stored = claimed.update(
        state=state,
        problem=problem,
        docx=paper.docx.name or "" if is_done else "",
        pdf=paper.pdf.name or "" if is_done else "",
        done=paper.total if is_done else 0,
        total=paper.total,
        busy_until=None,
        made_at=clock.now() if is_done else None,
    )
    if is_stored and is_done:
        return True
    for file in (paper.docx, paper.pdf):
        if file:
            file.delete(save=False)
    return False


def _write_from_template(paper: Paper, folder: Path) -> None:
    """Write Word files and one PDF of them all; without LibreOffice only the Word files."""
    kind = PaperKind(paper.kind)
    contexts = contexts_of(paper, localdate(paper.asked_at))
    paper.total = len(contexts)
    Paper.objects.filter(pk=paper.pk).update(total=paper.total)
    report_progress = _progress_of(paper)
    words, pages = folder / "words", folder / "pages"
    words.mkdir()
    pages.mkdir()
    with _template_of(paper) as template:
        files = word_files.fill(template, kind, contexts, words, report_progress)
    paper.problem = ""
    try:
        pdfs = word_files.convert(words, pages, report_progress)
        _attach(paper.pdf, word_files.joined(pdfs, folder / "all.pdf"), f"{kind.value}.pdf")
    except word_files.NoPdfError as error:
        logger.warning("no PDF of paper %s", paper.pk)
        paper.problem = str(error)
    if len(files) == 1:
        _attach(paper.docx, files[0], f"{kind.value}.docx")
    else:
        names = [f"{number:03d}.docx" for number in range(1, len(files) + 1)]
        archive = word_files.packed(files, names, folder / "all.zip")
        _attach(paper.docx, archive, f"{kind.value}.zip")


@contextmanager
def _template_of(paper: Paper) -> Iterator[Path]:
    """The path of the template to fill in: the office's own, else the built-in one."""
    if paper.template_id is None:
        yield built_in_template(PaperKind(paper.kind))
        return
    with paper.template.file.open("rb") as stored, on_disk(stored) as path:
        yield path


def _write_certificates(paper: Paper, folder: Path) -> None:
    """Write one PDF: each award on the layout of its type, in the order of handing out."""
    awards = awards_of(paper.decision)
    paper.total = len(awards)
    organiser = paper.proposal.ranking.plan.campaign.organiser_id
    names = local_names(paper, localdate(paper.asked_at))
    options = certificates.PrintOptions(background=paper.has_background)
    report_progress = _progress_of(paper)
    parts = []
    for award_type in dict.fromkeys(award.award_type for award in awards):
        texts = [
            certificates.texts_of(award, place_of(award.organiser.unit.name), names)
            for award in awards
            if award.award_type_id == award_type.pk
        ]
        layout = certificates.layout_of(organiser, award_type)
        part = folder / f"{len(parts):03d}.pdf"
        part.write_bytes(certificates.pdf_of(layout, texts, options))
        parts.append(part)
        report_progress(len(texts))
    _attach(paper.pdf, word_files.joined(parts, folder / "all.pdf"), "certificates.pdf")


def _attach(field: FieldFile, path: Path, name: str) -> None:
    """Store a file in a field of a paper, which is saved later."""
    with path.open("rb") as content:
        field.save(f"{field.instance.pk}-{name}", File(content), save=False)


def _progress_of(paper: Paper) -> Callable[[int], None]:
    """A function that stores the number of finished documents and renews the claim."""
    claimed = Paper.objects.filter(pk=paper.pk, tries=paper.tries)

    def report_progress(done: int) -> None:
        claimed.update(done=min(done, paper.total), busy_until=clock.now() + CLAIM)

    return report_progress


# --- previews of templates ------------------------------------------------------------------------


def _make_previews(most: int = 3) -> int:
    """Make PDFs of uploaded templates with invented values; return how many. Idempotent."""
    waiting = PaperTemplate.objects.on_trial().filter(preview="", preview_problem="")
    return sum(_preview(template) for template in waiting.order_by("uploaded_at")[:most])


def _preview(template: PaperTemplate) -> bool:
    """Store the preview of a template, or why it has none; True for a preview."""
    kind, problem, content = PaperKind(template.kind), "", b""
    with (
        tempfile.TemporaryDirectory(prefix="preview-") as name,
        template.file.open("rb") as stored,
        on_disk(stored) as source,
    ):
        words, pages = Path(name, "words"), Path(name, "pages")
        words.mkdir()
        pages.mkdir()
        try:
            word_files.fill(source, kind, [SAMPLES[kind]], words)
            content = word_files.convert(words, pages, lambda done: None)[0].read_bytes()
        except word_files.NoPdfError as error:
            problem = str(error)
        except DomainError as error:
            problem = error.message
        except Exception:
            logger.exception("template %s could not be previewed", template.pk)
            problem = _FAILED
    if content:
        template.preview.save(f"{template.pk}.pdf", ContentFile(content), save=False)
    rows = PaperTemplate.objects.filter(pk=template.pk)
    rows.update(preview=template.preview.name or "", preview_problem=problem)
    return bool(content)
