from .article import Article, ArticleAuthor, RelatedLink
from .author import Author
from .blocks import BLOCKS, Figure, Quote, RelatedBox, Text
from .edition import Edition, EditionAuthor, EditionTopic, PhotoUse
from .ledger import Ledger
from .revision import Revision
from .section import Section
from .topic import Topic

__all__ = [
    "BLOCKS",
    "Article",
    "ArticleAuthor",
    "Author",
    "Edition",
    "EditionAuthor",
    "EditionTopic",
    "Figure",
    "Ledger",
    "PhotoUse",
    "Quote",
    "RelatedBox",
    "RelatedLink",
    "Revision",
    "Section",
    "Text",
    "Topic",
]
