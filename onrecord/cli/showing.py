"""Commands that show a document, write files, and open the dashboard."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from onrecord.cli.asking import quoted
from onrecord.cli.failures import expected
from onrecord.cli.listing import AsCsv, AsJson, Entry, Form, Raw, form, out, show, show_blocks
from onrecord.cli.place import Data, warehouse


class FileForm(StrEnum):
    """What an export writes."""

    parquet = "parquet"
    csv = "csv"


MOST_COPIES = 10
ID_DIGITS = 10
"""Of an id, enough to tell it from others."""
STYLES = {"content": "bold", "cue": "italic cyan", "speaker": "green"}


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("show")(show_document)
    app.command()(export)
    app.command()(dashboard)


def show_document(
    document: Annotated[str, typer.Argument(help="Its path, the end of its path, or its id.")],
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Show a document with its quotes, cues and speakers marked in the text.

    Below stands each quote with its id: `onrecord explain` tells why it is there.

    Example: `onrecord show 000_2785ac57c6417e71.txt`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        asked = warehouse(data)
        found = asked.document(document)
        quotes = asked.document_quotes(found["document_id"])
        if how is not Form.table:
            show(quotes.columns, quotes.rows, how)
            return
        spans = asked.document_spans(found["document_id"]).dicts()
        _print_head(found)
        _print_copies(found, asked.document_copies(found["document_id"]).dicts())
        out.print(Padding(_marked(found["text"], spans), (1, 2)))
        show_blocks(map(_identified, quotes.dicts()), "Nobody says anything in it.")


def _identified(row: dict[str, Any]) -> Entry:
    """Show a quote with its id in place of its place, for `onrecord explain`."""
    return replace(quoted(row), place=f"quote {row['quote_id'][:ID_DIGITS]}")


def _print_head(found: dict[str, Any]) -> None:
    out.print(Text(found["title"] or found["source_path"], style="bold"))
    dated = f"{found['published_at']:%Y-%m-%d}" if found["published_at"] else "undated"
    version = f"version {found['version']}"
    version += " (onrecord diff tells what changed)" if found["version"] > 1 else ""
    facts = (found["publisher"], dated, found["source_path"], version)
    out.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    legend = Text("marked: ")
    for part, style in STYLES.items():
        legend.append(part, style).append("  ")
    out.print(legend)


def _print_copies(found: dict[str, Any], copies: list[dict[str, Any]]) -> None:
    """Name the documents that tell the same, and what this one is to them."""
    if not copies:
        return
    if found["duplicate_of"]:
        score = f" ({found['duplicate_score']:.0%} in common)"
        kind = "An exact copy" if found["duplicate_kind"] == "exact" else f"A near copy{score}"
        out.print(Text(f"{kind} of {copies[0]['source_path']}", style="yellow"))
    others = ", ".join(f"{one['source_path']} ({one['kind']})" for one in copies[:MOST_COPIES])
    more = f" and {len(copies) - MOST_COPIES} more" if len(copies) > MOST_COPIES else ""
    out.print(Text(f"also in: {others}{more}", style="dim"))


def _marked(text: str, spans: list[dict[str, Any]]) -> Text:
    """Colour the pieces of quotes; rich counts code points as the offsets do."""
    marked = Text(text)
    for part, style in STYLES.items():
        for span in spans:
            if span["part"] == part:
                marked.stylize(style, span["start_char"], span["end_char"])
    return marked


def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write to; made if need be.")],
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", help="Table or view; may be given again.", show_default="every table"
        ),
    ] = None,
    file_form: Annotated[FileForm, typer.Option("--as", help="Kind of file.")] = FileForm.parquet,
    raw: Raw = False,
    data: Data = None,
) -> None:
    """Write tables or views to Parquet or CSV files, every row of them.

    In CSV a text that a spreadsheet would run as a formula gets an apostrophe in front.

    Example: `onrecord export quotes-2026 --table v_quotes --as csv`
    """
    with expected():
        for path in warehouse(data).export(folder, file_form.value, tables, raw=raw):
            out.print(str(path), soft_wrap=True)


def dashboard(
    data: Data = None,
    port: Annotated[
        int | None, typer.Option(help="Port on this machine.", show_default="8501")
    ] = None,
    host: Annotated[
        str,
        typer.Option(help="Address to listen on; others than this machine need the link's token."),
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Open the dashboard: quotes to filter, and articles with what is said in them marked.

    Example: `onrecord dashboard --port 8600`
    """
    with expected():
        from flows.settings import load
        from onrecord.dashboard.serve import serve

        settings = load(data=data)
        chosen = settings.dashboard_token
        token = chosen.get_secret_value() if chosen else None
        serve(settings.warehouse, port, browser, host, token)
