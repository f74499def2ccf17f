"""The seven award steps of a plan: state, facts and next action of each. No query here."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localtime

from awards.models import Decision, DecisionKind
from awards.queries.notices import working_days_left
from ballots.models import BallotState
from core.names import lower_first
from core.numbers import vietnamese
from core.states import Look, StateChoices

from .award_progress import Progress


class StepState(StateChoices):
    DONE = "step_done", Look("good", "check"), "Xong"
    NOW = "step_now", Look("waiting", "play"), "Đang làm"
    STOPPED = "step_stopped", Look("returned", "alert"), "Cần xử lý"
    NOT_YET = "step_not_yet", Look("neutral", "minus"), "Chưa đến"


@dataclass
class Step:
    """One step: its state, its numbers as sentences, and the next action or why not yet."""

    number: int
    name: str
    state: StepState = StepState.NOT_YET
    facts: list[str] = field(default_factory=list)
    next: str = ""
    page: str = ""  # name of its URL
    button: str = ""
    period: tuple[date, date] | None = None  # of its deadline in working days

    @property
    def label(self) -> str:
        return self.state.label


def steps_of(progress: Progress) -> list[Step]:
    """The seven steps in order. No query."""
    return [
        _ranking(progress),
        _proposal(progress),
        _notice(progress),
        _ballot(progress),
        _submission(progress),
        _decision(progress),
        _papers(progress),
    ]


def _ranking(progress: Progress) -> Step:
    step = Step(1, "Bảng xếp hạng đã khóa", page="scoring:ranking_detail", button="Mở bảng")
    if progress.sealed is None:
        step.state, step.next = StepState.NOW, "Đủ báo cáo và số liệu thì khóa bảng xếp hạng."
        return step
    step.state = StepState.DONE
    step.facts = [
        f"Số {progress.sealed.number}, khóa ngày {localtime(progress.sealed.sealed_at):%d/%m/%Y}",
        f"Mã kiểm tra {progress.sealed.checksum[:12]}",
    ]
    return step


def _proposal(progress: Progress) -> Step:
    step = Step(2, "Đề nghị", page="awards:proposal_detail", button="Mở đề nghị")
    if progress.needs_quotas:
        step.state, step.button = StepState.STOPPED, ""
        step.next = (
            "Kế hoạch chưa có chỉ tiêu khen thưởng nên chưa lập đề nghị. Văn phòng đặt chỉ tiêu "
            "xong thì hệ thống tự lập."
        )
        return step
    if progress.proposal is None or not progress.is_current:
        step.next = (
            "Chờ khóa bảng xếp hạng."
            if progress.sealed is None
            else "Hệ thống tự lập đề nghị theo chỉ tiêu ngay sau khi khóa; chờ ít phút rồi mở lại."
        )
        step.button = "" if progress.sealed is None else step.button
        return step
    lines = progress.lines
    step.facts = [
        f"{quota.award_type} · {quota.get_subject_display().lower()}: {vietnamese(quota.proposed)}/"
        f"{vietnamese(quota.seats)}" + (f", vượt chỉ tiêu {quota.over}" if quota.over else "")
        for quota in progress.quotas
    ]
    if lines["undecided"]:
        step.facts.append(
            f"{vietnamese(lines['undecided'])} cần quyết định, tính là ngoài đề nghị khi chưa "
            "bổ sung bằng tay"
        )
    if progress.proposal.is_closed:
        step.state = StepState.STOPPED if progress.held else StepState.DONE
        closed = localtime(progress.proposal.closed_at)
        step.facts.append(f"Đã chốt ngày {closed:%d/%m/%Y} ({progress.proposal.closed_by})")
        if progress.held:
            step.next = (
                f"{vietnamese(progress.lines['held'])} trường hợp bị giữ lại vì việc chưa kết luận."
            )
        return step
    if progress.hindrances:
        step.state, step.next = (
            StepState.STOPPED,
            "Trước khi chốt: " + "; ".join(progress.hindrances) + ".",
        )
    else:
        step.state, step.next = StepState.NOW, "Có thể chốt. Sau khi chốt không thêm, bớt được nữa."
    return step


def _notice(progress: Progress) -> Step:
    step = Step(3, "Công khai", page="awards:notice_detail", button="Mở trang công khai")
    if not _is_closed(progress):
        step.next, step.button = "Chốt đề nghị trước.", ""
        return step
    notice = progress.notice
    if notice is None:
        step.state, step.next = StepState.NOW, "Công khai danh sách rồi ghi ngày, nơi công khai."
        return step
    left = working_days_left(notice, progress.day)
    step.period = (notice.posted_on, notice.ends_on)
    step.facts = [f"Từ {notice.posted_on:%d/%m/%Y} đến hết {notice.ends_on:%d/%m/%Y}"]
    if progress.objections:
        step.facts.append(
            f"{vietnamese(progress.objections)} kiến nghị, {vietnamese(progress.upheld)} có cơ sở"
        )
    if progress.unanswered:
        step.state, step.next = (
            StepState.STOPPED,
            f"{vietnamese(progress.unanswered)} kiến nghị chờ trả lời.",
        )
    elif progress.day <= notice.ends_on:
        step.state, step.next = StepState.NOW, f"Còn {left} ngày làm việc."
    else:
        step.state = StepState.DONE
    return step


def _is_closed(progress: Progress) -> bool:
    return progress.is_current and progress.proposal.is_closed


def _ballot(progress: Progress) -> Step:
    step = Step(
        4, "Hội đồng khen thưởng bỏ phiếu", page="ballots:ballot_list", button="Mở cuộc bỏ phiếu"
    )
    if not _is_closed(progress):
        step.next, step.button = "Chốt đề nghị trước.", ""
        return step
    if not progress.lines["ballot"]:
        step.state, step.facts = StepState.DONE, ["Các hình thức này không phải bỏ phiếu"]
        return step
    counted = [ballot for ballot in progress.ballots if ballot.state == BallotState.COUNTED]
    step.facts = [
        f"{ballot.get_method_display()}: {ballot.get_state_display().lower()}"
        + (f", thông qua {ballot.passed}/{ballot.asked}" if ballot in counted else "")
        for ballot in progress.ballots
    ]
    if progress.ballots and len(counted) == len(progress.ballots):
        step.state = StepState.DONE
    elif progress.ballots:
        step.state, step.next = StepState.NOW, "Chờ bỏ phiếu và kiểm phiếu xong."
    elif progress.no_submission_because:  # does not prevent voting, but the council should know it
        step.next = "Nên chờ hết thời gian công khai và trả lời xong kiến nghị."
    else:
        step.state, step.next = StepState.NOW, "Lập cuộc bỏ phiếu."
    return step


def _submission(progress: Progress) -> Step:
    step = Step(5, "Tờ trình", page="awards:decision_list", button="Mở tờ trình")
    step.facts = [
        f"{submission}, ngày {submission.issued_on:%d/%m/%Y}, hạn trả lời "
        f"{submission.answer_due_on:%d/%m/%Y}"
        for submission in progress.submissions
    ]
    if progress.submissions:
        step.period = (
            min(submission.issued_on for submission in progress.submissions),
            max(submission.answer_due_on for submission in progress.submissions),
        )
    if progress.sent:
        step.facts = [*step.facts, f"{vietnamese(progress.sent)} tên đã gửi"]
    if progress.sent and not progress.to_submit:
        step.state = StepState.DONE
    elif not _is_closed(progress):
        step.next, step.button = "Chốt đề nghị trước.", ""
    elif progress.to_submit:
        step.state = StepState.NOT_YET if progress.no_submission_because else StepState.NOW
        ready = f"{vietnamese(progress.to_submit)} tên đủ điều kiện gửi."
        step.next = f"{ready} {progress.no_submission_because or ''}".strip()
    else:
        step.next = "Chờ kết quả bỏ phiếu; chưa có tên nào đủ điều kiện gửi."
    return step


def _decision(progress: Progress) -> Step:
    step = Step(6, "Quyết định", page="awards:decision_list", button="Mở quyết định")
    if not progress.submissions:
        step.next, step.button = "Gửi tờ trình trước; quyết định do cơ quan có thẩm quyền ký.", ""
        return step
    step.facts = [_in_words(decision) for decision in progress.decisions]
    if progress.decisions:
        awards, refused = vietnamese(progress.awards), vietnamese(progress.refused)
        step.facts.append(f"{awards} được khen, {refused} không được khen")
    if progress.decisions and progress.answered == progress.sent:
        step.state = StepState.DONE
    else:
        waiting = vietnamese(progress.sent - progress.answered)
        step.state, step.next = (
            StepState.NOW,
            f"{waiting} tên chờ quyết định của cơ quan có thẩm quyền.",
        )
    return step


def _in_words(decision: Decision) -> str:
    """The decision in words; one that corrects or revokes names the other. No query."""
    if not decision.corrects_id:
        return str(decision)
    what = "hủy bỏ" if decision.kind == DecisionKind.REVOCATION else "điều chỉnh, bổ sung"
    return f"{decision}: {what} {lower_first(decision.corrects)}"


def _papers(progress: Progress) -> Step:
    name = "Bằng khen, tiền thưởng, văn bản"
    step = Step(7, name, page="papers:paper_list", button="Mở văn bản")
    made = sum(progress.papers.values())
    if progress.awards:
        step.facts.append(
            f"Tiền thưởng {vietnamese(progress.money)} đồng cho {vietnamese(progress.awards)} "
            "khen thưởng"
        )
    if made:
        step.facts.append(f"{vietnamese(made)} văn bản đã soạn")
    if progress.papers.get("certificates"):
        step.state = StepState.DONE
    elif progress.awards:
        step.state, step.next = StepState.NOW, "In bằng, lập danh sách chi tiền."
    elif _is_closed(progress):
        step.state, step.next = (
            StepState.NOT_YET,
            "Văn bản của từng bước soạn được ngay; bằng chờ quyết định.",
        )
    else:
        step.next, step.button = "Văn bản chỉ soạn từ đề nghị đã chốt.", ""
    return step
