from django.http import Http404

from articles.models import Article
from kernel.paging import MAX_INTEGER


def article_or_404(pk: int) -> Article:
    """The article with this number, however large a number was asked for."""
    article = Article.objects.filter(pk=pk).first() if pk <= MAX_INTEGER else None
    if article is None:
        raise Http404
    return article
