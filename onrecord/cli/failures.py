"""Turn failures that are expected into a sentence and an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer

from onrecord.cli.listing import err
from transforms.errors import ExpectedError

FAILED, STOPPED = 1, 130
"""Something went wrong; somebody pressed Ctrl-C. Expected errors bring exit codes of their own."""
STOPPED_RUN = "Stopped. What was finished is kept; the next run goes on from there."


@contextmanager
def expected(stopped: str = STOPPED_RUN) -> Iterator[None]:
    """Print the message of an expected error and leave with its exit code."""
    try:
        yield
    except KeyboardInterrupt:
        err.print(stopped)
        raise typer.Exit(STOPPED) from None
    except ExpectedError as error:
        tell(error.args)
        raise typer.Exit(error.exit_code) from error
    except Exception as error:
        if type(error).__module__ != "_duckdb":  # what it says of a statement is a sentence
            raise
        tell(str(error).splitlines())
        raise typer.Exit(FAILED) from error


def tell(lines: Iterable[object]) -> None:
    """Print the message of an error, a sentence a line."""
    for line in lines:
        err.print(str(line), style="red", soft_wrap=True)
