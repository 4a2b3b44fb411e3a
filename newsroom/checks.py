"""System checks for what must never be misconfigured."""

from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def uploads_lie_outside_packages(**kwargs: object) -> list[checks.CheckMessage]:
    """`newsroom.E001`: a folder for uploads lies inside an app, where it could be imported or served as code."""
    packages = [Path(config.path).resolve() for config in apps.get_app_configs()]
    faults = []
    for name in ("MEDIA_ROOT", "ORIGINALS_ROOT"):
        folder = Path(getattr(settings, name)).resolve()
        if any(folder == package or package in folder.parents for package in packages):
            faults.append(
                checks.Error(
                    f"{name} lies inside a Python package: {folder}",
                    hint="Choose a folder outside the code, such as var/uploads.",
                    id="newsroom.E001",
                )
            )
    return faults


@checks.register(checks.Tags.security)
def originals_are_private(**kwargs: object) -> list[checks.CheckMessage]:
    """`newsroom.E002`: originals lie where renditions are served from."""
    public, private = Path(settings.MEDIA_ROOT).resolve(), Path(settings.ORIGINALS_ROOT).resolve()
    if private == public or public in private.parents:
        return [
            checks.Error(
                "ORIGINALS_ROOT lies inside the public MEDIA_ROOT.",
                hint="Originals carry places and serial numbers: keep them in a folder that no server serves.",
                id="newsroom.E002",
            )
        ]
    return []


@checks.register(checks.Tags.security)
def originals_have_a_bucket_of_their_own(**kwargs: object) -> list[checks.CheckMessage]:
    """`newsroom.E003`: originals would lie in the bucket that everybody may read."""
    if settings.S3_BUCKET and settings.S3_PRIVATE_BUCKET in ("", settings.S3_BUCKET):
        return [
            checks.Error(
                "S3_PRIVATE_BUCKET is the public bucket.",
                hint="Originals carry places and serial numbers: give them a bucket that nobody but the site may read.",
                id="newsroom.E003",
            )
        ]
    return []


@checks.register(checks.Tags.security)
def readers_can_load_from_the_bucket(**kwargs: object) -> list[checks.CheckMessage]:
    """`newsroom.E004`: no browser could load pictures from this address."""
    parts = urlsplit(settings.S3_PUBLIC_URL)
    if settings.S3_BUCKET and not (parts.scheme in ("http", "https") and parts.netloc):
        return [
            checks.Error(
                f"S3_PUBLIC_URL is no address: {settings.S3_PUBLIC_URL!r}",
                hint="It is where readers find the files of S3_BUCKET, such as https://anh.example.vn.",
                id="newsroom.E004",
            )
        ]
    return []
