from .photo import Photo, original_name, originals_storage, validate_focal_point
from .photo_hash import PhotoHash

__all__ = ["Photo", "PhotoHash", "original_name", "originals_storage", "validate_focal_point"]
