"""Row types become Arrow schemas, DuckDB tables and a page of documentation."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.reports import Report, rows
from transforms.tables import EXTRACTED, TABLES, Document
from warehouse import schema
from warehouse.build import Build
from warehouse.marts import marts


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_in_the_build_as_declared(build: Build, name: str) -> None:
    """A table has the columns of its row type, in order, with their types and comments."""
    found = build.con.execute(
        "select column_name, lower(data_type), is_nullable, comment from duckdb_columns() "
        "where schema_name = 'main' and table_name = $name order by column_index",
        {"name": name},
    ).fetchall()
    types = {"timestamptz": "timestamp with time zone"}
    assert found == [
        (c.name, types.get(c.duckdb_type, c.duckdb_type), c.is_nullable, c.description)
        for c in schema.columns(TABLES[name])
    ]


def test_times_are_utc_microseconds() -> None:
    """A time in Arrow is an instant in UTC."""
    field = schema.arrow_schema(Document).field("ingested_at")
    assert field.type == pa.timestamp("us", "UTC")
    assert not field.nullable
    assert field.metadata == {b"description": b"When this version was read, in UTC."}


@pytest.mark.parametrize("name", [name for name in EXTRACTED if name != "rejects"])
def test_rows_survive_arrow(name: str) -> None:
    """What goes into Arrow comes out of it: values, nulls and lists."""
    row_class = EXTRACTED[name]
    made = rows(Report())[name]
    found = schema.to_arrow(row_class, made).to_pylist()
    plain = [{key: getattr(row, key) for key in found[0]} for row in made]
    assert [
        {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for row in found
    ] == plain


def test_no_rows_are_a_table_too() -> None:
    """A table without rows has all its columns."""
    assert schema.to_arrow(Document, []).schema == schema.arrow_schema(Document)


@pytest.mark.parametrize("mart", marts(), ids=lambda mart: mart.name)
def test_every_view_and_column_has_a_comment(build: Build, mart) -> None:
    """A view says what one row is, and each of its columns what it is."""
    shown = build.con.execute(f"describe main.{mart.name}").fetchall()
    assert [row[0] for row in shown] == [name for name, _ in mart.columns]
    stored = build.con.execute(
        "select column_name, comment from duckdb_columns() where table_name = $name "
        "order by column_index",
        {"name": mart.name},
    ).fetchall()
    assert stored == list(mart.columns)


def test_the_page_names_every_table_view_and_column() -> None:
    """docs/tables.md leaves nothing out."""
    page = schema.tables_markdown()
    for name, row_class in TABLES.items():
        assert f"## {name}\n" in page
        assert all(f"| {column.name} |" in page for column in schema.columns(row_class))
    assert all(f"## {mart.name}\n" in page for mart in marts())


def test_check_tells_a_stale_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` fails for a page that is not what would be written, and passes after writing."""
    page = tmp_path / "tables.md"
    assert schema.main(["--check", str(page)]) == 1
    assert "make docs" in capsys.readouterr().err
    assert schema.main([str(page)]) == 0
    assert schema.main(["--check", str(page)]) == 0
