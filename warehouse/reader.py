"""Hold the published file open for reading, and change over when another is swapped in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import duckdb

from transforms.errors import ExpectedError

ATTEMPTS = 5  # a file that is being put there is readable after a moment
PAUSE = 0.05  # seconds between them
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",  # nothing is written beside whoever asks
}
SESSION = ("set timezone = 'UTC'", "set python_enable_replacements = false")
LOCKED = (
    "set enable_external_access = false",
    "set lock_configuration = true",
)


class NoWarehouse(ExpectedError):
    """There is no published file yet."""


@dataclass(slots=True)
class _Opened:
    con: duckdb.DuckDBPyConnection
    seen: tuple[int, int]
    users: int = 0


class Reader:
    """The file as it is now, for any number of threads.

    Each opening is an in-memory instance that attaches the file: opened by its path, DuckDB
    would hand out the instance that it has, with the old file, for as long as anyone uses it.
    """

    def __init__(self, path: Path, memory: int = 0) -> None:
        """Read a file; cursors share `memory` bytes, 0 for as much as DuckDB takes."""
        self.path = path
        self._bound = {"memory_limit": f"{memory}B"} if memory else {}
        self._lock = Lock()
        self._current: _Opened | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor on the newest file; it cannot write, reach out or change settings."""
        opened = self._enter()
        try:
            with opened.con.cursor() as cursor:
                cursor.execute("use onrecord")
                yield cursor
        finally:
            self._leave(opened)

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a connection that reads the file and may write others, for exports."""
        with _attached(self.path, {}) as con:
            yield con

    def close(self) -> None:
        """Let go of the file, once nobody reads it any more."""
        with self._lock:
            self._retire()

    def _enter(self) -> _Opened:
        with self._lock:
            seen = _seen(self.path)
            if self._current is None or self._current.seen != seen:
                opened = _Opened(_attached(self.path, self._bound, *LOCKED), seen)
                self._retire()
                self._current = opened
            self._current.users += 1
            return self._current

    def _leave(self, opened: _Opened) -> None:
        with self._lock:
            opened.users -= 1
            if opened is not self._current and not opened.users:
                opened.con.close()

    def _retire(self) -> None:
        retired, self._current = self._current, None
        if retired is not None and not retired.users:
            retired.con.close()


def _seen(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise NoWarehouse(f"No warehouse at {path}: run `onrecord run` first.") from None
    return found.st_ino, found.st_mtime_ns


def _attached(path: Path, bound: dict[str, str], *statements: str) -> duckdb.DuckDBPyConnection:
    for attempt in range(ATTEMPTS):
        con = duckdb.connect(":memory:", config={**SETTINGS, **bound})
        try:
            for statement in SESSION:
                con.execute(statement)
            con.execute("attach $path as onrecord (read_only)", {"path": str(path)})
            con.execute("use onrecord")
            for statement in statements:
                con.execute(statement)
        except duckdb.IOException:
            con.close()
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE)
        else:
            return con
    raise AssertionError("unreachable")
