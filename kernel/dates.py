"""Dates as Vietnamese newspapers print them, in the paper's time zone."""

from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
# As calendars head their columns.
WEEKDAYS_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def day_in_words(moment: datetime) -> str:
    """The day of an aware `moment` as "Chủ nhật, 8/3/2026", in the current time zone."""
    return date_in_words(timezone.localdate(moment))


def date_in_words(day: date) -> str:
    """`day` as "Chủ nhật, 8/3/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}/{day.year}"


def in_words(moment: datetime) -> str:
    """An aware `moment` as "Chủ nhật, 8/3/2026, 15:30", in the current time zone."""
    return f"{day_in_words(moment)}, {timezone.localtime(moment):%H:%M}"


def hour_in_words(moment: datetime, now: datetime) -> str:
    """An aware `moment` with its hour: "15:30" if it is of the day of `now`, else as `in_words` says it."""
    is_today = timezone.localdate(moment) == timezone.localdate(now)
    return f"{timezone.localtime(moment):%H:%M}" if is_today else in_words(moment)


def in_brief(moment: datetime, now: datetime) -> str:
    """An aware `moment` as little as says which: "15:30" if it is of the day of `now`, else "8/3" or "8/3/2025"."""
    local, today = timezone.localtime(moment), timezone.localdate(now)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local.day}/{local.month}" + (f"/{local.year}" if local.year != today.year else "")
