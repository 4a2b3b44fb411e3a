"""Printed without templates, the parts of a form read as Django prints them with its own."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from kernel.form_parts import QuickRenderer


class Sample(forms.Form):
    name = forms.CharField(label="Tên “<b>”", widget=forms.TextInput({"disabled": False, "readonly": True, "rows": 3}))
    safe = forms.CharField(label=mark_safe("Tên&nbsp;khác"), required=False)
    number = forms.IntegerField(widget=forms.HiddenInput)
    amount = forms.IntegerField(required=False, help_text="Một con số")
    link = forms.URLField(required=False, assume_scheme="https")
    choice = forms.MultipleChoiceField(choices=[("1", "Một"), ("2", "Hai")], widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize(
    "data", [None, {}, {"name": '"><script>', "safe": "&amp;", "number": "0", "amount": "x", "link": "a b"}]
)
def test_a_form_reads_as_with_djangos_templates(data: dict | None) -> None:
    quick, django = (
        Sample(data, initial={"name": "'<'", "number": 7}, renderer=kind()) for kind in (QuickRenderer, DjangoTemplates)
    )
    for way in ("as_div", "as_p", "as_table"):
        assert squeezed(getattr(quick, way)()) == squeezed(getattr(django, way)())


def squeezed(html: str) -> str:
    """Without the line ends between tags."""
    return "".join(line.strip() for line in html.splitlines())
