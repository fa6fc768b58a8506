"""Say what a published file shows, inside it, and whether that is what there is to show.

Nothing else is asked: neither a note in the build nor the clock. A file that is missing, damaged,
changed by a client, or shows another state is to be made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import cache
from hashlib import blake2b
from inspect import getsource
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from transforms import duplicates, tables
from warehouse import known_names
from warehouse.aside import is_lock
from warehouse.known_names import Gazetteer
from warehouse.overrides import Log
from warehouse.reader import twin
from warehouse.resolve import applied
from warehouse.sql import HERE, sql

ASKING = ("queries", "entity_query.py", "query.py", "reader.py", "version_query.py")
"""What is in this room to ask the published file: it changes nothing in it."""


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: digests of the batches, the corrections, the known names, the definitions."""

    lake: str
    corrections: str
    known_names: str
    definitions: str


def wanted(con: DuckDBPyConnection, log: Log, gazetteer: Gazetteer) -> State:
    """Give the state that a file published now would show."""
    return State(_lake(con), log.digest, known_names.wanted(gazetteer), definitions())


def note(con: DuckDBPyConnection, published_at: int) -> None:
    """Write into the build what its tables show, to be copied with them.

    `published_at`, in ns, is the time that the copies are to bear.
    """
    names = "".join(name for (name,) in con.execute("from internal.resolution").fetchall())
    state = State(_lake(con), applied(con), names, definitions())
    con.execute("delete from internal.publication")
    con.execute(sql("publication/note"), asdict(state) | {"published_at": published_at})


def run_shown(target: Path) -> int | None:
    """Give the number of the last run that a published file knows of; None if it is unreadable."""
    try:
        with _attached(twin(target)) as con:
            found = con.execute("select max(run_number) from shown.main.runs").fetchall()
    except duckdb.Error:
        return None
    return int(found[0][0] or 0)


def shown(path: Path) -> State | None:
    """Read what a file shows; None where it is missing, damaged, of another version, or changed.

    Each file bears the time that stands in it: one that somebody wrote to bears another. So does a
    restored or moved copy, which is then published once more.
    """
    if not path.is_file() or _journal(path).exists():
        return None
    try:
        *state, published_at = _read(path)
    except duckdb.Error:
        return None
    return State(*state) if path.stat().st_mtime_ns == published_at else None


def is_shown(target: Path, state: State) -> bool:
    """Say whether both published files show a state.

    The one for people may be locked by a client: then it is as its twin if size and time are.
    """
    own = twin(target)
    if shown(own) != state or not target.is_file() or _journal(target).exists():
        return False
    one, other = own.stat(), target.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns) and (
        shown(target) == state or is_locked(target)
    )


def is_locked(path: Path) -> bool:
    """Say whether a client holds a file open for writing."""
    try:
        _read(path)
    except duckdb.Error as error:
        return is_lock(error)
    return False


def forget_journal(path: Path) -> None:
    """Remove what a client has written beside a file: it would be played into the next one."""
    _journal(path).unlink(missing_ok=True)


@cache
def definitions() -> str:
    """Hash all that makes the published file of the lake: statements, rules, types, checks."""
    digest = blake2b(digest_size=10)
    for path in sorted(HERE.rglob("*")):
        inside = path.relative_to(HERE)
        if path.suffix in (".py", ".sql") and inside.parts[0] not in ASKING:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    for module in (duplicates, tables):
        digest.update(getsource(module).encode())
    return digest.hexdigest()


def _lake(con: DuckDBPyConnection) -> str:
    digest = blake2b(digest_size=10)
    for generation, batch_id in con.execute(sql("publication/batches")).fetchall():
        digest.update(f"{generation}-{batch_id}\0".encode())
    return digest.hexdigest()


def _read(path: Path) -> tuple[str, str, str, str, int]:
    """Read the state that a file shows, and the time that it should bear."""
    with _attached(path) as con:
        names = ", ".join(field.name for field in fields(State))
        found = con.execute(
            f"select {names}, published_at from shown.internal.publication"  # noqa: S608
        ).fetchall()
        if len(found) != 1:
            raise duckdb.DataError(f"{path} does not say what it shows.")
        state: tuple[str, str, str, str, int] = found[0]
        return state


@contextmanager
def _attached(path: Path) -> Iterator[DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        con.execute("attach $path as shown (read_only)", {"path": str(path)})
        yield con


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
