"""Reads about holds: open matters, and the lines and awards they affect."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Prefetch, Q, Subquery

from accounts.models import User
from campaigns.models import Entry
from participants.models import Body, Council, Mandate, Person

from ..models import IN_PROPOSAL, Award, Hold, Outcome, Proposal, ProposalLine, SubmissionLine

CANDIDATES = 20


def holds_about(entry: Entry):
    """All matters about the person or body of an entry, open ones first."""
    about = Q(body=entry.body_id) if entry.body_id else Q(person=entry.mandate.person_id)
    return (
        Hold.objects.filter(about)
        .select_related("placed_by", "lifted_by")
        .order_by("-ended_on", "-begins_on")
    )


def councils_concerned(*, person: Person | None, body: Body | None):
    """Ids of councils whose office may record a matter: their own, and those that rank them."""
    if body is not None:
        own = Q(bodies=body)
        ranked = Q(campaigns__plans__entries__body=body)
    else:
        own = Q(mandates__person=person)
        ranked = Q(campaigns__plans__entries__mandate__person=person)
    return Council.objects.filter(own | ranked).values("pk")


def newest_proposals():
    """Ids of the newest proposal of each plan."""
    return (
        Proposal.objects.order_by("ranking__plan_id", "-ranking__number")
        .distinct("ranking__plan_id")
        .values("pk")
    )


def live_lines_of(*, person: Person | None, body: Body | None) -> list[ProposalLine]:
    """Lines of a person or body in a current proposal or awarded. 3 queries.

    Each has `what_follows`.
    """
    about = (
        Q(ranking_line__entry__body=body)
        if body
        else Q(ranking_line__entry__mandate__person=person)
    )
    alive = Q(outcome__in=[*IN_PROPOSAL, Outcome.TIED], proposal__in=newest_proposals())
    awarded = Q(pk__in=Award.objects.in_force().filter(line__isnull=False).values("line"))
    lines = (
        ProposalLine.objects.filter(about, alive | awarded)
        .select_related("share__quota__award_type", "proposal__ranking__plan__campaign")
        .select_related("ranking_line__entry")
        .prefetch_related(*with_submissions_and_awards())
        .order_by("pk")
    )
    lines = list(lines)
    for line in lines:
        line.what_follows = what_follows(line)
    return lines


def with_submissions_and_awards() -> list[Prefetch]:
    """Prefetch of what became of lines: `sent` submissions and `given` awards in force."""
    sent = SubmissionLine.objects.select_related("submission").order_by("pk")
    given = Award.objects.in_force().select_related("decision")
    return [
        Prefetch("submissions", queryset=sent, to_attr="sent"),
        Prefetch("awards", queryset=given, to_attr="given"),
    ]


@dataclass(frozen=True)
class HoldAdvice:
    """The stage of a held line, and what the office has to do."""

    stage: str
    todo: str


def what_follows(line: ProposalLine) -> HoldAdvice:
    """Advice for a held line. Expects it loaded with `with_submissions_and_awards`."""
    if line.given:
        return HoldAdvice(
            f"đã được khen theo {line.given[0].decision}",
            "Báo cấp quyết định; nếu kết luận có vi phạm thì nhập quyết định hủy bỏ, tiền và hiện "
            "vật thu hồi trong 15 ngày làm việc.",
        )
    if line.sent:
        return HoldAdvice(
            f"đã gửi đi theo {line.sent[-1].submission}",
            "Gửi văn bản đề nghị cấp quyết định tạm dừng xét trường hợp này.",
        )
    if line.proposal.is_closed:
        return HoldAdvice(
            "trong đề nghị đã chốt",
            "Dòng này bị giữ lại, không vào tờ trình khi việc chưa kết luận. Người khác không tự "
            "động được đưa lên; muốn thay thì khóa bảng xếp hạng mới và nêu lý do.",
        )
    return HoldAdvice(
        "trong đề nghị chưa chốt",
        "Chưa chốt được đề nghị: chờ kết luận, hoặc đưa dòng này ra bằng tay (người thứ hai xác "
        "nhận). Người khác không tự động được đưa lên.",
    )


def candidates(plans, search: str) -> list[Entry]:
    """Newest entry in `plans` of each person or body with that name, CANDIDATES at most."""
    named = Entry.objects.filter(plan__in=plans).named_like(search)
    newest = (
        named.select_related("plan", "mandate")
        .order_by("body_id", "mandate__person_id", "-plan__starts_on", "pk")
        .distinct("body_id", "mandate__person_id")
    )
    return sorted(newest[:200], key=lambda entry: entry.sort_key)[:CANDIDATES]


def holds_in_order(user: User):
    """Matters that `user` may see, open ones first; those of people have `council_name`."""
    councils = Mandate.objects.filter(person=OuterRef("person")).order_by("-valid_from")
    return (
        Hold.objects.visible_to(user)
        .select_related("person", "body__council", "placed_by", "lifted_by")
        .annotate(council_name=Subquery(councils.values("council__name")[:1]))
        .order_by(F("ended_on").desc(nulls_first=True), "-begins_on", "-pk")
    )
