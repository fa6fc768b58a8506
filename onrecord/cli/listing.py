"""Print rows for a person, for a script or for a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from textwrap import wrap
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli.screen import Screen
from onrecord.visible import escaped, line, paragraphs
from warehouse.cells import harmless

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to read: what it is in short, where it stands, and its text."""

    head: Sequence[tuple[str, str]]
    """Pieces of text and their styles."""
    place: str
    text: str | Text


class Form(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    raw = "raw"
    """CSV whose cells may be formulas."""


AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array of objects.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")]
Raw = Annotated[
    bool, typer.Option("--raw", help="Leave CSV as it is, though a spreadsheet may run it.")
]

out = Screen()
err = Screen(stderr=True)


def form(as_json: bool, as_csv: bool, raw: bool = False) -> Form:
    """Choose the form; two at once are a mistake."""
    if as_json and as_csv:
        raise typer.BadParameter("Choose --json or --csv, not both.")
    if raw and not as_csv:
        raise typer.BadParameter("--raw is about CSV: say --csv, too.")
    return Form.json if as_json else Form.raw if raw else Form.csv if as_csv else Form.table


def show(columns: Sequence[str], rows: Rows, how: Form, *, nothing: str = "Nothing found.") -> None:
    """Print rows in the chosen form; `nothing` tells a person that there are none."""
    if how is Form.json:
        records = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
        sys.stdout.write(escaped(json.dumps(records, ensure_ascii=False, indent=1)) + "\n")
    elif how in (Form.csv, Form.raw):
        cells = [columns, *([_cell(_plain(value)) for value in row] for row in rows)]
        _write_csv(cells if how is Form.raw else [map(harmless, row) for row in cells])
    elif not rows:
        err.print(nothing)
    else:
        out.print(_table(columns, rows))


def _write_csv(rows: Iterable[Iterable[Any]]) -> None:
    """Write rows to standard output: exactly, unless a person looks at it in a terminal."""
    is_seen = sys.stdout.isatty()
    plain = csv.writer(sys.stdout, lineterminator="\n")
    quoting = csv.writer(sys.stdout, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = [line(cell) if is_seen and isinstance(cell, str) else cell for cell in row]
        has_return = any(isinstance(cell, str) and "\r" in cell for cell in cells)
        (quoting if has_return else plain).writerow(cells)  # the plain one leaves a lone CR bare


def show_blocks(entries: Iterable[Entry], nothing: str = "Nothing found.") -> None:
    """Print entries for a person, each a line in short and its text below."""
    is_empty = True
    for entry in entries:
        is_empty = False
        out.print(_titled(entry) if entry.place else _spaced(entry.head))
        text = Text(paragraphs(entry.text)) if isinstance(entry.text, str) else entry.text
        out.print(Padding(text, (0, 0, 1, 2)) if text else "")
    if is_empty:
        err.print(nothing)


def _titled(entry: Entry) -> Table:
    head = Table.grid(expand=True, padding=(0, 2, 0, 0))
    head.add_column(ratio=3)
    head.add_column(ratio=2, justify="right", overflow="ellipsis", no_wrap=True)
    head.add_row(_spaced(entry.head), Text(line(entry.place), style="dim"))
    return head


def _spaced(parts: Sequence[tuple[str, str]]) -> Text:
    return Text("  ").join(Text(line(text), style=style) for text, style in parts if text)


def show_table(
    title: str, columns: Sequence[str], rows: Rows, *, note: str = "", decimals: int = 2
) -> None:
    """Print one table of several to a person, with its title and a note on it."""
    out.print(Text(title, style="bold cyan"))
    out.print(_table(columns, rows, decimals))
    if note:
        out.print(Text(note, style="dim"))
    out.print()


def _table(columns: Sequence[str], rows: Rows, decimals: int = 2) -> Table:
    table = Table(
        box=None, header_style="bold", pad_edge=False, show_edge=False, padding=(0, 2, 0, 0)
    )
    shown = [[_shown(value, decimals) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *shown, strict=True)]
    is_wide = sum(widths) + 2 * len(widths) > out.width
    for position, name in enumerate(columns):
        numeric = _is_numeric([row[position] for row in rows])
        heading = line(name).replace("_", " ")
        longest = max(len(row[position]) for row in shown)
        table.add_column(
            _folded(heading, longest) if numeric and is_wide else heading,
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=numeric,
        )
    for row in shown:
        table.add_row(*map(Text, row))
    return table


def _is_numeric(column: Sequence[Any]) -> bool:
    values = [value for value in column if value is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _folded(heading: str, width: int) -> str:
    """Break a heading in two between its words, no narrower than its column."""
    longest = max(map(len, heading.split()), default=1)
    return "\n".join(wrap(heading, max(width, longest, (len(heading) + 1) // 2)))


def _shown(value: Any, decimals: int = 2) -> str:
    """Write a value for a person, in one line: no microseconds or brackets, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}" if value.time() == value.time().min else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, float):
        return f"{value:.{decimals}f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    return line(str(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value
