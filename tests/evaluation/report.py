"""Set scores beside the figures of others, for the terminal and for docs/quality.md."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from tests.evaluation.floors import Floors

PEERS = Path(__file__).with_name("peers.csv")
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
TITLES = {
    "polnear": "PolNeAR, quotations, F1: Onrecord on dev, the others on test (84 articles each)",
    "gum": "GUM dev, names in news and biographies, F1",
}


class NoMarkersError(ValueError):
    """The page has no place for the figures."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text: a title, a heading and rows."""

    title: str
    heading: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def show(self) -> None:
        """Print it."""
        table = Table(
            title=self.title,
            title_justify="left",
            collapse_padding=True,
            box=box.SIMPLE_HEAD,
            pad_edge=False,
        )
        table.add_column(self.heading[0], no_wrap=True)
        for name in self.heading[1:]:
            table.add_column(name, justify="right")
        for row in self.rows:
            table.add_row(*row)
        Console().print(table)

    def markdown(self) -> str:
        """Write it for a page."""
        lines = [self.heading, ("---", *["--:"] * (len(self.heading) - 1)), *self.rows]
        return "\n".join([f"**{self.title}**", "", *(f"| {' | '.join(x)} |" for x in lines)])


def sheets(scores: Mapping[str, float], floors: Floors) -> list[Sheet]:
    """Make a table for each corpus that others were measured on, then one of every metric."""
    beside = [_beside(table, scores) for table in TITLES if any(_of(table, scores))]
    return [*beside, _all(scores, floors)]


def write(path: Path, scores: Mapping[str, float], floors: Floors) -> None:
    """Put the tables between the markers of a page; the rest of the page stays.

    Raises NoMarkersError when the page is not there or has no markers.
    """
    page = path.read_text("utf-8") if path.is_file() else ""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoMarkersError(
            f"{path.name} has no place for figures: add the lines {BEGIN} and {END}."
        )
    tables = "\n\n".join(sheet.markdown() for sheet in sheets(scores, floors))
    path.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")


def _beside(table: str, scores: Mapping[str, float]) -> Sheet:
    """Set our row under those of the others."""
    systems: dict[str, dict[str, str]] = {}
    with PEERS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["table"] == table:
                systems.setdefault(row["system"], {})[row["metric"]] = row["value"]
    ours = {name: f"{value:.1f}" for name, value in _of(table, scores).items()}
    metrics = tuple(dict.fromkeys(metric for figures in systems.values() for metric in figures))
    lines = [*systems.items(), ("Onrecord", ours)]
    rows_ = [(name, *(figures.get(m, "") for m in metrics)) for name, figures in lines]
    return Sheet(TITLES[table], ("system", *metrics), rows_)


def _of(group: str, scores: Mapping[str, float]) -> dict[str, float]:
    """Take the scores of one group, by metric."""
    named = ((name.partition(": "), score) for name, score in scores.items())
    return {metric: score for (head, _, metric), score in named if head == group}


def _all(scores: Mapping[str, float], floors: Floors) -> Sheet:
    missed = floors.missed(scores)
    rows = []
    for name, score in scores.items():
        floor = floors.floors.get(name)
        verdict = "missed" if name in missed else "" if floor is not None else "no floor yet"
        rows.append((name, f"{score:.1f}", f"{floor:.1f}" if floor is not None else "–", verdict))
    heading = ("metric, in percent", "score", "floor", "verdict")
    return Sheet("Every metric against its floor", heading, rows)
