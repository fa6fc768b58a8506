"""What a child has in memory when it is forked: the product, imported, and a loaded pipeline.

Nothing here opens a database or starts a thread, so that a fork of it is a sound process.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import duckdb
import pyarrow.parquet

import flows.analysis
import onrecord.cli
import tests.fire.commands
import tests.fire.seen
import warehouse
from transforms import duplicates, nlp
from transforms.language import detect

PREFECT = ("flows.door", "flows.ingest", "flows.schedule", "flows.server", "flows.cluster")
"""Modules that take seconds to load and are wanted by few."""
for room in (flows, warehouse):
    for module in iter_modules(room.__path__, f"{room.__name__}."):
        if module.name not in PREFECT:
            import_module(module.name)

__all__ = ["ANALYSIS", "duckdb", "flows", "onrecord", "pyarrow", "tests", "warehouse"]

ANALYSIS = flows.analysis.Analysis(nlp.DEFAULT, lambda *_: None)
detect("Load the languages, too.")
list(duplicates.contents(["Make its tables of characters, too."]))
