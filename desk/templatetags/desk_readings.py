from django import template

from articles.models import Article
from desk.readings import grouped, readings_of

register = template.Library()
register.filter("grouped", grouped)


@register.inclusion_tag("desk/readings_card.html")
def readings_card(article: Article) -> dict[str, object]:
    """How often the article is read, for the side column of its form; nothing if it never was."""
    return {"readings": readings_of(article)}
