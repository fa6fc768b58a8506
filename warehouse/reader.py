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
from warehouse.aside import is_damage, is_lock

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


PUBLISHED, SERVED = "onrecord.duckdb", "served.duckdb"
"""The twin of the published file, for our own readers: whatever a client does to the other one, it
locks nobody out of this."""


class NoWarehouse(ExpectedError):
    """There is no published file yet."""


class Unreadable(ExpectedError):
    """The published file cannot be opened: it is damaged, or a client has locked it."""

    def __init__(self, path: Path, error: duckdb.Error) -> None:
        told = str(error).partition("\n")[0]
        way_out = (
            "Another program holds it open for writing: close that, or open it with "
            "read_only=True there."
            if is_lock(error)
            else "`onrecord run` makes it anew; nothing is lost."
        )
        super().__init__(f"{path} cannot be read ({told}). {way_out}")


class OtherVersion(ExpectedError):
    """The published file was made by another version of Onrecord."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was published by another version of Onrecord, whose tables are others. "
            "`onrecord run` publishes it anew; nothing is lost."
        )


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
            with opened.con.cursor() as cursor, _sentences(self.path):
                cursor.execute("use onrecord")
                yield cursor
        finally:
            self._leave(opened)

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a connection that reads the file and may write others, for exports."""
        with _opened(self.path, {}) as con, _sentences(self.path):
            yield con

    def close(self) -> None:
        """Let go of the file, once nobody reads it any more."""
        with self._lock:
            self._retire()

    def _enter(self) -> _Opened:
        with self._lock:
            now = seen(self.path)
            if self._current is None or self._current.seen != now:
                opened = _Opened(_opened(self.path, self._bound, *LOCKED), now)
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


def twin(path: Path) -> Path:
    """Give the file beside a published one that our own readers use; another file is its own."""
    return path.with_name(SERVED) if path.name == PUBLISHED else path


def seen(path: Path) -> tuple[int, int]:
    """Tell one published file from the next. Raises NoWarehouse where there is none."""
    own = twin(path)
    return _seen(own if own.exists() else path)


def _seen(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise NoWarehouse(f"No warehouse at {path}: run `onrecord run` first.") from None
    return found.st_ino, found.st_mtime_ns


def _opened(path: Path, bound: dict[str, str], *statements: str) -> duckdb.DuckDBPyConnection:
    """Open the twin of a published file, or else the file itself. Raises Unreadable."""
    failures: list[duckdb.Error] = []
    for candidate in dict.fromkeys((twin(path), path)):
        try:
            if candidate.exists():
                return _attached(candidate, bound, *statements)
        except duckdb.Error as error:
            failures.append(error)
    _seen(path)
    raise Unreadable(path, failures[0]) from failures[0]


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
        except duckdb.Error as error:
            con.close()
            if attempt == ATTEMPTS - 1 or not isinstance(error, duckdb.IOException):
                raise
            time.sleep(PAUSE)
        else:
            return con
    raise AssertionError("unreachable")


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a damaged file, or of one of another version, into a sentence."""
    try:
        yield
    except duckdb.CatalogException as error:
        if not is_of_this_version(path):
            raise OtherVersion(path) from error
        raise
    except duckdb.Error as error:
        if is_damage(error):
            raise Unreadable(path, error) from error
        raise


def is_of_this_version(path: Path) -> bool:
    """Say whether a published file was made by the definitions of this version."""
    from warehouse.publication import definitions  # what makes tables: queries need it only here

    with _opened(path, {}) as con:
        try:
            found = con.execute("select definitions from onrecord.internal.publication").fetchall()
        except duckdb.CatalogException:
            return False
    return found == [(definitions(),)]
