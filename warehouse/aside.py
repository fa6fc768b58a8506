"""Write files aside and rename them, so that a reader sees the old one or the new one whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from transforms.errors import ExpectedError

TEMPORARY = ".part"


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
            _sync(temporary)
            temporary.replace(path)
            _sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def disk_told(path: Path) -> Iterator[None]:
    """Turn what the system or DuckDB says when `path` cannot be written into a DiskError."""
    try:
        yield
    except OSError as error:
        raise DiskError(_sentence(path, error.strerror or str(error))) from error
    except duckdb.IOException as error:
        raise DiskError(_sentence(path, str(error))) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(path: Path, reason: str) -> str:
    return (
        f"Could not write {path}: {reason} ({_free(path)}). Nothing half-written is left. "
        "Make room or choose another folder with --data, then run again: it goes on from here."
    )


def _free(path: Path) -> str:
    for folder in path.parents:
        if folder.exists():
            return f"{shutil.disk_usage(folder).free / 1e6:,.0f} MB free on that disk"
    return "free space unknown"
