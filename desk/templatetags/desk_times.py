from datetime import datetime

from django import template
from django.utils import timezone

from kernel.durations import as_age

register = template.Library()


@register.filter
def age(moment: datetime) -> str:
    """How long ago the moment was: "5 giờ"."""
    return as_age(timezone.now() - moment)
