"""Say what is not as it was written in a data folder. Nothing is changed."""

from __future__ import annotations

from filecmp import clear_cache, cmp
from pathlib import Path

import duckdb

from transforms.errors import ExpectedError
from warehouse import care, checks, publication
from warehouse.build import held
from warehouse.findings import Finding, wrong
from warehouse.lake import Lake, LakeError
from warehouse.load import loaded
from warehouse.reader import Reader, twin

RUN = "`onrecord run` sets it aside and reads its documents again from their sources."
PUBLISH = "`onrecord run` publishes it anew; nothing is lost."
REBUILD = "`onrecord rebuild` makes it anew from the lake; nothing is lost."


def verify(build: Path, lake: Lake, target: Path, *, is_full: bool) -> list[Finding]:
    """Look at the lake, the build and the published file, at a glance or at every byte.

    Raises BuildBusy while a run owns the data folder.
    """
    with held(build):
        found = [*batches(lake, is_full=is_full), *_build(build, lake)]
        return [*found, *_published(target, is_full=is_full)]


def batches(lake: Lake, *, is_full: bool) -> list[Finding]:
    """Say which batches are not as they were sealed; not while a run writes."""
    trusted = () if is_full else _stems(lake)
    return [
        wrong(f"lake, batch {one.name}", "; ".join(one.faults), RUN)
        for one in care.damaged(lake, trusted)
    ]


def _stems(lake: Lake) -> list[str]:
    try:
        return lake.stems()
    except LakeError:  # told as damage
        return []


def _build(path: Path, lake: Lake) -> list[Finding]:
    if not path.exists():
        return [wrong(path.name, "it is missing", REBUILD)] if _stems(lake) else []
    try:
        with duckdb.connect(":memory:") as con:
            con.execute("attach $path as build (read_only)", {"path": str(path)})
            con.execute("use build")
            missing = loaded(con).difference(_stems(lake))
    except duckdb.Error as error:
        return [wrong(path.name, _told(error), REBUILD)]
    if not missing:
        return []
    fault = f"the lake has lost {len(missing):,} batches that the tables hold"
    return [wrong(path.name, fault, "`onrecord run` reads their documents again.")]


def _published(target: Path, *, is_full: bool) -> list[Finding]:
    if not target.exists() and not twin(target).exists():
        return []
    found = [
        wrong(path.name, "it is missing, damaged, changed, or of another version", PUBLISH)
        for path in (twin(target), target)
        if publication.shown(path) is None and not publication.is_locked(path)
    ]
    if found or not is_full:
        return found
    clear_cache()  # which knows files by size and time
    if not cmp(twin(target), target, shallow=False):
        found.append(wrong(target.name, f"it differs from {twin(target).name}", _anew(target)))
    reader = Reader(target)
    try:
        with reader.cursor() as cursor:
            failed = [one for one in checks.run(cursor, "") if not one.is_passed]
    except (duckdb.Error, ExpectedError) as error:
        return [*found, wrong(target.name, _told(error), _anew(target))]
    finally:
        reader.close()
    return found + [
        wrong(target.name, f"the check {one.name} finds {one.observed:,}", REBUILD)
        for one in failed
        if one.severity == "error"
    ]


def _anew(target: Path) -> str:
    return f"Remove {target.name} and {twin(target).name}, then `onrecord run`: it is made anew."


def _told(error: Exception) -> str:
    return str(error).partition("\n")[0]
