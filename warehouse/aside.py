"""Write files aside and rename them, so that a reader sees the old one or the new one whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from transforms.errors import ExpectedError

TEMPORARY = ".part"
DAMAGE = (
    "Corrupt database file",
    "Could not read enough bytes",
    "not a valid DuckDB database file",
    "INTERNAL Error",
    "Serialization Error",
    "replaying WAL",
)
"""What DuckDB says of a file that is not as it was written."""
REFUSALS = (
    "Could not write",
    "Could not truncate",
    "Failed to commit",
    "has been invalidated",
    "sync failed",
    "No space left",
    "Disk quota",
    "File too large",
    "Input/output error",
    "Read-only file system",
    "Permission denied",
)
"""What it says when the system refuses to write, and of its own state after that."""


REMEDIES = {
    "Is a directory": "A folder stands where this file belongs: move it away",
    "Not a directory": "A file stands where a folder belongs: move it away",
    "Permission denied": "See to it that you may write there",
    "Operation not permitted": "See to it that you may write there",
    "Read-only": "See to it that it can be written",
    "Input/output error": "Have the disk looked after",
}
"""What to do, by what the system says; else there is too little room."""


class DiskError(ExpectedError):
    """A file could not be written; the message names it, the free space and the way out."""


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Lend a temporary path in the same folder; put it in place once the block has ended well.

    The file and the folder's entry are on the disk when the block is left. Raises DiskError, with
    the temporary file gone, when the system refuses: a full disk, a quota, missing rights.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        with disk_told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            synced(temporary)
            temporary.replace(path)
            synced(path.parent)
    finally:
        with suppress(OSError):  # a disk that refuses this too keeps it until somebody sweeps
            temporary.unlink(missing_ok=True)


@contextmanager
def disk_told(path: Path) -> Iterator[None]:
    """Turn what the system or DuckDB says when `path` cannot be written into a DiskError."""
    try:
        yield
    except OSError as error:
        raise DiskError(_sentence(path, error.strerror or str(error))) from error
    except duckdb.Error as error:
        if is_refusal(error) or (isinstance(error, duckdb.IOException) and not is_damage(error)):
            raise refused(path, error) from error
        raise


def refused(path: Path, error: duckdb.Error) -> DiskError:
    """Make a sentence of what DuckDB says when it cannot write."""
    return DiskError(_sentence(path, str(error).partition("\n")[0].strip().rstrip(".")))


def is_refusal(error: duckdb.Error) -> bool:
    """Say whether DuckDB complains that it could not write."""
    return any(sign in str(error) for sign in REFUSALS)


def is_damage(error: duckdb.Error) -> bool:
    """Say whether DuckDB complains of a file that is not as it was written."""
    return not is_refusal(error) and any(sign in str(error) for sign in DAMAGE)


def is_lock(error: duckdb.Error) -> bool:
    """Say whether DuckDB complains that another process holds the file."""
    return "Could not set lock" in str(error) or "Conflicting lock" in str(error)


def swept(folder: Path) -> None:
    """Remove the temporary files that killed writers have left in a folder."""
    for path in folder.glob(f".*{TEMPORARY}"):
        owner = path.name.removesuffix(TEMPORARY).rpartition(".")[2]
        if path.is_file() and owner.isdigit() and not is_alive(int(owner)):
            path.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Say whether a process of that number is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def synced(path: Path) -> None:
    """See to it that a file, or the entries of a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(path: Path, reason: str) -> str:
    remedy = next((told for sign, told in REMEDIES.items() if sign in reason), "Make room")
    return (
        f"Could not write {path}: {reason} ({_free(path)}). Nothing half-written is left. "
        f"{remedy}, or choose another folder with --data, then run again: it goes on from here."
    )


def _free(path: Path) -> str:
    for folder in path.parents:
        if folder.exists():
            return f"{shutil.disk_usage(folder).free / 1e6:,.0f} MB free on that disk"
    return "free space unknown"
