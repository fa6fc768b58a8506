"""Resolve what holds across documents: entities from their names, and exact copies."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.sql import sql

STEPS = ("named", "resolved", "entities", "links", "copies")


def resolve(con: DuckDBPyConnection) -> None:
    """Bring entities, the rows that point at them, and copies up to date, in one transaction.

    Everything is computed from all documents, so that neither order nor batching matters; only
    rows that change are written.
    """
    con.execute("begin")
    try:
        for name in STEPS:
            con.execute(sql(f"entities/{name}"))
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise
