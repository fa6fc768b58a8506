"""Read HTML: the article of a page, or what the page shows where no article is found."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

import trafilatura
from lxml import etree, html

from transforms.normalise import decode
from transforms.readers.draft import Block, Item, Kind, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.html_metadata import metadata_of

START = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
CHARSET_HEAD = 4_096
BAD_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SPACE = re.compile(r"\s+")
TWO_BREAKS = re.compile(r"\n[ \n]*\n")

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("head", "h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("item", "li", "dt", "dd", "row", "tr"), "item"),
    **dict.fromkeys(("quote", "blockquote"), "quotation"),
}
"""Elements of HTML, and of the markup that trafilatura gives."""
BOXES = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "main",
        "aside",
        "body",
        "list",
        "ul",
        "ol",
        "dl",
        "table",
        "pre",
        "form",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "caption",
        "hr",
        "fieldset",
        "legend",
    )
)
CELLS = frozenset(("cell", "td", "th"))
BREAKS = frozenset(("lb", "br"))
HIDDEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "button",
        "title",
        "meta",
        "link",
    )
)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# It warns of every page without an article; what became of a page is told by its row.


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a page."""
    text, encoding = decode(portion.data, _declared(portion.data))
    tree = _tree(text)
    metadata = metadata_of(tree)
    blocks = list(_article(tree))
    reader = "html" if blocks else "html-visible"
    yield drafted(
        metadata,
        blocks or _blocks(tree),
        data=portion.data,
        encoding=encoding,
        reader=(reader, FORMAT.mime_type),
    )


def fragment_blocks(markup: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML, everything visible in it."""
    yield from _blocks(_tree(f"<body>{markup}</body>"))


def _declared(data: bytes) -> str | None:
    found = CHARSET.search(data, 0, CHARSET_HEAD)
    return found[1].decode("ascii") if found else None


def _tree(text: str) -> html.HtmlElement:
    """Parse a page; quotation marks that a browser would draw around <q> are written out.

    A huge tree is one of up to 2,048 levels: unclosed tags make 256, the default, too few.
    """
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    markup = BAD_IN_XML.sub(" ", text).encode()
    tree = html.document_fromstring(markup, parser=parser, ensure_head_body=True)
    for element in list(tree.iter("q")):
        element.text = "“" + (element.text or "")
        element.tail = "”" + (element.tail or "")
        element.drop_tag()
    return tree


def _article(tree: html.HtmlElement) -> Iterator[Block]:
    found = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, include_formatting=False, fast=True
    )
    if isinstance(found, trafilatura.settings.Document) and found.body is not None:
        yield from _blocks(found.body)


def _blocks(tree: etree._Element) -> Iterator[Block]:
    """Yield the blocks under an element, of HTML or of what trafilatura makes of it.

    The cells of a row are one block.
    """
    pieces: list[str] = []
    kinds: list[Kind] = ["paragraph"]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_box = tag in BOXES or tag in KINDS
        if is_box:
            yield from _flushed(pieces, kinds[-1])
        if event == "start" and tag in HIDDEN:
            walk.skip_subtree()
        elif event == "start":
            kinds.append(KINDS.get(tag, kinds[-1]))
            _gather(pieces, _opening(element, bool(pieces)))
        else:
            if tag not in HIDDEN:
                kinds.pop()
            _gather(pieces, SPACE.sub(" ", element.tail or ""))
    yield from _flushed(pieces, "paragraph")


def _opening(element: etree._Element, is_inside: bool) -> str:
    text = SPACE.sub(" ", element.text or "")
    if element.tag in BREAKS:
        return "\n"
    return " | " + text if element.tag in CELLS and is_inside else text


def _gather(pieces: list[str], text: str) -> None:
    """Add a piece of a block; a block does not begin with space."""
    if text and (pieces or not text.isspace()):
        pieces.append(text)


def _flushed(pieces: list[str], kind: Kind) -> Iterator[Block]:
    """Yield what has been gathered; two line breaks in a row part paragraphs."""
    for text in TWO_BREAKS.split("".join(pieces)):
        if text.strip():
            yield Block(text, kind)
    pieces.clear()


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    mime_type="text/html",
    sniff=lambda head: START.match(head) is not None,
    read=read,
)
