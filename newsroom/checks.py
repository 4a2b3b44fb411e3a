"""System checks for what must never be misconfigured."""

from pathlib import Path

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
