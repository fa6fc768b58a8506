"""Read whole tables, to compare builds row for row."""

from __future__ import annotations

from typing import Any

from transforms.tables import TABLES
from warehouse.build import Build

DERIVED = sorted(TABLES.keys() - {"runs", "checks"})


def contents(build: Build) -> dict[str, list[Any]]:
    """Give every derived table as sorted rows."""
    return {name: sorted(build.con.table(f"main.{name}").fetchall(), key=repr) for name in DERIVED}


def column(build: Build, statement: str) -> list[Any]:
    """Give the first column that a statement selects."""
    return [row[0] for row in build.con.execute(statement).fetchall()]
