"""Cut large files into the parts that are read by themselves, within limits of time and memory.

A file is data of a stranger already when its parts are looked for: that happens in a process of
its own. Where it fails, the file is read as a whole, and the reject says what is wrong with it.
"""

from __future__ import annotations

import mmap
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from flows.apart import Apart, attend
from flows.limits import TooSlow, allowed, set_up, within
from flows.settings import Settings
from transforms.readers import HEAD, Part, Rules, may_be_cut, parts


class Cutting:
    """Knows the parts of files; its process begins when a file is large enough to be cut."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._apart = Apart(self._start)

    def __enter__(self) -> Cutting:
        return self

    def __exit__(self, *_: object) -> None:
        self._apart.close()

    def parts(self, path: str, location: str, size: int) -> list[Part]:
        """Give the parts of about `size` bytes. Raises OSError if the file cannot be opened."""
        with Path(location).open("rb") as file:
            head, length = file.read(HEAD), os.fstat(file.fileno()).st_size
        if not may_be_cut(head, length, size):
            return [Part(0, length, 1)]
        seconds = allowed(self._settings.max_seconds, length)
        try:
            return self._apart.call(cut, path, location, size, self._settings.rules, seconds)
        except (BrokenProcessPool, ValueError):  # a file that has become empty cannot be mapped
            return [Part(0, length, 1)]

    def _start(self) -> ProcessPoolExecutor:
        given = (self._settings.max_memory_bytes,)
        return ProcessPoolExecutor(1, get_context("spawn"), _begin, given)


def cut(path: str, location: str, size: int, rules: Rules, seconds: float) -> list[Part]:
    """Ask the format of a file for parts, over the bytes in place."""
    with (
        Path(location).open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        try:
            with within(seconds):
                return list(parts(path, data, size, rules))
        except (TooSlow, MemoryError):
            return [Part(0, len(data), 1)]


def _begin(memory: int) -> None:
    attend()
    set_up(memory)
