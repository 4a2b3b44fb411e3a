"""Files in S3-compatible buckets. Loaded only where the settings name one: boto3 takes a third of a second to load."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

from .storage import PRIVATE, TYPES


class StorageTrouble(OSError):
    """A bucket refuses, is full or does not answer. An OSError, because that is what a disk in trouble raises."""


@contextmanager
def _as_a_disk_fails() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error, RetriesExceededError) as error:
        raise StorageTrouble(str(error)) from error


class Bucket(S3Storage):
    """Files in a bucket. Who may read them is the bucket's own policy: many servers know no ACLs of single files."""

    cache_control = ""
    # Somebody waits for the answer: a server that is down is told within seconds, not minutes. Checksums that only
    # AWS knows would make other servers refuse the files.
    client = Config(
        connect_timeout=5,
        read_timeout=30,
        retries={"mode": "standard", "total_max_attempts": 3},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_config = self.client_config.merge(self.client)

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "public_url": "",
            "default_acl": None,
            "querystring_auth": False,
            # Of a name there is only one content: without this every file costs one more question to the server, and
            # a second try after a crash a second copy under another name.
            "file_overwrite": True,
            # Read through memory up to here, through a temporary file beyond.
            "max_memory_size": 8 * 1024 * 1024,
        }

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        kind = TYPES.get(PurePath(name).suffix, self.default_content_type)
        return {"ContentType": kind, "CacheControl": self.cache_control}

    def _open(self, name: str, mode: str = "rb") -> File:
        with _as_a_disk_fails():
            file = super()._open(name, mode)
            # Fetched here and now: what fails does so before anything of it was sent on.
            return file.open()

    def _save(self, name: str, content: File) -> str:
        with _as_a_disk_fails():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _as_a_disk_fails():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_a_disk_fails():
            return super().exists(name)

    def size(self, name: str) -> int:
        with _as_a_disk_fails():
            return super().size(name)

    def sizes(self, folder: str) -> dict[str, int]:
        """As of files on a disk. The list of a bucket says the sizes too: one question for a thousand files."""
        place = f"{self.location}/{folder}/".removeprefix("/")
        with _as_a_disk_fails():
            listed = self.bucket.objects.filter(Prefix=place, Delimiter="/")
            return {f"{folder}/{entry.key.removeprefix(place)}": entry.size for entry in listed if entry.key != place}

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _as_a_disk_fails():
            return super().listdir(name)

    def get_modified_time(self, name: str) -> Any:
        with _as_a_disk_fails():
            return super().get_modified_time(name)


class PublicBucket(Bucket):
    """Files that anybody may load from under `public_url`, and keep for ever."""

    cache_control = "public, max-age=31536000, immutable"

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return f"{self.public_url}/{filepath_to_uri(name)}"


class PrivateBucket(Bucket):
    """Files without any address, not even a signed one."""

    cache_control = "private, no-store"

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        raise ValueError(PRIVATE)
