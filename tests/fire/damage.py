"""Damage the files of a data folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

PLACES = (
    "onrecord.duckdb",
    "served.duckdb",
    "build.duckdb",
    "lake/manifests/*.json",
    "lake/*/*.parquet",
    "build.lock",
    "onrecord.duckdb.wal",
    "build.duckdb.wal",
)


def _gone(path: Path, dice: Random) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _empty(path: Path, dice: Random) -> None:
    path.write_bytes(b"")


def _truncated(path: Path, dice: Random) -> None:
    data = path.read_bytes() if path.exists() else b"x"
    path.write_bytes(data[: dice.randrange(len(data) + 1)])


def _garbage(path: Path, dice: Random) -> None:
    size = path.stat().st_size if path.exists() else 4_096
    path.write_bytes(dice.randbytes(max(1, size)))


def _beheaded(path: Path, dice: Random) -> None:
    data = path.read_bytes() if path.exists() else b"x"
    path.write_bytes(dice.randbytes(min(len(data), 4_096)) + data[4_096:])


def _flipped(path: Path, dice: Random) -> None:
    data = bytearray(path.read_bytes() if path.exists() else b"x")
    for _ in range(8 if data else 0):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path, Random], None]] = {
    "gone": _gone,
    "empty": _empty,
    "truncated": _truncated,
    "garbage": _garbage,
    "beheaded": _beheaded,
    "flipped": _flipped,
}
UNSEEN = {"onrecord.duckdb", "served.duckdb"}
"""Files of which no run reads every block, so that a flipped bit is found by `verify` only."""


def damaged(data: Path, dice: Random) -> tuple[str, bool]:
    """Damage one file, or the build along with one of the lake.

    Gives what was done, and whether it may cost what is told of earlier versions.
    """
    place = dice.choice(PLACES)
    paths = sorted(data.glob(place)) or [data / place]
    path = dice.choice(paths)
    kinds = sorted(DAMAGES.keys() - ({"flipped"} if place in UNSEEN else set()))
    kind = dice.choice(kinds)
    DAMAGES[kind](path, dice)
    told = f"{path.relative_to(data)} {kind}"
    is_lake = place.startswith("lake")
    if is_lake and dice.random() < 0.6:
        (data / "build.duckdb").unlink()
        told += " and build.duckdb gone"
    return told, is_lake
