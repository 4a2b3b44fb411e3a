from django.db import models

from .article import Article


class ArticleWords(models.Model):
    """The words of an article as it was last saved, for the desk's search; see articles/finding.py.

    They stand beside the article, whose row changes with every act and is read for every list: so neither the index of
    the words nor their length has a part in that.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="found_by")
    # Folded, single spaces between: title, lead, body, and names; see articles/fulltext.py.
    search_text = models.TextField()

    class Meta:
        verbose_name = "words of an article"
        verbose_name_plural = "words of articles"

    def __str__(self) -> str:
        return str(self.article_id)
