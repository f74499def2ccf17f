"""Filters for what people read: numbers, points, states."""

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from ..middleware import page_after_sign_in
from ..names import lower_first
from ..numbers import vietnamese
from ..working_days import load_calendar, note_on_years

register = template.Library()
register.filter(lower_first)
register.filter(page_after_sign_in)


@register.filter
def so(value) -> str:
    """A number with decimal comma and thousands point; what is missing is a dash, never 0."""
    return "–" if value is None else vietnamese(Decimal(value))


@register.filter
def dong(value) -> str:
    """Money: `3.510.000 đ`."""
    return f"{so(value)} đ"


@register.simple_tag
def icon(name: str) -> str:
    """One sign of our own sprite (static/img/icons.svg); decoration only, hidden from readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


# One vocabulary of states: value -> (colour class, icon). The label comes from the model.
STATES = {
    "sent": ("state-waiting", "send"),
    "returned": ("state-returned", "return"),
    "verified": ("state-good", "check"),
    "refused": ("state-bad", "cross"),
    "withdrawn": ("state-neutral", "return"),
    "draft": ("state-neutral", "pencil"),
    "running": ("state-good", "play"),
    "closed": ("state-neutral", "lock"),
    "published": ("state-good", "check"),
    "superseded": ("state-neutral", "clock"),
    "open": ("state-neutral", "pencil"),
    "crossed": ("state-waiting", "scales"),
    "appraised": ("state-waiting", "file"),
    "explained": ("state-waiting", "send"),
    "unchecked": ("state-neutral", "clock"),
    "right": ("state-good", "check"),
    "wrong": ("state-bad", "alert"),
    "filed": ("state-waiting", "clock"),
    "accepted": ("state-good", "check"),
    "unregistered": ("state-bad", "cross"),
    "not_yet_registered": ("state-neutral", "minus"),
    "reached": ("state-good", "check"),
    "on_the_way": ("state-waiting", "clock"),
    "missed": ("state-bad", "alert"),
    "in_force": ("state-honour", "star"),
    "corrected": ("state-returned", "pencil"),
    "revoked": ("state-bad", "cross"),
    "waiting_answer": ("state-waiting", "clock"),
    "overdue": ("state-bad", "alert"),
    "decided": ("state-good", "check"),
    "recovered": ("state-good", "check"),
    "award": ("state-honour", "star"),
    "correction": ("state-returned", "pencil"),
    "revocation": ("state-bad", "cross"),
    "proposed": ("state-honour", "star"),
    "chosen": ("state-honour", "star"),
    "tied": ("state-waiting", "scales"),
    "not_chosen": ("state-neutral", "scales"),
    "over_quota": ("state-neutral", "minus"),
    "not_eligible": ("state-bad", "cross"),
    "prepared": ("state-neutral", "pencil"),
    "voting": ("state-waiting", "play"),
    "to_count": ("state-returned", "lock"),
    "counted": ("state-good", "check"),
    "annulled": ("state-bad", "cross"),
    "passed": ("state-good", "check"),
    "not_passed": ("state-bad", "cross"),
    "present": ("state-good", "check"),
    "written": ("state-waiting", "file"),
    "absent": ("state-neutral", "minus"),
    "added": ("state-honour", "plus"),
    "removed": ("state-bad", "minus"),
    "needs_decision": ("state-waiting", "scales"),
    "higher_award": ("state-neutral", "up"),
    # --- steps from a ranking to an honour, and what is said on the way
    "task_done": ("state-good", "check"),
    "task_lapsed": ("state-neutral", "clock"),
    "step_done": ("state-good", "check"),
    "step_now": ("state-waiting", "play"),
    "step_stopped": ("state-returned", "alert"),
    "step_not_yet": ("state-neutral", "minus"),
    "asked": ("state-waiting", "clock"),
    "confirmed": ("state-good", "check"),
    "declined": ("state-bad", "cross"),
    "upheld": ("state-returned", "alert"),
    "not_upheld": ("state-good", "check"),
    "held": ("state-bad", "alert"),
    "concluded": ("state-neutral", "check"),
    "waiting": ("state-neutral", "clock"),
    "working": ("state-waiting", "pencil"),
    "done": ("state-good", "check"),
    "failed": ("state-bad", "alert"),
}


@register.simple_tag
def state(value: str, label: str) -> str:
    """A state with its one colour and its one icon, and always its word."""
    colour, sign = STATES[value]
    return format_html('<span class="state {}">{} {}</span>', colour, icon(sign), label)


@register.filter
def date_of(at):
    """The day of a moment in Viet Nam; None stays None."""
    return at and localtime(at).date()


@register.simple_tag(takes_context=True)
def deadline_note(context, *days) -> str:
    """A warning beside a deadline that falls into a provisional year, else nothing.

    `days`: the first and the last day of the period; empty ones are skipped. The calendar is
    loaded once a request.
    """
    known = [day for day in days if day]
    request = context.get("request")
    calendar = getattr(request, "working_calendar", None) or load_calendar()
    if request is not None:
        request.working_calendar = calendar
    text = note_on_years(calendar.provisional_years(known))
    if not text:
        return ""
    link = ""
    reader = context.get("reader")
    if reader and reader["runs"]:
        address = reverse("admin:core_calendaryear_changelist")
        link = format_html(' <a href="{}">Lịch nghỉ ở bàn làm việc</a>', address)
    return format_html('<p class="deadline-note">{} {}{}</p>', icon("alert"), text, link)


@register.filter
def paper_month(at) -> str:
    """The month on a paper: January and February with a leading zero, the others without."""
    month = localtime(at).month
    return f"{month:02d}" if month < 3 else str(month)


@register.filter
def percent_of(part, whole) -> int:
    """`part` as whole percent of `whole`, rounded down, so that 100 means all."""
    return int(part * 100 // whole) if whole else 0


@register.filter
def at(sequence, key):
    """Element of a mapping or sequence by a computed key."""
    return sequence[key]


@register.filter
def share_of(part, whole) -> str:
    """`part` of `whole` as percent, rounded half up; a little is said, never rounded away."""
    if not part or not whole:
        return ""
    percent = (int(part) * 200 + int(whole)) // (2 * int(whole))
    return f"{percent} %" if percent else "dưới 1 %"
