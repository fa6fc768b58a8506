"""Commands that ask the warehouse: status, sql, search, quotes, rejects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer
from rich.text import Text

from onrecord.cli.bounded import bounded
from onrecord.cli.failures import expected
from onrecord.cli.listing import (
    AsCsv,
    AsJson,
    Entry,
    Form,
    Raw,
    err,
    form,
    out,
    show,
    show_blocks,
)
from onrecord.cli.place import Data, warehouse
from onrecord.telling import NOBODY, counted, reported_by, who
from warehouse import quote_query
from warehouse.query import Answer
from warehouse.quote_query import KINDS, TYPES, Filters

Copies = Annotated[bool, typer.Option("--copies", help="What copies repeat, too.")]
Limit = Annotated[int, typer.Option(min=0, help="Most rows; 0 for all.")]
LONGEST = 1_000
"""Characters of one cell of a table that `sql` shows to a person."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (status, sql, search, quotes, rejects):
        app.command()(command)


def status(
    data: Data = None, as_json: AsJson = False, as_csv: AsCsv = False, raw: Raw = False
) -> None:
    """Tell what the warehouse holds and how the last run ended.

    Example: `onrecord status`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        found = warehouse(data).status()
        if how is not Form.table:
            show(list(found), [list(found.values())], how)
            return
        for name, value in _told(found):
            out.print(Text.assemble((f"{name:<12}", "bold"), value))


def _told(found: dict[str, Any]) -> list[tuple[str, str]]:
    first, last = found["first_published_at"], found["last_published_at"]
    dates = f"{first:%Y-%m-%d} to {last:%Y-%m-%d}" if first and last else "undated"
    finished = found["run_finished_at"]
    copies = counted(found["copies"], "copy", "copies")
    lines = [
        (
            "documents",
            f"{found['documents']:,} ({copies}), {found['words']:,} words",
        ),
        ("published", dates),
        ("quotes", f"{found['quotes']:,}, {found['quotes_with_speaker']:,} with a named speaker"),
        ("speakers", f"{found['speakers']:,}"),
        ("entities", f"{found['entities']:,} in {found['mentions']:,} mentions"),
        ("rejects", f"{found['rejects']:,}" + (" (onrecord rejects)" if found["rejects"] else "")),
    ]
    if found["corrections"] or found["corrections_failed"]:
        lines.append(("corrections", _corrections(found)))
    if finished:
        lines.append(("last run", f"{found['run_status']} {finished:%Y-%m-%d %H:%M} UTC"))
    if found["checks_failed"]:
        lines.append(("checks", f"{found['checks_failed']:,} did not hold"))
    return lines


def _corrections(found: dict[str, Any]) -> str:
    """Say how many corrections are applied, and why the last of the others is not."""
    applied, failed = f"{found['corrections']:,} applied", found["corrections_failed"]
    if not failed:
        return f"{applied} (onrecord entities log)"
    more = "" if failed == 1 else f" ({failed:,} in all: onrecord entities log)"
    return f"{applied}. Not applied: {found['correction_failure']}{more}"


def sql(
    query: Annotated[
        str, typer.Argument(help="A statement in DuckDB's SQL; `-` reads it from standard input.")
    ],
    rows: Annotated[
        int | None,
        typer.Option(min=0, help="Most rows; 0 for all.", show_default="the setting sql_rows"),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            min=0, help="Most seconds; 0 for any.", show_default="the setting sql_seconds"
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Ask in SQL. The file is opened read-only; docs/tables.md lists what there is.

    Of several statements the rows of the last are shown.

    Example: `onrecord sql "select speaker, count(*) from v_quotes group by all order by 2 desc"`
    """
    how = form(as_json, as_csv, raw)
    with expected("Stopped."):
        from flows.settings import load

        if query == "-":
            query = typer.get_text_stream("stdin").read()
        settings = load(data=data, sql_rows=rows, sql_seconds=seconds)
        most, longest = settings.sql_rows, settings.sql_seconds
        with bounded(longest, settings.sql_memory_bytes):
            found = warehouse(data).rows(query, most=most + 1 if most else None, seconds=longest)
        shown = found.rows[: most or None]
        show(found.columns, _cut(shown) if how is Form.table else shown, how)
        if most and len(found.rows) > most:
            err.print(f"There are more than these {most:,} rows: --rows 0 gives all of them.")


