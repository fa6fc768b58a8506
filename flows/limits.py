"""Bound what one document may cost the process that analyses it: time and memory."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import TypeVar

import pyarrow as pa

Given = TypeVar("Given")

AGAIN = 1.0
"""Seconds after which the alarm is raised anew, should a library have swallowed it."""
PATIENCE = 2.0
"""How many times its limit a step may take before the process is ended from outside of Python."""
LONG = 1_000_000
"""Characters, or bytes of source, that earn a document its limit once more."""


class TooSlow(BaseException):
    """A step took longer than it may; no library's `except Exception` is to stop it."""


class _Alarm:
    """The alarm clock of a process; it rings only where it was set up."""

    is_set_up = False


def set_up(memory: int) -> None:
    """Prepare this process, from its main thread: an alarm clock, and a bound on its memory.

    `memory` is in bytes; where the system cannot bound it, it stays unbounded.
    """
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own claims a gigabyte at a time
    signal.signal(signal.SIGALRM, _ring)
    _Alarm.is_set_up = True
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow if the block takes longer. One that hangs outside of Python ends the process.

    Does nothing in a process that was not set up.
    """
    if not _Alarm.is_set_up:
        yield
        return
    faulthandler.dump_traceback_later(PATIENCE * seconds, exit=True, file=_nowhere())
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def each_within(seconds: float, items: Iterator[Given]) -> Iterator[Given]:
    """Yield items; raise TooSlow if the next one takes longer than the limit to come."""
    while True:
        with within(seconds):
            try:
                item = next(items)
            except StopIteration:
                return
        yield item


def allowed(seconds: float, size: int) -> float:
    """Give the seconds that something of a size in characters may take."""
    return seconds * (1 + size / LONG)


def _ring(_signum: int, _frame: FrameType | None) -> None:
    raise TooSlow


@cache
def _nowhere() -> int:
    """Give a file that takes the trace nobody reads; it stays open."""
    return os.open(os.devnull, os.O_WRONLY)
