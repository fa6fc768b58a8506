"""Look over a data folder: whether it can be written, has room, and can be read.

Nothing is changed, and nothing that a run under way may need is held: the build is left alone
while somebody writes it. Each check yields findings; one more is one more name in CHECKS.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from warehouse.aside import TEMPORARY, is_alive, is_lock
from warehouse.care import QUARANTINE
from warehouse.findings import Finding, Mark, fine, look, wrong
from warehouse.lake import Lake
from warehouse.publication import shown
from warehouse.reader import PUBLISHED, SERVED
from warehouse.sql import sql
from warehouse.verify import batches

BUILD, LOCK = "build.duckdb", "build.lock"
ROOM = 1_000_000_000
"""Bytes that a run may want beside the copies of the build that it publishes."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOST_NAMED = 3
RUN = "run `onrecord run`"


def findings(data: Path) -> Iterator[Finding]:
    """Yield what there is to say of a data folder."""
    if not data.is_dir():
        yield _missing(data)
        return
    for check in CHECKS:
        yield from check(data)


def _missing(data: Path) -> Finding:
    if data.exists():
        return wrong("data folder", f"{data} is no folder", "name another one with --data")
    return look("data folder", f"{data} is not there yet", f"{RUN}: it makes the folder")


def access(data: Path) -> Iterator[Finding]:
    """Tell whether the folder can be written, and who else may read it."""
    mode = stat.S_IMODE(data.stat().st_mode)
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield wrong(
            "permissions",
            f"{data} cannot be written (mode {mode:04o})",
            f"give yourself the right, chmod u+rwx {data}, or name another folder with --data",
        )
    elif mode & OTHERS:
        yield look(
            "permissions",
            f"other people on this machine may look into {data} (mode {mode:04o})",
            f"if they are not meant to: chmod -R go= {data}",
        )
    else:
        yield fine("permissions", f"{data} is its owner's alone")


def room(data: Path) -> Iterator[Finding]:
    """Tell whether the disk holds what a run writes: two copies of the build, and the batches."""
    free = shutil.disk_usage(data).free
    build = _size(data / BUILD)
    told = f"{_megabytes(free)} free, the build has {_megabytes(build)}"
    remedy = "make room, or move the folder to a larger disk"
    if free < 2 * build:
        yield wrong("disk", f"{told}: no run can publish", remedy)
    elif free < 3 * build + ROOM:
        yield look("disk", told, remedy)
    else:
        yield fine("disk", told)


def lock(data: Path) -> Iterator[Finding]:
    """Tell whether a run is under way, and whether it is alive."""
    owner = _owner(data)
    if owner is None:
        yield fine("lock", "no run is under way")
    elif owner.isdigit() and not is_alive(int(owner)):
        yield look(
            "lock",
            f"{data / LOCK} is held, but not by process {owner}, which it names: that is gone",
            "wait for what it left behind to end, or stop it: a lock never outlives its holders",
        )
    else:
        yield fine("lock", f"a run is under way (process {owner}): the build is not looked into")


def build(data: Path) -> Iterator[Finding]:
    """Tell whether the build can be read; not while a run writes it."""
    if (data / BUILD).exists() and _owner(data) is None:
        remedy = f"{RUN}: it is set aside, and made anew from the lake"
        yield _readable(data / BUILD, remedy)


def published(data: Path) -> Iterator[Finding]:
    """Tell whether the file that people read can be read, and by which clients."""
    path = data / PUBLISHED
    if not path.exists():
        yield look("warehouse", f"{path} is not there yet", RUN)
        return
    for one in (path, data / SERVED):
        if one.exists():
            found = _readable(one, f"{RUN}: it publishes the file anew")
            if found.mark is Mark.ok and shown(one) is None:
                told = "was changed since it was published, or is of another version"
                found = look(one.name, told, f"{RUN}: it publishes the file anew")
            yield found


def lake(data: Path) -> Iterator[Finding]:
    """Tell whether the batches of the lake are as they were sealed; not while a run writes."""
    if _owner(data) is None:
        held = Lake(data / "lake")
        found = batches(held, is_full=False)
        yield from found or [fine("lake", f"as it was written (batches: {len(held.stems()):,})")]
        yield from quarantined(held)


def quarantined(held: Lake) -> Iterator[Finding]:
    """Tell of damaged batches that were set aside."""
    aside = [path.name for path in (held.root / QUARANTINE).glob("*")]
    if aside:
        told = f"damaged batches were set aside: {_some(aside)}"
        remedy = "look at the disk; their documents were read again, so the folder may be deleted"
        yield look("lake/quarantine", told, remedy)


def leftovers(data: Path) -> Iterator[Finding]:
    """Name what killed processes have left half-written."""
    found = [*data.glob(f".*{TEMPORARY}"), *data.glob(f"*/.*{TEMPORARY}")]
    found += data.glob(f"lake/*/.*{TEMPORARY}")
    dead = [path for path in found if not _is_writing(path)]
    if dead:
        size = _megabytes(sum(map(_size, dead)))
        told = f"{_some([path.name for path in dead])} ({size}) of processes that are gone"
        yield look("leftovers", told, f"{RUN}, or remove them: nothing needs them")
    else:
        yield fine("leftovers", "none")


CHECKS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    access, room, lock, build, published, lake, leftovers,
)  # fmt: skip


def _readable(path: Path, remedy: str) -> Finding:
    """Open a database read-only, count its documents, and see whether it is whole."""
    try:
        with duckdb.connect(":memory:") as con:
            con.execute("attach $path as file (read_only)", {"path": str(path)})
            [(documents, oldest, used)] = con.execute(sql("queries/database_file")).fetchall()
    except duckdb.Error as error:
        told = str(error).partition("\n")[0]
        if is_lock(error):
            return look(
                path.name,
                "another program holds it for writing",
                "open it with read_only=True there; Onrecord itself goes on",
            )
        return wrong(path.name, f"cannot be read: {told}", remedy)
    if _size(path) < used:
        told = f"cannot be read: cut off after {_size(path):,} of at least {used:,} bytes"
        return wrong(path.name, told, remedy)
    return fine(path.name, f"{documents:,} documents; DuckDB {oldest.rstrip('+')} and later")


def _owner(data: Path) -> str | None:
    """Name the process that holds the lock of the build; None if nobody does.

    The lock is shared for a moment to find that out, which a run that begins then would notice.
    """
    path = data / LOCK
    if not path.exists() or not os.access(path, os.R_OK):
        return None
    with path.open(encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return handle.read().strip() or "unknown"
    return None


def _is_writing(path: Path) -> bool:
    """Tell whether the process that a temporary file is named for is there."""
    process = path.name.removesuffix(TEMPORARY).rpartition(".")[2]
    return process.isdigit() and is_alive(int(process))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(sorted(names)[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
