"""Show the rows that batches bring as today's columns, whichever version of us wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from transforms.tables import EXTRACTED, Row
from warehouse.lake import Lake, LakeError, Manifest
from warehouse.schema import columns, literal

BATCH = "batch"
"""Column of a packed file that says which batch a row is of."""


def show(con: DuckDBPyConnection, lake: Lake, step: Sequence[Manifest]) -> None:
    """Make `incoming_quotes` and its like show the rows of some batches, with their generation.

    A column that an older batch lacks holds what `schema.KINDS` says, a table that it lacks has
    no rows of it, and columns that are known no more are left out.
    """
    for name, row_class in EXTRACTED.items():
        con.execute(_view(name, row_class, lake, [one for one in step if name in one.rows]))


def _view(name: str, row_class: type[Row], lake: Lake, step: Sequence[Manifest]) -> str:
    """Write the view. The table itself, without a row, has whatever columns the files lack."""
    rows = [f"(from main.{name} select *, null::varchar as {BATCH} limit 0)"]
    places = {batch.stem: lake.rows(name, batch.stem) for batch in step}
    for place in places.values():
        if not place.path.exists():
            raise LakeError(
                f"{place.path} is missing though its manifest stands: `onrecord run` sets the "
                "batch aside and reads its documents anew."
            )
    own = [str(place.path) for place in places.values() if not place.is_packed]
    packs = {str(place.path) for place in places.values() if place.is_packed}
    packed = [stem for stem, place in places.items() if place.is_packed]
    if own:
        rows.append(
            f"(select * exclude (filename), parse_filename(filename, true) as {BATCH}\n"
            f"from {_read(own)}, filename = true))"
        )
    if packs:
        rows.append(f"(from {_read(sorted(packs))}) where {BATCH} in ({_list(packed)}))")
    return (
        f"create or replace temp view incoming_{name} as\n"
        f"select {', '.join(column.read for column in columns(row_class))},\n"
        f"split_part({BATCH}, '-', 1)::bigint as generation\n"
        f"from ({' union all by name '.join(rows)})"
    )


def _read(paths: list[str]) -> str:
    return f"read_parquet([{_list(paths)}], union_by_name = true"


def _list(texts: list[str]) -> str:
    return ", ".join(map(literal, texts))
