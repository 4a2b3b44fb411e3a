"""What the desk keeps beside the articles."""

from .preview_link import PreviewLink

__all__ = ["PreviewLink"]
