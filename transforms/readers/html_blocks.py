"""Turn a tree of HTML, or of what trafilatura makes of it, into blocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree, html

from transforms.readers.draft import Block, Kind

BAD_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SPACE = re.compile(r"\s+")

GAP = "\ue000"
"""Stands for two line breaks in a row, of which trafilatura would leave one."""

BREAK = re.compile(r"\s*\ue000\s*|(?<=[.!?…”\"’)])[^\S\n]*\n\s*|\n\s*(?=[-–—])")
"""A line break parts paragraphs where a sentence ends before it, or a dash opens a line of
dialogue after it; any other is a space."""

# fmt: off
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("head", "h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("item", "li", "dt", "dd", "row", "tr"), "item"),
    **dict.fromkeys(("quote", "blockquote"), "quotation"),
}
BOXES = frozenset((
    "address", "article", "aside", "body", "caption", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "legend", "list", "main", "nav",
    "ol", "option", "p", "pre", "section", "summary", "table", "ul",
)) | KINDS.keys()
CELLS = frozenset(("cell", "td", "th"))
BREAKS = frozenset(("br", "lb"))
UNSEEN = frozenset((
    "audio", "button", "canvas", "iframe", "link", "math", "meta", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
))
AROUND = UNSEEN | {"aside", "footer", "nav"}
"""What a page shows beside what it says."""
# fmt: on


def parsed(markup: str) -> html.HtmlElement:
    """Parse HTML and prepare it for reading.

    A huge tree is one of up to 2,048 levels: unclosed tags make 256, the default, too few.
    """
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = BAD_IN_XML.sub(" ", markup).strip().encode() or b"<p>"
    try:
        tree = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but end tags
        tree = html.document_fromstring(b"<p>", parser=parser, ensure_head_body=True)
    for element in list(tree.iter("q", "br", "cite", "a")):
        _prepare(element)
    return tree


def blocks(tree: etree._Element, hidden: Collection[str] = UNSEEN) -> Iterator[Block]:
    """Yield the blocks under an element. The cells of a row are one block."""
    pieces: list[str] = []
    kinds: list[Kind] = ["paragraph"]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in BOXES:
            yield from _flushed(pieces, kinds[-1])
        if event == "end":
            kinds.pop()
            _gather(pieces, SPACE.sub(" ", element.tail or ""))
        else:
            kinds.append(KINDS.get(tag, kinds[-1]))
            if tag in hidden:
                walk.skip_subtree()
            else:
                _gather(pieces, _opening(element, bool(pieces)))
    yield from _flushed(pieces, "paragraph")


def _prepare(element: html.HtmlElement) -> None:
    """Write out what a browser draws: quotation marks, gaps, the line of a quotation's source."""
    before = element.getprevious()
    follows = before is not None and before.tag == element.tag and not (before.tail or "").strip()
    if element.tag == "q":
        element.text = "“" + (element.text or "")
        element.tail = "”" + (element.tail or "")
        element.tag = "span"
    elif element.tag == "br" and follows:
        element.tail = GAP + (element.tail or "")
    elif element.tag == "a" and follows:
        before.tail = " "
    elif element.tag == "cite" and element.getparent().tag == "blockquote":
        element.tag = "p"


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
    """Yield what has been gathered, parted at its line breaks."""
    for text in BREAK.split("".join(pieces)):
        if text.strip():
            yield Block(text, kind)
    pieces.clear()
