from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def paper_name() -> str:
    return settings.PAPER_NAME


@register.simple_tag
def single_sign_on() -> str:
    """What the paper's single sign-on is called; empty if there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""
