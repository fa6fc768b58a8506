"""Read JSON Lines: one record a line, one document a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from transforms.normalise import BOMS, clean, decode
from transforms.readers.draft import Block, Item, Unreadable, drafted, too_large
from transforms.readers.fields import ID, TEXT, first, folded, metadata_of, text_of
from transforms.readers.format import Buffer, Format, Part, Portion
from transforms.readers.html import fragment_blocks
from transforms.readers.plain import text_blocks

RECORD = re.compile(r'\{\s*(?:"|\})')
MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|blockquote|ul|ol)\b[^<>]*>", re.IGNORECASE)
MAX_ID = 200
WHITE = b" \t\r\n\v\f"
WIDE = tuple(bom for bom, encoding in BOMS if encoding != "utf-8")

Line = tuple[int, int, int]
"""Where a line begins and ends, and its number, from 1."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each record, or why there is none."""
    data, limit, part = _in_utf8(portion.data), portion.limit, portion.part
    known = dict(part.renamed) if part else {}
    taken: dict[str, int] = {}
    for start, end, number in _lines(data, part.first_index if part else 1):
        line = b"" if end - start > limit else data[start:end].strip(WHITE)
        record = _record(line) if line else "over the limit"
        name = _natural(record, number)
        name = known.get(number, name) if part else _free(name, taken)
        if line:
            yield _item(record, line, f"!{name}", number)
        else:
            yield too_large(end - start, limit, f"!{name}")


def split(data: Buffer, size: int, limit: int) -> Iterator[Part]:
    """Cut a file at line ends into parts of at least `size` bytes.

    Each record is parsed once, for its id: the name of one that repeats an earlier id depends
    on what stands in other parts.
    """
    if data[:4].startswith(WIDE):
        yield Part(0, len(data), 1)
        return
    taken: dict[str, int] = {}
    renamed: list[tuple[int, str]] = []
    begin, first_index = 0, 1
    for start, end, number in _lines(data, 1):
        if start - begin >= size:
            yield Part(begin, start, first_index, FORMAT.name, tuple(renamed))
            begin, first_index, renamed = start, number, []
        record = "over the limit" if end - start > limit else _record(data[start:end].strip(WHITE))
        natural = _natural(record, number)
        name = _free(natural, taken)
        if name != natural:
            renamed.append((number, name))
    yield Part(begin, len(data), first_index, FORMAT.name, tuple(renamed))


def _lines(data: Buffer, first_index: int) -> Iterator[Line]:
    """Yield the lines that are not blank; nothing is copied."""
    start, number = 0, first_index
    while start < len(data):
        found = data.find(b"\n", start)
        end = len(data) if found < 0 else found
        if data[start : min(end, start + 64)].strip(WHITE) or data[start:end].strip(WHITE):
            yield start, end, number
        start, number = end + 1, number + 1


def _record(line: bytes) -> Mapping[str, Any] | str:
    """Give the record of a line, or what is wrong with the line.

    NaN and Infinity, which are no JSON but common, are read as saying nothing.
    """
    try:
        record = json.loads(_text(line)[0], parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg} at character {error.colno}"
    except RecursionError:
        return "nested too deeply"
    except ValueError as error:
        return f"no JSON that can be read: {error}"
    return record if isinstance(record, dict) else f"a JSON {type(record).__name__}, not an object"


def _item(record: Mapping[str, Any] | str, line: bytes, member: str, number: int) -> Item:
    if isinstance(record, str):
        return Unreadable(
            member,
            "bad_record",
            f"Line {number} is {record}.",
            "Correct the line; the other lines are not affected.",
        )
    text = text_of(folded(record))
    if text is None:
        return Unreadable(
            member,
            "no_text",
            f"The record in line {number} has no text; its fields are {_listed(record)}.",
            f"Name the field that holds the text one of {', '.join(TEXT)}.",
        )
    return drafted(
        metadata_of(record),
        _blocks(text),
        data=line,
        encoding=_text(line)[1],
        reader=(FORMAT.name, FORMAT.mime_type),
        member=member,
    )


def _blocks(text: str) -> Iterator[Block]:
    return fragment_blocks(text) if MARKUP.search(text) else text_blocks(text)


def _text(line: bytes) -> tuple[str, str]:
    try:
        return line.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return decode(line)


def _in_utf8(data: bytes) -> bytes:
    """Give UTF-16 and UTF-32, in which lines cannot be told by their bytes, as UTF-8."""
    if data.startswith(WIDE):
        return decode(data)[0].encode("utf-8", "replace")
    return data


def _is_line(head: str) -> bool:
    """Tell whether the first line is a whole record: JSON set out over lines is something else."""
    line, newline, _ = head.partition("\n")
    return line.rstrip().endswith("}") or not newline


def _natural(record: Mapping[str, Any] | str, number: int) -> str:
    """Give the name of a record: its id, or the number of its line."""
    name = None if isinstance(record, str) else first(folded(record), ID)
    name = clean(name) if name and len(name) <= MAX_ID else None
    return name or str(number)


def _free(name: str, taken: dict[str, int]) -> str:
    """Give the name, or if it is taken, the name with the first free number behind it.

    `taken` holds the last number tried behind each name.
    """
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}~{taken[name]}"
    taken[free] = 1
    return free


def _listed(record: Mapping[str, Any]) -> str:
    return clean(", ".join(key[:30] for key in islice(record, 12))) or "none"


FORMAT = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson", ".jsonlines"),
    mime_type="application/jsonl",
    sniff=lambda head: RECORD.match(head) is not None and _is_line(head),
    read=read,
    split=split,
)
