"""Bring the tables up to date with the lake: new batches in order, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from warehouse import incoming
from warehouse.lake import Lake, LakeError, Manifest
from warehouse.manifest import order, stem
from warehouse.sql import sql, transaction

UNFITTING = (duckdb.BinderException, duckdb.ConstraintException, duckdb.ConversionException)
LARGEST_STEP = 100  # batches a transaction
STEPS = (
    *("versions", "earlier", "delete", "insert"),
    *("sources", "lost", "earlier", "delete", "gone", "rejects", "ledger"),
)
STAMP = {
    "batch_id": pa.string(),
    "generation": pa.int64(),
    "run_id": pa.string(),
    "fingerprint": pa.string(),
    "seen_at": pa.timestamp("us", "UTC"),
}
HELD = {"documents": pa.list_(pa.string())}
GONE = {"collection": pa.string(), "path": pa.string()}
SEEN = (
    GONE
    | {
        "part": pa.int64(),
        "parts": pa.int64(),
        "size": pa.int64(),
        "mtime_ns": pa.int64(),
        "content_hash": pa.string(),
    }
    | HELD
)


def load(con: duckdb.DuckDBPyConnection, lake: Lake) -> int:
    """Load every batch that the tables do not hold yet; give their number.

    A step is one transaction that ends with the ledger, so a kill anywhere loses nothing.
    """
    count = 0
    for step in steps(_new(con, lake)):
        for name, table in _staged(step).items():
            con.register(name, table)
        try:
            incoming.show(con, lake, step)
            _commit(con)
        except UNFITTING as error:
            told = str(error).partition("\n")[0]
            raise LakeError(
                f"The batches {step[0].stem} to {step[-1].stem} in {lake.root} hold columns of "
                f"other types than this version's ({told}). Remove that folder and run "
                "`onrecord run` again: everything is then read anew."
            ) from error
        count += len(step)
    return count


def steps(manifests: Iterator[Manifest]) -> Iterator[list[Manifest]]:
    """Group manifests, in order, into steps within which no document or source changes twice."""
    step = _Step()
    for manifest in manifests:
        if step.manifests and not step.takes(manifest):
            yield step.manifests
            step = _Step()
        step.add(manifest)
    if step.manifests:
        yield step.manifests


def _commit(con: duckdb.DuckDBPyConnection, steps: Iterable[str] = STEPS) -> None:
    with transaction(con):
        for name in steps:
            con.execute(sql(f"load/{name}"))


@dataclass(slots=True)
class _Step:
    manifests: list[Manifest] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    sources: dict[tuple[str, str], int] = field(default_factory=dict)

    def takes(self, manifest: Manifest) -> bool:
        return (
            len(self.manifests) < LARGEST_STEP
            and self.documents.isdisjoint(manifest.documents)
            and self.documents.isdisjoint(manifest.removed)
            and all(
                self.sources.get(source, manifest.generation) == manifest.generation
                for source in _sources(manifest)
            )
        )

    def add(self, manifest: Manifest) -> None:
        self.manifests.append(manifest)
        self.documents.update(manifest.documents, manifest.removed)
        self.sources.update(dict.fromkeys(_sources(manifest), manifest.generation))


def _sources(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for seen in manifest.sources:
        yield seen.collection, seen.path
    for gone in manifest.gone:
        yield gone.collection, gone.path


def loaded(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Name the batches whose rows are in the tables."""
    ledger = con.execute("select generation, batch_id from internal.loads").fetchall()
    return {stem(generation, batch_id) for generation, batch_id in ledger}


def forget(con: duckdb.DuckDBPyConnection, lost: Iterable[str]) -> None:
    """Count as unread what batches brought that the lake has lost; their rows stay till then."""
    rows = [dict(zip(("generation", "batch_id"), order(name), strict=True)) for name in lost]
    columns = {name: STAMP[name] for name in ("generation", "batch_id")}
    con.register("step_lost_batches", pa.Table.from_pylist(rows, pa.schema(columns.items())))
    _commit(con, ("forget",))
    con.unregister("step_lost_batches")


def _new(con: duckdb.DuckDBPyConnection, lake: Lake) -> Iterator[Manifest]:
    held = loaded(con)
    return (lake.manifest(name) for name in lake.stems() if name not in held)


def _staged(step: list[Manifest]) -> dict[str, pa.Table]:
    seen = [(batch, asdict(source)) for batch in step for source in batch.sources]
    gone = [(batch, asdict(source)) for batch in step for source in batch.gone]
    removed = [(batch, {"document_id": name}) for batch in step for name in batch.removed]
    return {
        "step_manifests": _stamped(
            [(batch, {"documents": batch.documents}) for batch in step], HELD
        ),
        "step_sources": _stamped(seen, SEEN),
        "step_gone": _stamped(gone, GONE),
        "step_removed": _stamped(removed, {"document_id": pa.string()}),
    }


def _stamped(
    rows: list[tuple[Manifest, dict[str, Any]]], columns: dict[str, pa.DataType]
) -> pa.Table:
    """Give rows that each carry the batch, generation, run and time they came with."""
    stamped = [{name: getattr(batch, name) for name in STAMP} | row for batch, row in rows]
    return pa.Table.from_pylist(stamped, schema=pa.schema((STAMP | columns).items()))
