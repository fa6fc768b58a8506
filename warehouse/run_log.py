"""Keep the rows of runs and of their checks in the lake as well, a line of JSON each.

They are the only rows of the build that no batch brings: with this log a lost build comes back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.tables import Check, Row, Run
from warehouse.aside import disk_told
from warehouse.schema import to_arrow
from warehouse.sql import sql

NAME = "runs.jsonl"
TAIL = 1_000_000
"""Bytes at the end of the log in which its last line lies."""


def keep(con: DuckDBPyConnection, lake: Path) -> None:
    """Add the runs that have ended since the last line was written.

    A line that a kill has torn is followed by a whole one, and passed over when read.
    """
    path = lake / NAME
    with disk_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - TAIL))
            tail = file.read()
            last = max((one["run"]["run_number"] for one in _lines(tail)), default=0)
            ended = _dicts(con, sql("load/ended_runs"), {"last": last})
            found = "".join(_line(con, run) for run in ended).encode()
            if found:
                file.write((b"\n" if tail and not tail.endswith(b"\n") else b"") + found)
                file.flush()
                os.fsync(file.fileno())


def recover(con: DuckDBPyConnection, lake: Path) -> None:
    """Bring the runs back, with their checks, to a build that knows of none."""
    path = lake / NAME
    if con.execute("from main.runs limit 1").fetchall() or not path.exists():
        return
    held = list(_lines(path.read_bytes()))
    for table, row_class, rows in (
        ("runs", Run, [one["run"] for one in held]),
        ("checks", Check, [check for one in held for check in one["checks"]]),
    ):
        con.register("step_rows", to_arrow(row_class, [_row(row_class, row) for row in rows]))
        con.execute(sql(f"load/{table}"))
        con.unregister("step_rows")


def _line(con: DuckDBPyConnection, run: dict[str, Any]) -> str:
    statement = "from main.checks where run_id = $run_id order by name"
    checks = _dicts(con, statement, {"run_id": run["run_id"]})
    return json.dumps({"run": run, "checks": checks}, default=datetime.isoformat) + "\n"


def _dicts(con: DuckDBPyConnection, statement: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    con.execute(statement, given)
    names = [column[0] for column in con.description or ()]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the lines that are whole, each run once, as it was written last."""
    found: dict[str, dict[str, Any]] = {}
    for line in data.split(b"\n"):
        try:
            one = json.loads(line)
            found[one["run"]["run_id"]] = one
        except (ValueError, KeyError, TypeError):
            continue
    yield from found.values()


def _row(row_class: type[Row], values: dict[str, Any]) -> Row:
    """Make a row of what a line holds, which may be older than a column."""
    moments = {"started_at", "finished_at"}
    return row_class(
        **{
            field.name: datetime.fromisoformat(value)
            if field.name in moments and (value := values.get(field.name))
            else values.get(field.name)
            for field in fields(row_class)
        }
    )
