"""What the desk keeps beside the articles."""

from .preview_link import PreviewLink
from .sitting import Sitting

__all__ = ["PreviewLink", "Sitting"]
