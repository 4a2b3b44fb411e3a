from .document import Document
from .photo import Photo, original_name, originals_storage, validate_focal_point
from .photo_hash import PhotoHash
from .recording import Recording

__all__ = ["Document", "Photo", "PhotoHash", "Recording", "original_name", "originals_storage", "validate_focal_point"]
