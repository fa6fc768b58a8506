"""The command `onrecord`."""

from __future__ import annotations

import sys

import typer

from onrecord.cli import asking, running, showing

OK, FAILED, USAGE, BUSY = 0, 1, 2, 3
"""Exit codes: done; something went wrong; the command was not understood or names nothing;
another run is under way."""

app = typer.Typer(
    help="Turn a folder of documents into a warehouse of who said what, and ask it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
running.add_to(app)
asking.add_to(app)
showing.add_to(app)


def main() -> None:
    """Run the command; print an expected failure as one sentence instead of a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("Stopped. What was finished is kept; the next run goes on from there.", err=True)
        sys.exit(130)
