"""Read Parquet: a row is a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from transforms.readers.draft import Item
from transforms.readers.fields import ID, folded
from transforms.readers.format import Buffer, Format, Part, Portion, Rules
from transforms.readers.members import is_over, too_tight
from transforms.readers.records import Names, Place, item, natural

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

MAGIC = b"PAR1"
ROWS = 200
"""Rows that are decoded together."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each row, or why there is none."""
    part, rules, names = portion.part, portion.rules, Names(portion.part)
    file = _opened(portion.data)
    size = _size(file)
    if is_over(len(portion.data), size, rules) or file.metadata.num_rows > size:
        yield too_tight(len(portion.data), f"{size:,} in {file.metadata.num_rows:,} rows", rules)
        return
    first, count = (part.first_index, part.count) if part else (1, None)
    columns = [name for name in file.schema_arrow.names if not _is_binary(file, name)]
    end = file.metadata.num_rows if count is None else first - 1 + count
    for number, record in enumerate(_records(file, columns, first - 1, end), start=first):
        raw = json.dumps(record, default=str, sort_keys=True).encode("utf-8", "replace")
        place = Place(f"Row {number}", raw, "utf-8", (FORMAT.name, FORMAT.mime_type))
        yield item(record, f"!{names.of(number, natural(record, number, rules))}", place, rules)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut a table between rows. Only the columns of ids are read, for the names."""
    file = _opened(data)
    rows, weight = file.metadata.num_rows, _size(file)
    if weight <= size or is_over(len(data), weight, rules) or rows > weight:
        return
    step, names = max(1, rows * size // weight), Names()
    columns = [c for c in file.schema_arrow.names if _is_id(c, rules)]
    renamed: list[tuple[int, str]] = []
    records = _records(file, columns, 0, rows) if columns else ({} for _ in range(rows))
    for number, record in enumerate(records, start=1):
        own = natural(record, number, rules)
        if (name := names.of(number, own)) != own:
            renamed.append((number, name))
        if number % step == 0 or number == rows:
            count = (number - 1) % step + 1
            yield Part(
                0,
                len(data),
                number - count + 1,
                FORMAT.name,
                tuple(renamed),
                count=count,
                weight=weight * count // rows,
            )
            renamed = []


def _opened(data: Buffer) -> ParquetFile:
    """Open a file in place."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.ParquetFile(pa.BufferReader(pa.py_buffer(data)))


def _size(file: ParquetFile) -> int:
    """Give the bytes of all columns, unpacked."""
    groups = range(file.metadata.num_row_groups)
    return sum(file.metadata.row_group(group).total_byte_size for group in groups)


def _records(file: ParquetFile, columns: list[str], start: int, end: int) -> Iterator[Any]:
    """Yield rows as mappings; of the groups of rows, only those that hold them are decoded."""
    passed = 0
    for group in range(file.metadata.num_row_groups):
        count = file.metadata.row_group(group).num_rows
        if passed >= end or passed + count <= start:
            passed += count
            continue
        for batch in file.iter_batches(ROWS, row_groups=[group], columns=columns):
            first, last = max(0, start - passed), min(len(batch), end - passed)
            if first < last:
                yield from batch.slice(first, last - first).to_pylist()
            passed += len(batch)


def _is_id(column: str, rules: Rules) -> bool:
    """Tell whether a column can name its row."""
    return column == rules.mapping.get("id", "").partition(".")[0] or any(
        name in ID for name in folded({column: None})
    )


def _is_binary(file: ParquetFile, column: str) -> bool:
    return "binary" in str(file.schema_arrow.field(column).type)


FORMAT = Format(
    name="parquet",
    suffixes=(".parquet",),
    mime_type="application/vnd.apache.parquet",
    sniff=lambda seen: seen.head.startswith(MAGIC) and seen.data[-4:] == MAGIC,
    read=read,
    split=split,
)
