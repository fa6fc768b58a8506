"""The command `onrecord`."""

from __future__ import annotations

import typer

from onrecord.cli import (
    adding,
    asking,
    comparing,
    correcting,
    entities,
    evaluating,
    joining,
    keeping,
    running,
    showing,
)

app = typer.Typer(
    help="Turn a folder of documents into a warehouse of who said what, and ask it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
running.add_to(app)
adding.add_to(app)
keeping.add_to(app)
asking.add_to(app)
showing.add_to(app)
comparing.add_to(app)
evaluating.add_to(app)
named = typer.Typer(
    help="Show people, organisations and places, and correct them.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
entities.add_to(named)
joining.add_to(named)
correcting.add_to(named)
app.add_typer(named, name="entities")


def main() -> None:
    """Run the command."""
    app()
