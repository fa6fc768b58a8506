"""Read JSON Lines: one record a line, one document a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from transforms.normalise import BOMS, decode
from transforms.readers.draft import Item, too_large
from transforms.readers.format import HEAD, Buffer, Format, Part, Portion, Rules, Seen
from transforms.readers.records import OVER_THE_LIMIT, Names, Place, Record, cut, item, natural

RECORD = re.compile(r'\{\s*(?:"|\})')
WHITE = b" \t\r\n\v\f"
WIDE = tuple(bom for bom, encoding in BOMS if encoding != "utf-8")

Line = tuple[int, int, int]
"""Where a line begins and ends, and its number, from 1."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each record, or why there is none."""
    data, rules, part = in_utf8(portion.data), portion.rules, portion.part
    names = Names(part)
    for start, end, number in lines(data, part.first_index if part else 1):
        line = b"" if end - start > rules.max_document_bytes else data[start:end].strip(WHITE)
        record = _record(line) if line else OVER_THE_LIMIT
        member = f"!{names.of(number, natural(record, number, rules))}"
        if line:
            place = Place(f"Line {number}", line, _text(line)[1], (FORMAT.name, FORMAT.mime_type))
            yield item(record, member, place, rules)
        else:
            yield too_large(end - start, rules.max_document_bytes, member)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut a file at line ends into parts of at least `size` bytes.

    Each record is parsed once, for its id; lines over the limit are not looked into.
    """
    if data[:4].startswith(WIDE) or len(data) <= size:
        return

    def records() -> Iterator[tuple[int, int, int, str]]:
        for start, end, number in lines(data, 1):
            is_over = end - start > rules.max_document_bytes
            record = OVER_THE_LIMIT if is_over else _record(data[start:end].strip(WHITE))
            yield start, end, number, natural(record, number, rules)

    yield from cut(records(), len(data), size, FORMAT.name)


def lines(data: Buffer, first_index: int) -> Iterator[Line]:
    """Yield the lines that are not blank; nothing is copied."""
    start, number = 0, first_index
    while start < len(data):
        found = data.find(b"\n", start)
        end = len(data) if found < 0 else found
        if data[start : min(end, start + 64)].strip(WHITE) or data[start:end].strip(WHITE):
            yield start, end, number
        start, number = end + 1, number + 1


def in_utf8(data: bytes) -> bytes:
    """Give UTF-16 and UTF-32, in which lines cannot be told by their bytes, as UTF-8."""
    if data.startswith(WIDE):
        return decode(data)[0].encode("utf-8", "replace")
    return data


def parsed(text: str) -> Record:
    """Give the record that a text is, or what is wrong with it.

    NaN and Infinity, which are no JSON but common, are read as saying nothing.
    """
    try:
        record = json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg} at character {error.colno}"
    except RecursionError:
        return "nested too deeply"
    except ValueError as error:
        return f"no JSON that can be read: {error}"
    return record if isinstance(record, dict) else f"a JSON {type(record).__name__}, not an object"


def _record(line: bytes) -> Record:
    return parsed(_text(line)[0])


def _text(line: bytes) -> tuple[str, str]:
    try:
        return line.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return decode(line)


def _is_mine(seen: Seen) -> bool:
    """Tell whether the first line is a whole record: JSON set out over lines is something else."""
    if RECORD.match(seen.text) is None:
        return False
    line, _, rest = seen.text.partition("\n")
    if not rest and len(seen.data) > HEAD:
        return seen.suffix in FORMAT.suffixes or _is_long_record(seen)
    if not rest.strip():
        return seen.suffix != ".json" and line.rstrip().endswith("}")
    return isinstance(parsed(line), dict)


def _is_long_record(seen: Seen) -> bool:
    """Tell whether the first line, which is longer than what is looked at, ends as a record."""
    end = seen.data.find(b"\n")
    end = len(seen.data) if end < 0 else end
    following = seen.data[end : end + HEAD].lstrip()
    is_last = not following and seen.suffix != ".json"
    is_whole = seen.data[max(0, end - HEAD) : end].rstrip().endswith(b"}")
    return is_whole and (is_last or following.startswith(b"{"))


FORMAT = Format(
    name="jsonl",
    suffixes=(".jsonl", ".ndjson", ".jsonlines"),
    mime_type="application/jsonl",
    sniff=_is_mine,
    read=read,
    split=split,
)
