from .article import Article, ArticleAuthor, RelatedLink
from .author import Author
from .blocks import BLOCKS, DocumentBlock, Embed, Figure, LiveEntry, Quote, RecordingBlock, RelatedBox, Text
from .edition import Edition, EditionAuthor, EditionTopic
from .ledger import Ledger
from .revision import Revision
from .section import Section
from .status_change import StatusChange
from .topic import Topic
from .uses import DocumentUse, PhotoUse, RecordingUse
from .words import ArticleWords

__all__ = [
    "BLOCKS",
    "Article",
    "ArticleAuthor",
    "ArticleWords",
    "Author",
    "DocumentBlock",
    "DocumentUse",
    "Edition",
    "EditionAuthor",
    "EditionTopic",
    "Embed",
    "Figure",
    "Ledger",
    "LiveEntry",
    "PhotoUse",
    "Quote",
    "RecordingBlock",
    "RecordingUse",
    "RelatedBox",
    "RelatedLink",
    "Revision",
    "Section",
    "StatusChange",
    "Text",
    "Topic",
]
