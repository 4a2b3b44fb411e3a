"""The demo paper's masthead and sister publications, from demo/content/masthead.toml."""

import tomllib

from reader.models import Masthead, Outlet

from .reading import CONTENT


def load_masthead() -> None:
    """Fill in the masthead, unless there is one."""
    fields = tomllib.loads((CONTENT / "masthead.toml").read_text(encoding="utf-8"))
    outlets = fields.pop("outlet")
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    masthead, is_new = Masthead.objects.get_or_create(pk=1, defaults=texts)
    if is_new:
        Outlet.objects.bulk_create(
            Outlet(masthead=masthead, position=position, **row) for position, row in enumerate(outlets, start=1)
        )
