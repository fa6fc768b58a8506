"""Read OpenDocument texts: paragraphs, headings, lists, tables and notes, in order.

Tracked deletions and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from transforms.readers.draft import Block, Item, Kind, Metadata, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.package import Package, find, kind, local, text_of, texts_of

MIME_TYPE = "application/vnd.oasis.opendocument.text"
UNSEEN = frozenset(
    ("tracked-changes", "annotation", "forms", "sequence-decls", "note-citation", "object")
)
BREAKS: Mapping[str, str] = {"tab": "\t", "line-break": "\n", "s": " "}


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a file."""
    package = Package(portion.data, portion.rules)
    content = package.xml("content.xml")
    body = next(find(content, "body"), content)
    blocks = list(_blocks(body, _titles(content)))
    title = next((block.text for block in blocks[:1] if block.kind == "heading"), None)
    yield drafted(
        _metadata(package, title),
        blocks,
        data=portion.data,
        encoding="utf-8",
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def _blocks(root: etree._Element, titles: frozenset[str]) -> Iterator[Block]:
    """Yield paragraphs and rows of tables; paragraphs in a cell are parts of their row."""
    walk = etree.iterwalk(root, events=("start", "end"))
    lists = 0
    for event, element in walk:
        name = local(element)
        if name == "list":
            lists += 1 if event == "start" else -1
        elif event == "end":
            continue
        elif name in UNSEEN:
            walk.skip_subtree()
        elif name == "table-row":
            walk.skip_subtree()
            yield Block(" | ".join(filter(None, map(_cell, element))), "item")
        elif name in ("p", "h"):
            yield Block(_text(element), _kind(element, lists, titles))


def _kind(element: etree._Element, lists: int, titles: frozenset[str]) -> Kind:
    if local(element) == "h" or _style(element) in titles:
        return "heading"
    if "quotation" in _style(element).lower():
        return "quotation"
    return "item" if lists else "paragraph"


def _titles(content: etree._Element) -> frozenset[str]:
    """List the styles of titles: Title and Subtitle, and those that are derived from them."""
    known = {"Title", "Subtitle"}
    for style in find(content, "style"):
        said = {key.rpartition("}")[2]: value for key, value in style.items()}
        if said.get("parent-style-name") in known:
            known.add(said.get("name", ""))
    return frozenset(known)


def _style(element: etree._Element) -> str:
    return next((v for key, v in element.items() if key.endswith("}style-name")), "")


def _cell(cell: etree._Element) -> str:
    return " ".join(filter(None, (_text(p).strip() for p in find(cell, "p"))))


def _text(paragraph: etree._Element) -> str:
    """Give the text of a paragraph; notes and frames in it are paragraphs of their own."""
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        is_inner = name in ("p", "h") and element is not paragraph
        if event == "end":
            pieces.append("" if element is paragraph else element.tail or "")
        elif name in UNSEEN or is_inner:
            walk.skip_subtree()
        else:
            pieces += [BREAKS.get(name, ""), element.text or ""]
    return "".join(pieces)


def _metadata(package: Package, title: str | None) -> Metadata:
    if "meta.xml" not in package.names:
        return Metadata(title=title)
    said = package.xml("meta.xml")
    created = text_of(said, "creation-date")
    return Metadata(
        title=text_of(said, "title") or title,
        authors=texts_of(said, "initial-creator") or texts_of(said, "creator"),
        publisher=text_of(said, "publisher"),
        language=text_of(said, "language"),
        published=created,
        published_source=created and "meta",
        modified=text_of(said, "date"),
    )


FORMAT = Format(
    name="odt",
    suffixes=(".odt", ".ott"),
    mime_type=MIME_TYPE,
    sniff=lambda seen: (kind(seen) or "").startswith(MIME_TYPE),
    read=read,
)
