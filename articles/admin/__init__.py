"""The desk's workplace, one module per noun. Whatever is registered here is registered by importing it."""

from . import article, author, edition, ledger, revision, section, topic  # noqa: F401
