"""Read tables of comma-, semicolon- or tab-separated values: a row is a document."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from transforms.normalise import decode
from transforms.readers.draft import Item, too_large
from transforms.readers.fields import TEXT, folded
from transforms.readers.format import Buffer, Format, Part, Portion, Rules, Seen
from transforms.readers.jsonl import WIDE, in_utf8, lines
from transforms.readers.records import OVER_THE_LIMIT, Names, Place, Record, cut, item, natural

DELIMITERS = ",;\t|"
NAME = re.compile(r'\s*"?[\w .:/()-]{1,60}"?\s*')

csv.field_size_limit(2**31 - 1)
# A row over the limit is told by its bytes; the library's own limit would stop the whole file.

Row = tuple[int, int, int]
"""Where a row begins and ends, and its number, from 1; the names of columns are not counted."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each row, or why there is none."""
    part, rules = portion.part, portion.rules
    data = in_utf8(part.preamble + portion.data if part else portion.data)
    found = rows(data)
    header = next(found, None)
    if header is None:
        return
    columns = _Columns(data[header[0] : header[1]])
    names, before = Names(part), part.first_index - 1 if part else 0
    for start, end, at in found:
        number = at - 1 + before
        raw = b"" if end - start > rules.max_document_bytes else data[start:end]
        record = columns.record(raw) if raw else OVER_THE_LIMIT
        member = f"!{names.of(number, natural(record, number, rules))}"
        if raw:
            encoding = decode(raw)[1]
            place = Place(f"Row {number}", raw, encoding, (FORMAT.name, FORMAT.mime_type))
            yield item(record, member, place, rules)
        else:
            yield too_large(end - start, rules.max_document_bytes, member)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut a table between rows; each part needs the names of the columns."""
    if data[:4].startswith(WIDE) or len(data) <= size:
        return
    found = rows(data)
    first = next(found)
    preamble = data[: first[1]] + b"\n"
    columns = _Columns(data[first[0] : first[1]])

    def records() -> Iterator[tuple[int, int, int, str]]:
        for start, end, at in found:
            is_over = end - start > rules.max_document_bytes
            record = OVER_THE_LIMIT if is_over else columns.record(data[start:end])
            yield start, end, at - 1, natural(record, at - 1, rules)

    for part in cut(records(), len(data), size, FORMAT.name):
        is_first = part.start == 0
        yield Part(
            first[1] if is_first else part.start,
            part.end,
            part.first_index,
            FORMAT.name,
            part.renamed,
            preamble,
        )


def rows(data: Buffer) -> Iterator[Row]:
    """Yield the rows: lines, put together where a quotation mark is open at their end."""
    number, begin, is_open = 0, 0, False
    end = 0
    for start, end, _ in lines(data, 1):
        begin = begin if is_open else start
        is_open ^= data[start:end].count(b'"') % 2 == 1
        if not is_open:
            number += 1
            yield begin, end, number
    if is_open:
        yield begin, end, number + 1


class _Columns:
    """The columns of a table, as its first row names them."""

    def __init__(self, header: bytes) -> None:
        text = decode(header)[0].removeprefix("\ufeff")
        self._delimiter = delimiter(text)
        self._names = [name.strip() for name in self._cells(text)]

    def record(self, raw: bytes) -> Record:
        """Give the fields of a row, or what is wrong with it; empty cells say nothing."""
        cells = self._cells(decode(raw)[0])
        if len(cells) > len(self._names):
            return f"a row of {len(cells)} cells in a table of {len(self._names)} columns"
        return {name: cell for name, cell in zip(self._names, cells, strict=False) if cell.strip()}

    def _cells(self, row: str) -> list[str]:
        lines = row.splitlines(keepends=True)
        return next(csv.reader(lines, delimiter=self._delimiter), [])


def delimiter(header: str) -> str:
    """Give the delimiter that stands most often in the first row."""
    counts = Counter(character for character in header if character in DELIMITERS)
    return max(DELIMITERS, key=lambda one: counts[one])


def _is_mine(seen: Seen) -> bool:
    """Tell a table by its name; without one, by columns of which one is called as texts are."""
    header = seen.text.partition("\n")[0]
    if seen.suffix in FORMAT.suffixes:
        return bool(header)
    mark = delimiter(header)
    names = header.split(mark)
    if len(names) < 3 or not all(map(NAME.fullmatch, names)):
        return False
    return any(name in TEXT for name in folded(dict.fromkeys(n.strip('" \r') for n in names)))


FORMAT = Format(
    name="csv",
    suffixes=(".csv", ".tsv", ".tab"),
    mime_type="text/csv",
    sniff=_is_mine,
    read=read,
    split=split,
)
