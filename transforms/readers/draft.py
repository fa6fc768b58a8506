"""Hold what a reader gives: drafts of documents, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal

from transforms.ids import content_hash

Kind = Literal["heading", "paragraph", "item", "quotation", "announcement", "reply", "signature"]
"""`reply` is what a mail repeats of the one it answers, `announcement` the line that says so."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands by itself: a heading, a paragraph, a list item, a quotation."""

    text: str
    kind: Kind = "paragraph"
    page: int | None = None
    """The page on which it begins, from 1, where the source has pages."""
    is_continued: bool = False
    """Whether it goes on the paragraph of the block before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a source says about a document, in its own words; None where it is silent."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Metadata):
    """A document as its format gives it, before it is normalised."""

    member: str | None
    blocks: tuple[Block, ...]
    mime_type: str
    reader: str
    encoding: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be read: what, why, and what to do about it."""

    member: str | None
    error_type: str
    reason: str
    remedy: str


Item = Draft | Unreadable


def drafted(
    metadata: Metadata,
    blocks: Iterable[Block],
    *,
    data: bytes,
    encoding: str,
    reader: tuple[str, str],
    member: str | None = None,
) -> Draft:
    """Give the draft of a document, its title first among its blocks; `reader` is (name, type)."""
    return Draft(
        **asdict(metadata),
        member=member,
        blocks=tuple(_titled(metadata.title, list(blocks))),
        mime_type=reader[1],
        reader=reader[0],
        encoding=encoding,
        content_hash=content_hash(data),
    )


def within(item: Item, member: str) -> Item:
    """Name an item after the member of the container that it was read from."""
    return replace(item, member=f"!{member}{item.member or ''}")


def too_large(size: int, limit: int, member: str | None = None) -> Unreadable:
    """Say that a document is over the limit."""
    what = "The document" if member is None else f"The record {member}"
    return Unreadable(
        member,
        "too_large",
        f"{what} has {size:,} bytes; the limit is {limit:,}.",
        "Split it, or raise the setting max_document_bytes.",
    )


def _titled(title: str | None, blocks: list[Block]) -> list[Block]:
    """Put the title first, unless one of the first blocks already says it."""
    key = _folded(title or "")
    if not key:
        return blocks
    for position, block in enumerate(blocks[:3]):
        found = _folded(block.text[: 2 * len(title or "") + 40])
        if found == key:
            return [*blocks[:position], replace(block, kind="heading"), *blocks[position + 1 :]]
        if block.kind == "heading" and len(found) > len(key) // 2 and key.startswith(found):
            return blocks
    page = blocks[0].page if blocks else None
    return [Block(title or "", "heading", page), *blocks]


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
