"""Lengths of time: as players print them, and as people say them."""

from datetime import timedelta

UNITS = ((timedelta(days=1), "ngày"), (timedelta(hours=1), "giờ"), (timedelta(minutes=1), "phút"))


def as_clock(seconds: int) -> str:
    """65 as "1:05", 3725 as "1:02:05"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def as_age(length: timedelta) -> str:
    """How long something waits, in the largest unit that it fills: "3 ngày", "5 giờ", "12 phút", "dưới 1 phút"."""
    for unit, word in UNITS:
        if length >= unit:
            return f"{length // unit} {word}"
    return "dưới 1 phút"
