"""Turn failures that are expected into a sentence and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from onrecord.cli.listing import err

FAILED, USAGE, BUSY, STOPPED = 1, 2, 3, 130
"""Something went wrong; the command names nothing that exists; another run is under way;
somebody pressed Ctrl-C."""

CODES = {
    "PathError": USAGE,
    "PortTaken": USAGE,
    "SettingsError": USAGE,
    "UnknownDocument": USAGE,
    "LookupError": USAGE,
    "CorpusError": USAGE,
    "Senseless": USAGE,
    "UnknownEntity": USAGE,
    "BuildBusy": BUSY,
}
SENTENCES = (
    *CODES,
    "DiskError",
    "LakeError",
    "LogError",
    "ChecksFailed",
    "NoWarehouse",
    "NoServer",
    "WorkersFailed",
)
"""Errors whose message is a sentence for a person. They are known by name: their modules are
heavy, and a command that asks a question imports none that it does not need."""
STOPPED_RUN = "Stopped. What was finished is kept; the next run goes on from there."


@contextmanager
def expected(stopped: str = STOPPED_RUN) -> Iterator[None]:
    """Print the message of an expected error and leave with its exit code."""
    try:
        yield
    except KeyboardInterrupt:
        err.print(stopped)
        raise typer.Exit(STOPPED) from None
    except Exception as error:
        name = type(error).__name__
        is_query_error = type(error).__module__ == "_duckdb"
        if name not in SENTENCES and not is_query_error:
            raise
        err.print(str(error), style="red", soft_wrap=True, markup=False)
        raise typer.Exit(CODES.get(name, FAILED)) from error
