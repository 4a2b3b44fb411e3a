from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files without any address. Django's own storage would fall back on MEDIA_URL, where they do not lie."""

    def url(self, name: str | None) -> str:
        raise ValueError("This file is private: it has no address.")
