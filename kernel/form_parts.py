"""The small parts of forms, printed without a template: a long form has thousands of them."""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


class QuickRenderer(DjangoTemplates):
    """As Django's, whose own templates for inputs, labels and errors say the same and take most of a page's time."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        part = PARTS.get(template_name)
        quick = part and part(context)
        return super().render(template_name, context, request) if quick is None else quick


def attributes(attrs: dict[str, Any]) -> SafeString:
    """The attributes of a tag, a space before each; those that are False are left out, those that are True bare."""
    told = ((name, value) for name, value in attrs.items() if value is not False)
    return mark_safe("".join(_attribute(name, value) for name, value in told))  # noqa: S308 (each is escaped)


def _attribute(name: str, value: Any) -> str:
    escaped = conditional_escape(name)
    return f" {escaped}" if value is True else f' {escaped}="{conditional_escape(str(value))}"'


def one_input(context: dict[str, Any]) -> SafeString:
    widget = context["widget"]
    value = {} if widget["value"] is None else {"value": widget["value"]}
    return format_html(
        "<input{}>", attributes({"type": widget["type"], "name": widget["name"]} | value | widget["attrs"])
    )


def label(context: dict[str, Any]) -> SafeString:
    if not context["use_tag"]:
        return conditional_escape(context["label"])
    return format_html("<{0}{1}>{2}</{0}>", context["tag"], attributes(context["attrs"] or {}), context["label"])


def no_errors(context: dict[str, Any]) -> SafeString | None:
    return None if context["errors"] else SafeString()


INPUTS = ("input", "hidden", "text", "number", "url", "email")
# Each gives the text of the template of that name, or None if the template is to be asked.
PARTS: dict[str, Callable[[dict[str, Any]], SafeString | None]] = {
    **{f"django/forms/widgets/{kind}.html": one_input for kind in INPUTS},
    "django/forms/label.html": label,
    "django/forms/errors/list/default.html": no_errors,
    "django/forms/errors/list/ul.html": no_errors,
}
