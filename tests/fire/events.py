"""Hook into what the product does in a child, and strike at its n-th event.

The product knows nothing of it: the names it calls are replaced in the child. An event is the
call of a function of `flows` or `warehouse`, a statement sent to DuckDB, a Parquet file written,
or a step of the file system within the data folder.
"""

from __future__ import annotations

import errno
import io
import os
import re
import resource
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb
import pyarrow.parquet

PLACE = Path(__file__).parents[2]
ROOMS = ("flows", "warehouse")
PURE = ("warehouse.schema", "warehouse.sql", "warehouse.evidence", "flows.fingerprint")
"""Modules that are called a thousand times and touch nothing: a kill there tells nothing new."""
FILE_STEPS = ("replace", "rename", "unlink", "fsync", "mkdir", "rmdir", "truncate", "link")
STATEMENTS = ("execute", "executemany")
CHANCE = re.compile(r"[0-9a-f]{16,}|\d{6,}|(?<=\.)\d+(?=\.part)")
"""What in the name of a file differs from run to run: hashes, generations, processes."""
FAULTS = ("EIO", "ENOSPC", "EDQUOT", "EACCES", "EROFS")


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens at which event.

    `how` is `kill` before the event, `after` it, or `within`: when half of a file is copied or
    written, or else when DuckDB next writes beyond `size` bytes into a file. It is the name of an
    error for a fault (`is_lasting`: from then on always), `full` when no file can grow beyond
    `size` bytes any more, and `pause` to wait for a word.
    """

    at: int
    how: str
    size: int = 0
    is_lasting: bool = False


class Hooks:
    """The events of one child, counted while a window is open."""

    def __init__(
        self,
        data: Path,
        window: str | None,
        strike: Strike | None,
        told: Connection | None = None,
        rooms: tuple[str, ...] = ROOMS,
    ) -> None:
        self.labels: list[str] = []
        self.once: Path | None = None
        """A file that says that somebody was struck already; nobody is struck twice."""
        self._data = str(data)
        self._window = window
        self._strike = strike
        self._told = told
        self._depth = 0 if window else 1
        self._suspended = 0
        self._lock = threading.RLock()
        self._rooms = tuple(f"{PLACE / room}{os.sep}" for room in rooms)

    def install(self) -> None:
        """Replace what the product calls."""
        if self._strike and self._strike.how == "within":
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for name in FILE_STEPS:
            self._wrap(os, name, self._file_step)
        for name in ("copyfile", "copy2"):
            self._wrap(shutil, name, self._written)
        self._wrap(pyarrow.parquet, "write_table", self._written)
        for module in (io, sys.modules["builtins"]):
            self._wrap(module, "open", self._opened)
        for name in STATEMENTS:
            self._wrap(duckdb.DuckDBPyConnection, name, self._statement)
        if self._window:
            place, _, name = self._window.partition(":")
            self._wrap(import_module(place), name, self._in_window)
            return
        self._profile()

    def _profile(self) -> None:
        """Hear of calls from now on, in this thread and in those that begin later."""
        threading.setprofile(self._called)
        sys.setprofile(self._called)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Count nothing until the block ends: there the language model is at work."""
        sys.setprofile(None)
        self._suspended += 1
        try:
            yield
        finally:
            self._suspended -= 1
            if self._depth:
                sys.setprofile(self._called)

    def _wrap(self, place: Any, name: str, around: Callable[..., Any]) -> None:
        original = getattr(place, name)

        @wraps(original)
        def replaced(*given: Any, **named: Any) -> Any:
            return around(name, original, *given, **named)

        setattr(place, name, replaced)

    def _in_window(self, _: str, original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        self._depth += 1
        self._profile()
        try:
            return original(*given, **named)
        finally:
            self._depth -= 1
            sys.setprofile(None)

    def _called(self, frame: FrameType, what: str, _: Any) -> None:
        code = frame.f_code
        if what != "call" or "<" in code.co_name or not code.co_filename.startswith(self._rooms):
            return
        name = code.co_filename.removeprefix(f"{PLACE}{os.sep}").removesuffix(".py")
        name = name.replace(os.sep, ".")
        if name not in PURE:
            self._event(f"call {name}:{code.co_qualname}", None)

    def _file_step(self, name: str, original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        place = _opened_file(given[0]) if name == "fsync" else given[0]
        if not self._is_ours(place):
            return original(*given, **named)
        label = f"{name} {self._shown(place)}"
        return self._event(label, original, *given, **named)

    def _opened(self, _: str, original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        mode = str(given[1] if len(given) > 1 else named.get("mode", "r"))
        if not {*"wax+"} & {*mode} or not self._is_ours(given[0]):
            return original(*given, **named)
        return self._event(f"open {self._shown(given[0])}", original, *given, **named)

    def _written(self, name: str, original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        target = given[1]
        if not self._is_ours(target):
            return original(*given, **named)

        def halved(*given: Any, **named: Any) -> None:
            original(*given, **named)
            os.truncate(target, Path(target).stat().st_size // 2)
            _die()

        is_halved = self._strike and self._strike.how == "within"
        label = f"{name} {self._shown(target)}"
        return self._event(label, original, *given, halved=halved if is_halved else None, **named)

    def _statement(self, name: str, original: Callable[..., Any], *given: Any, **named: Any) -> Any:
        words = " ".join(str(given[1]).split()[:4])
        return self._event(f"{name} {words}", original, *given, **named)

    def _event(
        self,
        label: str,
        original: Callable[..., Any] | None,
        *given: Any,
        halved: Callable[..., Any] | None = None,
        **named: Any,
    ) -> Any:
        """Count an event; do what was to be done, unless it is struck."""
        strike, is_struck = self._strike, False
        if self._depth and not self._suspended:
            with self._lock:
                self.labels.append(label)
                number = len(self.labels)
            if strike:
                is_struck = number == strike.at or (strike.is_lasting and number > strike.at)
        is_struck = is_struck and self._is_first()
        if is_struck and strike:
            if strike.how == "within" and halved:
                return halved(*given, **named)
            self._struck(strike, label, original)
        made = original(*given, **named) if original else None
        if is_struck and strike and strike.how == "after":
            _die()
        return made

    def _struck(self, strike: Strike, label: str, original: Callable[..., Any] | None) -> None:
        """Strike before the event; what is to come after it comes later."""
        if strike.how == "kill" or (strike.how == "after" and original is None):
            _die()
        elif strike.how in ("within", "full"):
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (strike.size, hard))
        elif strike.how == "pause" and self._told:
            self._told.send(label)
            self._told.recv()
        elif strike.how in FAULTS and original is not None:
            _fail(strike.how, label)

    def _is_first(self) -> bool:
        if self.once is None:
            return True
        try:
            self.once.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _is_ours(self, place: Any) -> bool:
        return isinstance(place, str | os.PathLike) and str(place).startswith(self._data)

    def _shown(self, place: Any) -> str:
        """Name a file by folder and name, without what differs from run to run."""
        shown = Path(place).relative_to(self._data) if str(place) != self._data else Path()
        return CHANCE.sub("…", f"{shown}").removesuffix(" (deleted)")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


def _fail(fault: str, label: str) -> None:
    """Raise what the system or DuckDB raises."""
    number = getattr(errno, fault)
    if label.startswith(STATEMENTS):
        raise duckdb.IOException(f"IO Error: Could not write file: {os.strerror(number)}")
    raise OSError(number, os.strerror(number), label.partition(" ")[2])


def _opened_file(handle: int) -> Path:
    return Path(f"/proc/self/fd/{handle}").readlink()
