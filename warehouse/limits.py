"""Bound what a question may take: time, memory, rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING

from transforms.errors import ExpectedError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may take at most; 0 sets no limit. The settings sql_… choose it."""

    seconds: float = 60
    memory_bytes: int = 2_000_000_000
    rows: int = 10_000


DEFAULTS = Limits()


class TooMuch(ExpectedError):
    """A question takes more than it may; the message names the limit."""


def too_slow(seconds: float) -> TooMuch:
    """Say that a statement took too long, and the way out."""
    return TooMuch(
        f"The statement was stopped after {seconds:g} seconds, the limit sql_seconds: ask for "
        "less, or give it more time with `onrecord sql --seconds N` (0 for as long as it takes)."
    )


def too_large(memory: int) -> TooMuch:
    """Say that a question needs too much memory, and the way out."""
    return TooMuch(
        f"This needs more memory than the {memory:,} bytes of the limit sql_memory_bytes: ask "
        f"for less, or raise it, as in ONRECORD_SQL_MEMORY_BYTES={4 * memory} (0 for no limit)."
        if memory
        else "This needs more memory than there is: ask for less."
    )


@contextmanager
def kept(cursor: duckdb.DuckDBPyConnection, seconds: float, memory: int) -> Iterator[None]:
    """Stop what a cursor does after some seconds (0 for never). Raises TooMuch."""
    import duckdb

    timer = Timer(seconds, _interrupt, [cursor])
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise too_slow(seconds) from None
    except (duckdb.OutOfMemoryException, MemoryError):
        raise too_large(memory) from None
    finally:
        timer.cancel()


def _interrupt(cursor: duckdb.DuckDBPyConnection) -> None:
    import duckdb

    with suppress(duckdb.ConnectionException):  # closed at this very moment
        cursor.interrupt()
