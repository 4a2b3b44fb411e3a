from django import template
from django.template import RequestContext

from articles.models import Article
from desk.guest import links_of

register = template.Library()


@register.inclusion_tag("desk/guest_links.html", takes_context=True)
def guest_links_card(context: RequestContext, article: Article) -> dict[str, object]:
    """The links that show this article to people without an account."""
    return links_of(article, context["request"])
