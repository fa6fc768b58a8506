"""Say what earlier runs left: what made its rows, what they removed, where they read."""

from __future__ import annotations

from warehouse.build import Build
from warehouse.sql import sql


def made_by(build: Build) -> tuple[str, str]:
    """Give fingerprint and settings of the last run; empty ones where there was none."""
    last = build.con.execute(sql("load/last_run")).fetchall()
    return last[0] if last else ("", "{}")


def removed(build: Build, run_id: str) -> int:
    """Count the documents that a run found gone."""
    found = build.con.execute(sql("load/removed"), {"run_id": run_id}).fetchall()
    return int(found[0][0])


def place(build: Build, collection: str) -> tuple[str, str] | None:
    """Give the URI and the source file of a document of a collection, None if it has none."""
    found = build.con.execute(sql("load/place"), {"collection": collection}).fetchall()
    return found[0] if found else None


def rejected(build: Build, collection: str) -> set[str]:
    """List the source files of a collection from which something could not be read."""
    found = build.con.execute(sql("load/rejected"), {"collection": collection}).fetchall()
    return {str(path) for (path,) in found}


def rejecting(build: Build) -> list[str]:
    """List the collections from which something could not be read."""
    return [str(name) for (name,) in build.con.execute(sql("load/rejecting")).fetchall()]
