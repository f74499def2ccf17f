"""The text of an achievement report (báo cáo thành tích), from what is on record.

Three parts as Decree 152/2025/NĐ-CP has them: I who it is, II what was achieved, in figures
against the year before, III earlier awards. One line of text is one paragraph of the paper:
a part begins with a Roman number, an area of content with a number, a figure with "- ", a single
activity with "+ ".
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

# Activities written out under one criterion; the others are given as a number.
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
        found = [f"Tên đơn vị: {entry.name}", f"Thuộc: {entry.body.council}"]
        if record.members:
            found.append(f"Số thành viên: {record.members}")
        return [*found, year]
    mandate = entry.mandate
    kind = "chuyên trách" if mandate.is_full_time else "kiêm nhiệm"
    found = [
        f"Họ và tên: {entry.name}",
        f"Giới tính: {mandate.person.get_gender_display()}",
        f"Đại biểu {mandate.council}, {kind}, từ ngày {mandate.valid_from:%d/%m/%Y}",
    ]
    if record.posts:
        posts = [f"{post.get_role_display()}, {post.body.name}" for post in record.posts]
        found.append(f"Vị trí trong các cơ quan của HĐND: {'; '.join(posts)}")
    days = record.line.ranking_line.days_served
    return [*found, year, f"Số ngày tham gia trong kỳ: {vietnamese(days)}"]


def achieved_of(text: str) -> str:
    """Part II of a report without its heading; the whole text where the parts were edited away."""
    _, found, rest = text.partition(ACHIEVED)
    return rest.partition(EARLIER)[0] if found else text


def _achieved(record: Record) -> list[str]:
    line = record.line.ranking_line
    found = [f"Kết quả chung: {_standing(line, record.size)}, theo {lower_first(line.ranking)}."]
    if record.before is not None:
        before = record.before
        found.append(f"Kỳ trước ({before.entry.plan}): {_standing(before)}.")
    number = 0
    for area, leaves in _areas(record.card):
        told = [text for leaf in leaves for text in _leaf(record, leaf)]
        if told:
            number += 1
            found += [f"{number}. {area}", *told]
    return found


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
    """Leaves by content area, in the order of the scorecard; without one by their root."""
    title: dict[int, str] = {}
    found: dict[str, list[Criterion]] = {}
    for node in card.nodes:  # parents come before their children
        own = node.content_area.name if node.content_area else ""
        title[node.pk] = own or title.get(node.parent_id) or node.name
        if node.is_leaf:
            found.setdefault(title[node.pk], []).append(node)
    return list(found.items())


def _leaf(record: Record, leaf: Criterion) -> list[str]:
    """The figure of a leaf and the activities behind it; nothing where nothing is on record."""
    line = record.line.ranking_line
    points, state = line.points_at(leaf.position), line.state_at(leaf.position)
    mine = _first_told_at(record, leaf)
    if (not points and not mine) or state in (LeafState.NOT_APPLICABLE, LeafState.REFUSED):
        return []
    sign = "trừ " if leaf.section == Section.DEDUCTION else ""
    said = _said(record.card, line, leaf)
    figure = f"{sign}{vietnamese(points)}/{vietnamese(leaf.maximum)} điểm."
    text = f"- {leaf.name}: " + (f"{said}; {figure}" if said else figure)
    if earlier := _said_before(record, leaf):
        text += f" Kỳ trước: {earlier}."
    told = [_activity(report) for report in mine[:LISTED_REPORTS]]
    if len(mine) > LISTED_REPORTS:
        told.append(
            f"+ và {vietnamese(len(mine) - LISTED_REPORTS)} hoạt động khác đã được xác nhận"
        )
    return [text, *told]


def _first_told_at(record: Record, leaf: Criterion) -> list[ActivityReport]:
    """Reports that this leaf is the first to count: each activity is told once."""
    order = {node.code: node.position for node in record.card.leaves}
    found = []
    for report in record.reports:
        codes = [count.criterion.code for count in report.counts.all()]
        known = [code for code in codes if code in order]
        if known and min(known, key=order.__getitem__) == leaf.code:
            found.append(report)
    return found


def _said(card: CompiledScorecard, line: RankingLine, leaf: Criterion) -> str:
    """What was counted, with its unit; nothing for what was judged or chosen."""
    numbers = facts_of(card, line, leaf).parts[0]
    unit = getattr(leaf.rule, "unit_vi", "")
    if numbers.count is None or len(leaf.rule.part_names) > 1:
        return ""
    if leaf.rule.reads_denominator and numbers.denominator is not None:
        return f"{vietnamese(numbers.count)}/{vietnamese(numbers.denominator)} {unit}".rstrip()
    return f"{vietnamese(numbers.count)} {unit}" if unit else ""


def _said_before(record: Record, leaf: Criterion) -> str:
    if record.before is None:
        return ""
    same = record.card_before.by_code.get(leaf.code)
    if same is None or not same.is_leaf or same.name != leaf.name:
        return ""
    return _said(record.card_before, record.before, same)


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
