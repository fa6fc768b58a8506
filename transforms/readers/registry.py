"""Choose the reader of a file, and read it."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.readers import compressed, formats, kinds, parquet, zipped
from transforms.readers.draft import Item, Unreadable, too_large
from transforms.readers.format import (
    HEAD,
    Budget,
    Buffer,
    Format,
    Part,
    Portion,
    Rules,
    Seen,
)

DEFAULT = Rules()
PACKED = (zipped.MAGIC, parquet.MAGIC, *compressed.MAGIC)
"""What files begin with whose documents are larger than they are:"""
TIGHTLY = 20
"""at most so many times, or else nothing is won by cutting them."""
MOST_PIECES = 64
"""Parts of what is packed as one: each of them is unpacked up to its end."""


def read(
    name: str, data: bytes, rules: Rules = DEFAULT, part: Part | None = None
) -> Iterator[Item]:
    """Yield the documents of a file, or of a part of it, and what of it could not be read.

    No bytes make it raise anything but MemoryError; a whole file yields at least one item.
    """
    yield from _read(name, data, rules, part, Budget(rules), 0)


def may_be_cut(head: bytes, length: int, size: int) -> bool:
    """Tell from its first bytes and its length whether a file may have parts of `size` bytes."""
    return length > (size // TIGHTLY if head.startswith(PACKED) else size)


def parts(name: str, data: Buffer, size: int, rules: Rules = DEFAULT) -> Iterator[Part]:
    """Yield the parts of about `size` bytes into which a file can be cut: one, if it cannot.

    Reading `data[part.start : part.end]` of every part gives what reading the file gives.
    """
    whole = Part(0, len(data), 1)
    if not may_be_cut(data[:HEAD], len(data), size):
        yield whole
        return
    chosen = _chosen(Seen(name, data))
    try:
        if chosen is compressed.FORMAT:
            yield from _parts_within(name, bytes(data), size, rules) or [whole]
        elif isinstance(chosen, Unreadable) or chosen.split is None:
            yield whole
        else:
            yield from list(chosen.split(data, size, rules)) or [whole]
    except Exception:  # as in reading, where the reject will say what is wrong
        yield whole


def _parts_within(name: str, data: bytes, size: int, rules: Rules) -> list[Part]:
    """Cut what is packed, but for archives of archives, whose limits hold for all of them."""
    content = compressed.within_limits(data, rules, rules.max_expanded_bytes)
    if isinstance(content, Unreadable) or _chosen(Seen(name, content)) is compressed.FORMAT:
        return []
    at_least = max(size, len(content) // MOST_PIECES)
    cut = list(parts(compressed.inner_name(name), content, at_least, rules))
    if len(cut) == 1:
        return []
    return [
        Part(0, len(data), one.first_index, compressed.FORMAT.name, weight=one.size, inner=one)
        for one in cut
    ]


def _read(
    name: str, data: bytes, rules: Rules, part: Part | None, budget: Budget, depth: int
) -> Iterator[Item]:
    part = part if part and part.reader else None
    chosen = _named(part.reader) if part and part.reader else _chosen(Seen(name, data))
    if isinstance(chosen, Unreadable):
        yield chosen
    elif _is_one_document(chosen) and len(data) > rules.max_document_bytes:
        yield too_large(len(data), rules.max_document_bytes)
    elif chosen.is_container and depth >= rules.max_depth:
        yield _too_deep(chosen, depth, rules)
    else:
        below = depth + chosen.is_container

        def inner(member: str, content: bytes, part: Part | None = None) -> Iterator[Item]:
            return _read(member, content, rules, part, budget, below)

        yield from _guarded(chosen, Portion(name, data, rules, inner, budget, part, depth))


def _guarded(chosen: Format, portion: Portion) -> Iterator[Item]:
    """Read; a reader that stops is told of, and one that says nothing too."""
    is_silent = True
    try:
        for item in chosen.read(portion):
            is_silent = False
            yield item
    except MemoryError:
        raise
    except Exception as error:  # libraries have errors of their own, for bytes nobody foresaw
        is_silent = False
        yield Unreadable(
            None,
            "reader_failed",
            f"The {chosen.name} reader stopped: {type(error).__name__}: {str(error)[:200]}.",
            "Open it in the program that made it and save it again, or convert it to plain text.",
        )
    if is_silent and portion.part is None:
        yield Unreadable(
            None,
            "no_text",
            f"The {chosen.name} reader found no document in it.",
            "Look whether it holds text at all, or remove it from the collection.",
        )


def _is_one_document(chosen: Format) -> bool:
    return chosen.split is None and not chosen.is_container


def _named(name: str) -> Format:
    return next(known for known in formats.FORMATS if known.name == name)


def _chosen(seen: Seen) -> Format | Unreadable:
    """Choose by what the file holds, then by its suffix, then plain text."""
    told = next((known for known in formats.FORMATS if known.sniff and known.sniff(seen)), None)
    if told:
        return told
    if refusal := kinds.refusal(seen):
        return refusal
    if not seen.text and len(seen.data) <= HEAD:
        return kinds.empty(len(seen.data))
    named = (known for known in formats.NAMED if seen.suffix in known.suffixes)
    return next(named, formats.DEFAULT)


def _too_deep(chosen: Format, depth: int, rules: Rules) -> Unreadable:
    return Unreadable(
        None,
        "too_deep",
        f"This {chosen.name} file lies in {depth} containers; the limit is {rules.max_depth}.",
        "Unpack the outer ones, or raise the setting max_depth.",
    )
