"""What Django makes by a template each, made at once: of hundreds in a list they are most of what the page costs."""

from typing import Any

from django.forms import Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(Select):
    """A choice among hundreds, without groups."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (("" if key is None else key, _selected(str(key) in chosen), words) for key, words in self.choices),
        )
        attributes = format_html_join(
            "", ' {}="{}"', self.build_attrs(self.attrs, {"name": name} | (attrs or {})).items()
        )
        return format_html("<select{}>\n{}\n</select>", attributes, options)


def _selected(is_chosen: bool) -> SafeString:
    return SafeString(" selected" if is_chosen else "")


def tick(pk: int, words: str) -> SafeString:
    """The box that marks a row for an act."""
    return format_html(
        '<input type="checkbox" name="_selected_action" value="{}" class="action-select" aria-label="{}">', pk, words
    )
