"""Files in S3-compatible buckets instead of on this machine: what the settings make of a few variables."""

from typing import Any
from urllib.parse import urlsplit


def bucket_storages(
    *,
    bucket: str,
    private_bucket: str,
    public_url: str,
    endpoint_url: str = "",
    region: str = "",
    access_key: str = "",
    secret_key: str = "",
) -> dict[str, dict[str, Any]]:
    """The three storages of Django's STORAGES. What is "" is left to boto3, which knows AWS and its roles."""
    account = {
        "endpoint_url": endpoint_url or None,
        "region_name": region or None,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
        # Servers of one's own seldom have a name in the DNS for every bucket.
        "addressing_style": "path" if endpoint_url else "auto",
    }
    public = account | {"bucket_name": bucket, "public_url": public_url}
    private = account | {"bucket_name": private_bucket}
    return {
        "default": {"BACKEND": "media.buckets.PublicBucket", "OPTIONS": public},
        "originals": {"BACKEND": "media.buckets.PrivateBucket", "OPTIONS": private | {"location": "originals"}},
        "limited": {"BACKEND": "media.buckets.PrivateBucket", "OPTIONS": private | {"location": "limited"}},
    }


def origin(url: str) -> str:
    """What a Content-Security-Policy calls the place of this address: "https://anh.example.vn"."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
