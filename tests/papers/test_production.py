"""Making papers in the background: files, abandoned papers, missing LibreOffice."""

import datetime as dt

import pypdfium2

from core import sandbox
from papers.models import Paper, PaperState
from papers.services.production import make_papers

from . import paper_setup


def test_several_reports_become_one_pdf_and_a_zip(case):
    paper = case.request("report_collective")
    assert paper.total == 2
    assert make_papers() == 1
    assert make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, paper.done, paper.problem) == (PaperState.DONE, 2, "")
    document = pypdfium2.PdfDocument(paper.pdf.path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert ["Ban Pháp chế" in text for text in texts] == [True, False]
    assert ["Ban Đô thị" in text for text in texts] == [False, True]
    assert paper.docx.name.endswith(".zip")


def test_a_paper_whose_ranking_is_superseded_meanwhile_fails_with_the_reason(case):
    paper = case.request("list")
    paper_setup.seal(case.round)
    assert make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, paper.docx.name) == (PaperState.FAILED, "")
    assert "đã được thay bằng bảng số 2" in paper.problem


def test_an_abandoned_paper_is_made_by_the_next_worker(case):
    paper = case.request("list")
    long_ago = paper_setup.AT - dt.timedelta(days=1)
    Paper.objects.update(state="working", tries=1, busy_until=long_ago, done=0)
    assert make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, paper.tries) == (PaperState.DONE, 2)


def test_a_paper_tried_too_often_fails(case):
    paper = case.request("list")
    long_ago = paper_setup.AT - dt.timedelta(days=1)
    Paper.objects.update(state="working", tries=3, busy_until=long_ago)
    assert make_papers() == 0
    paper.refresh_from_db()
    assert (paper.state, "nhiều lần" in paper.problem) == (PaperState.FAILED, True)


def test_without_libreoffice_there_is_a_word_file_and_no_pdf(case, monkeypatch):
    """The sandbox looks for `soffice` in a folder that does not exist."""
    paper = case.request("list")
    monkeypatch.setattr(sandbox.os, "defpath", "/nowhere")
    assert make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, bool(paper.docx), bool(paper.pdf)) == (PaperState.DONE, True, False)
    assert "LibreOffice" in paper.problem
