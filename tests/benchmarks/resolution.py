"""Time the resolution of names across documents: all of an archive, then a little more of it.

    python -m tests.benchmarks.resolution

The memory is what resolving adds to the process: the archive's rows are generated beforehand.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import psutil

from tests.warehouse.archive import archive, put
from transforms.links import known_names, lists_hash
from warehouse.build import Build
from warehouse.known_names import Gazetteer

MENTIONS, NAMES, MORE = 100_000, 20_000, 1_000


def main() -> None:
    """Print seconds and memory of both, and how many entities came of it."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.resolution", description=main.__doc__)
    parser.add_argument("--mentions", type=int, default=MENTIONS)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--more", type=int, default=MORE)
    chosen = parser.parse_args()
    known = Gazetteer(lists_hash(), known_names)
    with tempfile.TemporaryDirectory() as place, Build(Path(place) / "build.duckdb") as build:
        put(build.con, archive(chosen.mentions, chosen.names))
        _measured(build, known, f"{chosen.mentions:,} mentions")
        put(build.con, archive(chosen.more, chosen.names, first=chosen.mentions))
        _measured(build, known, f"{chosen.more:,} more")
        found = build.con.execute(
            "select count(*), count(distinct name), (select count(*) from entities) from clusters"
        ).fetchone()
        mentions, names, entities = found or (0, 0, 0)
        print(f"{mentions:,} mentions of {names:,} names are {entities:,} entities")


def _measured(build: Build, known: Gazetteer, what: str) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    build.resolve(gazetteer=known)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    peak = psutil.Process().memory_info().rss / 1e6
    print(f"{what}: {took:.1f} s, {used:.1f} CPU s, {peak:.0f} MB resident")


if __name__ == "__main__":
    main()