def _cut(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    """Shorten texts that no terminal shows in reasonable time; scripts get them whole."""
    return [
        [
            f"{cell[:LONGEST]}… ({len(cell):,} characters)"
            if isinstance(cell, str) and len(cell) > LONGEST
            else cell
            for cell in row
        ]
        for row in rows
    ]


def search(
    words: Annotated[str, typer.Argument(help="Words to look for; the best match comes first.")],
    chunks: Annotated[
        bool, typer.Option("--chunks", help="Search whole texts, not quotes.")
    ] = False,
    copies: Copies = False,
    limit: Limit = 20,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Find quotes, or pieces of text, by words.

    Example: `onrecord search "defence spending"`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        kind: Literal["quotes", "chunks"] = "chunks" if chunks else "quotes"
        found = warehouse(data).search(words, kind, copies=copies, limit=limit or None)
        _show_entries(found, how, _chunk if chunks else quoted)


def quotes(
    speaker: Annotated[
        str | None, typer.Option(help="Who said it: a name, part of one, or an id.")
    ] = None,
    about: Annotated[str | None, typer.Option(help="About whom or what.")] = None,
    people_of: Annotated[
        str | None, typer.Option(help="Whose spokesman, officials or such, not named.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day, as 2026-01-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", help="direct, indirect or mixed; may be given again."),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="speech or thought.")] = None,
    document: Annotated[str | None, typer.Option(help="Path or id of a document.")] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Who published it, or the folder that was ingested.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="Words that the quote holds; a phrase in quotation marks.")
    ] = None,
    copies: Copies = False,
    limit: Limit = 50,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """List who said what, newest first.

    A name that somebody has stands for them; else for all who have it in their names or aliases,
    as a word or else as any part, without case and accents.

    Example: `onrecord quotes --speaker Lavrov --about NATO --since 2026-01-01`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        wanted = Filters(
            words=text or "",
            speaker=speaker,
            about=about,
            types=[_one_of(TYPES, one, "--type") for one in types or ()],
            kind=_one_of(KINDS, kind, "--kind") if kind else None,
            since=_day(since, "--since"),
            until=_day(until, "--until"),
            source=publisher,
            copies=copies,
            document=document,
            people_of=people_of,
        )
        _show_entries(quote_query.quotes(warehouse(data), wanted, limit or None), how, quoted)


def rejects(
    everything: Annotated[
        bool, typer.Option("--all", help="Those that were resolved, too.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """List what could not be read, why, and what to do about it.

    Example: `onrecord rejects --json`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        found = warehouse(data).rejects(resolved_too=everything)
        _show_entries(found, how, _reject, nothing="Everything could be read.")


def _day(text: str | None, option: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{option} {text!r} is no day: write it as 2026-01-31.") from None


def _one_of(allowed: tuple[str, ...], text: str, option: str) -> str:
    if text not in allowed:
        choice = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
        raise typer.BadParameter(f"{option} {text!r} is none: choose {choice}.")
    return text


def _show_entries(
    found: Answer,
    how: Form,
    entry: Callable[[dict[str, Any]], Entry],
    nothing: str = "Nothing found.",
) -> None:
    """Show entries to a person and all columns to a script."""
    if how is Form.table:
        show_blocks(map(entry, found.dicts()), nothing)
    else:
        show(found.columns, found.rows, how)


def quoted(row: dict[str, Any]) -> Entry:
    """Show a quote: who, by which word, what, and where it stands."""
    head = ((who(row) or NOBODY, "bold green"), (reported_by(row), "cyan"))
    return Entry(head, _place(row), row["said"])


def _chunk(row: dict[str, Any]) -> Entry:
    head = ((row["title"] or row["source_path"], "bold"), (row["heading"] or "", "cyan"))
    return Entry(head, _place(row), row["text"])


def _reject(row: dict[str, Any]) -> Entry:
    tried = f"tried {row['attempts']} times" if row["attempts"] > 1 else ""
    head = ((row["source_path"], "bold"), (row["error_type"], "red"))
    return Entry(head, tried, f"{row['reason']}\n{row['remedy']}")


def _place(row: dict[str, Any]) -> str:
    day = f"{row['published_at']:%Y-%m-%d}" if row["published_at"] else ""
    return f"{day}  {row['source_path']}".strip()
