"""Read HTML: the article of a page, or what the page shows where no article is found."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from lxml import html

from transforms.normalise import decode
from transforms.readers.draft import Block, Item, drafted
from transforms.readers.format import PARSER_ERRORS, Format, Portion
from transforms.readers.html_blocks import AROUND, blocks, parsed
from transforms.readers.html_metadata import metadata_of

START = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
"""No comment is tried at another length: many of them would double the time each."""
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
CHARSET_HEAD = 4_096

MIN_ARTICLE = 250
"""An article of fewer characters is believed only if it is half of what the page shows: else the
page is a list, or laid out as no article is."""

MANY = 20_000
"""Elements beyond which no article is looked for, but all that a page shows is taken: hardly any
page that people wrote has as many, and the search takes more than linear time."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# It warns of every page without an article; what became of a page is told by its row.


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a page."""
    text, encoding = decode(portion.data, _declared(portion.data))
    tree = parsed(text)
    metadata = metadata_of(tree)
    found, reader = _article(tree), "html"
    if _length(found) < MIN_ARTICLE:
        shown = list(blocks(tree, AROUND)) or list(blocks(tree))
        if 2 * _length(found) < _length(shown):
            found, reader = shown, "html-visible"
    yield drafted(
        metadata,
        found,
        data=portion.data,
        encoding=encoding,
        reader=(reader, FORMAT.mime_type),
    )


def fragment_blocks(markup: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML, everything visible in it."""
    yield from blocks(parsed(f"<body>{markup}</body>"))


def _declared(data: bytes) -> str | None:
    found = CHARSET.search(data, 0, CHARSET_HEAD)
    return found[1].decode("ascii", "ignore") if found else None


def _article(tree: html.HtmlElement) -> list[Block]:
    """Give the blocks of the article, none if the page has none that can be told."""
    import trafilatura  # a quarter of a second that runs without HTML need not pay

    if sum(1 for _ in tree.iter()) > MANY:
        return []
    try:
        found = trafilatura.bare_extraction(
            tree, fast=True, favor_precision=True, include_comments=False
        )
    except PARSER_ERRORS:
        return []
    body = getattr(found, "body", None)
    return [] if body is None else list(blocks(body))


def _length(found: Iterable[Block]) -> int:
    return sum(len(block.text) for block in found)


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    mime_type="text/html",
    sniff=lambda seen: START.match(seen.text) is not None,
    read=read,
)
