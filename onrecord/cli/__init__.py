"""The command `onrecord`."""

from __future__ import annotations

import os

import typer

from onrecord.cli import (
    adding,
    asking,
    comparing,
    correcting,
    doctor,
    entities,
    evaluating,
    explaining,
    joining,
    keeping,
    running,
    showing,
)

OWNERS_ALONE = 0o077
"""What is taken away from the rights of new files: everything from everybody else."""

app = typer.Typer(
    help="Turn a folder of documents into a warehouse of who said what, and ask it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def keep_private(context: typer.Context) -> None:
    """Make what commands write its owner's alone: the data folder, and all that lies in it.

    An export goes to a folder of the person's own, and is as open as they have chosen.
    """
    if context.invoked_subcommand != "export":
        before = os.umask(OWNERS_ALONE)
        context.call_on_close(lambda: os.umask(before))


running.add_to(app)
adding.add_to(app)
keeping.add_to(app)
asking.add_to(app)
showing.add_to(app)
explaining.add_to(app)
comparing.add_to(app)
evaluating.add_to(app)
doctor.add_to(app)
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
