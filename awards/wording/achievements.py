"""The text of an achievement report (báo cáo thành tích), written from recorded data.

Three parts as in Decree 152/2025/NĐ-CP: I the candidate, II achievements in figures compared with
the year before, III earlier awards. One line of text is one paragraph of the paper: a part begins
with a Roman number, a content area with a number, a figure with "- ", an activity with "+ ".
"""

from campaigns.models import Criterion, Section
from core.names import lower_first, normalise_name
from core.numbers import vietnamese
from evidence.models import ActivityReport
from scoring.models import LeafState, RankingLine
from scoring.rankings.engine.compiled import CompiledScorecard
from scoring.rankings.explanation import facts_of
from scoring.rankings.grade_steps import grades_of

from ..queries.dossiers import Record

# Activities listed under one criterion; the rest are given as a number.
LISTED_REPORTS = 6
LISTED_CHARACTERS = 400

WHO_COLLECTIVE = "I. SƠ LƯỢC VỀ ĐƠN VỊ"
WHO_INDIVIDUAL = "I. SƠ LƯỢC VỀ CÁ NHÂN"
ACHIEVED = "II. THÀNH TÍCH ĐẠT ĐƯỢC"
EARLIER = "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"


def text_of(record: Record) -> str:
    """The whole report as text. No query."""
    is_body = record.line.ranking_line.entry.body_id is not None
    parts = [
        [WHO_COLLECTIVE if is_body else WHO_INDIVIDUAL, *_who(record)],
        [ACHIEVED, *_achieved(record)],
        [EARLIER, *_earlier(record)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _who(record: Record) -> list[str]:
    entry = record.line.ranking_line.entry
    plan = entry.plan
    year = f"Thời gian xét: từ {plan.starts_on:%d/%m/%Y} đến {plan.ends_on:%d/%m/%Y} ({plan})."
    if entry.body_id:
        lines = [f"Tên đơn vị: {entry.name}", f"Thuộc: {entry.body.council}"]
        if record.members:
            lines.append(f"Số thành viên: {record.members}")
        return [*lines, year]
    mandate = entry.mandate
    kind = "chuyên trách" if mandate.is_full_time else "kiêm nhiệm"
    lines = [
        f"Họ và tên: {entry.name}",
        f"Giới tính: {mandate.person.get_gender_display()}",
        f"Đại biểu {mandate.council}, {kind}, từ ngày {mandate.valid_from:%d/%m/%Y}",
    ]
    if record.posts:
        posts = [f"{post.get_role_display()}, {post.body.name}" for post in record.posts]
        lines.append(f"Vị trí trong các cơ quan của HĐND: {'; '.join(posts)}")
    days = record.line.ranking_line.days_served
    return [*lines, year, f"Số ngày tham gia trong kỳ: {vietnamese(days)}"]


def achieved_of(text: str) -> str:
    """Part II of a report without its heading; the whole text if its headings were edited away."""
    _, heading, rest = text.partition(ACHIEVED)
    return rest.partition(EARLIER)[0] if heading else text


def _achieved(record: Record) -> list[str]:
    line = record.line.ranking_line
    lines = [f"Kết quả chung: {_standing(line, record.size)}, theo {lower_first(line.ranking)}."]
    if record.before is not None:
        before = record.before
        lines.append(f"Kỳ trước ({before.entry.plan}): {_standing(before)}.")
    number = 0
    for area, leaves in _areas(record.card):
        figures = [text for leaf in leaves for text in _leaf(record, leaf)]
        if figures:
            number += 1
            lines += [f"{number}. {area}", *figures]
    return lines


def _standing(line: RankingLine, size: int = 0) -> str:
    text = f"đạt {vietnamese(line.total)} điểm" if line.total is not None else "chưa có điểm"
    if line.place:
        text += f", xếp thứ {vietnamese(line.place)}" + (
            f" trong {vietnamese(size)}" if size else ""
        )
        text += f" ({line.cluster})"
    grades = grades_of(line)
    return f"{text}, xếp loại {grades.given}" if grades else text


def _areas(card: CompiledScorecard) -> list[tuple[str, list[Criterion]]]:
    """Leaves by content area, or by their root without one, in the order of the scorecard."""
    title: dict[int, str] = {}
    areas: dict[str, list[Criterion]] = {}
    for node in card.nodes:  # parents come before their children
        own = node.content_area.name if node.content_area else ""
        title[node.pk] = own or title.get(node.parent_id) or node.name
        if node.is_leaf:
            areas.setdefault(title[node.pk], []).append(node)
    return list(areas.items())


def _leaf(record: Record, leaf: Criterion) -> list[str]:
    """The figure of a leaf and its activities; empty without recorded data."""
    line = record.line.ranking_line
    points, state = line.points_at(leaf.position), line.state_at(leaf.position)
    reports = _reports_listed_at(record, leaf)
    if (not points and not reports) or state in (LeafState.NOT_APPLICABLE, LeafState.REFUSED):
        return []
    sign = "trừ " if leaf.section == Section.DEDUCTION else ""
    counted = _counted(record.card, line, leaf)
    figure = f"{sign}{vietnamese(points)}/{vietnamese(leaf.maximum)} điểm."
    text = f"- {leaf.name}: " + (f"{counted}; {figure}" if counted else figure)
    if earlier := _counted_before(record, leaf):
        text += f" Kỳ trước: {earlier}."
    activities = [_activity(report) for report in reports[:LISTED_REPORTS]]
    if len(reports) > LISTED_REPORTS:
        activities.append(
            f"+ và {vietnamese(len(reports) - LISTED_REPORTS)} hoạt động khác đã được xác nhận"
        )
    return [text, *activities]


def _reports_listed_at(record: Record, leaf: Criterion) -> list[ActivityReport]:
    """Reports that this leaf is the first to count, so each activity is listed once."""
    order = {node.code: node.position for node in record.card.leaves}
    reports = []
    for report in record.reports:
        codes = [count.criterion.code for count in report.counts.all()]
        known = [code for code in codes if code in order]
        if known and min(known, key=order.__getitem__) == leaf.code:
            reports.append(report)
    return reports


def _counted(card: CompiledScorecard, line: RankingLine, leaf: Criterion) -> str:
    """The count of a leaf with its unit; empty for judged or chosen values."""
    numbers = facts_of(card, line, leaf).parts[0]
    unit = getattr(leaf.rule, "unit_vi", "")
    if numbers.count is None or len(leaf.rule.part_names) > 1:
        return ""
    if leaf.rule.reads_denominator and numbers.denominator is not None:
        return f"{vietnamese(numbers.count)}/{vietnamese(numbers.denominator)} {unit}".rstrip()
    return f"{vietnamese(numbers.count)} {unit}" if unit else ""


def _counted_before(record: Record, leaf: Criterion) -> str:
    if record.before is None:
        return ""
    same = record.card_before.by_code.get(leaf.code)
    if same is None or not same.is_leaf or same.name != leaf.name:
        return ""
    return _counted(record.card_before, record.before, same)


def _activity(report: ActivityReport) -> str:
    summary = normalise_name(report.summary)
    if len(summary) > LISTED_CHARACTERS:
        summary = summary[:LISTED_CHARACTERS].rsplit(" ", 1)[0] + "…"
    place = f", {normalise_name(report.place)}" if report.place else ""
    paper = f" (văn bản số {report.document_number})" if report.document_number else ""
    return f"+ {report.happened_on:%d/%m/%Y}{place}: {summary}{paper}"


def _earlier(record: Record) -> list[str]:
    if not record.awards:
        return ["Chưa có trong sổ khen thưởng."]
    return [
        f"- Năm {award.year}: {award.award_type}, Quyết định số {award.decision.number} ngày "
        f"{award.decision.decided_on:%d/%m/%Y} của {award.decision.authority}"
        for award in record.awards
    ]
