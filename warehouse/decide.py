"""Decide which clusters are one thing, for the blocks in which something has changed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.evidence import Context, Named
from warehouse.identities import DECIDERS
from warehouse.sql import sql

CONTEXTS = "select document_id, collection, day, places, company from contexts"
NOTHING: frozenset[str] = frozenset()
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
    with _without_collector():
        decided = list(_decisions(con))
    columns = zip(*decided, strict=True) if decided else ((), ())
    con.register("step_decided", pa.table(list(map(list, columns)), schema=DECIDED))
    con.execute(sql("entities/decided"))
    con.unregister("step_decided")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Stop the collector of cycles for a while: there are none, and it takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decisions(con: DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield clusters with the key of the thing each is."""
    contexts = {found.document_id: found for found in map(_context, _rows(con, CONTEXTS))}
    rows = _rows(con, sql("entities/undecided"))
    for (kind, block), members in groupby(rows, key=itemgetter(0, 1)):
        yield from DECIDERS[kind](block, [_named(row[2:], contexts) for row in members])


def _rows(con: DuckDBPyConnection, statement: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement, holding few at a time."""
    for batch in con.sql(statement).to_arrow_reader(CHUNK):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _context(row: tuple[Any, ...]) -> Context:
    document_id, collection, day, places, company = row
    return Context(document_id, collection, day, frozenset(places), frozenset(company))


def _named(row: tuple[Any, ...], contexts: dict[str, Context]) -> Named:
    cluster_id, document_id, key, given, firsts, aliases, roles, bodies, homes = row
    return Named(
        cluster_id,
        contexts[document_id],
        key,
        tuple(given),
        _set(firsts),
        _set(aliases),
        _set(roles),
        _set(bodies),
        _set(homes),
    )


def _set(values: list[str] | None) -> frozenset[str]:
    return frozenset(values) if values else NOTHING
