"""Read Markdown, its YAML front matter included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from transforms.normalise import decode
from transforms.readers.draft import Block, Item, Kind, drafted
from transforms.readers.fields import folded, metadata_of
from transforms.readers.format import Format, Portion
from transforms.readers.html import fragment_blocks
from transforms.readers.plain import text_blocks

FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|$)", re.DOTALL)
MAX_FRONT_MATTER = 20_000
SIGNS = re.compile(r"[\[\]*_`<!~&]")
MOST_SIGNS = 500
"""In one paragraph: the parser takes quadratic time over them, and nobody writes as many."""
TAGGED = re.compile(r"^\s{0,3}<", re.MULTILINE)
MOST_TAGGED = 2_000
"""Lines that begin with a tag: each may be a piece of HTML of its own."""
MARKED = re.compile(r"^[ \t]*(?:[-+*#>|]|\d{1,9}[.)])", re.MULTILINE)
MOST_MARKED = 20_000
"""Lines that are headings, items, quotes or rows: more of them take longer than seconds."""
PARAGRAPH = re.compile(r"\n(?=\s*(?:[-+*#>|\n]|\d+[.)]))")
DEEPEST = 40
NESTED = re.compile(rf"^(?:[ \t]*(?:[-+*>]|\d{{1,9}}[.)])){{{DEEPEST}}}", re.MULTILINE)
"""A line that opens lists in lists, or quotes in quotes, deeper than anybody reads."""

PARSER = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])

KINDS: Mapping[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quotation",
}


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a Markdown file."""
    text, encoding = decode(portion.data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    fields, body = _front_matter(text)
    is_plain = _is_dense(body)
    blocks = list(text_blocks(body) if is_plain else markdown_blocks(body))
    title = next((block.text for block in blocks[:1] if block.kind == "heading"), None)
    yield drafted(
        metadata_of(folded({"title": title} | fields)),
        blocks,
        data=portion.data,
        encoding=encoding,
        reader=("markdown-plain" if is_plain else FORMAT.name, FORMAT.mime_type),
    )


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text, links, emphasis, code and images given as their text.

    A row of a table is one block.
    """
    kinds: list[Kind] = ["paragraph"]
    row: list[str] | None = None
    for token in PARSER.parse(text):
        if token.nesting == 1:
            kinds.append(KINDS.get(token.type, kinds[-1]))
        elif token.nesting == -1:
            kinds.pop()
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Block(" | ".join(filter(None, row or [])), "item")
            row = None
        elif row is not None and token.type == "inline":
            row.append(_inline(token))
        else:
            yield from _block(token, kinds[-1])


def _is_dense(text: str) -> bool:
    """Tell a text whose markup nobody wrote to be read: it is taken as plain text."""
    if len(TAGGED.findall(text)) > MOST_TAGGED or len(MARKED.findall(text)) > MOST_MARKED:
        return True
    if NESTED.search(text):
        return True
    if len(SIGNS.findall(text)) <= MOST_SIGNS:
        return False
    return any(len(SIGNS.findall(piece)) > MOST_SIGNS for piece in PARAGRAPH.split(text))


def _block(token: Token, kind: Kind) -> Iterator[Block]:
    if token.type == "inline":
        yield Block(_inline(token), kind)
    elif token.type in ("fence", "code_block"):
        yield Block(token.content, kind)
    elif token.type == "html_block":
        yield from fragment_blocks(token.content)


def _inline(token: Token) -> str:
    """Give the text of a line of Markdown; tags inside it are left out on purpose."""
    pieces: list[str] = []
    for child in token.children or []:
        if child.type == "image":
            pieces.append(_inline(child))
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type != "html_inline":
            pieces.append(child.content)
    return "".join(pieces)


def _front_matter(text: str) -> tuple[dict[str, object], str]:
    """Part the front matter from the text; what is not a YAML mapping stays in the text."""
    found = FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if found is None:
        return {}, text
    try:
        fields = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError, TypeError, LookupError, RecursionError):
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return {str(key): value for key, value in fields.items()}, text[found.end() :]


FORMAT = Format(
    name="markdown",
    suffixes=(".md", ".markdown", ".mdown"),
    mime_type="text/markdown",
    read=read,
)
