"""Derive Arrow schemas, DuckDB tables, their comments and docs/tables.md from the row types."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from transforms.tables import TABLES, Row
from warehouse.marts import Mart, marts


class Kind(NamedTuple):
    """How a type of Python is kept, and what a column of it holds in rows that are older than it.

    Such rows are made anew by the next run of their collection: other columns are other code, and
    that is another fingerprint. A column that may be null is null in them.
    """

    arrow: pa.DataType
    duckdb: str
    absent: Any
    absent_in_sql: str


KINDS: dict[Any, Kind] = {
    str: Kind(pa.string(), "varchar", "", "''"),
    int: Kind(pa.int64(), "bigint", 0, "0"),
    float: Kind(pa.float64(), "double", 0.0, "0"),
    bool: Kind(pa.bool_(), "boolean", False, "false"),
    datetime: Kind(
        pa.timestamp("us", "UTC"), "timestamptz", datetime(1970, 1, 1, tzinfo=UTC), "'epoch'"
    ),
    tuple[str, ...]: Kind(pa.list_(pa.string()), "varchar[]", (), "[]"),
    tuple[int, ...]: Kind(pa.list_(pa.int64()), "bigint[]", (), "[]"),
}
SCHEMAS: dict[type[Row], pa.Schema] = {}
"""Schemas by row type: reading the hints of a class anew for every batch takes time."""
PREFACE = """# Tables

Every table and view of the warehouse. Written by `make docs` from `transforms/tables.py` and
`warehouse/marts/`: change those, not this page. Types are DuckDB's.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its row type declares it."""

    name: str
    kind: Any
    is_nullable: bool
    description: str
    values: tuple[str, ...] = ()
    """All that it may hold, the first in rows that are older than it; empty for no enumeration."""

    @property
    def duckdb_type(self) -> str:
        """Name the column's type in DuckDB."""
        return KINDS[self.kind].duckdb

    @property
    def absent(self) -> Any:
        """Give what rows hold that were written before the column was thought of."""
        if self.is_nullable:
            return None
        return self.values[0] if self.values else KINDS[self.kind].absent

    @property
    def read(self) -> str:
        """Write how the column is read from rows of any age."""
        if self.is_nullable:
            return self.quoted
        absent = literal(self.values[0]) if self.values else KINDS[self.kind].absent_in_sql
        return f"coalesce({self.quoted}, {absent}) as {self.quoted}"

    @property
    def quoted(self) -> str:
        """Write its name so that it is no word of SQL: `at` is one."""
        return f'"{self.name}"'


def columns(row_class: type[Row]) -> tuple[Column, ...]:
    """List the columns of a row type in the order of its fields."""
    hints = get_type_hints(row_class, include_extras=True)
    return tuple(_column(name, hint) for name, hint in hints.items())


def arrow_schema(row_class: type[Row]) -> pa.Schema:
    """Give the Arrow schema of a row type; each field carries its description."""
    if row_class not in SCHEMAS:
        SCHEMAS[row_class] = pa.schema(
            pa.field(
                column.name,
                KINDS[column.kind].arrow,
                nullable=column.is_nullable,
                metadata={"description": column.description},
            )
            for column in columns(row_class)
        )
    return SCHEMAS[row_class]


def to_arrow(row_class: type[Row], rows: Iterable[Row]) -> pa.Table:
    """Turn rows of one type into an Arrow table."""
    kept = rows if isinstance(rows, list) else list(rows)
    schema = arrow_schema(row_class)
    arrays = [
        pa.array(list(map(attrgetter(field.name), kept)), type=field.type) for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def create_table(name: str, row_class: type[Row]) -> str:
    """Write the statements that create a table, with a comment on it and on every column."""
    lines = ",\n".join(
        f"  {column.quoted} {column.duckdb_type}{'' if column.is_nullable else ' not null'}"
        for column in columns(row_class)
    )
    statements = [
        f"create table main.{name} (\n{lines}\n)",
        f"comment on table main.{name} is {literal(description(row_class))}",
    ]
    for column in columns(row_class):
        comment = literal(column.description)
        statements.append(f"comment on column main.{name}.{column.quoted} is {comment}")
    return ";\n".join(statements) + ";\n"


def listed_values() -> str:
    """Write the view of the values that stand in enumerations, and whether they may."""
    selects = [
        f"from main.{name} select distinct {literal(name)} as table_name, "
        f"{literal(column.name)} as column_name, {column.quoted} as value, "
        f"value in ({', '.join(map(literal, column.values))}) as is_listed"
        for name, row_class in TABLES.items()
        for column in columns(row_class)
        if column.values
    ]
    return f"create or replace view internal.listed_values as {' union all '.join(selects)};"


def description(row_class: type[Row]) -> str:
    """Say what one row is: the first line of the row type's docstring."""
    return (row_class.__doc__ or "").strip().splitlines()[0]


def literal(text: str) -> str:
    """Quote a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def tables_markdown() -> str:
    """Write docs/tables.md: every table and view with its columns."""
    pages = [PREFACE]
    pages += [_table_page(name, row_class) for name, row_class in TABLES.items()]
    pages += [_view_page(mart) for mart in marts()]
    return "\n".join(pages)


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or with `--check` say whether it is current."""
    parser = argparse.ArgumentParser(prog="warehouse.schema", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="only compare, write nothing")
    parser.add_argument("path", type=Path)
    chosen = parser.parse_args(arguments)
    if not chosen.check:
        chosen.path.write_text(tables_markdown(), encoding="utf-8")
        return 0
    if chosen.path.exists() and chosen.path.read_text(encoding="utf-8") == tables_markdown():
        return 0
    sys.stderr.write(f"{chosen.path} is not current: run `make docs` and commit it.\n")
    return 1


def _column(name: str, hint: Any) -> Column:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"Column {name} has no description: write Annotated[type, 'sentence'].")
    kind, text = get_args(hint)
    is_nullable = get_origin(kind) in (UnionType, Union)
    if is_nullable:
        (kind,) = (option for option in get_args(kind) if option is not NoneType)
    values: tuple[str, ...] = ()
    if get_origin(kind) is Literal:
        kind, values = str, get_args(kind)
        text = f"{text} One of: {', '.join(values)}."
    if kind not in KINDS:
        raise TypeError(f"Column {name} has the type {kind}: choose one of {list(KINDS)}.")
    return Column(name, kind, is_nullable, text, values)


def _table_page(name: str, row_class: type[Row]) -> str:
    lines = [f"## {name}", "", description(row_class), "", "| column | type | what it is |"]
    lines.append("|---|---|---|")
    for column in columns(row_class):
        text = column.description.replace("|", "\\|")
        lines.append(f"| {column.name} | {column.duckdb_type} | {text} |")
    return "\n".join(lines) + "\n"


def _view_page(mart: Mart) -> str:
    lines = [f"## {mart.name}", "", mart.description, "", "| column | what it is |", "|---|---|"]
    for name, comment in mart.columns:
        text = comment.replace("|", "\\|")
        lines.append(f"| {name} | {text} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
