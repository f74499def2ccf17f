"""Filters and tags for numbers, points, days and states."""

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from ..middleware import page_after_sign_in
from ..names import lower_first
from ..numbers import vietnamese
from ..states import look_of
from ..working_days import load_calendar, note_on_years

register = template.Library()
register.filter(lower_first)
register.filter(page_after_sign_in)


@register.filter
def so(value) -> str:
    """A number with decimal comma and thousands point; a dash for None, never 0."""
    return "–" if value is None else vietnamese(Decimal(value))


@register.filter
def dong(value) -> str:
    """Money: `3.510.000 đ`."""
    return f"{so(value)} đ"


@register.simple_tag
def icon(name: str) -> str:
    """A sign of the sprite static/img/icons.svg; decorative, hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def state(value: str, label: str) -> str:
    """A state with its colour, its icon and always its label (`core.states`)."""
    look = look_of(value)
    return format_html(
        '<span class="state state-{}">{} {}</span>', look.colour, icon(look.icon), label
    )


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
    """The month as papers write it: January and February with a leading zero."""
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
    """`part` of `whole` in percent, rounded half up; a small share is shown as “dưới 1 %”."""
    if not part or not whole:
        return ""
    percent = (int(part) * 200 + int(whole)) // (2 * int(whole))
    return f"{percent} %" if percent else "dưới 1 %"
