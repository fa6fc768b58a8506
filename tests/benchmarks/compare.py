"""Compare the project with the script an analyst would write: whole processes, turn by turn.

`python -m tests.benchmarks.compare [--documents 600] [--rounds 2] [--stages]`
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from tests.benchmarks.clock import PARSING, QUOTES
from tests.benchmarks.processes import Usage, measure
from tests.benchmarks.texts import count_words, write_texts
from tests.evaluation.corpora import ROOT, command

SCRIPT = Path(__file__).with_name("plain_script.py")
RESULTS = ROOT / "data" / "bench.json"
PLAIN = "{python} {script} {folder} {data}"
OURS = "{onrecord} run --direct {folder} --data {data}"


@dataclass(frozen=True, slots=True)
class Side:
    """One way to do the work, and what each of its runs used."""

    name: str
    command: str
    runs: list[Usage] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)

    def run(self, folder: Path, scratch: Path) -> None:
        """Do the work once more, from nothing."""
        data = scratch / f"{self.name}-{len(self.runs)}"
        words = {"python": sys.executable, "script": str(SCRIPT)}
        words |= {"folder": str(folder), "data": str(data)}
        if "{onrecord}" in self.command:
            words["onrecord"] = str(command("onrecord"))
        parts = [part.format(**words) for part in shlex.split(self.command)]
        self.runs.append(measure(parts, scratch / f"{data.name}.log"))
        self.quotes.append(count_quotes(data, len(list(folder.iterdir()))))

    def figures(self, words: int) -> dict[str, float]:
        """Give the median run in the units of the table."""
        return {
            "wall seconds": median(run.wall for run in self.runs),
            "CPU seconds": median(run.cpu for run in self.runs),
            "words per second": median(words / run.wall for run in self.runs),
            "words per CPU second": median(words / run.cpu for run in self.runs),
            "peak memory, MB": median(run.peak / 1e6 for run in self.runs),
            "quotes found": median(self.quotes),
        }


class IncompleteError(RuntimeError):
    """A side was fast because it left documents out."""


def main() -> None:
    """Measure both sides, print the table and keep the figures."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        result = compare(args, Path(scratch))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"Kept in {RESULTS.relative_to(ROOT)}.")


def compare(args: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    """Run the two sides in turn, then the stages in one process; print as it goes."""
    folder = scratch / "texts"
    origin = write_texts(args.documents, folder)
    words = count_words(folder)
    print(f"{words} words in {len(list(folder.iterdir()))} documents: {origin}.")
    plain, ours = Side("plain", PLAIN), Side("onrecord", args.command)
    for turn in range(args.rounds):
        for side in (plain, ours):
            side.run(folder, scratch)
            used = side.runs[-1]
            print(
                f"round {turn + 1}, {side.name}: {used.wall:.1f} s, {used.cpu:.1f} CPU-s; "
                f"others kept {used.others:.1f} cores busy"
            )
    result = _result(plain, ours, words) | {"texts": origin, "words": words}
    show(result)
    if not args.no_stages:
        result["stages"] = stages = measure_stages(folder, scratch / "stages")
        show_stages(stages, words, in_full=args.stages)
    return result


def count_quotes(data: Path, documents: int) -> int:
    """Count the quotes that a side has found, and make sure that ours has read every document."""
    published = data / "onrecord.duckdb"
    file = published if published.is_file() else data / "plain.duckdb"
    with duckdb.connect(str(file), read_only=True) as db:
        if file == published:
            read = db.execute("select count(*) from documents where is_analysed").fetchone()
            if read != (documents,):
                raise IncompleteError(f"Only {read} of {documents} documents were analysed.")
        return len(db.execute("select 1 from quotes").fetchall())


def _result(plain: Side, ours: Side, words: int) -> dict[str, Any]:
    """Set the sides against each other; ratios are taken within a round, then their median."""
    pairs = list(zip(plain.runs, ours.runs, strict=True))
    ratios = {
        "words per second": [a.wall / b.wall for a, b in pairs],
        "words per CPU second": [a.cpu / b.cpu for a, b in pairs],
        "peak memory, MB": [b.peak / a.peak for a, b in pairs],
    }
    return {
        "sides": {side.name: side.figures(words) for side in (plain, ours)},
        "ratios": {k: {"median": median(v), "of rounds": v} for k, v in ratios.items()},
        "runs": {side.name: [asdict(run) for run in side.runs] for side in (plain, ours)},
        "memory": ours.runs[0].memory,
    }


def measure_stages(folder: Path, data: Path) -> dict[str, float]:
    """Ingest a folder in a process of its own and return the CPU seconds of each stage.

    Starting Python and loading the model are left out.
    """
    parts = [sys.executable, "-m", "tests.benchmarks.stages", str(folder), str(data)]
    single = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(parts, cwd=ROOT, env=single, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def show(result: dict[str, Any]) -> None:
    """Print the two sides, and onrecord's ratio to the plain script."""
    table = Table("", *result["sides"], "ratio", "in each round")
    for name in result["sides"]["plain"]:
        cells = [f"{figures[name]:,.1f}" for figures in result["sides"].values()]
        ratio = result["ratios"].get(name)
        rounds = ", ".join(f"{value:.2f}" for value in ratio["of rounds"]) if ratio else ""
        table.add_row(name, *cells, f"{ratio['median']:.2f}" if ratio else "", rounds)
    Console().print(table)
    print(f"Memory is the peak of the process tree's {result['memory']}. Medians of the rounds.")


def show_stages(stages: dict[str, float], words: int, *, in_full: bool) -> None:
    """Print the share of CPU time outside spaCy and, if wanted, every stage."""
    total = sum(stages.values())
    if in_full:
        table = Table("stage", "CPU seconds", "share", "µs per word")
        for name, seconds in stages.items():
            cells = f"{seconds:.2f}", f"{seconds / total:.1%}", f"{1e6 * seconds / words:.1f}"
            table.add_row(name, *cells)
        Console().print(table)
    outside = 1 - stages[PARSING] / total
    print(f"In one process, its model loaded, {outside:.1%} of CPU time is spent outside spaCy.")
    share = stages[QUOTES] / stages[PARSING]
    print(f"Finding quotes costs {share:.1%} of the parse, which includes entity recognition.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=600, help="how many texts to read")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side runs")
    parser.add_argument("--stages", action="store_true", help="print the seconds of each stage")
    parser.add_argument("--no-stages", action="store_true", help="leave the stages out")
    text = "the command set against the script; {folder} and {data} stand for paths"
    parser.add_argument("--command", default=OURS, help=text)
    return parser.parse_args()


if __name__ == "__main__":
    main()
