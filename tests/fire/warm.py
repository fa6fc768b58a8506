"""What a child has in memory when it is forked: the product, imported, and a loaded pipeline.

Nothing here opens a database or starts a thread, so that a fork of it is a sound process.
"""

from __future__ import annotations

import duckdb
import pyarrow.parquet

import flows.analysis
import flows.correct
import flows.direct
import flows.retry
import flows.watch
import onrecord.cli
import tests.fire.commands
import tests.fire.seen
import warehouse.query
from transforms import duplicates, nlp
from transforms.language import detect

__all__ = ["ANALYSIS", "duckdb", "flows", "onrecord", "pyarrow", "tests", "warehouse"]

ANALYSIS = flows.analysis.Analysis(nlp.DEFAULT, lambda *_: None)
detect("Load the languages, too.")
list(duplicates.contents(["Make its tables of characters, too."]))
