"""Lengths of time as players print them."""


def as_clock(seconds: int) -> str:
    """65 as "1:05", 3725 as "1:02:05"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
