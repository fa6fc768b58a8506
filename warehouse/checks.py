"""Run the checks: claims about the tables, each a file whose SQL selects counterexamples."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from transforms.tables import Check
from warehouse.sql import names, sql

SEVERITIES = ("error", "warning")


def run(con: DuckDBPyConnection, run_id: str) -> list[Check]:
    """Count the counterexamples to every claim, in the order of their names."""
    return [_run(con, run_id, name) for name in names("checks")]


def counterexamples(
    con: DuckDBPyConnection, name: str, limit: int = 20
) -> list[tuple[object, ...]]:
    """Give some counterexamples to a claim, to see what is wrong."""
    return con.sql(sql(f"checks/{name}")).limit(limit).fetchall()


def severity(name: str) -> str:
    """Read what a counterexample means: error stops the publication, warning does not.

    >>> severity("dates_are_plausible")
    'warning'
    """
    found = sql(f"checks/{name}").removeprefix("-- ").partition(":")[0]
    if found not in SEVERITIES:
        raise ValueError(f"checks/{name}.sql begins with {found!r}: write `-- error: the claim.`")
    return found


def _run(con: DuckDBPyConnection, run_id: str, name: str) -> Check:
    (observed,) = con.sql(sql(f"checks/{name}")).aggregate("count(*)").fetchall()[0]
    return Check(run_id, name, severity(name), observed == 0, observed)
