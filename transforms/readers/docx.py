"""Read Word documents: paragraphs, headings, lists, tables and notes, in order.

What was deleted under tracked changes is left out, as is the text of comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from transforms.readers.draft import Block, Item, Kind, Metadata, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.package import Package, find, kind, local, text_of

HEADING = re.compile(r"(?:heading|title|subtitle|berschrift|titre)\s*\d*", re.IGNORECASE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
UNSEEN = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "fldChar", "Fallback", "sectPr"))
BREAKS: Mapping[str, str] = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
AUTHORS = re.compile(r"\s*[;\n]\s*")


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a file."""
    package = Package(portion.data, portion.rules)
    styles = _styles(package)
    main = next(
        (name for name in sorted(package.names) if re.fullmatch(r"word/document\d*\.xml", name)),
        "word/document.xml",
    )
    blocks = list(_blocks(package.xml(main), styles))
    for name in NOTES:
        if name in package.names:
            blocks += _blocks(package.xml(name), styles)
    title = next((block.text for block in blocks[:1] if block.kind == "heading"), None)
    yield drafted(
        _metadata(package, title),
        blocks,
        data=portion.data,
        encoding="utf-8",
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def _blocks(root: etree._Element, styles: Mapping[str, str]) -> Iterator[Block]:
    """Yield paragraphs and rows of tables; paragraphs in a cell are parts of their row."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in UNSEEN:
            walk.skip_subtree()
        elif name == "tr" and not _is_layout(element):
            walk.skip_subtree()
            yield Block(" | ".join(_cells(element)), "item")
        elif name == "p" and element.tag in (f"{W}p", f"{STRICT}p"):
            yield Block(_text(element), _kind(element, styles))


def _is_layout(row: etree._Element) -> bool:
    """Tell whether a row only puts paragraphs side by side: a cell of it holds several."""
    cells = [cell for cell in row if local(cell) == "tc"]
    return len(cells) < 2 or any(
        sum(1 for p in find(cell, "p") if len(_text(p)) > 200) > 1 for cell in cells
    )


def _cells(row: etree._Element) -> Iterator[str]:
    for cell in row:
        if local(cell) == "tc":
            text = " ".join(filter(None, (_text(p).strip() for p in find(cell, "p"))))
            if text:
                yield text


def _text(paragraph: etree._Element) -> str:
    """Give the text of a paragraph; text boxes in it are paragraphs of their own."""
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = local(element)
        if name in UNSEEN or (name == "p" and element is not paragraph):
            walk.skip_subtree()
        elif name == "t":
            pieces.append(element.text or "")
        else:
            pieces.append(BREAKS.get(name, ""))
    return "".join(pieces)


def _kind(paragraph: etree._Element, styles: Mapping[str, str]) -> Kind:
    properties = next((child for child in paragraph if local(child) == "pPr"), None)
    if properties is None:
        return "paragraph"
    names = [styles.get(_value(one), _value(one)) for one in find(properties, "pStyle")]
    if any(map(HEADING.match, names)):
        return "heading"
    if any("quote" in name.lower() for name in names):
        return "quotation"
    is_item = any("list" in n.lower() for n in names) or any(find(properties, "numPr"))
    return "item" if is_item else "paragraph"


def _styles(package: Package) -> dict[str, str]:
    """Map the ids of styles to their names, which do not change with the language."""
    if "word/styles.xml" not in package.names:
        return {}
    styles = find(package.xml("word/styles.xml"), "style")
    return {
        next((value for key, value in style.items() if key.endswith("}styleId")), ""): _value(name)
        for style in styles
        for name in list(find(style, "name"))[:1]
    }


def _value(element: etree._Element) -> str:
    return next((str(value) for key, value in element.items() if key.endswith("}val")), "")


def _metadata(package: Package, title: str | None) -> Metadata:
    core = next((name for name in package.names if name.endswith("core.xml")), None)
    if core is None:
        return Metadata(title=title)
    said = package.xml(core)
    creators = AUTHORS.split(text_of(said, "creator") or "")
    created = text_of(said, "issued") or text_of(said, "created")
    return Metadata(
        title=text_of(said, "title") or title,
        authors=tuple(filter(None, creators)),
        language=text_of(said, "language"),
        published=created,
        published_source=created and "meta",
        modified=text_of(said, "modified"),
    )


FORMAT = Format(
    name="docx",
    suffixes=(".docx", ".docm", ".dotx"),
    mime_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    sniff=lambda seen: kind(seen) == "word",
    read=read,
)
