"""Say what earlier runs left: whether the published file is current, and what a run removed."""

from __future__ import annotations

from warehouse.build import Build
from warehouse.sql import sql

COMPLETE = ("published", "unchanged")


def is_published(build: Build, settings: str) -> bool:
    """Say whether the last run published all that the build holds, under the same settings."""
    last = build.con.execute(sql("load/last_run")).fetchone()
    return last is not None and last[0] in COMPLETE and last[1] == settings


def removed(build: Build, run_id: str) -> int:
    """Count the documents that a run found gone."""
    found = build.con.execute(sql("load/removed"), {"run_id": run_id}).fetchone()
    return int(found[0]) if found else 0
