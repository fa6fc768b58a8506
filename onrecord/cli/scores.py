"""Print what an evaluation came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.listing import Entry, Form, err, out, show, show_blocks, show_table

if TYPE_CHECKING:
    from onrecord.evaluation.errors import Error
    from onrecord.evaluation.report import Report, Sheet

SHOWN_IDS = 5


def show_scores(made: Report, bins: Sheet | None, listed: list[Error] | None, how: Form) -> None:
    """Show everything to a person, and one list to a script."""
    from onrecord.evaluation import report

    _warn(made)
    if how is Form.table:
        _tell(made, bins, listed)
        return
    sheet = bins or report.scores(made)
    if listed is not None:
        sheet = report.errors(listed, made.scored)
    show(sheet.columns, sheet.rows, how)


def _warn(made: Report) -> None:
    """Say what makes the scores lower than they are worth."""
    if made.missing:
        some = ", ".join(made.missing[:SHOWN_IDS])
        more = ", …" if len(made.missing) > SHOWN_IDS else ""
        err.print(
            f"{len(made.missing):,} of {made.articles:,} articles are not in the warehouse "
            f"({some}{more}): what is annotated in them counts as missed.",
            style="yellow",
            soft_wrap=True,
        )
    if made.lost:
        err.print(
            f"{made.lost:,} annotations are of words that the warehouse's texts do not have: "
            "they count as missed. Was another text ingested?",
            style="yellow",
            soft_wrap=True,
        )


def _tell(made: Report, bins: Sheet | None, listed: list[Error] | None) -> None:
    from onrecord.evaluation import report

    kind = "quotes" if made.scored == "quotes" else "names"
    out.print(
        f"{made.articles:,} articles, {made.gold:,} {kind} annotated, {made.found:,} found. "
        "Scores are in percent."
    )
    out.print()
    for sheet in report.sheets(made):
        _print(sheet, decimals=1)
    if bins:
        _print(bins, decimals=2)
    if listed is not None:
        out.print(Text("What is wrong", style="bold cyan"))
        show_blocks(map(_entry, listed), "Nothing is wrong.")


def _print(sheet: Sheet, decimals: int) -> None:
    show_table(sheet.title, sheet.columns, sheet.rows, note=sheet.note, decimals=decimals)


def _entry(one: Error) -> Entry:
    head = (
        (one.error, "bold red" if one.error == "missed" else "bold yellow"),
        (f"{one.type}, {one.reason}", ""),
        (one.source, "green"),
        (one.cue, "cyan"),
    )
    return Entry(head, f"{one.start_char}–{one.end_char} in {one.doc_id}", one.text)
