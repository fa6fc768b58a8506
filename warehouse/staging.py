"""Put several files in place as one: staged in a folder, committed by the last of them.

The folder counts from the moment the file LAST is in it. From then on its files are moved to where
they belong, and whoever finds the folder later, because the mover was killed, moves the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from warehouse.aside import TEMPORARY, disk_told, synced

LAST = "manifest.json"
Place = Callable[[str], Path]
"""Says where a staged file belongs, by its name."""


@contextmanager
def staged(root: Path, name: str) -> Iterator[Path]:
    """Lend a folder to write files to; it is gone again if the block raises before it commits.

    Raises DiskError where the system refuses.
    """
    folder = root / f".{name}.{uuid4().hex}{TEMPORARY}"
    with disk_told(root / name):
        folder.mkdir(parents=True)
        try:
            yield folder
        except BaseException:
            if not is_committed(folder):
                shutil.rmtree(folder, ignore_errors=True)
            raise


def commit(folder: Path, last: str, place: Place) -> None:
    """Commit what is staged by writing `last`, then move everything to its place."""
    with disk_told(place(LAST)):
        for path in folder.iterdir():
            synced(path)
        unnamed = folder / f"{LAST}{TEMPORARY}"
        unnamed.write_text(last, encoding="utf-8")
        synced(unnamed)
        unnamed.replace(folder / LAST)
        synced(folder)
        settle(folder, place)


def settle(folder: Path, place: Place) -> None:
    """Move the files of a committed folder to their places, the one that makes them count last."""
    names = sorted(path.name for path in folder.iterdir() if path.name != LAST)
    for name in [*names, *([LAST] if (folder / LAST).exists() else [])]:
        target = place(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(target)
        synced(target.parent)
    folder.rmdir()


def left(root: Path) -> list[Path]:
    """List the staging folders that a killed writer left."""
    return sorted(path for path in root.glob(f".*{TEMPORARY}") if path.is_dir())


def is_committed(folder: Path) -> bool:
    """Say whether the files of a staging folder count."""
    return (folder / LAST).exists()
