"""Set scores beside the figures of others, for the terminal and for docs/quality.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.cli.listing import show_table
from onrecord.evaluation.peers import Scored
from onrecord.evaluation.report import Sheet, Value, beside
from tests.evaluation.floors import Floors

MARKER = "figures"
TITLES: dict[str, tuple[Scored, str]] = {
    "polnear": (
        "quotes",
        "PolNeAR, quotations, F1: Onrecord on dev, the others on test (84 articles each)",
    ),
    "gum": ("entities", "GUM dev, names in news and biographies, F1"),
}


class NoMarkersError(ValueError):
    """The page has no place for the figures."""


def show(sheet: Sheet) -> None:
    """Print a table."""
    show_table(sheet.title, sheet.columns, sheet.rows, decimals=1)


def markdown(sheet: Sheet) -> str:
    """Write a table for a page."""
    rows = [tuple(map(_cell, row)) for row in sheet.rows]
    lines = [sheet.columns, ("---", *["--:"] * (len(sheet.columns) - 1)), *rows]
    return "\n".join([f"**{sheet.title}**", "", *(f"| {' | '.join(line)} |" for line in lines)])


def sheets(scores: Mapping[str, float], floors: Floors) -> list[Sheet]:
    """Make a table for each corpus that others were measured on, then one of every metric."""
    return [
        *(
            replace(beside(scored, corpus, ours), title=title)
            for corpus, (scored, title) in TITLES.items()
            if (ours := _of(corpus, scores))
        ),
        _all(scores, floors),
    ]


def write(path: Path, scores: Mapping[str, float], floors: Floors) -> None:
    """Put the tables of all metrics into a page."""
    write_sheets(path, MARKER, sheets(scores, floors))


def write_sheets(path: Path, marker: str, found: Sequence[Sheet]) -> None:
    """Put tables between the markers of a page; the rest of the page stays.

    Raises NoMarkersError when the page is not there or has no markers.
    """
    page = path.read_text("utf-8") if path.is_file() else ""
    opening, closing = f"<!-- {marker} -->", f"<!-- /{marker} -->"
    before, begin, rest = page.partition(opening)
    _, end, after = rest.partition(closing)
    if not (begin and end):
        raise NoMarkersError(
            f"{path.name} has no place for {marker}: add the lines {opening} and {closing}."
        )
    tables = "\n\n".join(map(markdown, found))
    path.write_text(f"{before}{opening}\n{tables}\n{closing}{after}", encoding="utf-8")


def _of(group: str, scores: Mapping[str, float]) -> dict[str, float]:
    """Take the scores of one group, by metric."""
    named = ((name.partition(": "), score) for name, score in scores.items())
    return {metric: score for (head, _, metric), score in named if head == group}


def _all(scores: Mapping[str, float], floors: Floors) -> Sheet:
    missed = floors.missed(scores)
    rows: list[tuple[Value, ...]] = []
    for name, score in scores.items():
        floor = floors.floors.get(name)
        verdict = "missed" if name in missed else "no floor yet" if floor is None else ""
        rows.append((name, score, floor, verdict))
    heading = ("metric, in percent", "score", "floor", "verdict")
    return Sheet("Every metric against its floor", heading, rows)


def _cell(value: Value) -> str:
    return f"{value:.1f}" if isinstance(value, float) else "" if value is None else str(value)
