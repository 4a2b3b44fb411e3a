"""Where readers can pass an article on: plain links, nothing of others on our page. Pure."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Sharing:
    """The article's whole address, and the pages that pass it on."""

    address: str
    title: str

    @property
    def facebook(self) -> str:
        return "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": self.address})

    @property
    def x(self) -> str:
        return "https://x.com/intent/post?" + urlencode({"url": self.address, "text": self.title})

    @property
    def mail(self) -> str:
        # Mail programs do not read "+" as a space.
        return "mailto:?" + urlencode({"subject": self.title, "body": self.address}, quote_via=quote)
