"""Time how copies are found, and how the time grows with the archive: CPU seconds of one process.

`python -m tests.benchmarks.copies [COUNT ...]`
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

from onrecord.cli.listing import show_table
from tests.evaluation.copied_texts import Newsroom, Text
from tests.evaluation.copies import SEED, batch
from transforms.duplicates import contents, signatures
from warehouse import copies
from warehouse.build import Build
from warehouse.lake import Lake

COUNTS = (10_000, 30_000, 100_000)
MORE = 100
"""Documents that come later, to an archive that is there."""
SAMPLE = 2_000
ROUNDS = 5


def main() -> None:
    """Print documents a second for the keys alone, and for all that marking copies takes."""
    counts = [int(word) for word in sys.argv[1:]] or COUNTS
    newsroom = Newsroom(SEED)
    sample = [text.text for text in newsroom.archive(SAMPLE)]
    words = sum(text.count(" ") for text in sample) // SAMPLE
    print(f"Keys: {max(_keys(sample) for _ in range(ROUNDS)):,.0f} texts of {words} words a second")
    columns = ("documents", "marked as copies", "CPU seconds", "documents a second", f"{MORE} more")
    rows = [_marked(list(newsroom.archive(count + MORE)), count) for count in counts]
    show_table("Marking copies, from scratch and for a few documents more", columns, rows)


def _keys(texts: list[str]) -> float:
    began = process_time()
    signatures(list(contents(texts)))
    return len(texts) / (process_time() - began)


def _marked(archive: list[Text], count: int) -> tuple[float | int, ...]:
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder) / "lake")
        with Build(Path(folder) / "build.duckdb", threads=1) as build:
            lake.write(batch(archive[:count]))
            build.load(lake)
            first = _seconds(build)
            lake.write(batch(archive[count:], 2, count))
            build.load(lake)
            more = _seconds(build)
            marked = build.con.execute("select count(duplicate_of) from documents").fetchall()
    return count, marked[0][0], first, round(count / first), more


def _seconds(build: Build) -> float:
    began = process_time()
    copies.mark(build.con)
    return process_time() - began


if __name__ == "__main__":
    main()
