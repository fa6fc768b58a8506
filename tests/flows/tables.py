"""Read everything a warehouse holds, to compare two of them row for row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from transforms.tables import EXTRACTED

CLOCK = {"ingested_at", "run_id", "first_seen_at", "last_seen_at", "seen_at", "source_uri"}
"""Columns that tell when and where a run was made, and not what the documents say."""
COMPARED = (*EXTRACTED, "entities", "document_versions", "earlier_quotes")


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a published file."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def contents(warehouse: Path, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Give every row of every table as text, sorted, less what only the clock decides."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = {}
        for table in COMPARED:
            names = [name for name, *_ in con.execute(f"describe {table}").fetchall()]
            kept = ", ".join(f'"{name}"' for name in names if name not in CLOCK | without)
            found[table] = sorted(map(str, con.execute(f"select {kept} from {table}").fetchall()))
        return found
