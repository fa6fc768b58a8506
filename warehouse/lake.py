"""Read and write batches: Parquet files, and last the manifest that makes them count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import EXTRACTED
from warehouse.manifest import (
    Batch,
    LakeError,
    Manifest,
    Pack,
    SourceGone,
    SourceSeen,
    from_json,
    order,
    pack_from_json,
    seal,
    stem,
    to_json,
)
from warehouse.schema import arrow_schema
from warehouse.staging import LAST, commit, staged

__all__ = ["Batch", "Lake", "LakeError", "Manifest", "SourceGone", "SourceSeen"]

MANIFESTS = "manifests"
PACK = "pack-"
"""Begins the name of a file that holds many batches."""
DOCUMENTS = "documents"
COPY = b"onrecord.manifest"
"""Under this name the manifest stands in the footer of the documents' file, too."""


class Rows(NamedTuple):
    """Where the rows of a batch are: in a file of its own, or among those of others."""

    path: Path
    is_packed: bool


class Lake:
    """A folder of batches: `<table>/<stem>.parquet` and `manifests/<stem>.json`.

    A stem is the generation and the batch_id, so that a batch which comes back later (a file
    edited and edited back) does not overwrite its earlier self: history is only ever added to.
    Small batches may be packed into files of many (`warehouse.compact`); they keep their stems.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, batch: Batch) -> Manifest:
        """Write a batch; it counts from the moment its manifest is staged, wholly or not at all.

        Writing the same batch again leaves the same bytes. Raises LakeError for tables that do
        not have the columns of the contract, DiskError when the disk refuses.
        """
        tables = {name: _fitting(name, batch.tables.get(name)) for name in EXTRACTED}
        unknown = batch.tables.keys() - tables.keys()
        if unknown:
            raise LakeError(f"Batch {batch.batch_id} has unknown tables: {sorted(unknown)}.")
        manifest = self._manifest(batch, tables)
        files = {name: _parquet(rows) for name, rows in tables.items() if name != DOCUMENTS}
        manifest = replace(manifest, files={name: seal(data) for name, data in files.items()})
        files[DOCUMENTS] = _parquet(tables[DOCUMENTS], to_json(manifest))
        sealed = manifest.files | {DOCUMENTS: seal(files[DOCUMENTS])}
        manifest = replace(manifest, files=sealed)
        with staged(self.root, manifest.stem) as folder:
            for name, data in files.items():
                (folder / name).write_bytes(data)
            commit(folder, to_json(manifest), lambda name: self.place(manifest.stem, name))
        return manifest

    def stems(self) -> list[str]:
        """List the complete batches by name, in the order in which they are loaded."""
        found = {path.stem for path in (self.root / MANIFESTS).glob("[0-9]*.json")}
        return sorted(found.union(*(pack.stems for pack in self.packs)), key=order)

    @cached_property
    def packs(self) -> list[Pack]:
        """The files of many batches, those that hold most first. Raises LakeError."""
        found = []
        for path in sorted((self.root / MANIFESTS).glob(f"{PACK}*.json")):
            with _readable(path):
                found.append(pack_from_json(path.read_text(encoding="utf-8")))
        return sorted(found, key=lambda pack: (-len(pack.batches), pack.name))

    @cached_property
    def _packed(self) -> dict[str, tuple[Pack, Manifest]]:
        """Map each packed batch to the largest pack that holds it."""
        return {
            batch.stem: (pack, batch) for pack in reversed(self.packs) for batch in pack.batches
        }

    def manifest(self, name: str) -> Manifest:
        """Read the manifest of a stem."""
        if name in self._packed:
            return self._packed[name][1]
        path = self.place(name, LAST)
        with _readable(path):
            return from_json(path.read_text(encoding="utf-8"))

    def manifests(self) -> list[Manifest]:
        """Read the manifests of all complete batches, by (generation, batch_id)."""
        return [self.manifest(name) for name in self.stems()]

    def next_generation(self) -> int:
        """Give the number of the next generation, one above the highest that is complete."""
        stems = self.stems()
        return order(stems[-1])[0] + 1 if stems else 1

    def parquet(self, table: str, name: str) -> Path:
        """Give the path of a table's file in a batch or pack."""
        return self.root / table / f"{name}.parquet"

    def rows(self, table: str, name: str) -> Rows:
        """Say where the rows of a batch are."""
        if name in self._packed:
            return Rows(self.parquet(table, self._packed[name][0].name), is_packed=True)
        return Rows(self.parquet(table, name), is_packed=False)

    def place(self, name: str, file: str) -> Path:
        """Say where a file of a batch or pack belongs, by its table; `LAST` is its manifest."""
        if file == LAST:
            return self.root / MANIFESTS / f"{name}.json"
        return self.parquet(file, name)

    def forget_packs(self) -> None:
        """Look at the folder anew when next asked: somebody has changed what is packed."""
        for name in ("packs", "_packed"):
            self.__dict__.pop(name, None)

    def _manifest(self, batch: Batch, tables: dict[str, pa.Table]) -> Manifest:
        name = stem(batch.generation, batch.batch_id)
        seen_at = batch.seen_at
        if seen_at is None:
            is_repeated = self.place(name, LAST).exists()
            seen_at = self.manifest(name).seen_at if is_repeated else datetime.now(UTC)
        return Manifest(
            batch_id=batch.batch_id,
            generation=batch.generation,
            run_id=batch.run_id,
            fingerprint=batch.fingerprint,
            seen_at=seen_at.astimezone(UTC),
            words=batch.words,
            rows={table: rows.num_rows for table, rows in tables.items()},
            documents=tables[DOCUMENTS].column("document_id").to_pylist(),
            sources=list(batch.sources),
            removed=list(batch.removed),
            gone=list(batch.gone),
        )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn what is no manifest into a LakeError that says what to do."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise LakeError(
            f"The manifest {path} cannot be read ({error}). `onrecord run` sets it aside and "
            "reads its documents anew."
        ) from error


def _parquet(rows: pa.Table, manifest: str | None = None) -> memoryview:
    """Write rows as the bytes of a Parquet file."""
    if manifest is not None:
        metadata = {**(rows.schema.metadata or {}), COPY: manifest.encode()}
        rows = rows.replace_schema_metadata(metadata)
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    return memoryview(sink.getvalue())


def _fitting(name: str, table: pa.Table | None) -> pa.Table:
    schema = arrow_schema(EXTRACTED[name])
    if table is None:
        return schema.empty_table()
    if not table.schema.equals(schema):
        raise LakeError(f"Rows for {name} have the columns {table.schema}: use schema.to_arrow.")
    for column in schema:
        missing = table.column(column.name).null_count
        if missing and not column.nullable:
            raise LakeError(f"{name}.{column.name} is null in {missing} rows, and must not be.")
    return table
