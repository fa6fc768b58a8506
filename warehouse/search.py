"""Keep the search index up to date, text by text."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse.sql import sql, transaction

SLICE = 20_000  # texts a transaction, to bound memory
KINDS = ("quotes", "chunks")


def index(con: DuckDBPyConnection) -> int:
    """Index the texts that are new or changed, drop those that are gone; give the number added.

    Each slice commits on its own: after a kill the next call goes on from there.
    """
    return sum(_index(con, kind) for kind in KINDS)


def _index(con: DuckDBPyConnection, kind: str) -> int:
    _commit(con, f"search/{kind}_stale")
    first, last, count = con.execute(sql("search/missing")).fetchall()[0]
    for above in range(first - 1, last, SLICE) if count else ():
        con.execute("set variable above = $above", {"above": above})
        con.execute("set variable upto = $upto", {"upto": above + SLICE})
        _commit(con, f"search/{kind}_add")
    return int(count)


def _commit(con: DuckDBPyConnection, name: str) -> None:
    with transaction(con):
        con.execute(sql(name))
