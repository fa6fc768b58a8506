"""Read and write batches: Parquet files, and last the manifest that makes them count."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import EXTRACTED
from warehouse.aside import TEMPORARY, written_aside
from warehouse.manifest import (
    Batch,
    LakeError,
    Manifest,
    SourceGone,
    SourceSeen,
    from_json,
    order,
    stem,
    to_json,
)
from warehouse.schema import arrow_schema

__all__ = ["Batch", "Lake", "LakeError", "Manifest", "SourceGone", "SourceSeen"]

MANIFESTS = "manifests"


class Lake:
    """A folder of batches: `<table>/<stem>.parquet` and `manifests/<stem>.json`.

    A stem is the generation and the batch_id, so that a batch which comes back later (a file
    edited and edited back) does not overwrite its earlier self: history is only ever added to.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, batch: Batch) -> Manifest:
        """Write a batch; it counts from the moment its manifest is in place.

        Writing the same batch again leaves the same bytes. Raises LakeError for tables that do
        not have the columns of the contract, DiskError when the disk refuses.
        """
        tables = {name: _fitting(name, batch.tables.get(name)) for name in EXTRACTED}
        unknown = batch.tables.keys() - tables.keys()
        if unknown:
            raise LakeError(f"Batch {batch.batch_id} has unknown tables: {sorted(unknown)}.")
        manifest = self._manifest(batch, tables)
        for name, table in tables.items():
            with written_aside(self.parquet(name, manifest.stem)) as path:
                pq.write_table(table, path, compression="zstd")
        with written_aside(self._manifest_path(manifest.stem)) as path:
            path.write_text(to_json(manifest), encoding="utf-8")
        return manifest

    def stems(self) -> list[str]:
        """List the complete batches by name, in the order in which they are loaded."""
        found = (path.stem for path in (self.root / MANIFESTS).glob("[0-9]*.json"))
        return sorted(found, key=order)

    def manifest(self, name: str) -> Manifest:
        """Read the manifest of a stem."""
        path = self._manifest_path(name)
        try:
            return from_json(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError) as error:
            raise LakeError(
                f"The manifest {path} cannot be read ({error}). Remove it and run "
                "`onrecord run` again: its documents are then read anew."
            ) from error

    def manifests(self) -> list[Manifest]:
        """Read the manifests of all complete batches, by (generation, batch_id)."""
        return [self.manifest(name) for name in self.stems()]

    def next_generation(self) -> int:
        """Give the number of the next generation, one above the highest that is complete."""
        stems = self.stems()
        return order(stems[-1])[0] + 1 if stems else 1

    def parquet(self, table: str, name: str) -> Path:
        """Give the path of a table's file in a batch."""
        return self.root / table / f"{name}.parquet"

    def sweep(self) -> list[Path]:
        """Remove what killed writers left: temporary files, and rows that no manifest names.

        Only for the one who holds the build: a batch that is being written would be swept too.
        """
        complete = set(self.stems())
        left = list(self.root.glob(f"*/.*{TEMPORARY}"))
        for table in EXTRACTED:
            rows = (self.root / table).glob("*.parquet")
            left += (path for path in rows if path.stem not in complete)
        for path in left:
            path.unlink(missing_ok=True)
        return sorted(left)

    def _manifest_path(self, name: str) -> Path:
        return self.root / MANIFESTS / f"{name}.json"

    def _manifest(self, batch: Batch, tables: dict[str, pa.Table]) -> Manifest:
        name = stem(batch.generation, batch.batch_id)
        seen_at = batch.seen_at
        if seen_at is None:
            is_repeated = self._manifest_path(name).exists()
            seen_at = self.manifest(name).seen_at if is_repeated else datetime.now(UTC)
        return Manifest(
            batch_id=batch.batch_id,
            generation=batch.generation,
            run_id=batch.run_id,
            fingerprint=batch.fingerprint,
            seen_at=seen_at.astimezone(UTC),
            words=batch.words,
            rows={table: rows.num_rows for table, rows in tables.items()},
            documents=tables["documents"].column("document_id").to_pylist(),
            sources=list(batch.sources),
            removed=list(batch.removed),
            gone=list(batch.gone),
        )


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
