"""Decide which clusters are one thing, for the blocks in which something has changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.evidence import Context, Named
from warehouse.identities import DECIDERS
from warehouse.sql import sql

CHUNK = 10_000
"""Rows that are held at once."""
DECIDED = pa.schema([("cluster_id", pa.string()), ("entity_key", pa.string())])


def decide(con: DuckDBPyConnection) -> None:
    """Bring `internal.identities` up to date.

    Names that may be one thing share a block. Only blocks in which a document came, changed or
    went are decided again, each from all its clusters, so that neither order nor batching matters.
    """
    con.execute(sql("entities/touched"))
    con.execute(sql("entities/contexts"))
    con.execute(sql("entities/candidates"))
    decided = list(_decisions(con))
    columns = zip(*decided, strict=True) if decided else ((), ())
    con.register("step_decided", pa.table(list(map(list, columns)), schema=DECIDED))
    con.execute(sql("entities/decided"))
    con.unregister("step_decided")


def _decisions(con: DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield clusters with the key of the thing each is."""
    contexts = {found.document_id: found for found in map(_context, _rows(con, "from contexts"))}
    rows = _rows(con, sql("entities/undecided"))
    for (kind, block), members in groupby(rows, key=itemgetter("class", "block_key")):
        yield from DECIDERS[kind](block, [_named(row, contexts) for row in members])


def _rows(con: DuckDBPyConnection, statement: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a statement as mappings, few at a time."""
    for batch in con.sql(statement).to_arrow_reader(CHUNK):
        yield from batch.to_pylist()


def _context(row: dict[str, Any]) -> Context:
    return Context(
        row["document_id"],
        row["collection"],
        row["day"],
        frozenset(row["places"]),
        frozenset(row["company"]),
    )


def _named(row: dict[str, Any], contexts: dict[str, Context]) -> Named:
    return Named(
        row["cluster_id"],
        contexts[row["document_id"]],
        row["name_key"],
        tuple(row["given_keys"]),
        frozenset(row["first_keys"]),
        frozenset(row["alias_keys"]),
        frozenset(filter(None, row["roles"])),
        frozenset(row["bodies"]),
        frozenset(row["homes"] or ()),
    )
