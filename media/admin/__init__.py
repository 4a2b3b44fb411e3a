from .photo import PhotoAdmin
from .stored_file import DocumentAdmin, RecordingAdmin

__all__ = ["DocumentAdmin", "PhotoAdmin", "RecordingAdmin"]
