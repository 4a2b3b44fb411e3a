"""XMP packets as plain values: `read(packet).text("dc:title")` is the title, whichever way the packet writes it.

A packet is XML from outside. It is read without a document type, so without entities, and within limits.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .encodings import decode

# Photoshop notes every layer's ancestors: packets of a megabyte are real ones, of ten megabytes hardly.
MAX_BYTES = 10_000_000
# Every tag and every attribute costs time and memory many times its length.
MAX_TAGS = 100_000
# Every name carries its namespace: the longer these, the more each tag costs.
MAX_NAMESPACE = 200
MAX_ITEMS = 1_000

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop:",
    "http://ns.adobe.com/xap/1.0/": "xmp:",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights:",
    "http://ns.adobe.com/exif/1.0/": "exif:",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore:",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt:",
}
# Of a text in several languages: the newspaper's, else what its author calls the default, else the first.
_LANGUAGES = ("vi", "vi-vn", "x-default")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotXmp(ValueError):
    """The packet is broken, or larger than a packet has reason to be."""


class Xmp:
    """The properties of a packet, or the fields of a structure in it, by their usual name ("dc:title")."""

    def __init__(self, nodes: "Mapping[str, str | Element]") -> None:
        self._nodes = nodes

    def text(self, name: str) -> str:
        """The one value, of several languages the best; "" if there is none."""
        node = self._nodes.get(name, "")
        if isinstance(node, str):
            return node
        items = {item.get(_LANGUAGE, "").lower(): item.text for item in reversed(_items(node))}
        preferred = (items.get(language) for language in _LANGUAGES)
        return next(filter(None, (*preferred, *self.texts(name))), "")

    def texts(self, name: str) -> list[str]:
        """Every value, in order."""
        node = self._nodes.get(name, "")
        if isinstance(node, str):
            return [node]
        return [item.text or "" for item in _items(node)] or [node.text or ""]

    def structure(self, name: str) -> "Xmp":
        """The first structure under this name; without any field if there is none."""
        node = self._nodes.get(name, "")
        if isinstance(node, str):
            return Xmp({})
        return Xmp(_fields([*_items(node)[:1], node]))


def read(packet: bytes) -> Xmp:
    """What the packet says; raises NotXmp."""
    rdf = next(_tree(_xml(packet)).iter(f"{_RDF}RDF"), None)
    if rdf is None:
        raise NotXmp("no RDF")
    return Xmp(_fields([rdf]))


def _xml(packet: bytes) -> str:
    if len(packet) > MAX_BYTES:
        raise NotXmp("too long")
    text = _NO_XML.sub("", packet.decode("utf-16") if packet[:2] in (b"\xff\xfe", b"\xfe\xff") else decode(packet))
    # Only a document type can declare entities. No packet has one, so none needs to be read safely.
    if "<!DOCTYPE" in text:
        raise NotXmp("a document type")
    if text.count("<") + text.count("=") > MAX_TAGS:
        raise NotXmp("too many tags")
    return text.lstrip("\ufeff \t\r\n")


def _tree(xml: str) -> Element:
    builder = TreeBuilder()
    # The encoding named here overrides what the packet says of itself: it has been decoded already.
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = _check_namespace
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(xml.encode(), True)
    except expat.ExpatError as error:
        raise NotXmp(str(error))
    return builder.close()


def _check_namespace(prefix: str | None, uri: str | None) -> None:
    if len(uri or "") > MAX_NAMESPACE:
        raise NotXmp("a namespace of absurd length")


def _fields(nodes: Iterable[Element]) -> "dict[str, str | Element]":
    """The properties that these nodes or the descriptions in them hold, as attributes or as elements; first wins."""
    fields: dict[str, str | Element] = {}
    for node in nodes:
        for holder in (node, *(child for child in node if child.tag == f"{_RDF}Description")):
            for name, value in (*holder.items(), *((child.tag, child) for child in holder)):
                fields.setdefault(_usual_name(name), value)
    return fields


def _usual_name(name: str) -> str:
    uri, _, local = name.rpartition("}")
    return _PREFIXES.get(uri, uri + "}") + local


def _items(node: Element) -> list[Element]:
    """The items of a property that holds a bag, a sequence or alternatives."""
    items = (item for array in node for item in array if item.tag == f"{_RDF}li")
    return list(islice(items, MAX_ITEMS))
