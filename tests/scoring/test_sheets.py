"""A sheet from self-score to appeal, with the refusals at every step."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Role
from campaigns.models import Stage
from campaigns.scorecards.document import Document
from campaigns.services import plans, scorecards
from core.errors import DomainError, NotAllowedError
from participants.models import Appointment, BodyPost, Membership
from scoring.models import Column, Draw, Measure, ScoreSheet, SheetStage
from scoring.rankings import rules
from scoring.services import appeals, draws, ranking
from scoring.services.filling import fill_appraisal, fill_cross, fill_self
from scoring.services.sheets import (
    BlankCellsError,
    explain,
    finish_appraisal,
    open_sheets,
    return_sheet,
    send_cross,
    send_sheet,
    take_back_cross,
    take_back_sheet,
)
from scoring.sheets.columns import cells_of
from scoring.sheets.values import Cell, CellsError, PartNumbers

from .. import cast

pytestmark = pytest.mark.django_db

TREE = [
    {
        "code": "A",
        "name": "Chất lượng giám sát",
        "max": "10",
        "shape": "judgement",
        "params": {"step": "0.5"},
        "source": "sheet",
    },
    {
        "code": "B",
        "name": "Kiến nghị được giải quyết",
        "max": "10",
        "shape": "pro_rata",
        "params": {"step": "0.01", "unit_vi": "kiến nghị"},
        "source": "sheet",
        "not_applicable": "full",
    },
    {
        "code": "C",
        "name": "Giám sát chuyên đề",
        "max": "10",
        "shape": "per_unit_capped",
        "params": {"per": "5", "unit_vi": "cuộc"},
    },
]


def judged(points, reason="Theo biên bản") -> Cell:
    return Cell(parts=(PartNumbers(Decimal(points)),), reason=reason)


def ratio(count, below, reason="") -> Cell:
    return Cell(parts=(PartNumbers(Decimal(count), Decimal(below)),), reason=reason)


class Office:
    """A running plan whose boards score themselves."""

    def __init__(self, city, tree=TREE) -> None:
        self.round = cast.launch_round(city, "tu-cham-2023")
        self.plan, self.city = self.round.plan, city
        version = scorecards.draft_scorecard(
            actor=city.secretary,
            plan=self.plan,
            document=Document.read({"name": "Ban", "kinds": ["board"], "criteria": tree}),
        )
        scorecards.publish_scorecard(actor=city.secretary, scorecard=version)
        self.leaf = {leaf.code: leaf.pk for leaf in version.criteria.all()}
        open_sheets(actor=city.secretary, plan=self.plan)
        self.entry = self.round.entry_of_board(0)
        self.sheet = ScoreSheet.objects.get(entry=self.entry)
        self.head, self.peer_head = city.delegates[:2]
        Membership.objects.create(
            mandate=self.round.entry_of(self.peer_head).mandate,
            body=city.boards[1],
            role=BodyPost.HEAD,
            valid_from=cast.TERM_START,
        )
        self.second, self.third = city.second_secretary, cast.account("thu-ky-ba", "Thư Ký Ba")
        Appointment.objects.create(
            user=self.third, council=city.council, role=Role.SECRETARY, valid_from=cast.TERM_START
        )

    def cells(self, **by_code) -> dict:
        return {self.leaf[code]: cell for code, cell in by_code.items()}

    def do(self, service, actor, **values):
        return service(actor=actor, sheet=self.sheet, at=timezone.now(), **values)

    def sent(self) -> None:
        self.do(fill_self, self.head, cells=self.cells(A=judged("9"), B=ratio(45, 50)))
        self.do(send_sheet, self.head)

    def crossed_by_peer(self) -> None:
        """The second board is the peer."""
        peer = self.round.entry_of_board(1)
        ScoreSheet.objects.filter(pk=self.sheet.pk).update(peer=peer)

    def appraised(self) -> None:
        self.sent()
        findings = self.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
        self.do(fill_appraisal, self.city.secretary, cells=findings)
        self.do(finish_appraisal, self.city.secretary)

    def total(self) -> Decimal:
        ranking.recompute(plan=self.plan)
        return self.entry.lines.latest("ranking_id").total

    def cell_at(self, column: str, code: str) -> Cell | None:
        return cells_of(self.sheet)[column].get(self.leaf[code])


@pytest.fixture
def office(city) -> Office:
    return Office(city)


def test_one_unit_from_self_score_to_the_version_after_its_appeal(office):
    """Self 9, peer 8, appraised 7, explained, appraised again 7.5, appealed: 8.5."""
    secretary, second, third = office.city.secretary, office.second, office.third
    office.sent()
    assert office.total() == 18  # 9 + 10 x 45/50, and no oversight yet

    sheets = ScoreSheet.objects.filter(pk=office.sheet.pk)
    sheets.update(peer=office.round.entry_of_board(1))
    peer = office.peer_head
    decided = office.cells(A=judged("8", "Biên bản số 3 thiếu"), B=ratio(45, 50))
    office.do(fill_cross, peer, cells=decided)
    office.do(send_cross, peer)
    assert office.total() == 18  # the peer's column does not count

    findings = office.cells(A=judged("7", "Thiếu biên bản cuộc 3"))
    office.do(fill_appraisal, secretary, cells=findings)
    assert office.total() == 18  # not before the round ends
    office.do(finish_appraisal, secretary)
    assert office.total() == 16
    assert office.cell_at(Column.FIRST, "B") == office.cell_at(Column.SELF, "B")  # agreed

    texts = {office.leaf["A"]: "Biên bản cuộc 3 gửi kèm công văn 12."}
    office.do(explain, office.head, texts=texts)
    again = office.cells(A=judged("7.5", "Biên bản bổ sung được nhận một phần"))
    office.do(fill_appraisal, second, cells=again)
    office.do(finish_appraisal, second)
    assert office.total() == 16.5

    draft = ranking.recompute(plan=office.plan, whole=True)
    seal = partial(ranking.seal_ranking, actor=secretary, plan=office.plan)
    sealed = seal(seen_revision=draft.revision)
    line = sealed.lines.get(entry=office.entry)
    appeal = appeals.file_appeal(
        actor=office.head,
        line=line,
        criterion=line.scorecard.criteria.get(code="A"),
        text="Biên bản cuộc 3 đã nộp đúng hạn.",
        at=timezone.now(),
    )
    appeals.answer_appeal(
        actor=third,
        appeal=appeal,
        answer="Chấp nhận: có dấu công văn đến ngày 02/12.",
        cell=judged("8.5", "Công văn đến số 88"),
        at=timezone.now(),
    )
    draft = ranking.recompute(plan=office.plan)
    after = seal(seen_revision=draft.revision)
    assert after.number == 2
    assert after.lines.get(entry=office.entry).total == 17.5
    assert sealed.lines.get(entry=office.entry).total == 16.5

    columns = [column for column in Column if column != Column.POST_CHECK]
    cells = {column: office.cell_at(column, "A") for column in columns}
    assert [(c.parts[0].count, c.reason) for c in cells.values()] == [
        (9, "Theo biên bản"),
        (8, "Biên bản số 3 thiếu"),
        (7, "Thiếu biên bản cuộc 3"),
        (Decimal("7.5"), "Biên bản bổ sung được nhận một phần"),
        (Decimal("8.5"), "Công văn đến số 88"),
    ]


def test_all_invalid_cells_are_reported_and_nothing_is_saved(office):
    cells = office.cells(A=judged("9.3"), B=ratio(51, 50))
    with pytest.raises(CellsError) as refusal:
        office.do(fill_self, office.head, cells=cells)
    assert {office.leaf["A"], office.leaf["B"]} == set(refusal.value.problems)
    assert refusal.value.problems[office.leaf["A"]] == (
        "điểm phải từ 0 đến 10 điểm, bước 0,5.",
        "count",
    )
    assert not office.sheet.values.exists()


def test_a_difference_needs_a_reason(office):
    office.sent()
    findings = office.cells(B=ratio(40, 50))
    with pytest.raises(CellsError, match="hãy ghi lý do"):
        office.do(fill_appraisal, office.city.secretary, cells=findings)
    same = office.cells(B=ratio(45, 50))
    office.do(fill_appraisal, office.city.secretary, cells=same)


def test_an_appraised_value_is_changed_by_a_second_person_only(office):
    office.appraised()
    again = office.cells(A=judged("8", "Xem lại"))
    with pytest.raises(CellsError, match="do bạn thẩm định"):
        office.do(fill_appraisal, office.city.secretary, cells=again)
    office.do(fill_appraisal, office.second, cells=again)
    assert office.cell_at(Column.SECOND, "A").parts[0].count == 8


def test_a_not_applicable_request_counts_only_when_approved(office):
    request = office.cells(B=Cell(state="not_applicable", reason="Không có kiến nghị nào"))
    office.do(fill_self, office.head, cells=request | office.cells(A=judged("9")))
    office.do(send_sheet, office.head)
    assert not Measure.objects.filter(criterion=office.leaf["B"]).exists()
    with pytest.raises(CellsError, match="đề nghị không áp dụng"):
        office.do(finish_appraisal, office.city.secretary)
    approved = Cell(state="not_applicable", reason="Đúng như đề nghị", document="TB 12/TB-VP")
    office.do(fill_appraisal, office.city.secretary, cells=office.cells(B=approved))
    office.do(finish_appraisal, office.city.secretary)
    assert office.total() == 19


def test_a_sheet_comes_back_with_a_reason_and_is_sent_again(office):
    office.sent()
    office.do(return_sheet, office.city.secretary, reason="Thiếu minh chứng mục A")
    office.do(fill_self, office.head, cells=office.cells(A=judged("8.5")))
    sheet = office.do(send_sheet, office.head)
    assert (sheet.stage, sheet.return_note) == (SheetStage.SENT, "")
    assert office.total() == 17.5


@pytest.mark.parametrize("who", ["stranger", "secretary", "peer"])
def test_only_the_unit_writes_its_own_column(office, who):
    people = {
        "stranger": office.city.delegates[3],
        "secretary": office.city.secretary,
        "peer": office.peer_head,
    }
    with pytest.raises(NotAllowedError):
        office.do(fill_self, people[who], cells=office.cells(A=judged("9")))


def test_a_sent_sheet_is_not_overwritten(office):
    office.sent()
    with pytest.raises(DomainError, match="Đã tự chấm"):
        office.do(fill_self, office.head, cells=office.cells(A=judged("10")))


def test_the_deadline_is_kept_to_the_second_and_extended_for_one(office):
    due = timezone.now() + dt.timedelta(hours=1)
    office.plan.self_scores_due_at = due
    office.plan.save()
    fill = partial(
        fill_self,
        actor=office.head,
        sheet=office.sheet,
        cells=office.cells(A=judged("9")),
    )
    fill(at=due)
    with pytest.raises(DomainError, match="Đã quá hạn tự chấm"):
        fill(at=due + dt.timedelta(seconds=1))
    plans.grant_extension(
        actor=office.city.secretary,
        entry=office.entry,
        stage=Stage.SELF_SCORES,
        until=due + dt.timedelta(days=2),
        reason="Bão, mất điện ba ngày",
        at=timezone.now(),
    )
    fill(at=due + dt.timedelta(days=1))


def test_an_appeal_is_not_answered_by_its_appraiser(office):
    office.appraised()
    draft = ranking.recompute(plan=office.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=office.city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    line = sealed.lines.get(entry=office.entry)
    ask = partial(
        appeals.file_appeal,
        line=line,
        criterion=line.scorecard.criteria.get(code="A"),
        text="Đề nghị xem lại biên bản cuộc 3.",
    )
    with pytest.raises(NotAllowedError):
        ask(actor=office.peer_head, at=timezone.now())
    late = rules.appeals_until(sealed) + dt.timedelta(seconds=1)
    with pytest.raises(DomainError, match="Đã hết hạn kiến nghị"):
        ask(actor=office.head, at=late)
    appeal = ask(actor=office.head, at=rules.appeals_until(sealed))
    with pytest.raises(DomainError, match="đã có kiến nghị"):
        ask(actor=office.head, at=timezone.now())
    answer = partial(
        appeals.answer_appeal,
        appeal=appeal,
        answer="Không có căn cứ mới so với lần thẩm định.",
        at=timezone.now(),
    )
    with pytest.raises(NotAllowedError):
        answer(actor=office.city.secretary)
    assert answer(actor=office.second).state == "refused"


def test_cross_scoring_is_drawn_in_a_ring_and_drawn_again_from_its_seed(office):
    sheets = ScoreSheet.objects.in_plan(office.plan)
    cluster = office.entry.cluster
    draw = draws.assign_peers(
        actor=office.city.secretary, plan=office.plan, cluster=cluster, at=timezone.now()
    )
    first = dict(sheets.values_list("entry", "peer"))
    assert sorted(first) == sorted(first.values())
    assert all(first[peer] != entry and peer != entry for entry, peer in first.items())
    draws.assign_peers(
        actor=office.city.secretary,
        plan=office.plan,
        cluster=cluster,
        at=timezone.now(),
        seed=draw.seed,
    )
    assert dict(sheets.values_list("entry", "peer")) == first


def test_the_post_check_is_drawn_from_appraised_sheets(office):
    office.appraised()
    draw = partial(
        draws.draw_post_check, actor=office.city.secretary, plan=office.plan, at=timezone.now()
    )
    with pytest.raises(DomainError, match="từ 1 đến 1"):
        draw(number=2)
    first = draw(number=1, seed="2023-hau-kiem")
    assert list(first.drawn.all()) == [office.entry]
    assert Draw.objects.get().seed == "2023-hau-kiem"


def test_a_returned_sheet_does_not_count_until_it_is_sent_again(office):
    office.sent()
    assert office.total() == 18
    office.do(return_sheet, office.city.secretary, reason="Thiếu minh chứng mục B")
    assert office.total() is None  # nothing else is known
    office.do(fill_self, office.head, cells={office.leaf["B"]: None})
    office.do(send_sheet, office.head, with_blanks=True)
    assert office.total() == 9


# --- sending, and taking back ------------------------------------------------------------------


def test_a_sheet_with_blanks_is_sent_only_when_they_are_accepted(office):
    office.do(fill_self, office.head, cells=office.cells(A=judged("9")))
    with pytest.raises(BlankCellsError, match="Còn 1 tiêu chí chưa chấm: B") as refusal:
        office.do(send_sheet, office.head)
    assert [leaf.code for leaf in refusal.value.leaves] == ["B"]
    sheet = office.do(send_sheet, office.head, with_blanks=True)
    assert sheet.stage == SheetStage.SENT


def test_a_sent_sheet_is_taken_back_until_somebody_has_begun_to_score_it(office):
    office.crossed_by_peer()
    office.sent()
    assert office.total() == 18
    with pytest.raises(NotAllowedError):
        office.do(take_back_sheet, office.peer_head)
    sheet = office.do(take_back_sheet, office.head)
    assert (sheet.stage, sheet.sent_at) == (SheetStage.OPEN, None)
    assert office.total() is None
    office.sent()
    office.do(fill_cross, office.peer_head, cells=office.cells(B=ratio(45, 50)))
    with pytest.raises(DomainError, match="đã có người chấm chéo"):
        office.do(take_back_sheet, office.head)


def test_a_line_that_the_peer_left_blank_does_not_count_as_agreed(office):
    office.crossed_by_peer()
    office.sent()
    with pytest.raises(DomainError, match="Còn 2 dòng chưa quyết định: A, B"):
        office.do(send_cross, office.peer_head)
    kept = office.cells(A=judged("9", ""), B=ratio(45, 50))
    office.do(fill_cross, office.peer_head, cells=kept)  # kept needs no reason
    assert office.do(send_cross, office.peer_head).stage == SheetStage.CROSSED
    assert office.do(take_back_cross, office.peer_head).stage == SheetStage.SENT
    office.do(send_cross, office.peer_head)
    findings = office.cells(B=ratio(45, 50))
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    with pytest.raises(DomainError, match="bắt đầu thẩm định"):
        office.do(take_back_cross, office.peer_head)


def test_a_changed_number_needs_a_new_decision(office):
    office.crossed_by_peer()
    office.sent()
    kept = office.cells(A=judged("9", ""), B=ratio(45, 50))
    office.do(fill_cross, office.peer_head, cells=kept)
    office.do(return_sheet, office.city.secretary, reason="Thiếu minh chứng mục A")
    office.do(fill_self, office.head, cells=office.cells(A=judged("8.5")))
    office.do(send_sheet, office.head)
    assert office.cell_at(Column.CROSS, "A") is None
    assert office.cell_at(Column.CROSS, "B") == ratio(45, 50)
    with pytest.raises(DomainError, match="Còn 1 dòng chưa quyết định: A"):
        office.do(send_cross, office.peer_head)


# --- what an appraisal may leave alone, and when it may end --------------------------------------


def cross_scored(office) -> None:
    """Self 9, peer 8 at A; they agree at B."""
    office.crossed_by_peer()
    office.sent()
    decided = office.cells(A=judged("8", "Biên bản số 3 thiếu"), B=ratio(45, 50))
    office.do(fill_cross, office.peer_head, cells=decided)
    office.do(send_cross, office.peer_head)


def test_a_difference_between_peer_and_unit_needs_an_answer(office):
    cross_scored(office)
    with pytest.raises(CellsError, match="Chấm chéo khác tự chấm"):
        office.do(finish_appraisal, office.city.secretary)
    for points in ("8", "9"):  # with the peer or with the unit: either is a decision
        with pytest.raises(CellsError, match="Hãy ghi lý do"):
            without_reason = office.cells(B=ratio(45, 50), A=Cell(parts=judged(points).parts))
            office.do(fill_appraisal, office.city.secretary, cells=without_reason)
    findings = office.cells(A=judged("8", "Đúng như chấm chéo"))
    office.do(fill_appraisal, office.city.secretary, cells=findings)
    office.do(finish_appraisal, office.city.secretary)
    assert office.total() == 17


def test_an_agreed_cell_does_not_copy_the_reason_of_the_unit(office):
    office.sent()
    office.do(finish_appraisal, office.city.secretary)
    own, first = office.cell_at(Column.SELF, "A"), office.cell_at(Column.FIRST, "A")
    assert own.reason == "Theo biên bản"
    assert (first.parts, first.reason) == (own.parts, "")


def test_the_second_round_ends_after_the_explanation_deadline_or_with_a_recorded_reason(office):
    office.plan.explanations_due_at = timezone.now() + dt.timedelta(days=5)
    office.plan.save()
    office.appraised()
    finish = partial(office.do, finish_appraisal, office.second)
    with pytest.raises(DomainError, match="chưa giải trình, còn hạn đến"):
        finish()
    plans.grant_extension(
        actor=office.city.secretary,
        entry=office.entry,
        stage=Stage.EXPLANATIONS,
        until=timezone.now() + dt.timedelta(days=9),
        reason="Bão, mất điện ba ngày",
        at=timezone.now(),
    )
    office.plan.explanations_due_at = timezone.now() - dt.timedelta(days=1)
    office.plan.save()
    with pytest.raises(DomainError, match="chưa giải trình, còn hạn đến"):
        finish()  # by its own extension
    sheet = finish(early_reason="Đơn vị báo bằng văn bản là không giải trình")
    assert sheet.stage == SheetStage.CLOSED
    early = sheet.early_finishes.get()
    assert (early.stage, early.decided_by) == (SheetStage.APPRAISED, office.second)
    assert office.entry.name in early.cut_off


def test_the_first_round_ends_after_the_peer_or_with_a_recorded_reason(office):
    office.crossed_by_peer()
    office.sent()
    finish = partial(office.do, finish_appraisal, office.city.secretary)
    with pytest.raises(DomainError, match="chưa gửi chấm chéo"):
        finish()
    office.plan.cross_scores_due_at = timezone.now() - dt.timedelta(minutes=1)
    office.plan.save()
    assert not finish().early_finishes.exists()


def test_the_round_ends_at_once_when_there_is_nothing_to_explain(office):
    office.sent()
    office.do(finish_appraisal, office.city.secretary)
    sheet = office.do(finish_appraisal, office.second)
    assert sheet.stage == SheetStage.CLOSED and not sheet.early_finishes.exists()


def test_a_second_click_does_not_end_the_next_round(office):
    """Two requests that both read the sheet in its first round."""
    office.sent()
    office.do(finish_appraisal, office.city.secretary, column=Column.FIRST)
    with pytest.raises(DomainError, match="đã chuyển sang bước"):
        office.do(finish_appraisal, office.second, column=Column.FIRST)
    office.sheet.refresh_from_db()
    assert office.sheet.stage == SheetStage.APPRAISED
