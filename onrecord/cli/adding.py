"""The command that hands files over: add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.failures import expected
from onrecord.cli.listing import out
from onrecord.cli.place import Data


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(add)


def add(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Documents, feeds, web archives, ZIPs: any format.", show_default=False
        ),
    ] = None,
    from_list: Annotated[
        Path | None, typer.Option("--list", help="File with a path a line to add, too.")
    ] = None,
    called: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Another name for the one file.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="New versions of files of the same names.")
    ] = False,
    data: Data = None,
) -> None:
    """Hand files over: the data folder keeps copies, which every run without paths reads.

    Example: `onrecord add letter.pdf feed.xml` and then `onrecord run`
    """
    with expected():
        from flows import inbox
        from flows.settings import load

        settings = load(data=data)
        named = [*(files or ()), *(inbox.listed(from_list) if from_list else ())]
        if not named:
            raise typer.BadParameter("Name files to add, or a list of them with --list.")
        added = inbox.add(named, settings, called, replace)
        told = (
            (added.new, "Added"),
            (added.replaced, "Replaced"),
            (added.there, "There already"),
        )
        for names, what in told:
            if names:
                out.print(f"{what}: {', '.join(names)}.", soft_wrap=True)
        if added.new or added.replaced:
            out.print("The next `onrecord run` takes them in.")
