"""Show the rows that batches bring as today's columns, whichever version of us wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from transforms.tables import EXTRACTED, Row
from warehouse.lake import Lake, LakeError, Manifest
from warehouse.schema import columns, literal


def show(con: DuckDBPyConnection, lake: Lake, step: Sequence[Manifest]) -> None:
    """Make `incoming_quotes` and its like show the rows of some batches, with their generation.

    A column that an older batch lacks holds what `schema.KINDS` says, a table that it lacks has
    no rows of it, and columns that are known no more are left out.
    """
    for name, row_class in EXTRACTED.items():
        paths = [_path(lake, name, batch) for batch in step if name in batch.rows]
        con.execute(_view(name, row_class, paths))


def _path(lake: Lake, table: str, batch: Manifest) -> str:
    path = lake.parquet(table, batch.stem)
    if not path.exists():
        raise LakeError(
            f"{path} is missing though its manifest stands. Bring it back, or remove the "
            "manifest and run again: its documents are then read anew."
        )
    return str(path)


def _view(name: str, row_class: type[Row], paths: list[str]) -> str:
    """Write the view. The table itself, without a row, has whatever columns the files lack."""
    none = f"from main.{name} select *, null::varchar as filename limit 0"
    files = ", ".join(map(literal, paths))
    read = f"from read_parquet([{files}], filename = true, union_by_name = true)"
    rows = f"(({none}) union all by name ({read}))" if paths else f"({none})"
    return (
        f"create or replace temp view incoming_{name} as\n"
        f"select {', '.join(column.read for column in columns(row_class))},\n"
        f"split_part(parse_filename(filename), '-', 1)::bigint as generation\nfrom {rows}"
    )
