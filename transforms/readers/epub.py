"""Read books in EPUB: the chapters in the order of the spine, under their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from transforms.normalise import decode
from transforms.readers.draft import Block, Item, Metadata, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.html_blocks import blocks, parsed
from transforms.readers.package import Package, beside, find, kind, text_of, texts_of

MIME_TYPE = "application/epub+zip"


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a book."""
    package = Package(portion.data, portion.rules)
    container = package.xml("META-INF/container.xml")
    place = next(root.get("full-path", "") for root in find(container, "rootfile"))
    book = package.xml(place)
    files = {item.get("id"): item for item in find(book, "item")}
    titles = _titles(package, place, list(files.values()))
    found: list[Block] = []
    for entry in find(book, "itemref"):
        item = files.get(entry.get("idref"))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        name = beside(place, item.get("href", ""))
        if name in package.names and "html" in item.get("media-type", ""):
            found += _chapter(package.bytes(name), titles.get(name))
    yield drafted(
        _metadata(book),
        found,
        data=portion.data,
        encoding="utf-8",
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def _chapter(data: bytes, title: str | None) -> Iterator[Block]:
    """Yield the blocks of a chapter, under the title that the contents give it if it has none."""
    found = list(blocks(parsed(decode(data)[0])))
    if found and title and not any(block.kind == "heading" for block in found[:3]):
        yield Block(title, "heading")
    yield from found


def _titles(package: Package, place: str, items: list[etree._Element]) -> Mapping[str, str]:
    """Map chapters to their titles in the table of contents, the first that names each."""
    titles: dict[str, str] = {}
    for item in items:
        name = beside(place, item.get("href", ""))
        is_nav = "nav" in item.get("properties", "").split()
        if name not in package.names or not (
            is_nav or item.get("media-type", "").endswith("ncx+xml")
        ):
            continue
        contents = package.xml(name)
        for link in find(contents, "a"):
            title = " ".join("".join(link.itertext()).split())
            titles.setdefault(beside(name, link.get("href", "")), title)
        for point in find(contents, "navPoint"):
            source = next((one.get("src", "") for one in find(point, "content")), "")
            titles.setdefault(beside(name, source), text_of(point, "text") or "")
    return titles


def _metadata(book: etree._Element) -> Metadata:
    said = next(find(book, "metadata"), book)
    date = text_of(said, "date")
    modified = (
        meta.text for meta in find(said, "meta") if meta.get("property") == "dcterms:modified"
    )
    return Metadata(
        title=text_of(said, "title"),
        authors=texts_of(said, "creator"),
        publisher=text_of(said, "publisher"),
        language=text_of(said, "language"),
        published=date,
        published_source=date and "meta",
        modified=next(modified, None),
    )


FORMAT = Format(
    name="epub",
    suffixes=(".epub",),
    mime_type=MIME_TYPE,
    sniff=lambda seen: kind(seen) == MIME_TYPE,
    read=read,
)
