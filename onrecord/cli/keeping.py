"""Commands that look after a data folder: verify, rebuild, compact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.cli.failures import FAILED, expected
from onrecord.cli.listing import AsCsv, AsJson, Entry, Form, Raw, form, out, show, show_blocks
from onrecord.cli.place import Data
from onrecord.cli.running import bars, report


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (verify, rebuild, compact):
        app.command()(command)


def verify(
    full: Annotated[
        bool, typer.Option("--full", help="Read every byte, and run every check.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    raw: Raw = False,
) -> None:
    """Say whether lake, build and published file are as they were written; nothing is changed.

    Leaves with exit code 1 where something is not. Example: `onrecord verify --full`
    """
    how = form(as_json, as_csv, raw)
    with expected():
        from flows.settings import load
        from flows.upkeep import verify as look

        found = [one._asdict() for one in look(load(data=data), is_full=full)]
        if how is Form.table:
            entries = [
                Entry(((one["subject"], "bold"), (one["told"], "red")), "", one["remedy"])
                for one in found
            ]
            show_blocks(entries, "Everything is as it was written.")
        else:
            columns = ["subject", "told", "remedy"]
            show(columns, [[one[name] for name in columns] for one in found], how)
    if found:
        raise typer.Exit(FAILED)


def rebuild(data: Data = None, as_json: AsJson = False) -> None:
    """Make all tables anew from the lake alone, and publish; no document is read.

    Example: `onrecord rebuild`
    """
    with expected():
        from flows.derive import rebuild as make_anew
        from flows.settings import load

        settings = load(data=data)
        with bars():
            row = asdict(make_anew(settings))
        report(row, settings, as_json)


def compact(data: Data = None) -> None:
    """Pack the many small files of the lake into few; nothing else changes.

    What is packed is deleted after the hours of the setting `compact_grace_hours`, by the next
    `compact`. Example: `onrecord compact`
    """
    with expected():
        from flows.settings import load
        from flows.upkeep import compact as pack

        made = pack(load(data=data))
        if made.packed:
            out.print(
                f"{made.packed:,} batches packed: {made.files_before:,} files are now "
                f"{made.files_after:,}."
            )
        else:
            out.print(f"Nothing to pack: {made.files_after:,} files.")
        if made.deleted:
            out.print(f"{made.deleted:,} superseded batches deleted.")
