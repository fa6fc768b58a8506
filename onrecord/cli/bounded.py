"""Hold this process to limits that a statement cannot get around."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from onrecord.cli.failures import FAILED, tell
from warehouse.limits import too_slow

GRACE = 2.0
"""Seconds that an interrupted statement may take to end; some functions cannot be interrupted."""
OWN_BYTES, THREAD_BYTES = 1_000_000_000, 16_000_000
"""What the program and each of its threads take besides, to be on the safe side."""


@contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Bound the memory of this process, and end it where a statement does not heed an interrupt.

    0 sets no limit. DuckDB keeps its own limits, but not within one function: the letters of
    `repeat('a', 4000000000)` are not counted, and `levenshtein` of two long words goes on for
    hours.
    """
    timer = Timer(seconds + GRACE, _end, [seconds])
    timer.daemon = True
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if seconds:
        timer.start()
    if memory:
        wanted = memory + OWN_BYTES + THREAD_BYTES * (os.cpu_count() or 1)
        _set_memory(wanted if soft == resource.RLIM_INFINITY else min(wanted, soft), hard)
    try:
        yield
    finally:
        timer.cancel()
        _set_memory(soft, hard)


def _set_memory(soft: int, hard: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _end(seconds: float) -> None:
    """End without tidying up: the file is open for reading only, and nothing was printed yet."""
    tell(too_slow(seconds).args)
    os._exit(FAILED)
