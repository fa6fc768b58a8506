"""Find the analyses that were made anew since: the first of two of one text is not needed."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.incoming import BATCH
from warehouse.lake import DOCUMENTS, Lake
from warehouse.manifest import Manifest

COLUMNS = ["document_id", "collection", "source_file", "content_hash", "text_hash"]
Outdated = dict[str, frozenset[str]]
"""Documents by the batch whose analysis of them is not needed."""


class _Row(NamedTuple):
    """A document as a batch brought it."""

    batch: str
    source: tuple[str, str]
    content: tuple[str, str]


def outdated(lake: Lake) -> Outdated:
    """Name, by batch, the documents that a later batch brings again with the same text.

    Where the document may have been gone in between, the first analysis is kept: then the second
    one is a new version, and the first is its history.
    """
    brought: dict[str, _Row] = {}
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    found: dict[str, set[str]] = defaultdict(set)
    for manifest in lake.manifests():
        for document_id in _gone(manifest, held):
            brought.pop(document_id, None)
        for document_id, row in _documents(lake, manifest).items():
            before = brought.get(document_id)
            if before and (before.source, before.content) == (row.source, row.content):
                found[before.batch].add(document_id)
            brought[document_id] = row
            held[row.source].add(document_id)
    return {name: frozenset(documents) for name, documents in found.items()}


def _gone(manifest: Manifest, held: dict[tuple[str, str], set[str]]) -> set[str]:
    """Name the documents that may be gone: those that their source does not list."""
    listed = {name for seen in manifest.sources for name in seen.documents}
    sources = {(seen.collection, seen.path) for seen in manifest.sources}
    sources |= {(gone.collection, gone.path) for gone in manifest.gone}
    held_there = (held[source] for source in sources if source in held)
    return set().union(*held_there).difference(listed).union(manifest.removed)


def _documents(lake: Lake, manifest: Manifest) -> dict[str, _Row]:
    if not manifest.documents:
        return {}
    place = lake.rows(DOCUMENTS, manifest.stem)
    only = pc.field(BATCH) == manifest.stem if place.is_packed else None
    rows = pq.read_table(place.path, columns=COLUMNS, filters=only).to_pylist()
    return {
        row["document_id"]: _Row(
            manifest.stem,
            (row["collection"], row["source_file"]),
            (row["content_hash"], row["text_hash"]),
        )
        for row in rows
    }
