"""Define tables, views and macros in a build, anew where their definition has changed."""

from __future__ import annotations

from hashlib import blake2b
from inspect import getsource

import pyarrow as pa
from duckdb import DuckDBPyConnection

from transforms import duplicates
from transforms.tables import TABLES
from warehouse.marts import Mart, marts
from warehouse.schema import columns, create_table, listed_values, literal
from warehouse.sql import names, sql, transaction

OWN = ("runs", "checks")  # tables whose rows stand in no lake
FILLING = ("load", "copies", "search")
"""Folders of statements."""
TABLES_OF_THE_LAKE = "tables"
VIEWS = "views"


def define(con: DuckDBPyConnection) -> None:
    """Create what is missing; start the tables anew when their definition has changed.

    What makes the keys of texts belongs to it: keys of two makings never meet.
    The rows of `runs` and `checks` are carried over, whatever their columns were.
    """
    defined = _defined(con)
    wanted = _wanted()
    if defined == wanted:
        return
    with transaction(con):
        if defined.get(TABLES_OF_THE_LAKE) != wanted[TABLES_OF_THE_LAKE]:
            kept = [name for name in OWN if name in defined]
            _start_anew(con, {name: _carried(con, name) for name in kept})
        for (name,) in con.execute(sql("load/views")).fetchall():
            con.execute(f"drop view main.{name}")
        con.execute(_views())
        _remember(con, wanted)


def _defined(con: DuckDBPyConnection) -> dict[str, str]:
    found = con.execute(sql("load/defined")).fetchone()
    if found is None:
        return {}
    return dict(con.execute("select name, hash from internal.definitions").fetchall())


def _wanted() -> dict[str, str]:
    statements = {name: create_table(name, TABLES[name]) for name in OWN}
    statements[TABLES_OF_THE_LAKE] = _tables() + _filling() + getsource(duplicates)
    statements[VIEWS] = _views()
    return {name: _hash(text) for name, text in statements.items()}


def _tables() -> str:
    contract = "".join(create_table(name, row_class) for name, row_class in TABLES.items())
    return contract + sql("load/internal") + sql("copies/tables") + sql("search/tables")


def _filling() -> str:
    """Give what fills the tables step by step: rows of two ways of doing so never meet."""
    return "".join(sql(f"{room}/{name}") for room in FILLING for name in names(room))


def _views() -> str:
    return "".join(map(_view, marts())) + sql("search") + sql("places") + listed_values()


def _view(mart: Mart) -> str:
    statements = [
        f"create or replace view main.{mart.name} as\n{mart.select}",
        f"comment on view main.{mart.name} is {literal(mart.description)}",
    ]
    for name, comment in mart.columns:
        statements.append(f"comment on column main.{mart.name}.{name} is {literal(comment)}")
    return ";\n".join(statements) + ";\n"


def _start_anew(con: DuckDBPyConnection, kept: dict[str, pa.Table]) -> None:
    for schema, name in con.execute(sql("load/present")).fetchall():
        con.execute(f"drop table {schema}.{name} cascade")
    con.execute("drop schema if exists internal cascade")
    con.execute(_tables())
    for name, rows in kept.items():
        con.register("step_rows", rows)
        con.execute(sql(f"load/{name}"))
        con.unregister("step_rows")


def _carried(con: DuckDBPyConnection, name: str) -> pa.Table:
    """Give the rows of a table as today's columns, in the order in which runs were numbered."""
    rows = con.table(f"main.{name}").to_arrow_table()
    if "started_at" in rows.column_names and "run_number" not in rows.column_names:
        rows = rows.sort_by([("started_at", "ascending"), ("run_id", "ascending")])
        rows = rows.append_column("run_number", [list(range(1, rows.num_rows + 1))])
    for column in columns(TABLES[name]):
        if column.name not in rows.column_names:
            rows = rows.append_column(column.name, [[column.absent] * rows.num_rows])
    return rows.select([column.name for column in columns(TABLES[name])])


def _remember(con: DuckDBPyConnection, wanted: dict[str, str]) -> None:
    con.execute("delete from internal.definitions")
    con.executemany("insert into internal.definitions values (?, ?)", list(wanted.items()))


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=10).hexdigest()
