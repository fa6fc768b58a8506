"""Open the packages that office documents and books are: XML files in a ZIP archive."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from transforms.readers.format import PARSER_ERRORS, Rules, Seen
from transforms.readers.members import is_over
from transforms.readers.zipped import MAGIC, opened

LARGEST = 100_000_000
"""Bytes of XML that one file of a package may have."""


class Package:
    """The files of a package, read within limits.

    Raises ValueError for a file that is missing or packed too tightly.
    """

    def __init__(self, data: bytes, rules: Rules) -> None:
        self._archive = opened(data)
        self._rules = rules
        self.names = set(self._archive.namelist())

    def bytes(self, name: str) -> bytes:
        """Give the content of a file."""
        if name not in self.names:
            raise ValueError(f"the package holds no {name}")
        info = self._archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise ValueError(f"{name} is encrypted")
        if info.file_size > LARGEST or is_over(info.compress_size, info.file_size, self._rules):
            raise ValueError(
                f"{name} unpacks to {info.file_size:,} bytes from {info.compress_size:,}, more "
                f"than max_ratio = {self._rules.max_ratio} allows"
            )
        return self._archive.read(info)

    def xml(self, name: str) -> etree._Element:
        """Parse a file."""
        return parse_xml(self.bytes(name))


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML; nothing is loaded from elsewhere and no entity is expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("a file of the package is no XML")
    return root


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def find(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name, whatever their namespace."""
    yield from root.iter(f"{{*}}{name}")


def text_of(root: etree._Element, name: str) -> str | None:
    """Give the text of the first element of a name that has any."""
    texts = (" ".join("".join(found.itertext()).split()) for found in find(root, name))
    return next(filter(None, texts), None)


def texts_of(root: etree._Element, name: str) -> tuple[str, ...]:
    """Give the texts of all elements of a name."""
    texts = (" ".join("".join(found.itertext()).split()) for found in find(root, name))
    return tuple(dict.fromkeys(filter(None, texts)))


def beside(name: str, reference: str) -> str:
    """Give the name of the file that another refers to."""
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)).lstrip("/")


def kind(seen: Seen) -> str | None:
    """Tell what an archive is by the files that make a package of it; None for any other."""
    if not seen.head.startswith(MAGIC):
        return None
    try:
        with opened(seen.data) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "ignore").strip()
    except PARSER_ERRORS:
        return None
    if "META-INF/container.xml" in names:
        return "application/epub+zip"
    if "[Content_Types].xml" in names:
        return next((name.partition("/")[0] for name in names if name.startswith(OFFICE)), None)
    return None


OFFICE = ("word/", "xl/", "ppt/", "visio/")
