"""Resolve what holds across documents: entities from their names, corrections, copies."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

from transforms.tables import Override
from warehouse import copies
from warehouse.corrections import Outcome, outcome
from warehouse.decide import decide
from warehouse.known_names import Gazetteer, learn
from warehouse.overrides import Log
from warehouse.schema import to_arrow
from warehouse.sql import sql, transaction
from warehouse.standing import Named

CORRECTIONS = "corrections"
DECISIONS = "decisions"
STEPS = ("named", DECISIONS, "resolved", CORRECTIONS, "entities", "links")
MOVED = pa.schema({"cluster_id": pa.string(), "entity_id": pa.string(), "is_own": pa.bool_()})
CURATED = pa.schema(
    {
        "entity_id": pa.string(),
        "name": pa.string(),
        "entity_type": pa.string(),
        "wikidata_id": pa.string(),
        "aliases": pa.list_(pa.string()),
    }
)


def resolve(con: DuckDBPyConnection, log: Log, gazetteer: Gazetteer) -> None:
    """Bring entities, the rows that point at them, and copies up to date, in one transaction.

    Who is who is decided again where something has changed; the rest is computed from all
    documents. So neither order nor batching matters. Only rows that change are written.
    """
    with transaction(con):
        learn(con, gazetteer)
        con.register("step_overrides", to_arrow(Override, log.rows))
        for name in STEPS:
            if name == DECISIONS:
                decide(con)
                continue
            if name == CORRECTIONS:
                _stage(con, _corrected(con, log.rows), log.digest)
            con.execute(sql(f"entities/{name}"))
        copies.mark(con)


def applied(con: DuckDBPyConnection) -> str:
    """Give the digest of the log that was applied last, empty for none."""
    found = con.execute("select digest from internal.applied_log").fetchall()
    return str(found[0][0]) if found else ""


def _corrected(con: DuckDBPyConnection, rows: Sequence[Override]) -> Outcome:
    """Apply the log to the clusters that it can reach."""
    if not rows:
        return Outcome([])
    found = con.execute(sql("entities/reached")).fetchall()
    return outcome(rows, [Named(*row) for row in found])


def _stage(con: DuckDBPyConnection, found: Outcome, digest: str) -> None:
    moved = [dict(zip(MOVED.names, row, strict=True)) for row in found.moved]
    curated = [
        {"entity_id": name} | {key: getattr(chosen, key) for key in CURATED.names[1:]}
        for name, chosen in found.curated
    ]
    con.register("step_overrides", to_arrow(Override, found.overrides))
    con.register("step_moved", pa.Table.from_pylist(moved, MOVED))
    con.register("step_curated", pa.Table.from_pylist(curated, CURATED))
    con.execute("set variable log_digest = $digest", {"digest": digest})
