"""Give documents back from the lake, so that their texts can be analysed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.tables import Document
from warehouse.incoming import BATCH
from warehouse.lake import Lake
from warehouse.schema import Column, columns


def placed(lake: Lake) -> dict[str, str]:
    """Map every document that was ever read to the batch that holds its newest row."""
    newest: dict[str, str] = {}
    for stem in lake.stems():
        newest |= dict.fromkeys(lake.manifest(stem).documents, stem)
    return newest


def documents(lake: Lake, places: Iterable[tuple[str, str]]) -> Iterator[Document]:
    """Yield the documents at places, pairs of batch and document_id, batch by batch."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for stem, document_id in places:
        wanted[stem].append(document_id)
    known = columns(Document)
    for stem, names in wanted.items():
        place = lake.rows("documents", stem)
        is_wanted = pc.field("document_id").isin(names)
        if place.is_packed:
            is_wanted &= pc.field(BATCH) == stem
        table = pq.read_table(place.path, filters=is_wanted)
        for row in table.to_pylist():
            yield Document(**{one.name: _value(one, row) for one in known})


def document(row: dict[str, Any]) -> Document:
    """Take a document from a row of its table, as the published file has it."""
    return Document(**{one.name: _value(one, row) for one in columns(Document)})


def _value(column: Column, row: dict[str, Any]) -> Any:
    """Give a value of a row, which may be older than the column."""
    value = row.get(column.name, column.absent)
    return tuple(value) if isinstance(value, list) else value
