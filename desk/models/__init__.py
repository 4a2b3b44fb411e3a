"""What the desk keeps beside the articles."""

from .note import Mention, Note
from .preview_link import PreviewLink
from .sitting import Sitting

__all__ = ["Mention", "Note", "PreviewLink", "Sitting"]
