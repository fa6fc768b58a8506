"""Give documents back from the lake, so that their texts can be analysed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.tables import Document
from warehouse.lake import Lake

LISTS = ("authors", "recipients", "headings", "page_starts", "aside_spans")


def placed(lake: Lake) -> dict[str, str]:
    """Map every document that was ever read to the batch that holds its newest row."""
    newest: dict[str, str] = {}
    for stem in lake.stems():
        table = pq.read_table(lake.parquet("documents", stem), columns=["document_id"])
        newest |= dict.fromkeys(table.column("document_id").to_pylist(), stem)
    return newest


def documents(lake: Lake, places: Iterable[tuple[str, str]]) -> Iterator[Document]:
    """Yield the documents at places, pairs of batch and document_id, batch by batch."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for stem, document_id in places:
        wanted[stem].append(document_id)
    for stem, names in wanted.items():
        table = pq.read_table(
            lake.parquet("documents", stem), filters=pc.field("document_id").isin(names)
        )
        for row in table.to_pylist():
            lists = {name: tuple(row[name]) for name in LISTS}
            yield Document(**row | lists)
