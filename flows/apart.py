"""Have a process in which a step may hang, crash or run out of memory, and cost only itself."""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pipe, parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Given = TypeVar("Given")


class Apart:
    """A process that begins with the first call, and anew after one that took life or memory."""

    def __init__(self, start: Callable[[], ProcessPoolExecutor]) -> None:
        self._start = start
        self._pool: ProcessPoolExecutor | None = None

    @property
    def is_new(self) -> bool:
        """Whether the next call is the first one of its process."""
        return self._pool is None

    def call(self, function: Callable[..., Given], *given: Any) -> Given:
        """Call a function in the process.

        Raises what the function raises, and BrokenProcessPool if it ends the process.
        """
        self._pool = self._pool or self._start()
        try:
            return self._pool.submit(function, *given).result()
        except (BrokenProcessPool, MemoryError):
            self.close()
            raise

    def close(self) -> None:
        """End the process; a further call has a new one."""
        if self._pool:
            self._pool.shutdown()
            self._pool = None


def attend() -> None:
    """Leave Ctrl-C to the parent of this process, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return
    ending, end = Pipe(duplex=False)
    watching = threading.Thread(target=_watch, args=(parent.sentinel, ending), daemon=True)
    watching.start()
    atexit.register(_stop, end, watching)


def _watch(parent: int, ending: Connection) -> None:
    if ending not in wait([parent, ending]):
        os._exit(1)


def _stop(end: Connection, watching: threading.Thread) -> None:
    """End the thread: one that lives while Python ends keeps libraries from being put away."""
    end.close()
    watching.join()
