"""Requesting papers: the ranking they cite, what is refused, and the pages."""

import re

import pypdfium2
import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowedError
from papers.models import Paper, PaperKind, PaperState
from papers.services.production import make_papers
from papers.services.requesting import request_paper
from scoring.models import Ranking

from . import paper_setup


def test_a_paper_cites_the_sealed_ranking(case):
    paper = case.request("list")
    ranking = case.proposal.ranking
    assert (paper.ranking_number, paper.ranking_checksum) == (1, ranking.checksum)


def test_from_a_superseded_ranking_only_papers_of_its_decision_are_made(case):
    paper_setup.seal(case.round)
    for kind in PaperKind:
        if kind == PaperKind.CERTIFICATES:
            continue
        if kind in ("money_list", "closing_report"):
            assert case.request(kind).ranking_number == 1
            continue
        with pytest.raises(DomainError, match="đã được thay bằng bảng số 2"):
            case.request(kind)
    assert case.request("certificates").ranking_number == 1


def test_a_draft_ranking_is_refused(case):
    case.proposal.ranking = Ranking.objects.draft_of(case.plan) or Ranking.objects.create(
        plan=case.plan
    )
    with pytest.raises(DomainError, match="còn tạm tính"):
        case.request("list")


def test_outgoing_papers_require_a_closed_proposal(case):
    case.proposal.closed_at = case.proposal.closed_by = None
    case.proposal.save()
    with pytest.raises(DomainError, match="chưa chốt"):
        case.request("submission")
    assert case.request("list").pk


def test_minutes_require_a_counted_ballot_and_money_lists_a_decision(case):
    with pytest.raises(DomainError, match="đã kiểm phiếu"):
        case.request("minutes", ballot=None)
    with pytest.raises(DomainError, match="chọn quyết định"):
        case.request("money_list", decision=None)


def test_only_the_office_requests_papers(case):
    with pytest.raises(NotAllowedError):
        request_paper(
            actor=case.round.city.leader,
            proposal=case.proposal,
            kind=PaperKind.LIST,
            at=paper_setup.AT,
        )


def test_requesting_twice_returns_the_same_paper(case):
    assert case.request("list").pk == case.request("list").pk


def report_from(client, case, line):
    """Open the page of a line and use its button for the achievement report."""
    button = re.search(
        r'action="([^"]+/van-ban/soan/[^"]*)">.*?name="kind" value="(\w+)"',
        client.get(reverse("awards:line_detail", args=[case.plan.slug, line.pk])).text,
        re.DOTALL,
    )
    return client.post(button[1], {"kind": button[2], "line": line.pk}, follow=True)


def test_the_report_of_one_line_is_requested_from_its_page(case, sign_in):
    first, second, person = paper_setup.lines(case.proposal)[:3]
    client = sign_in(case.secretary)
    page = report_from(client, case, first)
    assert "Đang soạn: Báo cáo thành tích tập thể." in page.text
    report_from(client, case, first)  # used twice: one paper
    paper = Paper.objects.get()
    assert (paper.line, paper.total, paper.ranking_number) == (first, 1, 1)
    assert make_papers() == 1
    paper.refresh_from_db()
    assert (paper.state, paper.docx.name.endswith(".docx")) == (PaperState.DONE, True)
    document = pypdfium2.PdfDocument(paper.pdf.path)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "Ban Pháp chế" in text
    assert "Ban Đô thị" not in text
    with pytest.raises(DomainError, match="không thuộc loại báo cáo này"):
        case.request("report_collective", line=person)
    with pytest.raises(DomainError, match="soạn riêng được cho một dòng"):
        case.request("list", line=second)
    second.outcome = "removed"
    second.save()
    with pytest.raises(DomainError, match="không có trong đề nghị"):
        case.request("report_collective", line=second)


def test_an_unknown_line_requests_nothing(case, sign_in):
    ask = reverse("papers:paper_request", args=[case.plan.slug])
    for stray in ("0", "x"):
        sign_in(case.secretary).post(ask, {"kind": "report_collective", "line": stray})
    assert not Paper.objects.exists()


def test_the_page_of_a_superseded_line_shows_why_there_is_no_report(case, sign_in):
    line = paper_setup.lines(case.proposal)[0]
    paper_setup.seal(case.round)
    client = sign_in(case.secretary)
    text = client.get(reverse("awards:line_detail", args=[case.plan.slug, line.pk])).text
    assert "đã được thay bằng bảng số 2. Hãy soạn từ đề nghị" in text
    assert "Soạn báo cáo thành tích" not in text
