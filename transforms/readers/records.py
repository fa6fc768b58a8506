"""Turn records into documents: lines of JSON, rows of a table, members of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from transforms.normalise import clean
from transforms.readers.draft import Block, Item, Unreadable, drafted, too_large
from transforms.readers.fields import ID, TEXT, first, metadata_of, named, text_of
from transforms.readers.format import Part, Rules
from transforms.readers.html import fragment_blocks
from transforms.readers.plain import text_blocks

MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|blockquote|ul|ol)\b[^<>]*>", re.IGNORECASE)
MAX_ID = 200
OVER_THE_LIMIT = "over the limit"

Record = Mapping[str, Any] | str
"""The fields of a record, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and what its bytes were."""

    what: str
    """`Line 7`, as a sentence begins."""
    raw: bytes
    encoding: str
    reader: tuple[str, str]


class Names:
    """Gives each record of a file a name of its own.

    In a part of a file, `part` tells the names that earlier records have taken.
    """

    def __init__(self, part: Part | None = None) -> None:
        self._known = dict(part.renamed) if part else {}
        self._taken: dict[str, int] | None = None if part else {}

    def of(self, number: int, natural: str) -> str:
        """Give the name of a record, which is its natural one if that is free.

        Else it is the first free number behind it; `_taken` holds the last one tried.
        """
        if self._taken is None:
            return self._known.get(number, natural)
        free = natural
        while free in self._taken:
            self._taken[natural] += 1
            free = f"{natural}~{self._taken[natural]}"
        self._taken[free] = 1
        return free


def natural(record: Record, number: int, rules: Rules) -> str:
    """Give the natural name of a record: its id, or its number."""
    return short(None if isinstance(record, str) else first(named(record, rules.mapping), ID)) or (
        str(number)
    )


def short(name: str | None) -> str | None:
    """Give a name in normal form; None where it is empty or too long to be one."""
    return (clean(name) or None) if name and len(name) <= MAX_ID else None


def item(record: Record, member: str | None, place: Place, rules: Rules) -> Item:
    """Give the document of a record, or why there is none."""
    if isinstance(record, str):
        return Unreadable(
            member,
            "bad_record",
            f"{place.what} is {record}.",
            "Correct it; the other records are not affected.",
        )
    if len(place.raw) > rules.max_document_bytes:
        return too_large(len(place.raw), rules.max_document_bytes, member)
    fields = named(record, rules.mapping)
    text = text_of(fields)
    if text is None:
        return Unreadable(
            member,
            "no_text",
            f"{place.what} has no text; its fields are {_listed(record)}.",
            f"Call the field that holds the text one of {', '.join(TEXT)}, or name it in the "
            'settings: [mapping] text = "…".',
        )
    return drafted(
        metadata_of(fields),
        blocks_of(text),
        data=place.raw,
        encoding=place.encoding,
        reader=place.reader,
        member=member,
    )


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a field that holds plain text or a piece of HTML."""
    return fragment_blocks(text) if MARKUP.search(text) else text_blocks(text)


def cut(
    records: Iterable[tuple[int, int, int, str]], length: int, size: int, reader: str
) -> Iterator[Part]:
    """Cut a file before records into parts of at least `size` bytes.

    Records are where each begins and ends, its number and its natural name. A name that repeats
    an earlier one depends on what stands in other parts, so it is noted in the part.
    """
    names = Names()
    renamed: list[tuple[int, str]] = []
    begin, first_index = 0, 1
    for start, _, number, own in records:
        if start - begin >= size:
            yield Part(begin, start, first_index, reader, tuple(renamed))
            begin, first_index, renamed = start, number, []
        if (name := names.of(number, own)) != own:
            renamed.append((number, name))
    yield Part(begin, length, first_index, reader, tuple(renamed))


def _listed(record: Mapping[str, Any]) -> str:
    return clean(", ".join(str(key)[:30] for key in islice(record, 12))) or "none"
